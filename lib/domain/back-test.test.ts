import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Replay, type ReplaySender, replayMessage, replayNeeds, startReplay } from "./back-test";
import { wrongnessOf } from "./back-test-advice";
import { type BackTestResult, type Curve, listLimit, type ScopeResult, sumUp } from "./back-test-result";
import { CHANNELS } from "./channel";
import { detect } from "./detector";
import { emptyMemory, inOrder, measuringOf, type ObservedMessage, observe } from "./observer";
import { DEFAULT_POLICY, type Policy } from "./policy";
import type { SignalRule } from "./signal";
import type { Verdict } from "./verdict";

const START = Date.UTC(2026, 8, 1);
const DAY_MS = 86_400_000;

type Detectors = Policy["detectors"];
/** The default policy with other numbers for some detectors. */
function policyWith(changes: { [R in keyof Detectors]?: Partial<Detectors[R]> }): Policy {
  const detectors = structuredClone(DEFAULT_POLICY.detectors);
  for (const [rule, change] of Object.entries(changes)) Object.assign(detectors[rule as SignalRule], change);
  return { ...DEFAULT_POLICY, detectors };
}

function sender(memberId: string, values: Partial<ReplaySender> = {}): ReplaySender {
  return { memberId, accountType: "basic", connectionCount: 100, language: "en", country: "IE", ...values };
}

let made = 0;
function message(senderId: string, at: number, values: Partial<ObservedMessage> = {}): ObservedMessage {
  made += 1;
  const recipientId = values.recipientId ?? `to-${made}`;
  return {
    messageId: `m-${String(made).padStart(6, "0")}`,
    senderId,
    recipientId,
    conversationId: `c-${senderId}-${recipientId}`,
    channel: "chat",
    degree: 1,
    isReply: false,
    isAutomated: false,
    body: "",
    sentAt: new Date(at),
    ...values,
  };
}

/** `count` messages to as many people within an hour of a day. */
function burst(senderId: string, day: number, count: number): ObservedMessage[] {
  const step = Math.floor(3_500_000 / count);
  return Array.from({ length: count }, (_, nth) => message(senderId, START + day * DAY_MS + nth * step));
}

function drained(
  replay: Replay,
  verdictOf: (memberId: string, since: number) => Verdict | null,
): BackTestResult {
  const summing = sumUp(replay, verdictOf);
  for (;;) {
    const step = summing.next();
    if (step.done) return step.value;
  }
}

const nobody: (memberId: string, since: number) => Verdict | null = () => null;

function replayed(
  policies: { base: Policy; draft: Policy },
  messages: ObservedMessage[],
  senders: ReplaySender[],
  { from = START, verdictOf = nobody } = {},
): BackTestResult {
  const replay = startReplay({ ...policies, from: new Date(from) });
  const byId = new Map(senders.map((one) => [one.memberId, one]));
  for (const one of messages.toSorted(inOrder))
    replayMessage(replay, one, byId.get(one.senderId) ?? sender("?"));
  return drained(replay, verdictOf);
}

/** Who is hit by which rule when a policy is run alone, straight from the detectors. */
function hitAlone(policy: Policy, messages: ObservedMessage[], senders: ReplaySender[]): Set<string> {
  const memory = emptyMemory(measuringOf(policy));
  const found = new Set<string>();
  for (const one of messages.toSorted(inOrder)) {
    const from = senders.find(({ memberId }) => memberId === one.senderId) ?? sender("?");
    const profile = { photo: true, currentPosition: true, skills: 1, schools: 1, completenessPercent: 90 };
    const who = { ...from, displayName: "", joinedAt: new Date(0), profile };
    for (const { rule, memberId } of detect(policy, who, observe(memory, one)))
      found.add(`${memberId} ${rule}`);
  }
  return found;
}

function counts(hits: Set<string>): Record<string, number> {
  const found: Record<string, number> = {};
  for (const hit of hits) {
    const rule = hit.split(" ")[1] ?? "";
    found[rule] = (found[rule] ?? 0) + 1;
  }
  return found;
}

function countsOf({ scopes }: BackTestResult, side: "base" | "draft"): Record<string, number> {
  return Object.fromEntries(
    Object.entries(scopes)
      .filter(([rule, found]) => rule !== "all" && found[side].accounts > 0)
      .map(([rule, found]) => [rule, found[side].accounts]),
  );
}

const stream = fc
  .array(
    fc.record({
      from: fc.nat(4),
      to: fc.nat(7),
      hours: fc.tuple(fc.nat(14), fc.nat(2)).map(([day, hour]) => day * 24 + 8 + hour),
      minutes: fc.nat(3),
      channel: fc.constantFrom(...CHANNELS),
      degree: fc.constantFrom(1 as const, 2 as const, 3 as const),
      isReply: fc.boolean(),
      isAutomated: fc.boolean(),
    }),
    { minLength: 120, maxLength: 240 },
  )
  .map((drafts) =>
    drafts.map(({ from, to, hours, minutes, ...rest }) =>
      message(`s${from}`, START + hours * 3_600_000 + minutes * 60_000, {
        ...rest,
        recipientId: `s${to}`,
        conversationId: `c-${Math.min(from, to)}-${Math.max(from, to)}`,
      }),
    ),
  );
const people = [
  sender("s0"),
  sender("s1", { connectionCount: 2000 }),
  sender("s2", { accountType: "premium_business" }),
  sender("s3", { accountType: "recruiter_lite", connectionCount: 1000 }),
  sender("s4"),
];

const strict = policyWith({
  D1: { perDay: 4 },
  D2: { perMonth: 20 },
  D3: { perHour: 3 },
  D4: { perDay: 1, perWeek: 3 },
  D5: { manualPerWeek: 8 },
  D6: { automatedPerMonth: 5 },
  D10: { minStarted: 4, floorPercent: 60 },
  D11: { minStarted: 4, floorPercent: 60 },
  D20: { newPeoplePerDay: 2, perMinute: 2 },
});
const lax = policyWith({
  ...strict.detectors,
  D1: { ...strict.detectors.D1, perDay: 6 },
  D3: { ...strict.detectors.D3, perHour: 4 },
  D8: { reminders: 2 },
  D10: { ...strict.detectors.D10, floorPercent: 30 },
});

describe("a replay", () => {
  test("of two policies equals each of them run alone", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(stream, (messages) => {
        const result = replayed({ base: lax, draft: strict }, messages, people);
        expect(countsOf(result, "base")).toEqual(counts(hitAlone(lax, messages, people)));
        expect(countsOf(result, "draft")).toEqual(counts(hitAlone(strict, messages, people)));
        for (const rule of Object.keys(countsOf(result, "draft"))) seen.add(rule);
      }),
      { numRuns: 60 },
    );
    expect([...seen].sort()).toEqual(["D1", "D10", "D11", "D2", "D20", "D3", "D4", "D5", "D6", "D7", "D8"]);
  });

  test("does so where the draft takes figures in another way", () => {
    const other = policyWith({ ...strict.detectors, D8: { burstMinutes: 600 } });
    fc.assert(
      fc.property(stream, (messages) => {
        const result = replayed({ base: lax, draft: other }, messages, people);
        expect(countsOf(result, "base")).toEqual(counts(hitAlone(lax, messages, people)));
        expect(countsOf(result, "draft")).toEqual(counts(hitAlone(other, messages, people)));
      }),
      { numRuns: 60 },
    );
  });

  test("has curves that go through what either policy hits", () => {
    const parts: SignalRule[] = ["D4", "D7", "D20"];
    fc.assert(
      fc.property(stream, (messages) => {
        const result = replayed({ base: lax, draft: strict }, messages, people);
        for (const curve of result.curves.filter(({ rule }) => !parts.includes(rule))) {
          for (const side of ["base", "draft"] as const) {
            const point = curve.points.find(({ at }) => at === curve[side]);
            const hit = result.scopes[curve.rule]?.[side].accounts ?? 0;
            expect({ path: curve.path, side, n: point?.accounts.accounts }).toEqual({
              path: curve.path,
              side,
              n: hit,
            });
          }
          const along = curve.points.map(({ accounts }) => accounts.accounts);
          expect(along).toEqual(along.toSorted((a, b) => b - a));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("counts from the period on; the days before fill the windows", () => {
    const base = policyWith({ D2: { perMonth: 100 } });
    const draft = policyWith({ D2: { perMonth: 60 } });
    const messages = [...burst("a", 0, 50), ...burst("a", 20, 20), ...burst("b", 0, 90)];
    const result = replayed({ base, draft }, messages, [sender("a"), sender("b")], {
      from: START + 10 * DAY_MS,
    });
    expect(result).toMatchObject({ messages: 160, counted: 20, members: 1 });
    expect(result.scopes.D2?.draft.accounts).toBe(1);
    expect(result.newly.D2?.map(({ memberId, measured }) => [memberId, measured])).toEqual([["a", 70]]);
  });

  test("tells an account's own limit, and ranks by how far it went beyond", () => {
    const draft = policyWith({ D1: { perDay: 50 } });
    const messages = [...burst("a", 0, 60), ...burst("p", 0, 99), ...burst("n", 0, 60)];
    const senders = [
      sender("a"),
      sender("p", { accountType: "premium_career" }),
      sender("n", { connectionCount: 1000 }),
    ];
    const result = replayed({ base: DEFAULT_POLICY, draft }, messages, senders);
    expect(
      result.newly.D1?.map(({ memberId, measured, threshold }) => [memberId, measured, threshold]),
    ).toEqual([
      ["n", 60, 40],
      ["p", 99, 75],
      ["a", 60, 50],
    ]);
  });

  test("lets go whom a laxer draft no longer hits, also by a rule switched off", () => {
    const draft = policyWith({ D1: { isOn: false }, D3: { perHour: 500 } });
    const messages = burst("a", 0, 120);
    const result = replayed({ base: DEFAULT_POLICY, draft }, messages, [sender("a")]);
    expect(result.scopes.D1).toMatchObject({
      base: { accounts: 1 },
      draft: { accounts: 0 },
      letGo: { accounts: 1 },
      response: { base: "flag", draft: "off" },
    });
    expect(result.letGo.D1?.[0]).toMatchObject({ memberId: "a", measured: 120, threshold: 100 });
  });

  test("counts a rule that only notes by itself, and not among the flagged", () => {
    const draft = policyWith({ D5: { response: "flag", manualPerWeek: 30 } });
    const result = replayed({ base: policyWith({ D5: { manualPerWeek: 30 } }), draft }, burst("a", 0, 40), [
      sender("a"),
    ]);
    expect(result.scopes.D5).toMatchObject({ base: { accounts: 1 }, draft: { accounts: 1 } });
    expect(result.scopes.all).toMatchObject({ base: { accounts: 0 }, draft: { accounts: 1 } });
  });

  test("counts one case an account until its due time", () => {
    const base = policyWith({ D10: { isOn: false } });
    const draft = policyWith({ D1: { perDay: 10 }, D10: { isOn: false } });
    const days = [0, 1, 2, 3, 10];
    const messages = days.flatMap((day) => burst("a", day, 20));
    const { cases } = replayed({ base, draft }, messages, [sender("a")]);
    expect(cases).toEqual({ base: 0, draft: 3 });
  });

  test("asks for texts only when the draft changes what they are for", () => {
    expect(replayNeeds(DEFAULT_POLICY, policyWith({ D1: { perDay: 5 } }))).toEqual({
      campaigns: false,
      content: false,
    });
    expect(replayNeeds(DEFAULT_POLICY, policyWith({ D9: { recipients: 5 } })).campaigns).toBe(true);
    expect(replayNeeds(DEFAULT_POLICY, policyWith({ D17: { lockFrom: 0.5 } })).content).toBe(true);
  });
});

describe("what a replay found", () => {
  const draft = policyWith({ D1: { perDay: 50 } });
  const senders = [
    sender("a"),
    sender("b", { country: null }),
    sender("c", { accountType: "premium_career", language: "de" }),
    sender("quiet"),
  ];
  const messages = [
    ...burst("a", 0, 120),
    ...burst("b", 0, 60),
    ...burst("c", 0, 80),
    ...burst("quiet", 0, 3),
  ];

  test("by group, by hand", () => {
    const { scopes } = replayed({ base: DEFAULT_POLICY, draft }, messages, senders);
    expect(scopes.D1?.groups).toEqual({
      accountType: [
        { key: "basic", members: 3, base: 1, draft: 2 },
        { key: "premium_career", members: 1, base: 0, draft: 1 },
      ],
      language: [
        { key: "en", members: 3, base: 1, draft: 2 },
        { key: "de", members: 1, base: 0, draft: 1 },
      ],
      country: [
        { key: "IE", members: 3, base: 1, draft: 2 },
        { key: "", members: 1, base: 0, draft: 1 },
      ],
    });
  });

  test("with what was decided since the first hit", () => {
    const asked: [string, number][] = [];
    const verdictOf = (memberId: string, since: number): Verdict | null => {
      asked.push([memberId, since]);
      if (memberId === "a") return { outcome: "upheld", measure: "daily_cap" };
      return memberId === "b" ? { outcome: "cleared", measure: null } : null;
    };
    const { scopes, newly, curves } = replayed({ base: DEFAULT_POLICY, draft }, messages, senders, {
      verdictOf,
    });
    expect(scopes.D1).toMatchObject({
      base: { accounts: 1, judged: 1, cleared: 0 },
      draft: { accounts: 3, judged: 2, cleared: 1 },
      newly: { accounts: 2, judged: 1, cleared: 1 },
      letGo: { accounts: 0, judged: 0, cleared: 0 },
    });
    expect(newly.D1?.map(({ memberId, verdict }) => [memberId, verdict?.outcome ?? null])).toEqual([
      ["b", "cleared"],
      ["c", null],
    ]);
    // The 51st message of b is the first over 50.
    const fiftyFirst = messages.filter(({ senderId }) => senderId === "b")[50]?.sentAt.getTime();
    expect(asked).toContainEqual(["b", fiftyFirst]);
    const point = curves
      .find(({ path }) => path === "detectors.D1.perDay")
      ?.points.find(({ at }) => at === 50);
    expect(point).toEqual({
      at: 50,
      accounts: { accounts: 3, judged: 2, cleared: 1 },
      extra: { accounts: 2, judged: 1, cleared: 1 },
    });
  });
});

describe("room for rows", () => {
  test("is shared so that short lists stay whole", () => {
    expect(listLimit([3, 4, 5], 100)).toBe(Number.MAX_SAFE_INTEGER);
    expect(listLimit([1, 100, 100], 101)).toBe(50);
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 1 }), fc.nat(2000), (lengths, most) => {
        const limit = listLimit(lengths, most);
        expect(lengths.reduce((sum, length) => sum + Math.min(length, limit), 0)).toBeLessThanOrEqual(most);
      }),
    );
  });
});

describe("advice", () => {
  const judged = (accounts: number, cleared: number) => ({ accounts, judged: accounts, cleared });
  const scopeOf = (base: number[], newly: number[]): ScopeResult => ({
    base: judged(base[0] ?? 0, base[1] ?? 0),
    draft: judged(0, 0),
    newly: judged(newly[0] ?? 0, newly[1] ?? 0),
    letGo: judged(0, 0),
    groups: { accountType: [], language: [], country: [] },
  });
  const curve = (points: [number, number, number][]): Curve => ({
    path: "detectors.D1.perDay",
    rule: "D1",
    unit: "messages a day",
    crossing: "above",
    kind: "count",
    base: 100,
    draft: 80,
    points: points.map(([at, n, cleared]) => ({
      at,
      accounts: judged(n, cleared),
      extra: judged(n, cleared),
    })),
  });

  test("says how many times as often, and the nearest threshold that is no worse", () => {
    const points = curve([
      [80, 333, 41],
      [85, 250, 20],
      [90, 142, 6],
      [95, 60, 1],
      [100, 0, 0],
    ]);
    const found = wrongnessOf(scopeOf([871, 32], [333, 41]), [points]);
    expect(found?.times).toBeCloseTo(3.35, 2);
    expect(found?.better).toMatchObject({ value: 90, extra: { accounts: 142, cleared: 6 } });
  });

  test("is silent when it is not certain, small, or no worse", () => {
    expect(wrongnessOf(scopeOf([871, 32], [9, 9]), [])).toBeNull();
    expect(wrongnessOf(scopeOf([9, 0], [333, 41]), [])).toBeNull();
    expect(wrongnessOf(scopeOf([100, 10], [40, 6]), [])).toBeNull();
    expect(wrongnessOf(scopeOf([871, 100], [333, 38]), [])).toBeNull();
  });

  test("proposes nothing where two thresholds changed", () => {
    const one = curve([[90, 142, 2]]);
    expect(wrongnessOf(scopeOf([871, 32], [333, 41]), [one, one])?.better).toBeNull();
  });
});
