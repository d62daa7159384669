import { expect, test } from "vitest";
import { SEVERITIES } from "./case";
import { MEASURES, rungOf } from "./measure";
import { DEFAULT_POLICY, findClause } from "./policy";
import { CATEGORIES } from "./report";

test("clauses have codes of their own, and each category proposes one that exists", () => {
  const codes = DEFAULT_POLICY.clauses.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const category of CATEGORIES) {
    expect(findClause(DEFAULT_POLICY, DEFAULT_POLICY.clauseByCategory[category])?.code).toBeDefined();
  }
  expect(findClause(DEFAULT_POLICY, "0.0")).toBeNull();
});

test("every category has a severity with a time: P0 within the hour, P1 a day, P2 three", () => {
  for (const category of CATEGORIES)
    expect(SEVERITIES).toContain(DEFAULT_POLICY.severityByCategory[category]);
  expect(DEFAULT_POLICY.deadlineHours).toEqual({ P0: 1, P1: 24, P2: 72 });
  expect(DEFAULT_POLICY.severityByCategory.threat).toBe("P0");
});

test("appeals stay open for six months or more, from any day on (DSA Art. 20)", () => {
  const shortest = Array.from({ length: 366 }, (_, day) => {
    const from = new Date(Date.UTC(2028, 0, 1 + day));
    const sixMonths = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 6, from.getUTCDate());
    return (sixMonths - from.getTime()) / 86_400_000;
  });
  expect(DEFAULT_POLICY.appeals.openDays).toBeGreaterThanOrEqual(Math.max(...shortest));
});

test("defaults lie inside their ranges: a block of 24 to 48 h (R5), strikes that never weigh less up the ladder", () => {
  const { temporaryBlockHours, dailyCap, periodDays } = DEFAULT_POLICY.measures;
  for (const range of [temporaryBlockHours, dailyCap, periodDays]) {
    expect(range.default).toBeGreaterThanOrEqual(range.min);
    expect(range.default).toBeLessThanOrEqual(range.max);
  }
  expect([temporaryBlockHours.min, temporaryBlockHours.max]).toEqual([24, 48]);
  const weights = MEASURES.map(
    (measure) => DEFAULT_POLICY.strikes.weightByRung[rungOf(measure)] ?? Number.NaN,
  );
  expect([...weights].sort((a, b) => a - b)).toEqual(weights);
  expect(weights[0]).toBe(0);
});
