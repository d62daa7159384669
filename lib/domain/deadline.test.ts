import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SEVERITIES } from "./case";
import { flaggedDeadline, joinedByFlag, joinedDeadline, openingDeadline, severer } from "./deadline";
import { DEFAULT_POLICY } from "./policy";
import { CATEGORIES } from "./report";

const RECEIVED = new Date("2026-11-20T12:00:00.000Z");
const HOUR = 3_600_000;
const categories = fc.constantFrom(...CATEGORIES);
const later = fc
  .integer({ min: 0, max: 30 * 24 * 60 })
  .map((minutes) => new Date(RECEIVED.getTime() + minutes * 60_000));

describe("openingDeadline", () => {
  it.each(CATEGORIES)("gives %s the hours of its severity", (category) => {
    const { severity, dueAt, why } = openingDeadline(category, RECEIVED, DEFAULT_POLICY);
    expect(severity).toBe(DEFAULT_POLICY.severityByCategory[category]);
    const hours = { P0: 1, P1: 24, P2: 72 }[severity];
    expect(dueAt.getTime() - RECEIVED.getTime()).toBe(hours * HOUR);
    expect(why).toEqual({ code: "first_report", hours, at: RECEIVED.toISOString() });
  });
});

describe("joinedDeadline", () => {
  it("only ever pulls forward, and never makes a case milder", () => {
    fc.assert(
      fc.property(categories, fc.array(fc.tuple(categories, later), { maxLength: 12 }), (first, more) => {
        let open = openingDeadline(first, RECEIVED, DEFAULT_POLICY);
        let reports = 1;
        for (const [category, at] of more) {
          reports += 1;
          const joined = joinedDeadline(open, category, reports, at, DEFAULT_POLICY);
          expect(joined.dueAt.getTime()).toBeLessThanOrEqual(open.dueAt.getTime());
          expect(SEVERITIES.indexOf(joined.severity)).toBeLessThanOrEqual(SEVERITIES.indexOf(open.severity));
          const own = openingDeadline(category, at, DEFAULT_POLICY);
          expect(joined.dueAt.getTime()).toBe(Math.min(open.dueAt.getTime(), own.dueAt.getTime()));
          expect(joined.severity).toBe(severer(open.severity, own.severity));
          expect(joined.why.code).toBe(own.dueAt < open.dueAt ? "report_pulled_forward" : "more_reports");
          open = joined;
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("says by how much", () => {
    const open = openingDeadline("spam", RECEIVED, DEFAULT_POLICY);
    const at = new Date(RECEIVED.getTime() + 2 * HOUR);
    expect(joinedDeadline(open, "threat", 3, at, DEFAULT_POLICY).why).toEqual({
      code: "report_pulled_forward",
      ordinal: 3,
      at: at.toISOString(),
      byHours: 69,
    });
    expect(joinedDeadline(open, "spam", 2, at, DEFAULT_POLICY)).toMatchObject({
      dueAt: open.dueAt,
      why: { code: "more_reports", reports: 2 },
    });
  });
});

describe("flagged cases", () => {
  it.each(SEVERITIES)("are due by the hours of %s", (severity) => {
    const { dueAt, why } = flaggedDeadline("D9", severity, RECEIVED, DEFAULT_POLICY);
    expect(dueAt.getTime() - RECEIVED.getTime()).toBe(DEFAULT_POLICY.deadlineHours[severity] * HOUR);
    expect(why).toEqual({ code: "signal", rule: "D9", at: RECEIVED.toISOString() });
  });

  it("are only ever pulled forward, and never made milder", () => {
    const severities = fc.constantFrom(...SEVERITIES);
    fc.assert(
      fc.property(severities, fc.array(fc.tuple(severities, later), { maxLength: 12 }), (first, more) => {
        let open = flaggedDeadline("D1", first, RECEIVED, DEFAULT_POLICY);
        for (const [severity, at] of more) {
          const joined = joinedByFlag(open, flaggedDeadline("D9", severity, at, DEFAULT_POLICY));
          expect(joined.dueAt.getTime()).toBeLessThanOrEqual(open.dueAt.getTime());
          expect(severer(joined.severity, open.severity)).toBe(joined.severity);
          expect(joined.why.code === "signal" && joined.why.rule).toBe(
            joined.dueAt < open.dueAt ? "D9" : open.why.code === "signal" && open.why.rule,
          );
          open = joined;
        }
      }),
    );
  });
});
