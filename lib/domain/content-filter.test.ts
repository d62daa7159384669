import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BASE_CONTENT_MODEL, type Content, type ContentModel, scoreContent } from "./content-filter";
import type { ContentRuleName } from "./content-rule";
import { trainAtOnce } from "./content-training";
import { DEFAULT_DETECTORS } from "./policy-detectors";

const message = (body: string, values: Partial<Content> = {}): Content => ({
  body,
  links: [],
  attachments: [],
  channel: "chat",
  degree: 3,
  isReply: false,
  ...values,
});
const judge = (body: string, values: Partial<Content> = {}) =>
  scoreContent(BASE_CONTENT_MODEL, message(body, values));
const locks = (rule: ContentRuleName, body: string, values: Partial<Content> = {}) =>
  judge(body, values).scores[rule] >= DEFAULT_DETECTORS[rule].lockFrom;

const LEARNED: ContentModel = {
  learned: trainAtOnce(
    Array.from({ length: 60 }, (_, nth) => ({
      text: nth % 2 === 0 ? `Collect voucher ${nth}000 at the desk today` : `See you at lunch on day ${nth}`,
      links: [],
      isBreach: nth % 2 === 0,
      rule: null,
    })),
    {
      precisionFloorPercent: 95,
      lockFrom: { D15: 0.8, D16: 0.85, D17: 0.7, D18: 0.85, D19: 0.85 },
      inForce: 0,
    },
  ),
};

describe("D15, promotion with no prior relationship", () => {
  const pitch =
    "We offer lead generation and SEO services at affordable prices. Book a demo today for a special offer!";
  test("locks a pitch to a stranger", () => {
    expect(locks("D15", pitch)).toBe(true);
    expect(judge(pitch).weighed).toContainEqual({
      rule: "D15",
      kind: "relationship",
      text: "not connected, not a reply",
      weight: 1,
    });
  });
  test("leaves the same words to a connection, or in a reply, alone", () => {
    expect(locks("D15", pitch, { degree: 1 })).toBe(false);
    expect(locks("D15", pitch, { isReply: true })).toBe(false);
  });
  test.each([
    "Wir bieten Ihnen unsere Dienstleistungen zum Sonderpreis, jetzt buchen!",
    "Le ofrecemos nuestros servicios, reserva una demo. Oferta especial.",
    "Nous vous proposons nos services. Offre spéciale, réservez une démo.",
  ])("in other languages: %s", (body) => expect(locks("D15", body)).toBe(true));
});

describe("D16, spam", () => {
  test.each([
    "URGENT! You have won a cash prize. Claim now!!!",
    "Sie haben gewonnen! Jetzt zugreifen, nur heute gratis: Gutschein garantiert",
    "¡Felicidades! Ha ganado un premio gratis, oferta limitada, haz clic",
    "Félicitations, vous avez gagné un cadeau gratuit, cliquez ici",
  ])("%s", (body) => expect(locks("D16", body)).toBe(true));
  test.each([
    "Are you free on Tuesday? I have an urgent question about the tender.",
    "Congratulations on the award, well deserved!",
    "Feel free to call me about the offer we discussed.",
    "Haben Sie am Dienstag Zeit? Die Unterlagen sind kostenlos für Mitglieder.",
  ])("not: %s", (body) => expect(locks("D16", body)).toBe(false));
});

describe("tricks", () => {
  const plain = judge("You are a winner of a free prize").scores.D16;
  test.each([
    ["spaces", "You are a w i n n e r of a f r e e p r i z e"],
    ["dots", "You are a w.i.n.n.e.r of a f.r.e.e prize"],
    ["figures for letters", "You are a w1nn3r of a fr33 pr1ze"],
    ["signs for letters", "You are a winner of a fr€e pr!ze"],
    ["stars", "You are a w*nner of a fr*e prize"],
    ["Cyrillic letters", "You are a wіnner of a frее prize"],
    ["styled letters", "You are a 𝘄𝗶𝗻𝗻𝗲𝗿 of a ｆｒｅｅ prize"],
    ["hidden characters", "You are a win\u200bner of a fr\u200cee prize"],
    ["stretched", "You are a winnnner of a freeeee prize"],
    ["accents", "You are a wínnér of a frèe prize"],
  ])("%s do not lower the score", (_, body) => {
    expect(judge(body).scores.D16).toBeGreaterThanOrEqual(plain - 0.05);
  });
  test("a disguised word weighs more than the plain one and is quoted as it stands", () => {
    const spam = (body: string) => judge(body).weighed.find(({ rule }) => rule === "D16");
    expect(spam("a fr33 thing")).toMatchObject({ kind: "lookalike", text: "fr33" });
    expect(spam("a fr33 thing")?.weight).toBeGreaterThan(spam("a free thing")?.weight ?? 99);
  });
  test("Russian words are words, not tricks", () => {
    expect(judge("Добрый день, сообщите когда вам удобно").weighed).toEqual([]);
  });
});

describe("D17, links and files", () => {
  test.each([
    ["an address of numbers", "Please look: http://185.12.3.4/login"],
    ["a shortener and a demand", "Verify your account: https://bit.ly/3xYz"],
    ["a name before the host", "http://paypal.com@evil.example/x"],
    ["a brand on another host", "https://paypal-login.example.com/ now"],
    ["punycode and bait", "https://xn--pypal-4ve.com/login"],
    ["a look-alike host", "https://pаypal.com/"],
    ["shown and real", "[quayside.example](https://other.example/x)"],
    ["a script", "javascript:alert(1)"],
  ])("%s", (_, body) => {
    const { scores, weighed } = judge(body);
    expect(scores.D17).toBeGreaterThanOrEqual(0.5);
    expect(weighed.some(({ rule, kind }) => rule === "D17" && kind === "link")).toBe(true);
  });
  test.each([
    ["runs", "setup.exe", true],
    ["two endings", "invoice.pdf.scr", true],
    ["turned round", "invoice\u202efdp.exe", true],
    ["a document", "minutes.pdf", false],
    ["a picture", "team.final.jpg", false],
  ])("attachment that %s: %s", (_, name, expected) => {
    expect(locks("D17", "See attached.", { attachments: [{ name }] })).toBe(expected);
  });
  test.each([
    "Our site is https://www.quayside.example/jobs and the minutes are at https://docs.google.com/d/1",
    "Version 2.4.1 ends at 10:30. See you at 9.30.",
    "Write to ana.lopes@quayside.example",
  ])("not: %s", (body) => expect(judge(body).scores.D17).toBeLessThan(0.2));
});

describe("D18, asking for data", () => {
  test.each([
    "Please send me your password",
    "What's your phone number? Let us continue on WhatsApp",
    "Bitte geben Sie mir Ihre Kreditkartennummer",
    "Envíeme su contraseña",
    "Envoyez-moi votre mot de passe",
  ])("%s", (body) => expect(locks("D18", body)).toBe(true));
  test.each([
    "Never send your password to anybody.",
    "My phone number is in the signature.",
    "We may not talk about passwords in the talk, send me your slides.",
  ])("not: %s", (body) => expect(locks("D18", body)).toBe(false));
  test("a colleague may ask for a number, nobody for a password", () => {
    expect(locks("D18", "Give me your phone number", { degree: 1 })).toBe(false);
    expect(locks("D18", "Give me your password", { degree: 1 })).toBe(true);
  });
});

describe("what weighed", () => {
  const SPANS = ["word", "lookalike", "contact"];
  test("stands in the text, is sorted and at most eight", () => {
    const body =
      "URGENT winner!!! Claim your fr33 prize, c a s h, act now, call now, click here https://bit.ly/x. Send me your password";
    const { scores, weighed } = judge(body);
    expect(weighed.length).toBe(8);
    const ranks = weighed.map(({ rule, weight }) => [scores[rule] >= 0.5 ? 1 : 0, weight] as const);
    expect(ranks).toEqual([...ranks].sort((x, y) => y[0] - x[0] || y[1] - x[1]));
    for (const { kind, text } of weighed) {
      if (SPANS.includes(kind) && !text.startsWith("a telephone") && !/^\d+ places/.test(text)) {
        expect(body).toContain(text);
      }
    }
  });
  test("names the words of the text that were learned", () => {
    const { scores, weighed } = scoreContent(LEARNED, message("Please collect the Voucher today"));
    expect(scores.D16).toBeGreaterThan(0.5);
    expect(weighed.map(({ text }) => text)).toContain("Voucher");
  });
  test("an everyday message weighs nothing", () => {
    expect(judge("Good morning, the slides from Tuesday are in the folder.").weighed).toEqual([]);
  });
});

describe("any text", () => {
  const texts = fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.string({ unit: "grapheme" }));
  test.each([
    ["base", BASE_CONTENT_MODEL],
    ["learned", LEARNED],
  ])("is scored from 0 to 1, the same each time, whatever came between (%s)", (_, model) => {
    fc.assert(
      fc.property(texts, texts, fc.array(texts), (body, other, links) => {
        const first = scoreContent(model, message(body, { links }));
        scoreContent(model, message(other));
        expect(scoreContent(model, message(body, { links }))).toEqual(first);
        for (const score of Object.values(first.scores)) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        }
        for (const { weight } of first.weighed) expect(weight).toBeGreaterThan(0);
      }),
    );
  });

  /** Far above what it takes (about 20 ms) and far below what anything but linear time would take (minutes). */
  const BOUND_MS = 5_000;
  test.each([
    "a.b ",
    "f**k ",
    "](",
    "[a](b)",
    "ｆｒｅｅ ",
    "a",
    "1 ",
    "a b ",
    "free ",
    "\u200b",
    "a\u200b",
    "http://",
    "send me your password ",
    "@$!",
    "a1",
    "www.a.b.c.d.e.f ",
    "e\u0301\u0300",
    "𝔣",
    "(",
    "a@",
    "xn--",
    "........ ",
  ])("50,000 characters of %j take no longer than their length", (part) => {
    const body = part.repeat(Math.ceil(50_000 / part.length)).slice(0, 50_000);
    scoreContent(LEARNED, message(body.slice(0, 1_000)));
    const began = performance.now();
    scoreContent(LEARNED, message(body, { links: [body.slice(0, 2_000)], attachments: [{ name: body }] }));
    expect(performance.now() - began).toBeLessThan(BOUND_MS);
  });

  test("a breach does not drown in talk", () => {
    const talk = "The minutes of the meeting are in the folder. ".repeat(400);
    const spam = "URGENT! You have won a cash prize. Claim now!!!";
    expect(locks("D16", `${talk}${spam}${talk}`)).toBe(true);
    const learned = scoreContent(LEARNED, message(`${talk}Collect voucher 12000 at the desk today. ${talk}`));
    expect(learned.scores.D16).toBeGreaterThan(0.85);
  });
});
