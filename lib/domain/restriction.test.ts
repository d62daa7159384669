import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHANNELS, DEGREES, DIRECTIONS } from "./channel";
import { MEASURES, type Measure } from "./measure";
import {
  checkRestrictions,
  isInForce,
  type Restriction,
  type StartedToday,
  standingAt,
  stops,
} from "./restriction";
import { AUDIENCES, covers, EVERYTHING, type Sending } from "./scope";

const NOON = new Date("2026-11-20T12:00:00.000Z");
const HOUR = 3_600_000;
const at = (hours: number): Date => new Date(NOON.getTime() + hours * HOUR);

const people = fc.constantFrom("p1", "p2", "p3");
const instants = fc.integer({ min: -72, max: 72 }).map(at);
const restrictions = fc
  .record({
    restrictionId: fc.uuid(),
    measure: fc.constantFrom(...MEASURES),
    channels: fc.subarray([...CHANNELS]),
    directions: fc.subarray([...DIRECTIONS]),
    audience: fc.constantFrom(...AUDIENCES),
    counterparts: fc.uniqueArray(people),
    cap: fc.integer({ min: 1, max: 5 }),
    startsAt: instants,
    hours: fc.option(fc.integer({ min: 1, max: 96 })),
    liftedAt: fc.option(instants),
  })
  .map(
    ({ channels, directions, audience, counterparts, cap, hours, ...rest }): Restriction => ({
      ...rest,
      decisionId: rest.restrictionId,
      scope: { channels, directions, audience, counterparts: audience === "named" ? counterparts : [] },
      capPerDay: rest.measure === "daily_cap" ? cap : null,
      endsAt: hours === null ? null : new Date(rest.startsAt.getTime() + hours * HOUR),
      policyClause: "4.2",
    }),
  );
const many = fc.array(restrictions, { maxLength: 8 });
const sendings: fc.Arbitrary<Sending> = fc.record({
  channel: fc.constantFrom(...CHANNELS),
  direction: fc.constantFrom(...DIRECTIONS),
  recipientId: people,
  degree: fc.constantFrom(...DEGREES),
});
const counts: fc.Arbitrary<StartedToday> = fc
  .array(fc.tuple(fc.constantFrom(...CHANNELS), fc.nat({ max: 6 }), fc.nat({ max: 6 })))
  .map((all) =>
    Object.fromEntries(all.map(([channel, a, b]) => [channel, { started: a + b, startedNotConnected: b }])),
  );

function one(measure: Measure, values: Partial<Restriction> = {}): Restriction {
  return {
    restrictionId: "r1",
    decisionId: "d1",
    measure,
    scope: EVERYTHING,
    capPerDay: measure === "daily_cap" ? 2 : null,
    startsAt: at(-1),
    endsAt: at(23),
    liftedAt: null,
    policyClause: "4.2",
    ...values,
  };
}
const start: Sending = { channel: "chat", direction: "start", recipientId: "p1", degree: 2 };
const runs = { numRuns: 2_000 };

describe("a period", () => {
  it("is half-open: in force at its first instant, not at its last, nor once lifted", () => {
    const found = one("temporary_block", { startsAt: at(0), endsAt: at(24) });
    expect([-0.001, 0, 23.999, 24].map((hours) => isInForce(found, at(hours)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    const lifted = { ...found, liftedAt: at(5) };
    expect([4.999, 5].map((hours) => isInForce(lifted, at(hours)))).toEqual([true, false]);
  });
});

describe("standingAt", () => {
  it("does not depend on the order of the records, nor on those that are not in force", () => {
    fc.assert(
      fc.property(many, instants, (all, when) => {
        const standing = standingAt(all, when);
        expect(standingAt([...all].reverse(), when).channels).toEqual(standing.channels);
        expect(standingAt(standing.inForce, when)).toEqual(standing);
        expect(standing.inForce.every((found) => isInForce(found, when))).toBe(true);
      }),
      runs,
    );
  });

  it("never opens anything when a restriction is added", () => {
    const rank = { open: 0, limited: 1, closed: 2 };
    fc.assert(
      fc.property(many, restrictions, instants, (all, more, when) => {
        const [before, after] = [standingAt(all, when), standingAt([...all, more], when)];
        for (const channel of CHANNELS) {
          expect(rank[after.channels[channel]]).toBeGreaterThanOrEqual(rank[before.channels[channel]]);
        }
        expect(after.canReply && !before.canReply).toBe(false);
        expect(after.canStartConversations && !before.canStartConversations).toBe(false);
      }),
      runs,
    );
  });

  it("says closed exactly where nobody can be written to in either direction", () => {
    fc.assert(
      fc.property(many, instants, (all, when) => {
        const standing = standingAt(all, when);
        for (const channel of CHANNELS) {
          const isStopped = (direction: "start" | "reply") =>
            standing.inForce.some(
              ({ measure, scope }) =>
                stops(measure) &&
                scope.audience === "anyone" &&
                scope.channels.includes(channel) &&
                scope.directions.includes(direction),
            );
          expect(standing.channels[channel] === "closed").toBe(isStopped("start") && isStopped("reply"));
        }
      }),
      runs,
    );
  });

  it("says open exactly where every message passes, whatever was started", () => {
    fc.assert(
      fc.property(many, sendings, counts, instants, (all, sending, started, when) => {
        if (standingAt(all, when).channels[sending.channel] === "open") {
          expect(checkRestrictions(all, sending, started, when).verdict).toBe("deliver");
        }
        if (standingAt(all, when).channels[sending.channel] === "closed") {
          expect(checkRestrictions(all, sending, started, when).verdict).toBe("refuse");
        }
      }),
      runs,
    );
  });

  it("is not touched by warnings", () => {
    expect(standingAt([one("warning", { endsAt: null })], NOON)).toMatchObject({
      canReply: true,
      channels: { chat: "open" },
      inForce: [{ measure: "warning" }],
    });
  });
});

describe("checkRestrictions", () => {
  it("never delivers more when a restriction is added, or more was started", () => {
    fc.assert(
      fc.property(
        many,
        restrictions,
        sendings,
        counts,
        counts,
        instants,
        (all, more, sending, a, b, when) => {
          if (checkRestrictions(all, sending, a, when).verdict === "deliver") return;
          expect(checkRestrictions([...all, more], sending, a, when).verdict).toBe("refuse");
          const sum = Object.fromEntries(
            CHANNELS.map((channel) => [
              channel,
              {
                started: (a[channel]?.started ?? 0) + (b[channel]?.started ?? 0),
                startedNotConnected:
                  (a[channel]?.startedNotConnected ?? 0) + (b[channel]?.startedNotConnected ?? 0),
              },
            ]),
          );
          expect(checkRestrictions(all, sending, sum, when).verdict).toBe("refuse");
        },
      ),
      runs,
    );
  });

  it("gives a reason for each refusal, from a restriction in force that covers the message", () => {
    fc.assert(
      fc.property(many, sendings, counts, instants, (all, sending, started, when) => {
        const frozen = structuredClone(all);
        const { verdict, reasons } = checkRestrictions(all, sending, started, when);
        expect(verdict === "refuse").toBe(reasons.length > 0);
        for (const reason of reasons) {
          const found = all.find((candidate) => candidate.restrictionId === reason.restrictionId);
          expect(found && isInForce(found, when) && covers(found.scope, sending)).toBe(true);
        }
        expect(all).toEqual(frozen);
      }),
      runs,
    );
  });

  it("delivers again after retryAfterSeconds, and not a second earlier", () => {
    fc.assert(
      fc.property(many, sendings, instants, (all, sending, when) => {
        const unlifted = all
          .map((found) => ({ ...found, liftedAt: null }))
          .filter(({ startsAt }) => startsAt <= when);
        const { verdict, retryAfterSeconds } = checkRestrictions(unlifted, sending, {}, when);
        if (verdict === "deliver" || retryAfterSeconds === undefined) return;
        const then = (seconds: number) => new Date(when.getTime() + seconds * 1000);
        expect(checkRestrictions(unlifted, sending, {}, then(retryAfterSeconds)).verdict).toBe("deliver");
        expect(checkRestrictions(unlifted, sending, {}, then(retryAfterSeconds - 1)).verdict).toBe("refuse");
      }),
      runs,
    );
  });

  it.each<[Measure, "deliver" | "refuse"]>([
    ["warning", "deliver"],
    ["temporary_block", "refuse"],
    ["daily_cap", "deliver"],
    ["messaging_disabled", "refuse"],
    ["suspension", "refuse"],
    ["ban", "refuse"],
    ["legal_referral", "deliver"],
  ])("under %s: %s", (measure, verdict) => {
    expect(checkRestrictions([one(measure)], start, {}, NOON).verdict).toBe(verdict);
  });

  it("counts a cap's starts in its channels and towards its audience, and lets replies pass", () => {
    const cap = one("daily_cap", {
      scope: { ...EVERYTHING, channels: ["chat", "inmail"], audience: "not_connected" },
    });
    const started = {
      chat: { started: 9, startedNotConnected: 1 },
      group: { started: 9, startedNotConnected: 9 },
    };
    expect(checkRestrictions([cap], start, started, NOON).verdict).toBe("deliver");
    const full = { ...started, inmail: { started: 1, startedNotConnected: 1 } };
    expect(checkRestrictions([cap], start, full, NOON)).toMatchObject({
      verdict: "refuse",
      reasons: [{ code: "daily_cap_reached", rule: "R6", measured: 2, threshold: 2, windowSeconds: 86_400 }],
      retryAfterSeconds: 12 * 3600,
    });
    expect(checkRestrictions([cap], { ...start, degree: 1 }, full, NOON).verdict).toBe("deliver");
    expect(checkRestrictions([cap], { ...start, channel: "group" }, full, NOON).verdict).toBe("deliver");
    expect(checkRestrictions([cap], { ...start, direction: "reply" }, full, NOON).verdict).toBe("deliver");
  });
});
