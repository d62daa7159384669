import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_POLICY, type Policy } from "./policy";
import { diffPolicies } from "./policy-diff";
import type { FieldValue } from "./policy-field";
import { POLICY_FIELDS, readField, writeField } from "./policy-fields";
import { completePolicy, conflictKey, mergePolicies } from "./policy-merge";

const written = (policy: Policy, ...writes: [string, FieldValue][]): Policy =>
  writes.reduce((whole, [path, value]) => writeField(whole, path, value), policy);
const base = DEFAULT_POLICY;
const { minConnections } = base.gate;

test("what only one side changed is taken from it", () => {
  const mine = written(
    base,
    ["detectors.D1.perDay", 80],
    ["gate.minConnections", { ...minConnections, basic: 20 }],
  );
  const theirs = written(
    base,
    ["detectors.D9.recipients", 15],
    ["gate.minConnections", { ...minConnections, recruiter_lite: 30 }],
  );
  const { policy, conflicts } = mergePolicies(base, mine, theirs);
  expect(conflicts).toEqual([]);
  expect(policy).toEqual(
    written(
      base,
      ["detectors.D1.perDay", 80],
      ["detectors.D9.recipients", 15],
      ["gate.minConnections", { ...minConnections, basic: 20, recruiter_lite: 30 }],
    ),
  );
});

test("what both changed is a conflict with all three values, and mine until somebody decides", () => {
  const mine = written(base, ["detectors.D1.perDay", 80]);
  const theirs = written(base, ["detectors.D1.perDay", 90]);
  const { policy, conflicts } = mergePolicies(base, mine, theirs);
  expect(conflicts).toEqual([{ path: "detectors.D1.perDay", row: "", base: 100, mine: 80, theirs: 90 }]);
  expect(readField(policy, "detectors.D1.perDay")).toBe(80);
  const key = conflicts.map(conflictKey)[0] ?? "";
  for (const [kept, value] of [
    ["mine", 80],
    ["theirs", 90],
  ] as const) {
    const decided = mergePolicies(base, mine, theirs, { [key]: kept });
    expect(decided.conflicts).toEqual([]);
    expect(readField(decided.policy, "detectors.D1.perDay")).toBe(value);
  }
});

test("the same change on both sides is no conflict", () => {
  const both = written(base, ["detectors.D1.perDay", 80]);
  expect(mergePolicies(base, both, structuredClone(both))).toEqual({ policy: both, conflicts: [] });
});

test("clauses: one adds, one rewords, one takes away; taking away what the other reworded is a conflict", () => {
  const { clauses } = base;
  const more = { code: "4.10", title: "Chain letters", text: "Do not pass them on." };
  const reworded = clauses.map((one) => (one.code === "5.3" ? { ...one, title: "Hatred" } : one));
  const without = clauses.filter(({ code }) => code !== "5.3");
  const added = mergePolicies(
    base,
    written(base, ["clauses", [...clauses, more]]),
    written(base, ["clauses", reworded]),
  );
  expect(added.conflicts).toEqual([]);
  expect(added.policy.clauses.map(({ code }) => code)).toContain("4.10");
  expect(added.policy.clauses.find(({ code }) => code === "5.3")?.title).toBe("Hatred");
  const [mine, theirs] = [written(base, ["clauses", without]), written(base, ["clauses", reworded])];
  const contested = mergePolicies(base, mine, theirs);
  expect(contested.conflicts.map(conflictKey)).toEqual(["clauses#5.3"]);
  expect(contested.conflicts[0]?.mine).toBeNull();
  expect(contested.policy.clauses.some(({ code }) => code === "5.3")).toBe(false);
  const kept = mergePolicies(base, mine, theirs, { "clauses#5.3": "theirs" });
  expect(kept.policy.clauses.find(({ code }) => code === "5.3")?.title).toBe("Hatred");
});

const numbers = POLICY_FIELDS.filter((field) => field.kind === "number");
const edits = fc
  .array(fc.tuple(fc.constantFrom(...numbers), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 8 })
  .map((chosen) =>
    chosen.map(([{ path, min, max }, share]): [string, FieldValue] => [
      path,
      Math.round(min + (max - min) * share),
    ]),
  );

test("merging: nothing of mine is lost, nothing of theirs but where we differ, and no change of nobody's", () => {
  fc.assert(
    fc.property(edits, edits, (ours, others) => {
      const [mine, theirs] = [written(base, ...ours), written(base, ...others)];
      const { policy, conflicts } = mergePolicies(base, mine, theirs);
      const contested = new Set(conflicts.map(({ path }) => path));
      for (const { path } of numbers) {
        const [was, own, other, is] = [base, mine, theirs, policy].map((one) => readField(one, path));
        expect(contested.has(path)).toBe(own !== was && other !== was && own !== other);
        expect(is).toBe(own !== was ? own : other);
      }
      expect(diffPolicies(mergePolicies(base, base, theirs).policy, theirs)).toEqual([]);
    }),
  );
});

test("an older policy is completed with what it lacks, and keeps what it has", () => {
  const { detectors: _, ...older } = written(base, ["gate.premiumFactor", 2]);
  const inForce = written(base, ["detectors.D1.perDay", 80], ["gate.premiumFactor", 3]);
  const whole = completePolicy(older as Policy, inForce);
  expect(readField(whole, "gate.premiumFactor")).toBe(2);
  expect(readField(whole, "detectors.D1.perDay")).toBe(80);
  expect(completePolicy(base, inForce)).toEqual(base);
});
