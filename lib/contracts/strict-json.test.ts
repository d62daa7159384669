import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonFault, parseStrictJson } from "./strict-json";

const bytes = (text: string) => new TextEncoder().encode(text);
const nested = (depth: number) => `{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`;

describe("parseStrictJson", () => {
  it("gives what JSON.parse gives, for any object", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })), (value) => {
        const text = JSON.stringify(value);
        expect(parseStrictJson(bytes(text))).toEqual(JSON.parse(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["nothing", ""],
    ["spaces", " \n\t "],
    ["null", "null"],
    ["an array", "[]"],
    ["a string", '"a"'],
    ["a number", "1"],
    ["cut off", '{"a":1'],
    ["a trailing comma", '{"a":1,}'],
    ["a comment", '{"a":1/* x */}'],
    ["NaN", '{"a":NaN}'],
    ["Infinity", '{"a":-Infinity}'],
    ["single quotes", "{'a':1}"],
    ["two values", "{}{}"],
    ["a byte order mark", "\ufeff{}"],
    ["a control character in a string", '{"a":"\u0001"}'],
    ["a name twice", '{"a":1,"a":2}'],
    ["a name twice, once escaped", '{"a":1,"\\u0061":2}'],
    ["a name twice, deeper", '{"x":[{"b":{},"c":"}","b":1}]}'],
    ["a name twice after an escaped quote", '{"a\\"":1,"a\\"":2}'],
    ["33 levels", nested(32)],
    ["10,000 levels", nested(10_000)],
    ["500,000 levels", nested(500_000)],
  ])("refuses %s", (_, text) => {
    expect(() => parseStrictJson(bytes(text))).toThrow(JsonFault);
  });

  it("refuses invalid UTF-8 and UTF-16", () => {
    for (const raw of [
      [0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d],
      [0x7b, 0x22, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d],
      [0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d],
    ]) {
      expect(() => parseStrictJson(Uint8Array.from(raw))).toThrow(JsonFault);
    }
    expect(() => parseStrictJson(Buffer.from('{"a":1}', "utf16le"))).toThrow(JsonFault);
  });

  it("takes 32 levels, the same name in different objects, and names like __proto__", () => {
    expect(parseStrictJson(bytes(nested(31)))).toBeTypeOf("object");
    expect(parseStrictJson(bytes('{"a":{"a":1},"b":[{"a":1},{"a":2}]}'))).toEqual({
      a: { a: 1 },
      b: [{ a: 1 }, { a: 2 }],
    });
    expect(Object.keys(parseStrictJson(bytes('{"__proto__":{"x":1}}')))).toEqual(["__proto__"]);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it("never repeats the text it refuses", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 4 }), (text) => {
        try {
          parseStrictJson(bytes(text));
        } catch (error) {
          expect((error as Error).message).not.toContain(text);
        }
      }),
    );
  });
});
