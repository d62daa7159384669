import { describe, expect, test } from "vitest";
import { DEFAULT_POLICY, type Policy } from "./policy";
import { checkPolicy, policyWarnings } from "./policy-check";
import type { FieldValue } from "./policy-field";
import { fieldAt, readField, writeField } from "./policy-fields";

type Writes = [path: string, value: FieldValue][];
const written = (writes: Writes): Policy =>
  writes.reduce((policy, [path, value]) => writeField(policy, path, value), DEFAULT_POLICY);
const clauses = DEFAULT_POLICY.clauses;
const [first, second, third] = DEFAULT_POLICY.gate.newAccountTiers;
if (!first || !second || !third) throw new Error("the default policy has three tiers");

test("the policy a new installation starts with has no fault and nothing odd", () => {
  expect(checkPolicy(DEFAULT_POLICY)).toEqual([]);
  expect(policyWarnings(DEFAULT_POLICY)).toEqual([]);
});

const FAULTS: [name: string, at: string, row: string, writes: Writes][] = [
  ["a day above a month", "detectors.D1.perDay", "", [["detectors.D1.perDay", 501]]],
  ["a minute above an hour", "detectors.D20.perMinute", "", [["detectors.D3.perHour", 19]]],
  ["requests: a day above a week", "detectors.D4.perDay", "", [["detectors.D4.perDay", 101]]],
  [
    "one person by hand above everybody",
    "detectors.D7.manualPerWeek",
    "",
    [["detectors.D7.manualPerWeek", 51]],
  ],
  [
    "one person by program above everybody",
    "detectors.D7.automatedPerMonth",
    "",
    [["detectors.D7.automatedPerMonth", 26]],
  ],
  ["tiers out of order", "gate.newAccountTiers", "2", [["gate.newAccountTiers", [second, first]]]],
  [
    "two tiers of one age",
    "gate.newAccountTiers",
    "2",
    [["gate.newAccountTiers", [first, { ...second, underDays: 7 }]]],
  ],
  [
    "a younger tier with more InMails",
    "gate.newAccountTiers",
    "2",
    [["gate.newAccountTiers", [{ ...first, inmailPerMonth: 6 }, second]]],
  ],
  [
    "a younger tier with more requests",
    "gate.newAccountTiers",
    "2",
    [["gate.newAccountTiers", [{ ...first, requestsPerDay: 11 }, second]]],
  ],
  [
    "a younger tier that needs fewer connections",
    "gate.newAccountTiers",
    "2",
    [["gate.newAccountTiers", [{ ...first, minConnections: 29 }, second]]],
  ],
  [
    "a tier above every account type",
    "gate.newAccountTiers",
    "3",
    [["gate.newAccountTiers", [first, second, { ...third, inmailPerMonth: 151 }]]],
  ],
  ["severe reports of nothing", "detectors.D14.categories", "", [["detectors.D14.categories", []]]],
  [
    "links without weight",
    "detectors.D22.weights",
    "",
    [["detectors.D22.weights", { device: 0, network: 0, contact: 0, payment: 0 }]],
  ],
  [
    "a block with nothing between",
    "measures.temporaryBlockHours.min",
    "",
    [["measures.temporaryBlockHours.min", 49]],
  ],
  [
    "a block proposed above its range",
    "measures.temporaryBlockHours.default",
    "",
    [["measures.temporaryBlockHours.default", 49]],
  ],
  ["a cap proposed below its range", "measures.dailyCap.default", "", [["measures.dailyCap.min", 11]]],
  ["P0 due after P1", "deadlineHours", "P0", [["deadlineHours", { P0: 25, P1: 24, P2: 72 }]]],
  ["P1 due after P2", "deadlineHours", "P1", [["deadlineHours", { P0: 1, P1: 80, P2: 72 }]]],
  ["severe appeals slower than others", "appeals.dueSevereHours", "", [["appeals.dueSevereHours", 169]]],
  [
    "strikes that weigh nothing",
    "strikes.weightByRung",
    "",
    [
      [
        "strikes.weightByRung",
        Object.fromEntries(Object.keys(DEFAULT_POLICY.strikes.weightByRung).map((rung) => [rung, 0])),
      ],
    ],
  ],
  [
    "a clause that was taken away",
    "clauseByCategory",
    "spam",
    [["clauses", clauses.filter(({ code }) => code !== "4.2")]],
  ],
  [
    "a clause that never was",
    "clauseByCategory",
    "scam",
    [["clauseByCategory", { ...DEFAULT_POLICY.clauseByCategory, scam: "6.9" }]],
  ],
  [
    "two clauses of one code",
    "clauses",
    "4.2",
    [["clauses", [...clauses, { code: "4.2", title: "Again", text: "Again." }]]],
  ],
];

describe("cannot be right:", () => {
  test.each(FAULTS)("%s", (_, path, row, writes) => {
    const found = checkPolicy(written(writes));
    expect(found.map((one) => [one.path, one.row])).toContainEqual([path, row]);
    for (const one of found) {
      expect(one.message).toMatch(/^[A-Z].*\.$/);
      expect(fieldAt(one.path).path).toBe(one.path);
    }
  });
});

test("both sides of a limit: equal is fine, one more is not", () => {
  expect(checkPolicy(written([["detectors.D1.perDay", 500]]))).toEqual([]);
  expect(checkPolicy(written([["detectors.D4.perDay", 100]]))).toEqual([]);
  expect(checkPolicy(written([["deadlineHours", { P0: 24, P1: 24, P2: 24 }]]))).toEqual([]);
  expect(checkPolicy(written([["gate.newAccountTiers", []]]))).toEqual([]);
  expect(checkPolicy(written([["appeals.dueSevereHours", 168]]))).toEqual([]);
  const isOff: Writes = [
    ["detectors.D14.isOn", false],
    ["detectors.D14.categories", []],
  ];
  expect(checkPolicy(written(isOff))).toEqual([]);
});

const ODD: [name: string, at: string, writes: Writes][] = [
  ["an hour above a day", "detectors.D3.perHour", [["detectors.D1.perDay", 80]]],
  ["by hand above a month", "detectors.D5.manualPerWeek", [["detectors.D5.manualPerWeek", 501]]],
  ["by program above a month", "detectors.D6.automatedPerMonth", [["detectors.D6.automatedPerMonth", 251]]],
  [
    "no volume at all",
    "detectors.D1.isOn",
    [
      ["detectors.D1.isOn", false],
      ["detectors.D2.isOn", false],
      ["detectors.D3.isOn", false],
    ],
  ],
  ["pages write more to strangers", "gate.page.toOthersPerDay", [["gate.page.toOthersPerDay", 1_001]]],
  [
    "free accounts above paying ones",
    "gate.inmailPerMonth",
    [["gate.inmailPerMonth", { ...DEFAULT_POLICY.gate.inmailPerMonth, basic: 6 }]],
  ],
  [
    "an empty profile",
    "gate.profile.minCompletenessPercent",
    [
      ["gate.profile.needsPhoto", false],
      ["gate.profile.needsPosition", false],
      ["gate.profile.minSkills", 0],
      ["gate.profile.minSchools", 0],
      ["gate.profile.minCompletenessPercent", 0],
    ],
  ],
  [
    "a tier that asks for nothing more",
    "gate.newAccountTiers",
    [["gate.newAccountTiers", [first, second, { ...third, minConnections: 14 }]]],
  ],
  ["a tier above D4", "gate.newAccountTiers", [["detectors.D4.perDay", 14]]],
  ["a factor of one", "detectors.D12.factor", [["detectors.D12.factor", 1]]],
  ["one reporter", "detectors.D13.reporters", [["detectors.D13.reporters", 1]]],
  ["a filter that locks what is likely fine", "detectors.D17.lockFrom", [["detectors.D17.lockFrom", 0.49]]],
  ["a link that few reach", "detectors.D22.linkFrom", [["detectors.D22.linkFrom", 3.1]]],
  [
    "threats that wait",
    "severityByCategory",
    [["severityByCategory", { ...DEFAULT_POLICY.severityByCategory, threat: "P1" }]],
  ],
  [
    "strikes that fall",
    "strikes.weightByRung",
    [["strikes.weightByRung", { ...DEFAULT_POLICY.strikes.weightByRung, R6: 0 }]],
  ],
  [
    "a warning that weighs",
    "strikes.weightByRung",
    [["strikes.weightByRung", { ...DEFAULT_POLICY.strikes.weightByRung, R1: 1 }]],
  ],
];

describe("odd, but allowed:", () => {
  test.each(ODD)("%s", (_, path, writes) => {
    const policy = written(writes);
    expect(checkPolicy(policy)).toEqual([]);
    expect(policyWarnings(policy).map((one) => one.path)).toContain(path);
    for (const one of policyWarnings(policy)) expect(readField(policy, one.path)).toBeDefined();
  });
});
