import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { appealDueAt, appealOpenUntil, checkAppealDecision, checkCanAppeal, checkReduced } from "./appeal";
import { type HeldRestriction, planAppealEffect } from "./appeal-effect";
import { CHANNELS, DIRECTIONS } from "./channel";
import type { ChosenMeasure } from "./decision";
import { DEFAULT_POLICY } from "./policy";
import { AUDIENCES, audienceKey, EVERYTHING, type Scope, scopeCells } from "./scope";

const AT = new Date("2026-11-20T10:00:00.000Z");
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(AT.getTime() + days * DAY_MS);

const scopes: fc.Arbitrary<Scope> = fc.record({
  channels: fc.subarray([...CHANNELS], { minLength: 1 }),
  directions: fc.subarray([...DIRECTIONS], { minLength: 1 }),
  audience: fc.constantFrom(...AUDIENCES),
  counterparts: fc.constant(["m-2"]),
});
const days = fc.option(fc.integer({ min: 1, max: 365 }), { nil: null });
const measures: fc.Arbitrary<ChosenMeasure> = fc.oneof(
  fc.constant<ChosenMeasure>({ measure: "warning" }),
  fc.record({
    measure: fc.constant("temporary_block" as const),
    scope: scopes,
    hours: fc.integer({ min: 24, max: 48 }),
  }),
  fc.record({
    measure: fc.constant("daily_cap" as const),
    scope: scopes,
    capPerDay: fc.integer({ min: 1, max: 100 }),
    days,
  }),
  fc.record({ measure: fc.constant("messaging_disabled" as const), scope: scopes, days }),
);

describe("who can appeal, until when", () => {
  const found = { outcome: "actioned", informedAt: AT, hasAppeal: false };
  it("for at least six months after being told, to the millisecond", () => {
    const until = appealOpenUntil(AT, DEFAULT_POLICY);
    expect(until.getTime() - AT.getTime()).toBeGreaterThanOrEqual(183 * DAY_MS);
    expect(checkCanAppeal(found, DEFAULT_POLICY, new Date(until.getTime() - 1)).ok).toBe(true);
    expect(checkCanAppeal(found, DEFAULT_POLICY, until)).toMatchObject({
      error: { code: "appeal_window_closed" },
    });
  });

  it.each(["dismissed", "upheld", "reduced", "overturned"])("not against %s", (outcome) => {
    expect(checkCanAppeal({ ...found, outcome }, DEFAULT_POLICY, AT)).toMatchObject({
      error: { code: "nothing_to_appeal" },
    });
  });

  it("once", () => {
    expect(checkCanAppeal({ ...found, hasAppeal: true }, DEFAULT_POLICY, AT)).toMatchObject({
      error: { code: "appeal_exists" },
    });
  });

  it("is due in seven days, a suspension or ban in 72 hours", () => {
    expect(appealDueAt([{ measure: "daily_cap" }], AT, DEFAULT_POLICY)).toEqual(inDays(7));
    for (const measure of ["suspension", "ban"]) {
      expect(appealDueAt([{ measure: "warning" }, { measure }], AT, DEFAULT_POLICY)).toEqual(inDays(3));
    }
  });
});

describe("reducing", () => {
  it("refuses the same again, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(measures, { minLength: 1, maxLength: 4, selector: (one) => one.measure }),
        (original) => {
          expect(checkReduced(original, original).ok).toBe(false);
        },
      ),
    );
  });

  it("never lets through what is harsher in rung, period, cap or scope", () => {
    const cap: ChosenMeasure = {
      measure: "daily_cap",
      scope: { ...EVERYTHING, directions: ["start"] },
      capPerDay: 10,
      days: 30,
    };
    const harsher: ChosenMeasure[] = [
      { ...cap, capPerDay: 9 },
      { ...cap, days: 31 },
      { ...cap, days: null },
      { ...cap, scope: EVERYTHING },
      { measure: "messaging_disabled", scope: cap.scope, days: 1 },
      { measure: "temporary_block", scope: cap.scope, hours: 24 },
    ];
    for (const one of harsher)
      expect(checkReduced([one], [cap]), JSON.stringify(one)).toMatchObject({ ok: false });
    const narrow: ChosenMeasure = { ...cap, scope: { ...cap.scope, audience: "not_connected" } };
    expect(checkReduced([cap], [narrow]).ok).toBe(false);
    expect(checkReduced([narrow], [cap]).ok).toBe(true);
  });

  it("needs a reason and a reply for every outcome", () => {
    const first = { measures: [{ measure: "warning" as const }], policyClause: "4.2" };
    for (const outcome of ["upheld", "overturned"] as const) {
      expect(checkAppealDecision({ outcome, reason: "", reply: "a" }, first, DEFAULT_POLICY)).toMatchObject({
        error: { code: "reason_missing", field: "reason" },
      });
      expect(checkAppealDecision({ outcome, reason: "a", reply: " " }, first, DEFAULT_POLICY)).toMatchObject({
        error: { code: "reason_missing", field: "memberReason" },
      });
      expect(checkAppealDecision({ outcome, reason: "a", reply: "b" }, first, DEFAULT_POLICY).ok).toBe(true);
    }
    expect(
      checkAppealDecision(
        { outcome: "reduced", reason: "a", reply: "b", measures: [] },
        first,
        DEFAULT_POLICY,
      ),
    ).toMatchObject({ error: { code: "no_measure" } });
  });
});

function held(
  restrictionId: string,
  decisionId: string,
  chosen: ChosenMeasure,
  part: Partial<HeldRestriction> = {},
): HeldRestriction {
  const scope: Scope =
    chosen.measure === "warning"
      ? { channels: [], directions: [], audience: "anyone", counterparts: [] }
      : chosen.scope;
  return {
    restrictionId,
    decisionId,
    measure: chosen.measure,
    scopeCells: scopeCells(scope),
    audienceKey: audienceKey(scope),
    endsAt: inDays(30),
    liftedAt: null,
    liftReason: null,
    supersededBy: null,
    ...part,
  };
}

function plan(
  outcome: "upheld" | "reduced" | "overturned",
  records: HeldRestriction[],
  original: ChosenMeasure[],
  milder: ChosenMeasure[] = [],
  at = AT,
) {
  let made = 0;
  return planAppealEffect({
    outcome,
    decisionId: "d-1",
    decidedAt: AT,
    original,
    milder,
    held: records,
    at,
    newId: () => `new-${++made}`,
  });
}

const CAP: ChosenMeasure = {
  measure: "daily_cap",
  scope: { ...EVERYTHING, directions: ["start"] },
  capPerDay: 10,
  days: 30,
};
const STOP: ChosenMeasure = { measure: "messaging_disabled", scope: EVERYTHING, days: 30 };
const superseded = (by: string) => ({
  liftedAt: inDays(-1),
  liftReason: "superseded" as const,
  supersededBy: by,
});

describe("what an outcome does to the restrictions", () => {
  it("upheld: nothing, whatever is on record", () => {
    fc.assert(
      fc.property(fc.array(measures), (all) => {
        const records = all.map((one, index) => held(`r-${index}`, "d-1", one));
        expect(plan("upheld", records, all)).toEqual({
          ok: true,
          value: { lifted: [], created: [], reinstated: [], repointed: [] },
        });
      }),
    );
  });

  it("overturned: everything of the decision ends, nothing of another", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(measures, fc.constantFrom("d-1", "d-2"))), (all) => {
        const records = all.map(([one, decisionId], index) => held(`r-${index}`, decisionId, one));
        const effect = plan("overturned", records, []);
        const lifted = effect.ok ? effect.value.lifted.map(({ restrictionId }) => restrictionId) : [];
        expect(lifted).toEqual(
          records.filter((one) => one.decisionId === "d-1").map((one) => one.restrictionId),
        );
      }),
    );
  });

  it("overturned: what it superseded runs again, unless it has ended or something else stands there", () => {
    const own = held("own", "d-1", CAP);
    const older = held("older", "d-0", CAP, superseded("own"));
    expect(plan("overturned", [older, own], [CAP])).toMatchObject({
      value: { lifted: [own], reinstated: [{ restrictionId: "new-1", from: older }], repointed: [] },
    });
    const ended = { ...older, endsAt: inDays(-0.5) };
    expect(plan("overturned", [ended, own], [CAP])).toMatchObject({
      value: { reinstated: [], repointed: [] },
    });
    const ownGone = { ...own, ...superseded("newer") };
    const newer = held("newer", "d-2", CAP);
    expect(plan("overturned", [older, ownGone, newer], [CAP])).toMatchObject({
      value: { lifted: [ownGone], reinstated: [], repointed: [{ restriction: older, behindId: "newer" }] },
    });
    const fallen = { ...older, liftReason: "overturned" as const };
    expect(plan("overturned", [fallen, own], [CAP])).toMatchObject({
      value: { reinstated: [], repointed: [] },
    });
  });

  it("reduced: keeps what is named unchanged, replaces the rest, counts from the first decision", () => {
    const records = [held("cap", "d-1", CAP), held("stop", "d-1", STOP)];
    const milder: ChosenMeasure = { ...STOP, days: 14 };
    expect(plan("reduced", records, [CAP, STOP], [CAP, milder], inDays(3))).toMatchObject({
      value: {
        lifted: [records[1]],
        created: [{ restrictionId: "new-1", chosen: milder, endsAt: inDays(14), supersededBy: null }],
      },
    });
    expect(plan("reduced", records, [CAP, STOP], [CAP, milder], inDays(15))).toMatchObject({
      value: { lifted: [records[1]], created: [] },
    });
  });

  it("reduced: on record only where another decision has taken the place; refused where one is in the way", () => {
    const own = held("own", "d-1", STOP, superseded("newer"));
    const newer = held("newer", "d-2", STOP);
    const milder: ChosenMeasure = { ...STOP, days: 14 };
    expect(plan("reduced", [own, newer], [STOP], [milder])).toMatchObject({
      value: { lifted: [own], created: [{ supersededBy: "newer" }] },
    });
    const cap: ChosenMeasure = { ...CAP, capPerDay: 20 };
    expect(plan("reduced", [held("own", "d-1", STOP), held("other", "d-2", CAP)], [STOP], [cap])).toEqual({
      ok: false,
      error: { code: "conflicts_with_other", measure: "daily_cap" },
    });
  });
});
