/** Ranges of code points that show nothing or turn what stands round them, with the name of each range. */
const RANGES: readonly (readonly [first: number, last: number, name: string])[] = [
  [0x00, 0x08, "control character"],
  [0x0b, 0x1f, "control character"],
  [0x7f, 0x9f, "control character"],
  [0xad, 0xad, "soft hyphen"],
  [0x034f, 0x034f, "combining grapheme joiner"],
  [0x061c, 0x061c, "Arabic letter mark"],
  [0x115f, 0x1160, "Hangul filler"],
  [0x17b4, 0x17b5, "invisible Khmer vowel"],
  [0x180b, 0x180f, "Mongolian selector or separator"],
  [0x200b, 0x200b, "zero-width space"],
  [0x200c, 0x200c, "zero-width non-joiner"],
  [0x200d, 0x200d, "zero-width joiner"],
  [0x200e, 0x200e, "left-to-right mark"],
  [0x200f, 0x200f, "right-to-left mark"],
  [0x2028, 0x2029, "line or paragraph separator"],
  [0x202a, 0x202a, "left-to-right embedding"],
  [0x202b, 0x202b, "right-to-left embedding"],
  [0x202c, 0x202c, "end of direction change"],
  [0x202d, 0x202d, "left-to-right override"],
  [0x202e, 0x202e, "right-to-left override"],
  [0x2060, 0x2060, "word joiner"],
  [0x2061, 0x2065, "invisible operator"],
  [0x2066, 0x2066, "left-to-right isolate"],
  [0x2067, 0x2067, "right-to-left isolate"],
  [0x2068, 0x2068, "first-strong isolate"],
  [0x2069, 0x2069, "end of isolate"],
  [0x206a, 0x206f, "deprecated format character"],
  [0x2800, 0x2800, "blank Braille pattern"],
  [0x3164, 0x3164, "Hangul filler"],
  [0xfe00, 0xfe0f, "variation selector"],
  [0xfeff, 0xfeff, "zero-width no-break space"],
  [0xffa0, 0xffa0, "half-width Hangul filler"],
  [0xfff0, 0xfffb, "interlinear or unassigned format character"],
  [0x1bca0, 0x1bca3, "shorthand format control"],
  [0x1d173, 0x1d17a, "musical format control"],
  [0xe0000, 0xe00ff, "tag character"],
  [0xe0100, 0xe01ef, "variation selector, supplement"],
  [0xe01f0, 0xe0fff, "unassigned ignorable character"],
];

const SURROGATE_FIRST = 0xd800;
const SURROGATE_LAST = 0xdfff;

/** Kinds of hidden characters a moderator is told apart. */
export const HIDDEN_KINDS = ["direction", "invisible", "control", "tag", "surrogate"] as const;
export type HiddenKind = (typeof HIDDEN_KINDS)[number];

/**
 * What a code point hides, or null when it can be seen (or is a line break or a tab).
 * A lone half of a surrogate pair counts as hidden: it has no picture.
 */
export function findHidden(codePoint: number): { kind: HiddenKind; name: string } | null {
  if (codePoint >= SURROGATE_FIRST && codePoint <= SURROGATE_LAST) {
    return { kind: "surrogate", name: "half of a character" };
  }
  const range = RANGES.find(([first, last]) => codePoint >= first && codePoint <= last);
  if (!range) return null;
  return { kind: kindOf(codePoint), name: range[2] };
}

function kindOf(codePoint: number): HiddenKind {
  if (codePoint <= 0x9f) return "control";
  if (codePoint >= 0xe0000 && codePoint <= 0xe00ff) return "tag";
  const turns =
    codePoint === 0x061c ||
    (codePoint >= 0x200e && codePoint <= 0x200f) ||
    (codePoint >= 0x202a && codePoint <= 0x202e) ||
    (codePoint >= 0x2066 && codePoint <= 0x2069);
  return turns ? "direction" : "invisible";
}

/** "U+202E" for 0x202e. */
export function codePointName(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
}
