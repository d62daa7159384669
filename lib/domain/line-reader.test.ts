import fc from "fast-check";
import { expect, test } from "vitest";
import { type Line, lineReader } from "./line-reader";

function read(bytes: Uint8Array, cuts: number[], maxBytes = 1_000): Line[] {
  const reader = lineReader(maxBytes);
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  const lines: Line[] = [];
  let from = 0;
  for (const end of [...ends, bytes.length]) {
    lines.push(...reader.push(bytes.subarray(from, end)));
    from = end;
  }
  return [...lines, ...reader.end()];
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const word = fc
  .string({ unit: "grapheme", maxLength: 12 })
  .filter(
    (text) => !["\n", "\r", "\u0000", "\ufeff"].some((sign) => text.includes(sign)) && text.isWellFormed(),
  );

test("lines are the same wherever the chunks end", () => {
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 20 }),
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      fc.array(fc.nat(), { maxLength: 12 }),
      (words, newline, isEnded, cuts) => {
        const bytes = encode(words.join(newline) + (isEnded ? newline : ""));
        const expected = isEnded || words.at(-1) !== "" ? words : words.slice(0, -1);
        const texts = expected.map((text, place) => ({ number: place + 1, text }));
        const found = read(bytes, cuts);
        expect(found).toEqual(words.length === 0 && isEnded ? [{ number: 1, text: "" }] : texts);
        expect(read(bytes, bytes.length > 0 ? [...bytes.keys()] : [])).toEqual(found);
      },
    ),
    { numRuns: 1_000 },
  );
});

test("any bytes at all give lines or problems, the same for every cut, and never more lines than newlines plus one", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat(), { maxLength: 8 }), (bytes, cuts) => {
      const found = read(bytes, cuts, 20);
      expect(found).toEqual(read(bytes, [], 20));
      const newlines = bytes.filter((byte) => byte === 10).length;
      expect(found.length === newlines || found.length === newlines + 1).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test("a byte order mark is dropped, bad lines are named and what follows is read", () => {
  const bytes = Uint8Array.from([
    0xef,
    0xbb,
    0xbf,
    ...encode("ä\tb\r\n"),
    0xff,
    10,
    ...encode(`${"x".repeat(30)}\n`),
    0,
    10,
    ...encode("last"),
  ]);
  expect(read(bytes, [1, 2, 4], 10)).toEqual([
    { number: 1, text: "ä\tb" },
    { number: 2, problem: "not_utf8" },
    { number: 3, problem: "too_long" },
    { number: 4, problem: "zero_byte" },
    { number: 5, text: "last" },
  ]);
});

test("a line of exactly the limit is taken, with either line end", () => {
  expect(read(encode("0123456789\n0123456789\r\n01234567890\n"), [], 10)).toEqual([
    { number: 1, text: "0123456789" },
    { number: 2, text: "0123456789" },
    { number: 3, problem: "too_long" },
  ]);
});
