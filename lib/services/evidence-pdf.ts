import { setImmediate as othersTurn } from "node:timers/promises";
import { promisify } from "node:util";
import { inflate, type ZlibOptions } from "node:zlib";

const unpack = promisify(inflate) as (data: Buffer, options: ZlibOptions) => Promise<Buffer>;

/** What an object stream may unpack to, and all of them together. */
const MAX_UNPACKED_BYTES = 16 * 1024 * 1024;
const MAX_UNPACKED_TOTAL = 32 * 1024 * 1024;

const LOCKED =
  "The PDF is locked with a password or with rights. Print it to a new PDF without protection and send that.";
const ACTIVE =
  "The PDF carries a script, a form or an attached file. Print it to a new PDF and send that; screenshots work too.";
const UNREADABLE = "The PDF cannot be checked. Print it to a new PDF and send that; screenshots work too.";

/** Packed parts a file may have: real ones have hundreds. */
const MAX_STREAMS = 20_000;
/** So many are taken out before other requests get their turn. */
const STREAMS_PER_TURN = 500;

/** A name in a pattern: PDF lets any of its letters be written as `#xx`, so that `/J#61vaScript` is `/JavaScript`. */
function spelled(name: string): string {
  const hex = (letter: string): string =>
    letter
      .charCodeAt(0)
      .toString(16)
      .replace(/[a-f]/, (digit) => `[${digit}${digit.toUpperCase()}]`);
  return [...name].map((letter) => `(?:${letter}|#${hex(letter)})`).join("");
}

function named(names: readonly string[], notBefore: string): RegExp {
  return new RegExp(`/(?:${names.map(spelled).join("|")})(?!${notBefore})`);
}

/** Names of what acts, long enough not to occur by chance in packed data. */
const ACTIVE_NAMES = named(
  // biome-ignore format: one list
  ["JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "SubmitForm", "ImportData", "Rendition"],
  "[A-Za-z]",
);
/** Short ones, looked for outside of packed data only. */
const SHORT_NAMES = named(["JS", "XFA", "AA"], "[A-Za-z0-9]");
const ENCRYPT = named(["Encrypt"], "[A-Za-z]");
const OBJECT_STREAM = named(["ObjStm"], "[A-Za-z]");
const FILTERS = /\/(\w+Decode|Crypt)(?![A-Za-z])/g;
const STREAM = /(?<![a-z])stream\r?\n/g;

/** A short piece of a file with its names in plain letters. */
function plainNames(text: string): string {
  return text.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

type Split = { outside: string; objectStreams: { filters: string[]; data: Buffer }[] };

/** Longest dictionary of an object stream that is read. */
const MAX_DICTIONARY = 4_096;

/** Takes the packed data out of a file, keeping that which holds further objects; null when it has too many parts. */
async function split(bytes: Buffer, text: string): Promise<Split | null> {
  const outside: string[] = [];
  const objectStreams: Split["objectStreams"] = [];
  let from = 0;
  for (const match of text.matchAll(STREAM)) {
    const start = match.index + match[0].length;
    if (match.index < from) continue;
    const end = text.indexOf("endstream", start);
    if (end < 0) break;
    if (outside.length >= MAX_STREAMS) return null;
    const before = text.slice(from, match.index);
    const dictionary = before.slice(Math.max(0, before.lastIndexOf(" obj")));
    if (OBJECT_STREAM.test(dictionary)) {
      if (dictionary.length > MAX_DICTIONARY) return null;
      const filters = plainNames(dictionary).match(FILTERS) ?? [];
      objectStreams.push({ filters, data: bytes.subarray(start, end) });
    }
    outside.push(before);
    from = end;
    if (outside.length % STREAMS_PER_TURN === 0) await othersTurn();
  }
  outside.push(text.slice(from));
  return { outside: outside.join("\n"), objectStreams };
}

/**
 * Whether a PDF can be kept: it begins and ends as one, is not encrypted, and carries no script, launch action, form
 * logic or attached file, also not inside packed objects or behind escaped names. A file made to be slow costs its sender
 * time, not the others: unpacking happens off the main thread, and the reading in short pieces.
 *
 * @returns null when it can, else a sentence for the member that says what would work.
 */
export async function inspectPdf(bytes: Buffer): Promise<string | null> {
  const text = bytes.toString("latin1");
  if (!/^%PDF-[12]\.\d/.test(text) || !text.slice(-2_048).includes("%%EOF")) return UNREADABLE;
  const parts = await split(bytes, text);
  if (!parts) return UNREADABLE;
  const { outside, objectStreams } = parts;
  if (ENCRYPT.test(outside)) return LOCKED;
  if (ACTIVE_NAMES.test(text) || SHORT_NAMES.test(outside)) return ACTIVE;
  let total = 0;
  for (const { filters, data } of objectStreams) {
    if (filters.some((filter) => filter !== "/FlateDecode") || filters.length > 1) return UNREADABLE;
    try {
      const unpacked =
        filters.length === 0 ? data : await unpack(data, { maxOutputLength: MAX_UNPACKED_BYTES });
      total += unpacked.length;
      if (total > MAX_UNPACKED_TOTAL) return UNREADABLE;
      const objects = unpacked.toString("latin1");
      if (ACTIVE_NAMES.test(objects) || SHORT_NAMES.test(objects)) return ACTIVE;
    } catch {
      return UNREADABLE;
    }
    await othersTurn();
  }
  return null;
}
