import { expect, test } from "vitest";
import { CATEGORIES } from "@/lib/domain/report";
import { SIGNAL_RULES, type SignalRule } from "@/lib/domain/signal";
import { plainSentences } from "./plain-sentences";

const signal = (rule: SignalRule, measured = 412, threshold = 100) => ({
  signalId: `signal-${rule}`,
  rule,
  measured,
  threshold,
  windowSeconds: 86_400,
  at: "2026-11-19T16:27:00.000Z",
  policyVersion: 1,
  notes: [],
  counterpart: null,
  times: 1,
  hasMessages: true,
});

test("a crossed limit is said with its day, figure and limit", () => {
  expect(plainSentences({ category: "spam", signals: [signal("D1")] })[0]).toBe(
    "On 19 November you sent 412 messages in one day; our limit is 100.",
  );
});

test("what a program sent is said with how it counts, and a rate from its threshold on", () => {
  const blast = { ...signal("D1", 110), automated: { messages: 55, weight: 2 } };
  expect(plainSentences({ category: "spam", signals: [blast, signal("D3", 100)] }).slice(0, 2)).toEqual([
    "On 19 November you sent 55 messages in one day, 55 of them by a program, which count 2 times: 110 in all; our limit is 100.",
    "On 19 November you sent 100 messages within one hour; we ask for fewer than 100.",
  ]);
});

test("a figure that is not above its threshold is no reason", () => {
  const sentences = plainSentences({ category: "spam", signals: [signal("D1", 40)] });
  expect(sentences.some((sentence) => sentence.includes("40"))).toBe(false);
});

test("whatever the case: sentences, never a rule code, a reporter or a shout", () => {
  for (const category of CATEGORIES) {
    const sentences = plainSentences({ category, signals: SIGNAL_RULES.map((rule) => signal(rule)) });
    expect(sentences.length).toBeGreaterThan(1);
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(sentence).not.toMatch(/\b[DR]\d|report|!/);
    }
  }
});
