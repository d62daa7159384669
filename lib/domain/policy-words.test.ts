import { expect, test } from "vitest";
import { DEFAULT_POLICY } from "./policy";
import type { FieldValue } from "./policy-field";
import { POLICY_RULES, writeField } from "./policy-fields";
import { policyWords } from "./policy-words";

const sentence = (id: string, ...writes: [string, FieldValue][]) => {
  const policy = writes.reduce((whole, [path, value]) => writeField(whole, path, value), DEFAULT_POLICY);
  return policyWords(id, policy)
    ?.map(({ text, isFigure }) => (isFigure ? `[${text}]` : text))
    .join("");
};

test("a detector is told in the words a notice proposes, with the draft's limit", () => {
  expect(sentence("D1", ["detectors.D1.perDay", 80])).toBe(
    "… you sent 81 messages in one day; our limit is [80].",
  );
  expect(sentence("D8")).toContain("our limit is [1]");
});

test("the gate is told in its own words", () => {
  expect(sentence("E1", ["gate.minConnections", { ...DEFAULT_POLICY.gate.minConnections, basic: 40 }])).toBe(
    "The account has 39 connections; Basic accounts need [40] before they write messages.",
  );
  expect(sentence("E8")).toContain("[20]");
  expect(sentence("D17")).toContain("a link or a file that our filter does not trust");
});

test("a rule that stops nobody says nothing", () => {
  expect(sentence("E3", ["gate.minSharedConnections", 0])).toBeUndefined();
  expect(sentence("E6", ["gate.newAccountTiers", []])).toBeUndefined();
  expect(sentence("D17", ["detectors.D17.isOn", false])).toBeUndefined();
  expect(sentence("D13")).toBeUndefined();
});

test("no member reads a rule's code or a broken figure", () => {
  const told = POLICY_RULES.map(({ id }) => sentence(id)).filter((words) => words !== undefined);
  expect(told.length).toBeGreaterThan(20);
  for (const words of told) {
    expect(words).toMatch(/^[[A-Z0-9…].*\.$/);
    expect(words).not.toMatch(/\b[EDR]\d|undefined|NaN|null/);
  }
});
