import { expect, test } from "vitest";
import { DEFAULT_POLICY, type Policy } from "./policy";
import { byCode, changeLine, diffPolicies, leaningOf } from "./policy-diff";
import type { FieldValue } from "./policy-field";
import { writeField } from "./policy-fields";

const changed = (...writes: [string, FieldValue][]): Policy =>
  writes.reduce((policy, [path, value]) => writeField(policy, path, value), DEFAULT_POLICY);
const lines = (...writes: [string, FieldValue][]) => {
  const changes = diffPolicies(DEFAULT_POLICY, changed(...writes));
  return changes.map((change) => `${changeLine(change)} (${change.direction})`);
};
const { gate, clauses, severityByCategory } = DEFAULT_POLICY;

test("a policy does not differ from itself", () => {
  expect(diffPolicies(DEFAULT_POLICY, structuredClone(DEFAULT_POLICY))).toEqual([]);
});

test("numbers, switches and choices, each with its direction", () => {
  expect(lines(["detectors.D1.perDay", 80])).toEqual(["D1 Messages a day, threshold: 100 → 80 (stricter)"]);
  expect(lines(["detectors.D2.perMonth", 1_200])).toEqual([
    "D2 Messages a month, threshold: 500 → 1\u202f200 (laxer)",
  ]);
  expect(lines(["detectors.D10.floorPercent", 15])).toEqual([
    "D10 Reply rate, floor, share answered: 10 → 15 (stricter)",
  ]);
  expect(lines(["gate.premiumFactor", 2])).toEqual(["E9 Premium, factor: 1.5 → 2 (laxer)"]);
  expect(lines(["detectors.D9.isOn", false])).toEqual(["D9 Near-identical text, in force: on → off (laxer)"]);
  expect(lines(["gate.degree.doesRequestOpen", false])).toEqual([
    "E4 Degree, a connection request opens what lies beyond: on → off (stricter)",
  ]);
  expect(lines(["detectors.D3.atGate", "lock"])).toEqual([
    "D3 In one hour, further messages: Challenge (CAPTCHA) → Lock (stricter)",
  ]);
  expect(lines(["detectors.D1.severity", "P0"])).toEqual([
    "D1 Messages a day, severity of the case: P2 → P0 (neutral)",
  ]);
  expect(lines(["measures.dailyCap.default", 12])).toEqual(["R6 Daily cap, proposed: 10 → 12 (neutral)"]);
});

test("tables name the row", () => {
  expect(
    lines(
      ["gate.minConnections", { ...gate.minConnections, basic: 20, recruiter_lite: 10 }],
      ["severityByCategory", { ...severityByCategory, spam: "P1" }],
    ),
  ).toEqual([
    "E1 Minimum connections, basic: 15 → 20 (stricter)",
    "E1 Minimum connections, recruiter lite: 25 → 10 (laxer)",
    "Severity of a report, unsolicited messages: P2 → P1 (neutral)",
  ]);
});

test("tiers: changed, added, taken away", () => {
  const [first, second, third] = gate.newAccountTiers;
  if (!first || !second || !third) throw new Error("the default policy has three tiers");
  expect(
    lines(["gate.newAccountTiers", [{ ...first, inmailPerMonth: 1, underDays: 10 }, second, third]]),
  ).toEqual([
    "E6 New accounts, tier 1, Younger than: 7 → 10 (stricter)",
    "E6 New accounts, tier 1, InMails a month: 2 → 1 (stricter)",
  ]);
  expect(lines(["gate.newAccountTiers", [first, second]])).toEqual([
    "E6 New accounts, tier 3: removed, was under 90 days: 10 InMails, 15 requests, 15 connections (laxer)",
  ]);
  const fourth = { ...third, underDays: 180 };
  expect(lines(["gate.newAccountTiers", [first, second, third, fourth]])).toEqual([
    "E6 New accounts, tier 4: new, under 180 days: 10 InMails, 15 requests, 15 connections (stricter)",
  ]);
});

test("clauses are told apart by their codes, whatever their order", () => {
  expect(lines(["clauses", [...clauses].reverse()])).toEqual([]);
  const without = clauses.filter(({ code }) => code !== "5.3");
  const more = { code: "4.10", title: "Chain letters", text: "Do not pass them on." };
  expect(lines(["clauses", [...without, more]])).toEqual([
    "Clauses, clause 4.10: new, Chain letters (neutral)",
    "Clauses, clause 5.3: removed, was Hate (neutral)",
  ]);
  const reworded = clauses.map((clause) => (clause.code === "5.3" ? { ...clause, title: "Hatred" } : clause));
  expect(lines(["clauses", reworded])).toEqual(["Clauses, clause 5.3, title: Hate → Hatred (neutral)"]);
  expect(["4.10", "4.2", "12.1"].sort(byCode)).toEqual(["4.2", "4.10", "12.1"]);
});

test("a policy of an older shape lacks fields, and says so", () => {
  const { detectors: _, ...older } = DEFAULT_POLICY;
  const found = diffPolicies(older as Policy, DEFAULT_POLICY);
  expect(found.length).toBeGreaterThan(50);
  expect(found.every(({ path, from }) => path.startsWith("detectors.") && from === null)).toBe(true);
});

test("a change leans one way only when nothing leans the other", () => {
  const lean = (...writes: [string, FieldValue][]) =>
    leaningOf(diffPolicies(DEFAULT_POLICY, changed(...writes)));
  expect(lean(["detectors.D1.perDay", 80], ["detectors.D1.severity", "P1"])).toBe("stricter");
  expect(lean(["detectors.D1.perDay", 120])).toBe("laxer");
  expect(lean(["detectors.D1.perDay", 80], ["detectors.D2.perMonth", 900])).toBe("neutral");
});
