import { createReadStream } from "node:fs";
import { StringDecoder } from "node:string_decoder";

/** Why a file cannot be imported at all. The message says what to do. */
export class UnreadableFile extends Error {}

/** A longer line is no row of ours. */
const LINE_MAX = 1_000_000;

/** One line of a file with its number from 1, and the share of the file read so far. */
export type FileLine = { line: number; text: string; share: number };

/**
 * The lines of a text file, read as a stream: LF or CRLF, with or without a byte order mark or a last line break.
 * @throws UnreadableFile for a file that is not there, is empty, is not text, or holds a line over a megabyte.
 */
export async function* readLines(file: string, sizeBytes: number): AsyncGenerator<FileLine> {
  if (sizeBytes === 0) throw new UnreadableFile(`${file} is empty.`);
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let line = 0;
  let read = 0;
  const take = (text: string): FileLine => {
    line++;
    const unmarked = line === 1 && text.startsWith("\ufeff") ? text.slice(1) : text;
    return {
      line,
      text: unmarked.endsWith("\r") ? unmarked.slice(0, -1) : unmarked,
      share: read / sizeBytes,
    };
  };
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    if (chunk.includes(0)) throw new UnreadableFile(`${file} is not a text file: it holds a zero byte.`);
    read += chunk.length;
    const parts = (rest + decoder.write(chunk)).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) yield take(part);
    if (rest.length > LINE_MAX)
      throw new UnreadableFile(`${file}: line ${line + 1} is longer than a megabyte.`);
  }
  rest += decoder.end();
  if (rest !== "") yield take(rest);
}
