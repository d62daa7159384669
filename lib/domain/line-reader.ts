/** Why a line has no text. */
export type LineProblem = "too_long" | "zero_byte" | "not_utf8";

/** One line of a file: its number from 1, and its text, or why it has none. */
export type Line = { number: number; text: string } | { number: number; problem: LineProblem };

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/** Takes a file apart into lines, chunk by chunk: memory holds one line, wherever the chunks end. */
export type LineReader = {
  /** Lines that are complete with this chunk. */
  push(chunk: Uint8Array): Line[];
  /** The last line, when the file does not end with a newline. */
  end(): Line[];
};

function joined(parts: Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Reads UTF-8 lines ended by LF or CRLF; a byte order mark at the beginning is dropped. A line longer than `maxBytes`,
 * with a NUL byte, or that is not UTF-8 is named as a problem; what follows is read on.
 */
export function lineReader(maxBytes: number): LineReader {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 0;

  const keep = (part: Uint8Array): void => {
    length += part.length;
    // Of a line that is too long nothing is kept, however long it gets.
    if (length > maxBytes + 1) parts = [];
    else if (part.length > 0) parts.push(part.slice());
  };
  const finish = (): Line => {
    number += 1;
    let bytes = joined(parts);
    if (bytes.at(-1) === CARRIAGE_RETURN) bytes = bytes.subarray(0, -1);
    const isTooLong = length > maxBytes + 1 || bytes.length > maxBytes;
    parts = [];
    length = 0;
    if (isTooLong) return { number, problem: "too_long" };
    if (bytes.includes(0)) return { number, problem: "zero_byte" };
    try {
      const text = decoder.decode(bytes);
      return { number, text: number === 1 && text.startsWith("\ufeff") ? text.slice(1) : text };
    } catch {
      return { number, problem: "not_utf8" };
    }
  };
  return {
    push(chunk) {
      const lines: Line[] = [];
      let from = 0;
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
        keep(chunk.subarray(from, at));
        lines.push(finish());
        from = at + 1;
      }
      keep(chunk.subarray(from));
      return lines;
    },
    end: () => (length > 0 ? [finish()] : []),
  };
}
