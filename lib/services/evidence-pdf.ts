import { inflateSync } from "node:zlib";

/** What an object stream may unpack to, and all of them together. */
const MAX_UNPACKED_BYTES = 16 * 1024 * 1024;
const MAX_UNPACKED_TOTAL = 64 * 1024 * 1024;

const LOCKED =
  "The PDF is locked with a password or with rights. Print it to a new PDF without protection and send that.";
const ACTIVE =
  "The PDF carries a script, a form or an attached file. Print it to a new PDF and send that; screenshots work too.";
const UNREADABLE = "The PDF cannot be checked. Print it to a new PDF and send that; screenshots work too.";

/** Names of what acts, long enough not to occur by chance in packed data. */
const ACTIVE_NAMES =
  /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|Rendition)(?![A-Za-z])/;
/** Short ones, looked for outside of packed data only. */
const SHORT_NAMES = /\/(JS|XFA|AA)(?![A-Za-z0-9])/;
const STREAM = /(?<![a-z])stream\r?\n/g;

/** Names may be written with their letters as `#xx`: `/J#61vaScript` is `/JavaScript`. */
function plainNames(text: string): string {
  return text.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

type Split = { outside: string; objectStreams: { dictionary: string; data: Buffer }[] };

/** Takes the packed data out of a file, keeping that which holds further objects. */
function split(bytes: Buffer, text: string): Split {
  const outside: string[] = [];
  const objectStreams: Split["objectStreams"] = [];
  let from = 0;
  for (const match of text.matchAll(STREAM)) {
    const start = match.index + match[0].length;
    if (match.index < from) continue;
    const end = text.indexOf("endstream", start);
    if (end < 0) break;
    const before = text.slice(from, match.index);
    const dictionary = plainNames(before.slice(Math.max(0, before.lastIndexOf(" obj"))));
    if (/\/ObjStm(?![A-Za-z])/.test(dictionary))
      objectStreams.push({ dictionary, data: bytes.subarray(start, end) });
    outside.push(before);
    from = end;
  }
  outside.push(text.slice(from));
  return { outside: plainNames(outside.join("\n")), objectStreams };
}

/**
 * Whether a PDF can be kept: it begins and ends as one, is not encrypted, and carries no script, launch action, form
 * logic or attached file, also not inside packed objects or behind escaped names.
 *
 * @returns null when it can, else a sentence for the member that says what would work.
 */
export function inspectPdf(bytes: Buffer): string | null {
  const text = bytes.toString("latin1");
  if (!/^%PDF-[12]\.\d/.test(text) || !text.slice(-2_048).includes("%%EOF")) return UNREADABLE;
  const { outside, objectStreams } = split(bytes, text);
  if (/\/Encrypt(?![A-Za-z])/.test(outside)) return LOCKED;
  if (ACTIVE_NAMES.test(plainNames(text)) || SHORT_NAMES.test(outside)) return ACTIVE;
  let total = 0;
  for (const { dictionary, data } of objectStreams) {
    const filters = dictionary.match(/\/(\w+Decode|Crypt)(?![A-Za-z])/g) ?? [];
    if (filters.some((filter) => filter !== "/FlateDecode") || filters.length > 1) return UNREADABLE;
    try {
      const unpacked =
        filters.length === 0
          ? data
          : inflateSync(data, { maxOutputLength: MAX_UNPACKED_BYTES, finishFlush: 2 });
      total += unpacked.length;
      if (total > MAX_UNPACKED_TOTAL) return UNREADABLE;
      const objects = plainNames(unpacked.toString("latin1"));
      if (ACTIVE_NAMES.test(objects) || SHORT_NAMES.test(objects)) return ACTIVE;
    } catch {
      return UNREADABLE;
    }
  }
  return null;
}
