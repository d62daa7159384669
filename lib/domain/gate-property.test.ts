import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHANNELS, DEGREES, DIRECTIONS } from "./channel";
import { CONTENT_RULES } from "./content-rule";
import { judge, traceGate } from "./gate";
import { directionOf, GATE_STEPS, type GateFacts, type GateSending } from "./gate-facts";
import { MEASURES } from "./measure";
import { ACCEPTS_MESSAGES_FROM, ACCOUNT_TYPES, type AccountType } from "./member";
import { DEFAULT_POLICY, type Policy } from "./policy";
import { GATE_RESPONSES } from "./policy-detectors";
import type { Restriction } from "./restriction";
import { EVERYTHING } from "./scope";
import { DAY_MS, dayOf } from "./utc-day";

const AT = new Date("2026-11-20T12:00:00.000Z");
const MINUTE = Math.floor(AT.getTime() / 60_000);
const ago = (ms: number): Date => new Date(AT.getTime() - ms);
const runs = { numRuns: 3_000 };

const small = (max: number) => fc.integer({ min: 0, max });
const dates = small(120).map((days) => ago(days * DAY_MS - 1));
const restrictions = fc
  .record({
    measure: fc.constantFrom(...MEASURES),
    channels: fc.subarray([...CHANNELS], { minLength: 1 }),
    directions: fc.subarray([...DIRECTIONS], { minLength: 1 }),
    audience: fc.constantFrom("anyone" as const, "not_connected" as const),
    hours: fc.option(small(100)),
    restrictionId: fc.uuid(),
  })
  .map(
    ({ channels, directions, audience, hours, ...rest }): Restriction => ({
      ...rest,
      decisionId: rest.restrictionId,
      scope: { ...EVERYTHING, channels, directions, audience },
      capPerDay: rest.measure === "daily_cap" ? 3 : null,
      startsAt: ago(1),
      endsAt: hours === null ? null : new Date(AT.getTime() + hours * 3_600_000),
      liftedAt: null,
      policyClause: "4.2",
    }),
  );
const COMPLETE = { photo: true, currentPosition: true, skills: 9, schools: 3, completenessPercent: 100 };
const facts: fc.Arbitrary<GateFacts> = fc.record({
  sender: fc.record({
    accountType: fc.constantFrom(...ACCOUNT_TYPES),
    joinedAt: dates,
    connectionCount: fc.oneof(small(60), fc.integer({ min: 60, max: 1200 })),
    profile: fc.oneof(
      { weight: 3, arbitrary: fc.constant(COMPLETE) },
      fc.record({
        photo: fc.boolean(),
        currentPosition: fc.boolean(),
        skills: small(5),
        schools: small(2),
        completenessPercent: small(100),
      }),
    ),
    isFollowersOnlyPage: fc.boolean(),
  }),
  recipient: fc.option(
    fc.record({ acceptsMessagesFrom: fc.constantFrom("anyone", "anyone", ...ACCEPTS_MESSAGES_FROM) }),
  ),
  stoppedAt: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, dates),
  requestedAt: fc.option(dates),
  conversation: fc.option(fc.record({ answeredAt: fc.option(dates) })),
  restrictions: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Restriction[]>([]) },
    fc.array(restrictions, { maxLength: 3 }),
  ),
  days: fc
    .uniqueArray(
      fc.record({
        day: small(31).map((back) => dayOf(AT) - back),
        channel: fc.constantFrom(...CHANNELS),
        started: small(30),
        follow: fc.oneof(small(20), small(120)),
        notConnected: small(30),
        automated: small(30),
      }),
      { maxLength: 6, selector: ({ day, channel }) => `${day} ${channel}` },
    )
    .map((all) =>
      all.map(({ follow, notConnected, automated, started, ...rest }) => ({
        ...rest,
        started,
        sent: started + follow,
        startedNotConnected: Math.min(started, notConnected),
        automated: Math.min(started + follow, automated),
      })),
    ),
  minutes: fc.array(
    fc.tuple(
      small(70).map((back) => MINUTE - back),
      small(90),
    ),
    { maxLength: 3 },
  ) as fc.Arbitrary<[number, number][]>,
  passedAt: fc.option(small(180).map((minutes) => ago(minutes * 60_000))),
});
const sendings: fc.Arbitrary<GateSending> = fc.record({
  recipientId: fc.constantFrom("p1", "p2"),
  conversationId: fc.constant("c"),
  channel: fc.constantFrom(...CHANNELS),
  degree: fc.constantFrom(...DEGREES),
  sharedConnections: small(3),
  isReply: fc.boolean(),
});
const contents = fc.option(
  fc.record({
    scores: fc.record(
      Object.fromEntries(
        CONTENT_RULES.map((rule) => [rule, fc.double({ min: 0, max: 1, noNaN: true })]),
      ) as Record<(typeof CONTENT_RULES)[number], fc.Arbitrary<number>>,
    ),
  }),
);

/** Where a number of the policy may lie, and in which direction it is stricter. A test holds it to the policy's leaves. */
const STRICTER: Record<string, { up: number } | { down: number } | readonly unknown[]> = {
  ...Object.fromEntries(
    ACCOUNT_TYPES.map((type: AccountType) => [`gate.minConnections.${type}`, { up: 40 }]),
  ),
  ...Object.fromEntries(
    ACCOUNT_TYPES.map((type: AccountType) => [`gate.inmailPerMonth.${type}`, { down: 40 }]),
  ),
  "gate.profile.needsPhoto": [false, true],
  "gate.profile.needsPosition": [false, true],
  "gate.profile.minSkills": { up: 6 },
  "gate.profile.minSchools": { up: 3 },
  "gate.profile.minCompletenessPercent": { up: 100 },
  "gate.minSharedConnections": { up: 4 },
  "gate.degree.isFreeFirstDegreeOnly": [false, true],
  "gate.degree.isSecondOpenToPremium": [true, false],
  "gate.degree.doesRequestOpen": [true, false],
  ...Object.fromEntries(
    DEFAULT_POLICY.gate.newAccountTiers.flatMap((_, index) => [
      [`gate.newAccountTiers.${index}.inmailPerMonth`, { down: 20 }],
      [`gate.newAccountTiers.${index}.requestsPerDay`, { down: 20 }],
      [`gate.newAccountTiers.${index}.minConnections`, { up: 60 }],
    ]),
  ),
  // Apart from each other, so that the tiers keep their order.
  "gate.newAccountTiers.0.underDays": { up: 20 },
  "gate.newAccountTiers.1.underDays": { up: 50 },
  "gate.newAccountTiers.2.underDays": { up: 120 },
  "gate.page.toFollowersPerDay": { down: 20 },
  "gate.page.toOthersPerDay": { down: 20 },
  "gate.premiumFactor": { down: 3 },
  "gate.challengePassMinutes": { down: 120 },
  "detectors.D1.isOn": [false, true],
  "detectors.D1.atGate": GATE_RESPONSES,
  "detectors.D1.perDay": { down: 200 },
  "detectors.D1.automatedWeight": { up: 4 },
  "detectors.D2.isOn": [false, true],
  "detectors.D2.atGate": GATE_RESPONSES,
  "detectors.D2.perMonth": { down: 400 },
  "detectors.D2.automatedWeight": { up: 4 },
  "detectors.D3.isOn": [false, true],
  "detectors.D3.atGate": GATE_RESPONSES,
  "detectors.D3.perHour": { down: 200 },
  "detectors.D4.isOn": [false, true],
  "detectors.D4.atGate": GATE_RESPONSES,
  "detectors.D4.perDay": { down: 60 },
  "detectors.D4.perWeek": { down: 100 },
  "detectors.D12.isOn": [false, true],
  "detectors.D12.connections": { down: 1500 },
  "detectors.D12.factor": { down: 1 },
  ...Object.fromEntries(
    CONTENT_RULES.flatMap((rule) => [
      [`detectors.${rule}.isOn`, [false, true]],
      [`detectors.${rule}.lockFrom`, { down: 1 }],
    ]),
  ),
};
/** The least a number may be; 0 unless named. Tiers keep their order, weights and factors their sense. */
const LEAST: Record<string, number> = {
  "gate.newAccountTiers.0.underDays": 1,
  "gate.newAccountTiers.1.underDays": 21,
  "gate.newAccountTiers.2.underDays": 51,
  "gate.premiumFactor": 1,
  "detectors.D1.automatedWeight": 1,
  "detectors.D2.automatedWeight": 1,
  "detectors.D12.factor": 0.1,
};
const IS_FRACTION = /factor$|Factor$|Weight$|lockFrom$/;
const PATHS = Object.keys(STRICTER);

/** Per number how lax and how strict: two policies, of which the second is nowhere laxer. */
const policies: fc.Arbitrary<[lax: Policy, strict: Policy]> = fc
  .array(fc.tuple(fc.nat({ max: 1000 }), fc.nat({ max: 1000 }), fc.boolean()), {
    minLength: PATHS.length,
    maxLength: PATHS.length,
  })
  .map((drawn) => {
    const [lax, strict] = [structuredClone(DEFAULT_POLICY), structuredClone(DEFAULT_POLICY)];
    for (const [index, path] of PATHS.entries()) {
      const [a = 0, b = 0, isTouched] = drawn[index] ?? [];
      const rule = STRICTER[path];
      if (!isTouched || !rule) continue;
      const [low, high] = [Math.min(a, b) / 1000, Math.max(a, b) / 1000];
      const valueAt = (strictness: number): unknown => {
        if (Array.isArray(rule)) return rule[Math.min(rule.length - 1, Math.floor(strictness * rule.length))];
        const range = rule as { up: number } | { down: number };
        const least = LEAST[path] ?? 0;
        const most = "up" in range ? range.up : range.down;
        const value = least + ("up" in range ? strictness : 1 - strictness) * (most - least);
        return IS_FRACTION.test(path) ? value : Math.round(value);
      };
      set(lax, path, valueAt(low));
      set(strict, path, valueAt(high));
    }
    return [lax, strict];
  });

function set(policy: Policy, path: string, value: unknown): void {
  const keys = path.split(".");
  let at = policy as unknown as Record<string, unknown>;
  for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>;
  at[keys.at(-1) ?? ""] = value;
}
function leavesOf(value: unknown, path: string): string[] {
  if (value === null || typeof value !== "object") return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, path === "" ? key : `${path}.${key}`),
  );
}
function frozen<T>(value: T): T {
  if (value !== null && typeof value === "object") {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
}

describe("the gate, whatever comes", () => {
  it("never delivers more under a policy that is stricter in every number", () => {
    const { D1, D2, D3, D4, D12, D15, D16, D17, D18, D19 } = DEFAULT_POLICY.detectors;
    const detectors = { D1, D2, D3, D4, D12, D15, D16, D17, D18, D19 };
    const leaves = leavesOf({ gate: DEFAULT_POLICY.gate, detectors }, "").filter(
      (path) => !/\.(response|severity)$/.test(path),
    );
    expect([...PATHS].sort()).toEqual(leaves.sort());
    const seen = { delivered: 0, stopped: 0, tightened: 0 };
    fc.assert(
      fc.property(policies, facts, sendings, contents, ([lax, strict], found, sending, content) => {
        const [before, after] = [lax, strict].map((policy) => judge(policy, found, sending, content, AT));
        if (before?.verdict !== "deliver") expect(after?.verdict).not.toBe("deliver");
        if (before?.verdict === "deliver")
          seen[after?.verdict === "deliver" ? "delivered" : "tightened"] += 1;
        else seen.stopped += 1;
      }),
      { numRuns: 6_000 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
  });

  it("is a pure function: frozen input, the same answer twice, the same from a copy", () => {
    fc.assert(
      fc.property(policies, facts, sendings, contents, ([policy], found, sending, content) => {
        const input = frozen([policy, found, sending, content] as const);
        const first = judge(...input, AT);
        expect(judge(...input, AT)).toEqual(first);
        expect(judge(...structuredClone(input), new Date(AT))).toEqual(first);
      }),
      runs,
    );
  });

  it("lets the first reason decide, and keeps the gate's order", () => {
    fc.assert(
      fc.property(policies, facts, sendings, contents, ([policy], found, sending, content) => {
        const trace = traceGate(policy, found, sending, content, AT);
        const steps = trace.map(({ step }) => GATE_STEPS.indexOf(step));
        expect(steps).toEqual([...steps].sort((a, b) => a - b));
        const stopped = trace.filter(({ outcome }) => outcome === "stopped");
        const { verdict, reasons, challenge } = judge(policy, found, sending, content, AT);
        expect(verdict).toBe(stopped[0]?.effect ?? "deliver");
        expect(reasons.map(({ rule, code }) => `${rule} ${code}`)).toEqual(
          stopped.map(({ rule, code }) => `${rule} ${code}`),
        );
        expect(challenge !== undefined).toBe(verdict === "challenge");
        for (const check of trace) {
          if (check.outcome !== "stopped" || check.measured === undefined || check.threshold === undefined)
            continue;
          expect(Number.isFinite(check.measured) && Number.isFinite(check.threshold)).toBe(true);
        }
      }),
      runs,
    );
  });

  it("never stops a reply by E1 to E6 or E8", () => {
    let replies = 0;
    fc.assert(
      fc.property(policies, facts, sendings, contents, ([policy], found, sending, content) => {
        if (directionOf(found, sending) !== "reply") return;
        replies += 1;
        const rules = judge(policy, found, sending, content, AT).reasons.map(({ rule }) => rule);
        expect(rules.filter((rule) => /^E[1-6]$|^E8$/.test(rule))).toEqual([]);
      }),
      runs,
    );
    expect(replies).toBeGreaterThan(200);
  });

  it("always refuses what the recipient does not want", () => {
    fc.assert(
      fc.property(policies, facts, sendings, contents, ([policy], found, sending, content) => {
        const isClosed =
          found.recipient?.acceptsMessagesFrom === "connections" &&
          sending.degree !== 1 &&
          sending.channel !== "connection_request";
        const { verdict, reasons, ...rest } = judge(policy, found, sending, content, AT);
        const rules = reasons.map(({ rule }) => rule);
        expect(rules.includes("E7")).toBe(isClosed);
        expect(rules.includes("E10")).toBe(found.stoppedAt !== null);
        if (!isClosed && found.stoppedAt === null) return;
        expect(verdict).toBe("refuse");
        expect(rest).not.toHaveProperty("retryAfterSeconds");
      }),
      runs,
    );
  });

  it("refuses until retryAfterSeconds have passed, and no second longer", () => {
    let seen = 0;
    const used = facts.map((found) => ({ ...found, stoppedAt: null, recipient: null }));
    fc.assert(
      fc.property(policies, used, sendings, ([policy], found, sending) => {
        const { verdict, retryAfterSeconds } = judge(policy, found, sending, null, AT);
        if (verdict !== "refuse" || retryAfterSeconds === undefined) return;
        seen += 1;
        const refusesAfter = (seconds: number) => {
          const at = new Date(AT.getTime() + seconds * 1000);
          return traceGate(policy, found, sending, null, at).some(
            ({ outcome, effect }) => outcome === "stopped" && effect === "refuse",
          );
        };
        expect([refusesAfter(retryAfterSeconds - 1), refusesAfter(retryAfterSeconds)]).toEqual([true, false]);
      }),
      { numRuns: 6_000 },
    );
    expect(seen).toBeGreaterThan(100);
  });
});
