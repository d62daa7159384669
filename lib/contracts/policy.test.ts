import { describe, expect, test } from "vitest";
import { DEFAULT_POLICY, type Policy } from "../domain/policy";
import type { FieldValue } from "../domain/policy-field";
import { POLICY_FIELDS, readField, writeField } from "../domain/policy-fields";
import { fieldSchema, policySchema, rollBackInput } from "./policy";

const accepts = (policy: unknown) => policySchema.safeParse(policy).success;
/** Writes what a field may not hold: the type is not the point here. */
const broken = (path: string, value: unknown): Policy =>
  writeField(DEFAULT_POLICY, path, value as FieldValue);
const at = (path: string) => readField(DEFAULT_POLICY, path);

test("the policy a new installation starts with is one, byte for byte", () => {
  expect(policySchema.parse(DEFAULT_POLICY)).toEqual(DEFAULT_POLICY);
  expect(JSON.stringify(policySchema.parse(JSON.parse(JSON.stringify(DEFAULT_POLICY))))).toHaveLength(
    JSON.stringify(DEFAULT_POLICY).length,
  );
});

describe("numbers", () => {
  const numbers = POLICY_FIELDS.filter((field) => field.kind === "number");

  test("hold at both ends of their range, and not beyond", () => {
    expect(numbers.length).toBeGreaterThan(50);
    for (const { path, min, max, step } of numbers) {
      expect(accepts(broken(path, min)), `${path} ${min}`).toBe(true);
      expect(accepts(broken(path, max)), `${path} ${max}`).toBe(true);
      expect(accepts(broken(path, min - step)), `${path} under ${min}`).toBe(false);
      expect(accepts(broken(path, max + step)), `${path} over ${max}`).toBe(false);
    }
  });

  test("keep their step, also where it has decimals", () => {
    for (const { path, min, max, step } of numbers) {
      for (const share of [0.1, 0.33, 0.5, 0.77]) {
        const steps = Math.round(((max - min) * share) / step);
        const value = Number((min + steps * step).toFixed(4));
        expect(accepts(broken(path, value)), `${path} ${value}`).toBe(true);
      }
      expect(accepts(broken(path, min + step / 3)), path).toBe(false);
    }
  });

  test("are numbers", () => {
    for (const { path } of numbers)
      for (const value of ["80", "", null, true, [], {}, Number.NaN, Number.POSITIVE_INFINITY])
        expect(accepts(broken(path, value)), `${path} ${String(value)}`).toBe(false);
  });

  test("say their range where they are refused", () => {
    const answer = policySchema.safeParse(broken("appeals.openDays", 90));
    expect(answer.error?.issues).toHaveLength(1);
    expect(answer.error?.issues[0]?.path.join(".")).toBe("appeals.openDays");
    expect(answer.error?.issues[0]?.message).toMatch(/184.*DSA/);
  });
});

test("nothing is missing and nothing is there that is not a field", () => {
  const copies = (change: (parent: Record<string, unknown>, key: string) => void): Policy[] => {
    const found: Policy[] = [];
    const walk = (value: unknown, path: string[]) => {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return;
      for (const key of Object.keys(value)) {
        const copy = structuredClone(DEFAULT_POLICY);
        let parent = copy as unknown as Record<string, unknown>;
        for (const step of path) parent = parent[step] as Record<string, unknown>;
        change(parent, key);
        found.push(copy);
        walk((value as Record<string, unknown>)[key], [...path, key]);
      }
    };
    walk(DEFAULT_POLICY, []);
    return found;
  };
  const lacking = copies((parent, key) => delete parent[key]);
  const more = copies((parent) => Object.assign(parent, { more: 1 }));
  expect(lacking.length).toBeGreaterThan(180);
  expect([...lacking, ...more].filter(accepts)).toEqual([]);
});

test("switches, choices and lists take only what they offer", () => {
  for (const field of POLICY_FIELDS) {
    if (field.kind === "switch")
      for (const value of ["on", 1, null]) expect(accepts(broken(field.path, value))).toBe(false);
    if (field.kind === "choice") {
      for (const { value } of field.options) expect(accepts(broken(field.path, value))).toBe(true);
      for (const value of ["ban", "", null]) expect(accepts(broken(field.path, value))).toBe(false);
    }
    if (field.kind === "choices") {
      expect(accepts(broken(field.path, ["hate", "hate"]))).toBe(false);
      expect(accepts(broken(field.path, ["weather"]))).toBe(false);
    }
  }
});

test("tables of numbers are checked row by row", () => {
  const path = "gate.minConnections";
  expect(accepts(broken(path, { ...(at(path) as object), basic: 1_001 }))).toBe(false);
  expect(accepts(broken(path, { ...(at(path) as object), gold: 1 }))).toBe(false);
  const tiers = at("gate.newAccountTiers") as object[];
  expect(accepts(broken("gate.newAccountTiers", []))).toBe(true);
  expect(accepts(broken("gate.newAccountTiers", [...tiers, ...tiers]))).toBe(true);
  expect(accepts(broken("gate.newAccountTiers", [...tiers, ...tiers, ...tiers]))).toBe(false);
  expect(accepts(broken("gate.newAccountTiers", [{ ...tiers[0], underDays: 0 }]))).toBe(false);
});

describe("clauses", () => {
  const clause = { code: "4.2", title: "Bulk", text: "Do not." };
  const holds = (change: object) => accepts(broken("clauses", [{ ...clause, ...change }]));

  test.each([
    { title: "" },
    { title: "   " },
    { title: "\u200b\u202e" },
    { title: "Two\nlines" },
    { title: "x".repeat(81) },
    { title: "\ud800" },
    { text: "" },
    { text: "nul\u0000" },
    { text: "x".repeat(601) },
    { code: "4." },
    { code: "0.1" },
    { code: "4.2 " },
    { code: "<b>" },
    { code: "" },
    { more: 1 },
  ])("refuse %j", (change) => {
    expect(holds(change)).toBe(false);
  });

  test.each([{ title: "Ünerwünschtes 迷惑 ‏بريد‏" }, { text: "One.\nTwo." }, { code: "12.10.3" }])(
    "take %j as it is",
    (change) => {
      expect(policySchema.parse(broken("clauses", [{ ...clause, ...change }])).clauses[0]).toEqual({
        ...clause,
        ...change,
      });
    },
  );

  test("cannot all go", () => {
    const field = POLICY_FIELDS.find(({ path }) => path === "clauses");
    expect(field && fieldSchema(field).safeParse([]).success).toBe(false);
  });
});

test("rolling back asks for a sentence", () => {
  const input = { operationId: crypto.randomUUID(), toVersion: 1, inForce: 2 };
  expect(rollBackInput.safeParse({ ...input, reason: "oops       " }).success).toBe(false);
  expect(rollBackInput.safeParse({ ...input, reason: "Too many recruiters were flagged." }).success).toBe(
    true,
  );
});
