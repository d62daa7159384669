import { expect, test } from "vitest";
import { DEFAULT_POLICY } from "./policy";
import { POLICY_GROUPS } from "./policy-field";
import {
  fieldAt,
  findRule,
  POLICY_FIELDS,
  POLICY_RULES,
  readField,
  ruleOf,
  writeField,
} from "./policy-fields";

function leavesOf(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, path ? `${path}.${key}` : key));
}

test("every leaf of the policy lies in exactly one field", () => {
  const leaves = leavesOf(DEFAULT_POLICY);
  expect(leaves.length).toBeGreaterThan(150);
  const covering = (leaf: string) =>
    POLICY_FIELDS.filter(({ path }) => leaf === path || leaf.startsWith(`${path}.`)).map(({ path }) => path);
  expect(leaves.filter((leaf) => covering(leaf).length !== 1)).toEqual([]);
});

test("every field is there in the policy, and its rows are the policy's own", () => {
  for (const field of POLICY_FIELDS) {
    const value = readField(DEFAULT_POLICY, field.path);
    expect(value, field.path).toBeDefined();
    if (field.kind === "numbers" || field.kind === "selects")
      expect(field.rows.map(({ key }) => key).sort(), field.path).toEqual(Object.keys(value ?? {}).sort());
    if (field.kind === "tiers")
      expect(field.columns.map(({ key }) => key)).toEqual(
        Object.keys(DEFAULT_POLICY.gate.newAccountTiers[0] ?? {}),
      );
  }
});

test("E1 to E10 and D1 to D23 are all in the table, once and in order", () => {
  const codes = POLICY_RULES.map(({ code }) => code).filter((code) => /^[ED]/.test(code));
  expect(codes).toEqual([
    ...Array.from({ length: 10 }, (_, index) => `E${index + 1}`),
    ...Array.from({ length: 23 }, (_, index) => `D${index + 1}`),
  ]);
  expect(new Set(POLICY_RULES.map(({ id }) => id)).size).toBe(POLICY_RULES.length);
});

test("every rule says what it does, where it comes from, and what it stands at", () => {
  for (const rule of POLICY_RULES) {
    expect(rule.effect, rule.id).toMatch(/^[A-Z].*\.$/);
    expect(rule.source, rule.id).not.toBe("");
    expect(rule.summary(DEFAULT_POLICY).length, rule.id).toBeGreaterThan(0);
    expect(rule.summary(DEFAULT_POLICY).length, rule.id).toBeLessThanOrEqual(13);
    expect(POLICY_GROUPS).toContain(rule.group);
    for (const path of rule.related) expect(ruleOf(path).id).not.toBe(rule.id);
    for (const field of rule.fields) expect(field.effect ?? "So.", field.path).toMatch(/\.$/);
  }
});

test("a rule that is off says so", () => {
  const policy = writeField(DEFAULT_POLICY, "detectors.D9.isOn", false);
  expect(findRule("D9")?.summary(DEFAULT_POLICY)).toBe("20");
  expect(findRule("D9")?.summary(policy)).toBe("off");
});

test("writing a field leaves everything else, and the given policy, as it was", () => {
  const before = JSON.stringify(DEFAULT_POLICY);
  const after = writeField(DEFAULT_POLICY, "detectors.D1.perDay", 80);
  expect(JSON.stringify(DEFAULT_POLICY)).toBe(before);
  expect(readField(after, "detectors.D1.perDay")).toBe(80);
  expect(writeField(after, "detectors.D1.perDay", 100)).toEqual(DEFAULT_POLICY);
  expect(after.gate).toBe(DEFAULT_POLICY.gate);
});

test("only fields of the table can be written, and nothing inherited is read", () => {
  for (const path of ["__proto__.polluted", "constructor", "gate", "gate.minConnections.basic", ""]) {
    expect(() => writeField(DEFAULT_POLICY, path, 1)).toThrow("no field of the policy");
    expect(() => fieldAt(path)).toThrow("no field of the policy");
  }
  expect(readField(DEFAULT_POLICY, "gate.toString")).toBeUndefined();
});
