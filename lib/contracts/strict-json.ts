/** How deep arrays and objects may nest. */
const DEPTH_MAX = 32;

/** Why a text is not taken as JSON; a sentence for the client that repeats nothing of the text. */
export class JsonFault extends Error {}

/** Finds where the string that opens at `start` closes, in valid JSON. */
function closingQuote(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

/** Refuses what `JSON.parse` lets pass: a name twice in one object, and nesting without end. */
function checkStructure(text: string): void {
  // The names seen in each open object; null for an array.
  const open: (Set<string> | null)[] = [];
  let isNameNext = false;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case "{":
      case "[":
        open.push(text[at] === "{" ? new Set() : null);
        if (open.length > DEPTH_MAX) throw new JsonFault(`Nested deeper than ${DEPTH_MAX} levels.`);
        isNameNext = text[at] === "{";
        break;
      case "}":
      case "]":
        open.pop();
        isNameNext = false;
        break;
      case ",":
        isNameNext = open.at(-1) !== null && open.length > 0;
        break;
      case '"': {
        const end = closingQuote(text, at);
        const names = open.at(-1);
        if (isNameNext && names) {
          const name: string = JSON.parse(text.slice(at, end + 1));
          if (names.has(name)) throw new JsonFault("A name appears twice in one object.");
          names.add(name);
        }
        isNameNext = false;
        at = end;
        break;
      }
    }
  }
}

/**
 * Reads bytes as one JSON object, strictly: UTF-8 without a byte order mark, every name once, at most 32 levels.
 * @throws {JsonFault} with what is wrong, for anything else.
 */
export function parseStrictJson(bytes: Uint8Array): Record<string, unknown> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new JsonFault("The body is not valid UTF-8.");
  }
  return parseStrictText(text, "The body");
}

/**
 * Reads a text as one JSON object, as strictly; `what` begins the sentences that say what is wrong.
 * @throws {JsonFault} with what is wrong, for anything else.
 */
export function parseStrictText(text: string, what: string): Record<string, unknown> {
  if (text.startsWith("\ufeff"))
    throw new JsonFault(`${what} begins with a byte order mark. Send plain UTF-8.`);
  if (text.trim() === "") throw new JsonFault(`${what} is empty. Send one JSON object.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new JsonFault(`${what} is not valid JSON.`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new JsonFault(`${what} must be one JSON object.`);
  }
  checkStructure(text);
  return value as Record<string, unknown>;
}
