import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHANNELS, DIRECTIONS } from "./channel";
import {
  type ChosenMeasure,
  checkDecidable,
  checkDecision,
  type DecisionCommand,
  endOf,
  type Running,
  strikeWeight,
  supersededBy,
} from "./decision";
import { DEFAULT_POLICY } from "./policy";
import { AUDIENCES, audienceKey, EVERYTHING, type Scope, scopeCells } from "./scope";

const AT = new Date("2026-11-20T10:00:00.000Z");
const { temporaryBlockHours, dailyCap, periodDays } = DEFAULT_POLICY.measures;

const scope: fc.Arbitrary<Scope> = fc
  .record({
    channels: fc.subarray([...CHANNELS], { minLength: 1 }),
    directions: fc.subarray([...DIRECTIONS], { minLength: 1 }),
    audience: fc.constantFrom(...AUDIENCES),
    named: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 }),
  })
  .map(({ named, ...rest }) => ({ ...rest, counterparts: rest.audience === "named" ? named : [] }));
const days = fc.option(fc.integer({ min: periodDays.min, max: periodDays.max }));
const chosen: fc.Arbitrary<ChosenMeasure> = fc.oneof(
  fc.constant<ChosenMeasure>({ measure: "warning" }),
  fc.record({
    measure: fc.constant("temporary_block" as const),
    scope,
    hours: fc.integer({ min: temporaryBlockHours.min, max: temporaryBlockHours.max }),
  }),
  fc.record({
    measure: fc.constant("daily_cap" as const),
    scope,
    capPerDay: fc.integer({ min: dailyCap.min, max: dailyCap.max }),
    days,
  }),
  fc.record({ measure: fc.constant("messaging_disabled" as const), scope, days }),
);
const measures = fc.uniqueArray(chosen, { minLength: 1, selector: (one) => one.measure });
const words = fc.string({ minLength: 1 }).filter((text) => text.trim() !== "");
const clause = fc.constantFrom(...DEFAULT_POLICY.clauses.map(({ code }) => code));
const actioned: fc.Arbitrary<Extract<DecisionCommand, { outcome: "actioned" }>> = fc.record({
  outcome: fc.constant("actioned" as const),
  measures,
  policyClause: clause,
  reason: words,
  memberReason: words,
});

describe("a decision that is complete", () => {
  test("passes, whatever is chosen within the policy", () => {
    fc.assert(fc.property(actioned, (command) => checkDecision(command, DEFAULT_POLICY).ok));
    fc.assert(
      fc.property(words, (reason) => checkDecision({ outcome: "dismissed", reason }, DEFAULT_POLICY).ok),
    );
  });

  test("is refused once any part of it is taken away or leaves its range", () => {
    const broken: ((
      command: Extract<DecisionCommand, { outcome: "actioned" }>,
    ) => [DecisionCommand, string])[] = [
      (command) => [{ ...command, reason: "  " }, "reason_missing"],
      (command) => [{ ...command, memberReason: "\n" }, "reason_missing"],
      (command) => [{ ...command, policyClause: "none" }, "unknown_clause"],
      (command) => [{ ...command, measures: [] }, "no_measure"],
      (command) => [
        { ...command, measures: [...command.measures, command.measures[0] ?? { measure: "warning" }] },
        "measure_twice",
      ],
    ];
    fc.assert(
      fc.property(actioned, fc.constantFrom(...broken), (command, breakIt) => {
        const [wrong, code] = breakIt(command);
        expect(checkDecision(wrong, DEFAULT_POLICY)).toMatchObject({ ok: false, error: { code } });
      }),
    );
  });

  test("names the field and its range when a figure is outside, not whole, or not a number", () => {
    const outside = (min: number, max: number) =>
      fc.oneof(
        fc.integer({ max: min - 1, min: -1_000 }),
        fc.integer({ min: max + 1, max: 100_000 }),
        fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, min + 0.5),
      );
    const wrong = fc.oneof(
      fc.record({
        field: fc.constant("hours"),
        one: fc.record({
          measure: fc.constant("temporary_block" as const),
          scope,
          hours: outside(temporaryBlockHours.min, temporaryBlockHours.max),
        }),
      }),
      fc.record({
        field: fc.constant("capPerDay"),
        one: fc.record({
          measure: fc.constant("daily_cap" as const),
          scope,
          capPerDay: outside(dailyCap.min, dailyCap.max),
          days,
        }),
      }),
      fc.record({
        field: fc.constant("days"),
        one: fc.record({
          measure: fc.constant("messaging_disabled" as const),
          scope,
          days: outside(periodDays.min, periodDays.max),
        }),
      }),
    );
    fc.assert(
      fc.property(actioned, wrong, (command, { field, one }) => {
        const result = checkDecision({ ...command, measures: [one] }, DEFAULT_POLICY);
        expect(result).toMatchObject({
          ok: false,
          error: { code: "out_of_range", field, measure: one.measure },
        });
      }),
    );
  });

  test("what is missing is named in the order the rail asks for it", () => {
    fc.assert(
      fc.property(actioned, (command) => {
        const empty = { ...command, reason: " ", memberReason: " " };
        expect(checkDecision(empty, DEFAULT_POLICY)).toMatchObject({ error: { field: "memberReason" } });
        const told = { ...empty, memberReason: command.memberReason };
        expect(checkDecision(told, DEFAULT_POLICY)).toMatchObject({ error: { field: "reason" } });
      }),
    );
  });

  test.each<[string, Partial<Scope>]>([
    ["no channel", { channels: [] }],
    ["no direction", { directions: [] }],
    ["named members without a name", { audience: "named", counterparts: [] }],
  ])("is refused with %s in its scope", (_, part) => {
    const one: ChosenMeasure = {
      measure: "messaging_disabled",
      scope: { ...EVERYTHING, ...part },
      days: null,
    };
    const command: DecisionCommand = {
      outcome: "actioned",
      measures: [one],
      policyClause: "4.2",
      reason: "r",
      memberReason: "m",
    };
    const refused = { ok: false, error: { code: "scope_empty", measure: "messaging_disabled" } };
    expect(checkDecision(command, DEFAULT_POLICY)).toEqual(refused);
  });

  test("of a rung that is not available is refused, also when it comes from outside the types", () => {
    const command = JSON.parse(
      '{"outcome":"actioned","measures":[{"measure":"ban"}],"policyClause":"4.2","reason":"r","memberReason":"m"}',
    ) as DecisionCommand;
    const refused = { ok: false, error: { code: "measure_not_available", measure: "ban" } };
    expect(checkDecision(command, DEFAULT_POLICY)).toEqual(refused);
  });
});

describe("who may decide", () => {
  const held = (claimedBy: string | null, leaseMs: number) => ({
    state: "open" as const,
    version: 3,
    claimedBy,
    claimExpiresAt: claimedBy === null ? null : new Date(AT.getTime() + leaseMs),
  });

  test("the holder, at the version they saw, also after their lease lapsed while nobody took the case", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (leaseMs) => {
        expect(checkDecidable(held("me", leaseMs), 3, "me", AT)).toEqual({ ok: true, value: null });
      }),
    );
  });

  test.each([
    ["a decided case", { ...held("me", 1_000), state: "decided" as const }, 3, { code: "case_decided" }],
    ["another's lease", held("her", 1_000), 3, { code: "case_held_by_other", staffId: "her" }],
    ["another's lapsed lease", held("her", -1), 3, { code: "case_not_claimed" }],
    ["a free case", held(null, 0), 3, { code: "case_not_claimed" }],
    ["an older version", held("me", 1_000), 2, { code: "case_changed" }],
    ["a version that is not there yet", held("me", 1_000), 4, { code: "case_changed" }],
  ])("nobody else: %s", (_, found, seen, error) => {
    expect(checkDecidable(found, seen, "me", AT)).toEqual({ ok: false, error });
  });

  test("who decided is said before who holds, and who holds before what changed", () => {
    const decided = { ...held("her", 1_000), state: "decided" as const };
    expect(checkDecidable(decided, 1, "me", AT)).toMatchObject({ error: { code: "case_decided" } });
    expect(checkDecidable(held("her", 1_000), 1, "me", AT)).toMatchObject({
      error: { code: "case_held_by_other" },
    });
  });
});

describe("when a measure ends", () => {
  test("after its hours or days to the millisecond, or never", () => {
    fc.assert(
      fc.property(
        chosen,
        fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }),
        (one, from) => {
          const end = endOf(one, from);
          const ms =
            one.measure === "warning"
              ? null
              : one.measure === "temporary_block"
                ? one.hours * 3_600_000
                : one.days && one.days * 86_400_000;
          expect(end === null ? null : end.getTime() - from.getTime()).toBe(ms);
        },
      ),
    );
  });
});

describe("the strike", () => {
  test("weighs as much as the heaviest rung, and a warning nothing", () => {
    fc.assert(
      fc.property(measures, (all) => {
        const each = all.map((one) => strikeWeight([one], DEFAULT_POLICY));
        expect(strikeWeight(all, DEFAULT_POLICY)).toBe(Math.max(...each));
      }),
    );
    expect(strikeWeight([{ measure: "warning" }], DEFAULT_POLICY)).toBe(0);
    expect(strikeWeight([], DEFAULT_POLICY)).toBe(0);
  });
});

describe("what is superseded", () => {
  const running = (one: Exclude<ChosenMeasure, { measure: "warning" }>, restrictionId: string): Running => ({
    restrictionId,
    measure: one.measure,
    scopeCells: scopeCells(one.scope),
    audienceKey: audienceKey(one.scope),
  });
  const scopedMeasure = chosen.filter(
    (one): one is Exclude<ChosenMeasure, { measure: "warning" }> => one.measure !== "warning",
  );

  test("exactly what the database would refuse beside the new one", () => {
    fc.assert(
      fc.property(scopedMeasure, fc.array(scopedMeasure, { maxLength: 6 }), (next, before) => {
        const rows = before.map((one, index) => running(one, `r${index}`));
        const cells = scopeCells(next.scope);
        const clashing = rows.filter(
          (row) =>
            row.measure === next.measure &&
            row.audienceKey === audienceKey(next.scope) &&
            row.scopeCells.some((cell) => cells.includes(cell)),
        );
        expect(supersededBy(next, rows)).toEqual(clashing.map((row) => row.restrictionId));
      }),
    );
  });

  test("its own like, whatever the order of named members; nothing by a warning", () => {
    const named = (counterparts: string[]) => ({
      measure: "messaging_disabled" as const,
      scope: { ...EVERYTHING, audience: "named" as const, counterparts },
      days: 30,
    });
    expect(supersededBy(named(["b", "a"]), [running(named(["a", "b"]), "r")])).toEqual(["r"]);
    expect(supersededBy(named(["a"]), [running(named(["a", "b"]), "r")])).toEqual([]);
    expect(supersededBy({ measure: "warning" }, [running(named(["a"]), "r")])).toEqual([]);
  });
});
