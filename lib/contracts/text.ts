import { z } from "zod";

/** Codes of a refused field (http-api, Errors). */
export type FieldCode =
  | "invalid_field"
  | "unknown_field"
  | "unsupported_character"
  /** Only spaces and characters without a shape, where words are needed. */
  | "empty_after_normalisation";

/** One refused field: where, which code, and what to do; never what was sent. */
export type FieldRefusal = { path: string; code: FieldCode; message: string };

const UNSTORABLE = ["\u0000", "\ufffe", "\uffff"];

/** Whether Postgres can keep a text byte for byte: no U+0000, no lone surrogate, no U+FFFE or U+FFFF. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !UNSTORABLE.some((character) => text.includes(character));
}

/** Whether something can be read in a text: not only spaces and characters without a shape. */
export function isReadable(text: string): boolean {
  return /[^\p{C}\p{Z}\p{M}\s]/u.test(text);
}

const storable = {
  error: "contains a character that cannot be stored (U+0000, a lone surrogate or a noncharacter)",
  params: { code: "unsupported_character" satisfies FieldCode },
};

/** Text kept byte for byte, `min` (1 by default) to `max` UTF-16 units long. */
export function text({ min = 1, max }: { min?: number; max: number }) {
  return z.string().min(min).max(max).refine(isStorable, storable);
}

/** An id of the platform: 1 to 128 printable characters, no space at either end. */
export const platformId = z
  .string()
  .min(1)
  .max(128)
  .refine(isStorable, storable)
  .refine((id) => /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u.test(id) && id === id.trim(), {
    error: "must be printable characters without a space at either end",
  })
  // Two spellings of one id would be two members.
  .refine((id) => !isStorable(id) || id === id.normalize("NFC"), {
    error: "must be in Unicode normalization form C",
    params: { code: "unsupported_character" satisfies FieldCode },
  })
  .meta({ description: "The platform's own id, printable, in NFC." });

/** Instants the records can hold: the partitions begin in 1990 and end with 2199. */
const FIRST_INSTANT = Date.UTC(1990, 0, 1);
const END_INSTANT = Date.UTC(2200, 0, 1);

/** An RFC 3339 instant with `Z` or an offset, from 1990 to 2199. Stays a string, so that an input survives JSON. */
export const instantText = z.iso
  .datetime({ offset: true })
  .refine(
    (instant) => {
      const at = Date.parse(instant);
      return at >= FIRST_INSTANT && at < END_INSTANT;
    },
    { error: "must lie between the years 1990 and 2199" },
  )
  .meta({
    description: "RFC 3339 instant, such as 2026-11-20T10:15:00Z.",
    examples: ["2026-11-20T10:15:00Z"],
  });

const KINDS: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};
const FORMATS: Record<string, string> = {
  datetime: "an RFC 3339 instant such as 2026-11-20T10:15:00Z",
  uuid: "a UUID",
  url: "a URL",
};
const UNITS: Record<string, string> = { string: " characters", array: " items" };

function oneOf(values: readonly unknown[]): string {
  const said = values.map((value) => JSON.stringify(value)).join(", ");
  return values.length === 1 ? `must be ${said}` : `must be one of ${said}`;
}

function valuesOf(issues: readonly z.core.$ZodIssue[]): unknown[] | null {
  const values = issues.flatMap((issue) => (issue.code === "invalid_value" ? issue.values : []));
  return values.length === issues.length && values.length > 0 ? values : null;
}

/** What is wrong with a field in our own words, for issues whose contract says nothing of its own. */
function wordsOf(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined && issue.code !== "custom") return "is required";
  switch (issue.code) {
    case "invalid_type":
      return `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return oneOf(issue.values);
    case "invalid_format":
      return `must be ${FORMATS[issue.format] ?? "in another form"}`;
    case "invalid_union": {
      const values = valuesOf(issue.errors.flat());
      return values ? oneOf(values) : "must be in one of the forms that are described";
    }
    case "too_small":
      if (issue.minimum === 1 && issue.origin in UNITS) return "must not be empty";
      return `must ${issue.origin in UNITS ? "have" : "be"} at least ${issue.minimum}${UNITS[issue.origin] ?? ""}`;
    case "too_big":
      return `must ${issue.origin in UNITS ? "have" : "be"} at most ${issue.maximum}${UNITS[issue.origin] ?? ""}`;
    default:
      return undefined;
  }
}

/** Checks a value against a contract; what is wrong is said in our own words. */
export function parseFields<S extends z.ZodType>(schema: S, value: unknown) {
  return schema.safeParse(value, { error: wordsOf });
}

function pathText(path: PropertyKey[]): string {
  return path.reduce<string>((sofar, key) => {
    if (typeof key === "number") return `${sofar}[${key}]`;
    return sofar === "" ? String(key) : `${sofar}.${String(key)}`;
  }, "");
}

/**
 * Every refused field of a failed parse with its stable code. Unknown fields are named one by one when their name is a
 * plain identifier; other names are not repeated.
 */
export function fieldRefusals(error: z.ZodError): FieldRefusal[] {
  return error.issues.flatMap((issue): FieldRefusal[] => {
    const path = pathText(issue.path);
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path: /^[A-Za-z_]\w{0,63}$/.test(key) ? pathText([...issue.path, key]) : path,
        code: "unknown_field",
        message: "is not a field of this input",
      }));
    }
    const own = issue.code === "custom" ? (issue.params?.code as FieldCode | undefined) : undefined;
    return [{ path, code: own ?? "invalid_field", message: issue.message }];
  });
}

/** The code and message under which one item of many is refused: its first field's. */
export function firstRefusal(error: z.ZodError): { code: FieldCode; message: string } {
  const [first] = fieldRefusals(error);
  if (!first) return { code: "invalid_field", message: "is not valid" };
  return { code: first.code, message: first.path === "" ? first.message : `${first.path}: ${first.message}` };
}
