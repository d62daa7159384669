import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { campaignWords } from "./campaign-words";
import { likeness, signatureOf } from "./near-duplicate";

/** Two texts by their signatures; both are long enough. */
function alike(one: string, other: string): number {
  const [first, second] = [signatureOf(one, 6), signatureOf(other, 6)];
  if (first === null || second === null) throw new Error("too short for the test");
  return likeness(first, second);
}

const OFFER = "we double what you invest within two weeks, write to me today and start";

describe("one template", () => {
  it.each([
    ["names after a greeting", `Hi Anna, ${OFFER}`, `Hello Tom Miller, ${OFFER}`],
    ["a greeting and none", `Hi Anna, ${OFFER}`, OFFER],
    ["titles", `Dear Mr. Smith, ${OFFER}`, `Dear Prof. Dr. Öztürk, ${OFFER}`],
    ["small letters and no comma", `hi anna ${OFFER}`, `hi bob ${OFFER}`],
    ["a name called in front", `Anna, ${OFFER}`, `Bob Smith, ${OFFER}`],
    [
      "names and companies inside",
      "I saw that you, Anna, work at Siemens in Munich and would like to tell you of an open role",
      "I saw that you, Bartholomew, work at General Electric in Boston and would like to tell you of an open role",
    ],
    ["figures", `${OFFER} for 50 euros until 12.5.`, `${OFFER} for 4900 euros until 1.12.`],
    ["links", `${OFFER} at https://a.test/x?id=1`, `${OFFER} at www.b.example/really/long`],
    ["addresses", `${OFFER} with anna@a.test`, `${OFFER} with b.c@d.example`],
    ["look-alike letters", `${OFFER}`, OFFER.replaceAll("o", "\u043e").replaceAll("e", "\u0435")],
    ["letters drawn otherwise", OFFER, OFFER.replaceAll("w", "ｗ")],
    ["what shows nothing", OFFER, [...OFFER].join("\u200b")],
    ["capitals and spacing", OFFER, OFFER.toUpperCase().replaceAll(" ", "\n  ")],
    [
      "German",
      "Liebe Anna, ich habe dein Profil gesehen und suche jemanden für unser Team in Berlin.",
      "Sehr geehrter Herr Schmidt, ich habe dein Profil gesehen und suche jemanden für unser Team in Wien.",
    ],
    [
      "Spanish",
      "Hola María, vi tu perfil y quiero contarte de una oferta muy buena que tenemos",
      "Hola Juan Carlos, vi tu perfil y quiero contarte de una oferta muy buena que tenemos",
    ],
    [
      "French",
      "Bonjour Madame Dupont, votre profil correspond tout à fait au poste que nous proposons",
      "Bonjour Monsieur Lefèvre, votre profil correspond tout à fait au poste que nous proposons",
    ],
  ])("is one with other %s", (_, one, other) => {
    expect(alike(one, other)).toBe(1);
  });

  it("stays near itself with a word changed", () => {
    const long = `${OFFER} and tell your friends because places are few and everybody asks me about them`;
    expect(alike(long, long.replace("friends", "neighbours"))).toBeGreaterThan(0.75);
  });
});

describe("two texts", () => {
  it.each([
    ["English", OFFER, "could we meet on friday to talk about the budget of the next quarter"],
    [
      "German",
      "Ich suche einen Entwickler für unser Team in Berlin und habe Ihr Profil gesehen.",
      "Haben Sie am Freitag Zeit für ein Gespräch über die Stelle in unserem Haus?",
    ],
    ["Title Case", "Get Your Free Ringtone Now By Calling", "Win A Holiday To Spain When You Text"],
    ["Chinese", "我们公司正在寻找一位有经验的工程师", "明天下午三点可以开会讨论预算吗谢谢"],
    [
      "Russian",
      "мы ищем опытного инженера в нашу команду",
      "давайте встретимся завтра чтобы обсудить новый бюджет",
    ],
  ])("of one language are two: %s", (_, one, other) => {
    expect(alike(one, other)).toBeLessThan(0.35);
  });
});

describe("signatureOf", () => {
  it("is as alike as the words and pairs that two texts share", () => {
    const word = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz".split("").map((letter) => `${letter}word`));
    const text = fc.array(word, { minLength: 6, maxLength: 60 });
    const features = (words: string[]) =>
      new Set(words.flatMap((one, place) => [one, ...(place > 0 ? [`${words[place - 1]} ${one}`] : [])]));
    const errors: number[] = [];
    fc.assert(
      fc.property(text, text, fc.nat(60), (one, more, kept) => {
        const other = [...one.slice(0, kept), ...more];
        const [a, b] = [features(one), features(other)];
        const shared = [...a].filter((feature) => b.has(feature)).length;
        const exact = shared / (a.size + b.size - shared);
        const found = alike(one.join(" "), other.join(" "));
        if (exact > 0.3) errors.push(found - exact);
        expect(Math.abs(found - exact)).toBeLessThan(0.4);
      }),
      { numRuns: 400, seed: 3 },
    );
    const spread = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
    expect(errors.length).toBeGreaterThan(100);
    expect(spread).toBeLessThan(0.08);
  });

  it("has none under so many words, names included", () => {
    expect(signatureOf("Hi Anna, thanks for it", 6)).toBeNull();
    expect(signatureOf("Hi Anna, thanks again for it", 6)).toMatch(/^[\w-]{42}$/);
    expect(signatureOf("", 6)).toBeNull();
    expect(signatureOf("\u202e\u200b💸💸", 1)).toBeNull();
  });

  it("takes any text, in bounded time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        expect(signatureOf(text, 6)).toEqual(signatureOf(text, 6));
      }),
    );
    const hostile = ["a.", "a@", "http://", "\u0430\u0301", "😀", "A-", "a.b.c.d.e.f ", "Hi Mr. ", "ﷺ", "a'"];
    for (const part of hostile) {
      const startedAt = performance.now();
      signatureOf(part.repeat(50_000 / part.length), 6);
      // Linear work takes some milliseconds; anything quadratic takes minutes.
      expect(performance.now() - startedAt).toBeLessThan(5_000);
    }
  });

  it("masks what it says it masks", () => {
    expect(campaignWords("Hi Anna, Ben told me of 3 Jobs at https://x.test, see you", 3)).toEqual(
      "ben told me of # * at @ see you".split(" "),
    );
  });
});
