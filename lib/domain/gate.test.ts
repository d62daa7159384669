import { describe, expect, it } from "vitest";
import { CHANNELS } from "./channel";
import { CONTENT_RULES } from "./content-rule";
import { type GateContent, judge, traceGate } from "./gate";
import type { DayCount, GateFacts, GateSender, GateSending } from "./gate-facts";
import { ACCOUNT_TYPES } from "./member";
import { DEFAULT_POLICY, type Policy } from "./policy";
import { GATE_RESPONSES } from "./policy-detectors";
import type { Restriction } from "./restriction";
import { EVERYTHING } from "./scope";
import { DAY_MS, dayOf } from "./utc-day";
import { countsNeeded } from "./velocity";

const AT = new Date("2026-11-20T12:00:00.000Z");
const TODAY = dayOf(AT);
const MINUTE = Math.floor(AT.getTime() / 60_000);
const ago = (ms: number): Date => new Date(AT.getTime() - ms);

type Scene = { facts: GateFacts; sending: GateSending; content: GateContent };
type Values = {
  sender?: Partial<GateSender>;
  facts?: Partial<Omit<GateFacts, "sender">>;
  sending?: Partial<GateSending>;
  scores?: Partial<Record<(typeof CONTENT_RULES)[number], number>>;
};
const NOTHING = { D15: 0, D16: 0, D17: 0, D18: 0, D19: 0 };

/** Somebody whom nothing stops writes to a contact of the 2nd degree. */
function scene({ sender, facts, sending, scores }: Values = {}): Scene {
  return {
    facts: {
      sender: {
        accountType: "sales_navigator",
        joinedAt: ago(1000 * DAY_MS),
        connectionCount: 500,
        profile: { photo: true, currentPosition: true, skills: 9, schools: 2, completenessPercent: 100 },
        isFollowersOnlyPage: false,
        ...sender,
      },
      recipient: { acceptsMessagesFrom: "anyone" },
      stoppedAt: null,
      requestedAt: null,
      conversation: null,
      restrictions: [],
      days: [],
      minutes: [],
      passedAt: null,
      ...facts,
    },
    sending: {
      ...{ recipientId: "r", conversationId: "c", channel: "chat", degree: 2, sharedConnections: 5 },
      isReply: false,
      ...sending,
    },
    content: { scores: { ...NOTHING, ...scores } },
  };
}

/** Counts of a day that lies so many days back. */
function count(channel: DayCount["channel"], values: Partial<DayCount>, back = 0): DayCount {
  return {
    ...{ day: TODAY - back, channel, sent: 0, started: 0, startedNotConnected: 0, automated: 0 },
    ...values,
  };
}

/** The policy with some numbers changed, by path. */
function policyWith(changes: Record<string, unknown>): Policy {
  const policy = structuredClone(DEFAULT_POLICY);
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split(".");
    let at = policy as unknown as Record<string, unknown>;
    for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>;
    at[keys.at(-1) ?? ""] = value;
  }
  return policy;
}
function numberAt(path: string): unknown {
  return path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], DEFAULT_POLICY);
}

function reasonsOf(policy: Policy, { facts, sending, content }: Scene, rule: string) {
  return judge(policy, facts, sending, content, AT).reasons.filter((reason) => reason.rule === rule);
}

type NumberRow = {
  number: string;
  rule: string;
  code: string;
  passes: (n: number) => Scene;
  stops: (n: number) => Scene;
  /** What the reason says at `stops`; the threshold is the number itself unless told. */
  measured?: (n: number) => number;
  threshold?: (n: number) => number;
  window?: number;
  /** Another value of the number, which must move the border. */
  other?: number;
  with?: Record<string, unknown>;
};
type SwitchRow = {
  switch: string;
  rule: string;
  stopsWhen: boolean;
  scene: Scene;
  with?: Record<string, unknown>;
};

const DAY = 86_400;
const MONTH = 30 * DAY;
const inmail = (startedNotConnected: number, sender: Partial<GateSender> = {}) =>
  scene({
    sender,
    sending: { channel: "inmail" },
    facts: {
      days: [
        count("inmail", { sent: startedNotConnected, started: startedNotConnected, startedNotConnected }),
      ],
    },
  });
const sentToday = (sent: number, sender: Partial<GateSender> = { accountType: "basic" }, automated = 0) =>
  scene({ sender, sending: { degree: 1 }, facts: { days: [count("group", { sent, automated })] } });
const requests = (sent: number, back: number, sender: Partial<GateSender> = {}) =>
  scene({
    sender,
    sending: { channel: "connection_request" },
    facts: { days: [count("connection_request", { sent, started: sent, startedNotConnected: sent }, back)] },
  });
const page = (values: Partial<DayCount>, degree: 1 | 2) =>
  scene({
    sender: { accountType: "company_page" },
    sending: { channel: "page", degree },
    facts: { days: [count("page", values)] },
  });
const inHour = (sent: number, sender: Partial<GateSender> = { accountType: "basic" }) =>
  scene({ sender, sending: { degree: 1 }, facts: { minutes: [[MINUTE - 30, sent]] } });
const profiled = (profile: Partial<GateSender["profile"]>) =>
  scene({ sender: { profile: { ...scene().facts.sender.profile, ...profile } } });
const LOCKED = { "detectors.D1.atGate": "lock", "detectors.D2.atGate": "lock" };
const age = (days: number) => ({ joinedAt: ago(days * DAY_MS) });

const tierRows = DEFAULT_POLICY.gate.newAccountTiers.flatMap((tier, index): NumberRow[] => {
  const number = (name: string) => `gate.newAccountTiers.${index}.${name}`;
  const young = age(tier.underDays - 1);
  const common = { rule: "E6", code: "new_account_limit" };
  return [
    {
      ...common,
      number: number("underDays"),
      passes: (n) => scene({ sender: { ...age(n), connectionCount: tier.minConnections - 1 } }),
      stops: (n) =>
        scene({ sender: { joinedAt: ago(n * DAY_MS - 1), connectionCount: tier.minConnections - 1 } }),
      threshold: () => tier.minConnections,
      measured: () => tier.minConnections - 1,
    },
    {
      ...common,
      number: number("inmailPerMonth"),
      passes: (n) => inmail(n - 1, young),
      stops: (n) => inmail(n, young),
      measured: (n) => n,
      window: MONTH,
    },
    {
      ...common,
      number: number("requestsPerDay"),
      passes: (n) => requests(n - 1, 0, young),
      stops: (n) => requests(n, 0, young),
      measured: (n) => n,
      window: DAY,
    },
    {
      ...common,
      number: number("minConnections"),
      passes: (n) => scene({ sender: { ...young, connectionCount: n } }),
      stops: (n) => scene({ sender: { ...young, connectionCount: n - 1 } }),
      measured: (n) => n - 1,
    },
  ];
});

const NUMBERS: NumberRow[] = [
  ...ACCOUNT_TYPES.filter((type) => type !== "company_page").map(
    (accountType): NumberRow => ({
      number: `gate.minConnections.${accountType}`,
      rule: "E1",
      code: "too_few_connections",
      passes: (n) => scene({ sender: { accountType, connectionCount: n } }),
      stops: (n) => scene({ sender: { accountType, connectionCount: n - 1 } }),
      measured: (n) => n - 1,
    }),
  ),
  ...(["skills", "schools"] as const).map(
    (what): NumberRow => ({
      number: `gate.profile.${what === "skills" ? "minSkills" : "minSchools"}`,
      rule: "E2",
      code: "profile_incomplete",
      passes: (n) => profiled({ [what]: n }),
      stops: (n) => profiled({ [what]: n - 1 }),
      measured: (n) => n - 1,
    }),
  ),
  {
    number: "gate.profile.minCompletenessPercent",
    rule: "E2",
    code: "profile_incomplete",
    passes: (n) => profiled({ completenessPercent: n }),
    stops: (n) => profiled({ completenessPercent: n - 1 }),
    measured: (n) => n - 1,
  },
  {
    number: "gate.minSharedConnections",
    rule: "E3",
    code: "no_shared_connections",
    passes: (n) => scene({ sending: { sharedConnections: n } }),
    stops: (n) => scene({ sending: { sharedConnections: n - 1 } }),
    measured: (n) => n - 1,
  },
  ...ACCOUNT_TYPES.map(
    (accountType): NumberRow => ({
      number: `gate.inmailPerMonth.${accountType}`,
      rule: "E5",
      code: "inmail_allowance_used",
      passes: (n) => inmail(n - 1, { accountType }),
      stops: (n) => inmail(n, { accountType }),
      measured: (n) => n,
      window: MONTH,
      other: 7,
    }),
  ),
  ...tierRows,
  {
    number: "gate.page.toFollowersPerDay",
    rule: "E8",
    code: "page_limit",
    passes: (n) => page({ started: n + 2, startedNotConnected: 3 }, 1),
    stops: (n) => page({ started: n + 3, startedNotConnected: 3 }, 1),
    measured: (n) => n,
    window: DAY,
  },
  {
    number: "gate.page.toOthersPerDay",
    rule: "E8",
    code: "page_limit",
    passes: (n) => page({ started: n + 90, startedNotConnected: n - 1 }, 2),
    stops: (n) => page({ started: n + 90, startedNotConnected: n }, 2),
    measured: (n) => n,
    window: DAY,
  },
  {
    number: "gate.premiumFactor",
    rule: "D1",
    code: "too_many_messages_today",
    passes: (n) => sentToday(100 * n, {}),
    stops: (n) => sentToday(100 * n + 1, {}),
    measured: (n) => 100 * n + 1,
    threshold: (n) => 100 * n,
    window: DAY,
    other: 1.25,
    with: LOCKED,
  },
  {
    number: "gate.challengePassMinutes",
    rule: "D3",
    code: "captcha_required",
    passes: (n) => scene({ facts: { minutes: [[MINUTE, 500]], passedAt: ago(n * 60_000 - 1) } }),
    stops: (n) => scene({ facts: { minutes: [[MINUTE, 500]], passedAt: ago(n * 60_000) } }),
    measured: () => 500,
    threshold: () => 150,
    window: 3600,
  },
  {
    number: "detectors.D1.perDay",
    rule: "D1",
    code: "too_many_messages_today",
    passes: (n) => sentToday(n),
    stops: (n) => sentToday(n + 1),
    measured: (n) => n + 1,
    window: DAY,
    with: LOCKED,
  },
  {
    number: "detectors.D1.automatedWeight",
    rule: "D1",
    code: "too_many_messages_today",
    passes: (n) => sentToday(40 + (100 - 40 * n), undefined, 40),
    stops: (n) => sentToday(40 + (101 - 40 * n), undefined, 40),
    measured: () => 101,
    threshold: () => 100,
    window: DAY,
    other: 1,
    with: LOCKED,
  },
  {
    number: "detectors.D2.perMonth",
    rule: "D2",
    code: "too_many_messages_this_month",
    passes: (n) =>
      scene({ sender: { accountType: "basic" }, facts: { days: [count("chat", { sent: n }, 29)] } }),
    stops: (n) =>
      scene({ sender: { accountType: "basic" }, facts: { days: [count("chat", { sent: n + 1 }, 29)] } }),
    measured: (n) => n + 1,
    window: MONTH,
    with: LOCKED,
  },
  {
    number: "detectors.D2.automatedWeight",
    rule: "D2",
    code: "too_many_messages_this_month",
    passes: (n) =>
      scene({
        sender: { accountType: "basic" },
        facts: { days: [count("page", { sent: 500 - 200 * (n - 1), automated: 200 }, 3)] },
      }),
    stops: (n) =>
      scene({
        sender: { accountType: "basic" },
        facts: { days: [count("page", { sent: 501 - 200 * (n - 1), automated: 200 }, 3)] },
      }),
    measured: () => 501,
    threshold: () => 500,
    window: MONTH,
    other: 1.5,
    with: LOCKED,
  },
  {
    number: "detectors.D3.perHour",
    rule: "D3",
    code: "captcha_required",
    passes: (n) => inHour(n - 1),
    stops: (n) => inHour(n),
    measured: (n) => n,
    window: 3600,
  },
  {
    number: "detectors.D4.perDay",
    rule: "D4",
    code: "too_many_requests_sent",
    passes: (n) => requests(n - 1, 0),
    stops: (n) => requests(n, 0),
    measured: (n) => n,
    window: DAY,
  },
  {
    number: "detectors.D4.perWeek",
    rule: "D4",
    code: "too_many_requests_sent",
    passes: (n) => requests(n - 1, 6),
    stops: (n) => requests(n, 6),
    measured: (n) => n,
    window: 7 * DAY,
  },
  {
    number: "detectors.D12.connections",
    rule: "D1",
    code: "too_many_messages_today",
    passes: (n) => sentToday(90, { accountType: "basic", connectionCount: n - 1 }),
    stops: (n) => sentToday(90, { accountType: "basic", connectionCount: n }),
    measured: () => 90,
    threshold: () => 80,
    window: DAY,
    with: LOCKED,
  },
  {
    number: "detectors.D12.factor",
    rule: "D1",
    code: "too_many_messages_today",
    passes: (n) => sentToday(100 * n, { accountType: "basic", connectionCount: 1000 }),
    stops: (n) => sentToday(100 * n + 1, { accountType: "basic", connectionCount: 1000 }),
    measured: (n) => 100 * n + 1,
    threshold: (n) => 100 * n,
    window: DAY,
    other: 0.5,
    with: LOCKED,
  },
  ...CONTENT_RULES.map(
    (rule): NumberRow => ({
      number: `detectors.${rule}.lockFrom`,
      rule,
      code: "content_locked",
      passes: (n) => scene({ scores: { [rule]: n - 0.001 } }),
      stops: (n) => scene({ scores: { [rule]: n } }),
      measured: (n) => n,
      other: 0.4,
    }),
  ),
];

const asked = { facts: { requestedAt: ago(400 * DAY_MS) } };
const SWITCHES: SwitchRow[] = [
  { switch: "gate.profile.needsPhoto", rule: "E2", stopsWhen: true, scene: profiled({ photo: false }) },
  {
    switch: "gate.profile.needsPosition",
    rule: "E2",
    stopsWhen: true,
    scene: profiled({ currentPosition: false }),
  },
  {
    switch: "gate.degree.isFreeFirstDegreeOnly",
    rule: "E4",
    stopsWhen: true,
    scene: scene({ ...asked, sender: { accountType: "basic" } }),
  },
  { switch: "gate.degree.isSecondOpenToPremium", rule: "E4", stopsWhen: false, scene: scene() },
  {
    switch: "gate.degree.doesRequestOpen",
    rule: "E4",
    stopsWhen: false,
    scene: scene({ ...asked, sending: { degree: 3 } }),
  },
  { switch: "detectors.D1.isOn", rule: "D1", stopsWhen: true, scene: sentToday(101), with: LOCKED },
  {
    switch: "detectors.D2.isOn",
    rule: "D2",
    stopsWhen: true,
    scene: scene({ facts: { days: [count("chat", { sent: 5000 }, 9)] } }),
    with: LOCKED,
  },
  { switch: "detectors.D3.isOn", rule: "D3", stopsWhen: true, scene: inHour(100) },
  { switch: "detectors.D4.isOn", rule: "D4", stopsWhen: true, scene: requests(20, 0) },
  {
    switch: "detectors.D12.isOn",
    rule: "D1",
    stopsWhen: true,
    scene: sentToday(90, { accountType: "basic", connectionCount: 1000 }),
    with: LOCKED,
  },
  ...CONTENT_RULES.map(
    (rule): SwitchRow => ({
      switch: `detectors.${rule}.isOn`,
      rule,
      stopsWhen: true,
      scene: scene({ scores: { [rule]: 1 } }),
    }),
  ),
];
const RESPONSES = [
  { path: "detectors.D1.atGate", rule: "D1", scene: sentToday(101) },
  {
    path: "detectors.D2.atGate",
    rule: "D2",
    scene: scene({ facts: { days: [count("chat", { sent: 5000 }, 9)] } }),
  },
  { path: "detectors.D3.atGate", rule: "D3", scene: inHour(500) },
  { path: "detectors.D4.atGate", rule: "D4", scene: requests(20, 0) },
];
/** In the policy, because every account type is, but never asked: E1 does not apply to company pages. */
const NEVER_ASKED = ["gate.minConnections.company_page"];

function leavesOf(value: unknown, path: string): string[] {
  if (value === null || typeof value !== "object") return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, path === "" ? key : `${path}.${key}`),
  );
}

describe("the table of the gate", () => {
  it("has a row for every number and switch of the policy that the gate reads", () => {
    const { D1, D2, D3, D4, D12, D15, D16, D17, D18, D19 } = DEFAULT_POLICY.detectors;
    const detectors = { D1, D2, D3, D4, D12, D15, D16, D17, D18, D19 };
    const leaves = leavesOf({ gate: DEFAULT_POLICY.gate, detectors }, "").filter(
      (path) => !/\.(response|severity)$/.test(path),
    );
    const rows = [
      ...NUMBERS.map((row) => row.number),
      ...SWITCHES.map((row) => row.switch),
      ...RESPONSES.map((row) => row.path),
      ...NEVER_ASKED,
    ];
    expect(rows.sort()).toEqual(leaves.sort());
  });

  it.each(NUMBERS)("$rule: $number", (row) => {
    const own = numberAt(row.number) as number;
    for (const n of [own, row.other ?? own + 1]) {
      const policy = policyWith({ ...row.with, [row.number]: n });
      if (n > 0) expect(reasonsOf(policy, row.passes(n), row.rule)).toEqual([]);
      const [reason, ...more] = reasonsOf(policy, row.stops(n), row.rule);
      expect(more).toEqual([]);
      expect(reason).toMatchObject({
        code: row.code,
        threshold: row.threshold?.(n) ?? n,
        ...(row.measured ? { measured: row.measured(n) } : {}),
        ...(row.window === undefined ? {} : { windowSeconds: row.window }),
      });
      expect(reason?.detail).toMatch(/^[A-Z0-9].*\.$/);
      expect(reason?.detail).not.toMatch(/\b[EDR]\d|undefined|NaN|null/);
    }
  });

  it.each(SWITCHES)("$rule: $switch", (row) => {
    const at = (value: boolean) =>
      reasonsOf(policyWith({ ...row.with, [row.switch]: value }), row.scene, row.rule);
    expect(at(row.stopsWhen)).toHaveLength(1);
    expect(at(!row.stopsWhen)).toEqual([]);
  });

  it.each(RESPONSES)("$rule: $path", ({ path, rule, scene: found }) => {
    const { facts, sending, content } = found;
    const verdicts = GATE_RESPONSES.map((response) => {
      const { verdict, reasons, challenge } = judge(
        policyWith({ [path]: response }),
        facts,
        sending,
        content,
        AT,
      );
      return [verdict, reasons[0]?.rule, challenge];
    });
    expect(verdicts).toEqual([
      ["deliver", undefined, undefined],
      ["challenge", rule, { rule, kind: "captcha" }],
      ["lock", rule, undefined],
    ]);
  });
});

describe("what the recipient decided", () => {
  const closed = { recipient: { acceptsMessagesFrom: "connections" as const } };

  it.each(CHANNELS)("holds on %s", (channel) => {
    const verdictAt = (facts: Values["facts"], degree: 1 | 2 | 3, isReply: boolean) => {
      const { sending, ...found } = scene({
        ...(facts ? { facts } : {}),
        sending: { channel, degree, isReply },
      });
      return judge(DEFAULT_POLICY, found.facts, sending, found.content, AT);
    };
    const stopped = { stoppedAt: ago(1) };
    for (const isReply of [false, true]) {
      for (const degree of [1, 2, 3] as const) {
        expect(verdictAt(stopped, degree, isReply)).toMatchObject({
          verdict: "refuse",
          reasons: expect.arrayContaining([
            expect.objectContaining({ code: "recipient_opted_out", rule: "E10" }),
          ]),
        });
      }
      expect(
        reasonsOf(DEFAULT_POLICY, scene({ facts: closed, sending: { channel, degree: 1, isReply } }), "E7"),
      ).toEqual([]);
      const refused = verdictAt(closed, 2, isReply);
      if (channel === "connection_request") expect(refused.verdict).toBe("deliver");
      else
        expect(refused).toMatchObject({
          verdict: "refuse",
          reasons: [{ code: "recipient_connections_only" }],
        });
      expect(refused).not.toHaveProperty("retryAfterSeconds");
    }
  });

  it("is not guessed for a recipient nobody told us of", () => {
    expect(reasonsOf(DEFAULT_POLICY, scene({ facts: { recipient: null } }), "E7")).toEqual([]);
  });
});

const profiledGaps: Values = {
  sender: { profile: { ...scene().facts.sender.profile, photo: false, skills: 1 } },
};

describe("how the rules combine", () => {
  const newcomer = {
    accountType: "basic" as const,
    joinedAt: ago(DAY_MS),
    connectionCount: 0,
    profile: { photo: false, currentPosition: false, skills: 0, schools: 0, completenessPercent: 0 },
  };
  const rulesOf = (values: Values, policy = DEFAULT_POLICY) => {
    const { facts, sending, content } = scene(values);
    return judge(policy, facts, sending, content, AT).reasons.map((reason) => reason.rule);
  };

  it("asks a newcomer everything, in the gate's order, and the first decides", () => {
    const values: Values = {
      sender: newcomer,
      sending: { degree: 3, sharedConnections: 0 },
      facts: { minutes: [[MINUTE, 100]] },
      scores: { D15: 1, D17: 1 },
    };
    expect(rulesOf(values)).toEqual(["E1", "E2", "E3", "E4", "E6", "D3", "D15", "D17"]);
    const { facts, sending, content } = scene(values);
    expect(judge(DEFAULT_POLICY, facts, sending, content, AT)).toMatchObject({
      verdict: "lock",
      requirements: [
        { rule: "E1", kind: "connections", done: false, detail: expect.stringContaining("15") },
        {
          rule: "E2",
          kind: "profile",
          done: false,
          detail: expect.stringContaining("a photo, a current position"),
        },
      ],
    });
    expect(
      rulesOf({ ...values, facts: { stoppedAt: AT, recipient: { acceptsMessagesFrom: "connections" } } }),
    ).toEqual(["E7", "E10", "E1", "E2", "E3", "E4", "E6", "D15", "D17"]);
  });

  it("lifts E3 to E6 towards connections, E1 and E2 not", () => {
    expect(rulesOf({ sender: newcomer, sending: { degree: 1, sharedConnections: 0 } })).toEqual(["E1", "E2"]);
    expect(rulesOf({ sender: newcomer, sending: { degree: 1, channel: "inmail" } })).toEqual(["E1", "E2"]);
  });

  it("asks InMail for its allowance and the newcomer's, not for E3 and E4", () => {
    const rules = rulesOf({
      sender: newcomer,
      sending: { channel: "inmail", degree: 3, sharedConnections: 0 },
    });
    expect(rules).toEqual(["E1", "E2", "E5", "E6"]);
  });

  it("asks a connection request for E6, E10 and D4 only", () => {
    const values: Values = {
      sender: newcomer,
      sending: { channel: "connection_request", degree: 3, sharedConnections: 0 },
      facts: {
        recipient: { acceptsMessagesFrom: "connections" },
        days: [count("connection_request", { sent: 100 }), count("chat", { sent: 9000 })],
        minutes: [[MINUTE, 9000]],
        stoppedAt: AT,
      },
      scores: { D15: 1, D16: 1, D17: 1, D18: 1, D19: 1 },
    };
    expect(rulesOf(values)).toEqual(["E10", "E6", "D4", "D4"]);
  });

  it("asks a company page for E8 instead of E1 and E2, and lets it write to its followers only where it says so", () => {
    const company = { ...newcomer, accountType: "company_page" as const };
    expect(rulesOf({ sender: company, sending: { channel: "page" } })).toEqual([]);
    const closed = { ...company, isFollowersOnlyPage: true };
    expect(rulesOf({ sender: closed, sending: { channel: "page", degree: 1 } })).toEqual([]);
    expect(rulesOf({ sender: closed, sending: { channel: "page", degree: 2 } })).toEqual(["E8"]);
    expect(rulesOf({ sender: closed, sending: { channel: "page", degree: 3, isReply: true } })).toEqual([]);
    const asked = policyWith({ "gate.minConnections.company_page": 99 });
    expect(rulesOf({ sender: company, sending: { channel: "page" } }, asked)).toEqual([]);
  });

  it("believes the platform what a reply is, unless the sender follows up where nobody answered", () => {
    const reply = { sending: { degree: 3 as const, sharedConnections: 0, isReply: true } };
    expect(rulesOf({ ...reply, sender: newcomer })).toEqual([]);
    const answered = { conversation: { answeredAt: ago(1) } };
    expect(rulesOf({ ...reply, sender: newcomer, facts: answered })).toEqual([]);
    const unanswered = { conversation: { answeredAt: null } };
    expect(rulesOf({ ...reply, sender: newcomer, facts: unanswered })).toEqual([
      "E1",
      "E2",
      "E3",
      "E4",
      "E6",
    ]);
  });

  it("opens the 3rd degree to a connection request sent before, except for accounts that do not pay", () => {
    const third = { sending: { degree: 3 as const } };
    expect(rulesOf(third)).toEqual(["E4"]);
    expect(rulesOf({ ...third, ...asked })).toEqual([]);
    expect(rulesOf({ ...third, ...asked, sender: { accountType: "basic" } })).toEqual(["E4"]);
    const open = policyWith({ "gate.degree.isFreeFirstDegreeOnly": false });
    expect(rulesOf({ ...third, ...asked, sender: { accountType: "basic" } }, open)).toEqual([]);
    expect(rulesOf({ sender: { accountType: "basic" } }, open)).toEqual(["E4"]);
  });

  it("never costs an account anything to grow older, even where tiers contradict each other", () => {
    const tiers = [
      { underDays: 30, inmailPerMonth: 5, requestsPerDay: 5, minConnections: 10 },
      { underDays: 90, inmailPerMonth: 1, requestsPerDay: 1, minConnections: 99 },
    ];
    const policy = policyWith({ "gate.newAccountTiers": tiers });
    const at = (days: number) => rulesOf({ sender: { ...age(days), connectionCount: 50 } }, policy);
    expect([at(1), at(29), at(31), at(89), at(91)]).toEqual([[], [], [], [], []]);
  });

  it("takes the youngest tier that holds, in whatever order the policy has them", () => {
    const tiers = [...DEFAULT_POLICY.gate.newAccountTiers].reverse();
    const policy = policyWith({ "gate.newAccountTiers": tiers });
    const thresholdAt = (days: number) =>
      reasonsOf(policy, scene({ sender: { ...age(days), connectionCount: 0 } }), "E6")[0]?.threshold;
    expect([1, 8, 31, 91].map(thresholdAt)).toEqual([50, 30, 15, undefined]);
  });

  it("puts restrictions first, with their figures, and their end into retryAfterSeconds", () => {
    const cap: Restriction = {
      ...{ restrictionId: "r1", decisionId: "d1", measure: "daily_cap", scope: EVERYTHING, capPerDay: 2 },
      ...{ startsAt: ago(1), endsAt: null, liftedAt: null, policyClause: "4.2" },
    };
    const days = [count("chat", { started: 2 }), count("group", { started: 9 }, 1)];
    const judged = (capPerDay: number, values: Values = {}) => {
      const restrictions = [{ ...cap, capPerDay }];
      const { facts, sending, content } = scene({
        ...values,
        facts: { days, restrictions, ...values.facts },
      });
      return judge(DEFAULT_POLICY, facts, sending, content, AT);
    };
    expect(judged(3).verdict).toBe("deliver");
    const few = { sender: { connectionCount: 0 } };
    expect(judged(3, few)).toMatchObject({ verdict: "lock", requirements: [{ rule: "E1" }] });
    expect(judged(3, { scores: { D17: 1 } })).not.toHaveProperty("requirements");
    expect(judged(2, few)).toEqual({
      verdict: "refuse",
      reasons: [
        {
          ...{ code: "daily_cap_reached", rule: "R6", measured: 2, threshold: 2, windowSeconds: DAY },
          detail: "2 of 2 conversations started today (UTC).",
          restrictionId: "r1",
        },
        {
          ...{ code: "too_few_connections", rule: "E1", measured: 0, threshold: 30 },
          detail:
            "The account has 0 connections; Sales navigator accounts need 30 before they write messages.",
        },
      ],
      retryAfterSeconds: 12 * 3600,
    });
    // A follow-up nobody answered is no reply for a restriction either.
    const reply = { sending: { isReply: true } };
    expect(judged(2, reply).verdict).toBe("deliver");
    expect(judged(2, { ...reply, facts: { conversation: { answeredAt: null } } }).verdict).toBe("refuse");
  });

  it("says it in whole sentences with the exact figures", () => {
    const detail = (values: Values, rule: string, policy = DEFAULT_POLICY) =>
      reasonsOf(policy, scene(values), rule)[0]?.detail;
    expect(detail({ sender: { accountType: "basic", connectionCount: 1 } }, "E1")).toBe(
      "The account has 1 connection; Basic accounts need 15 before they write messages.",
    );
    expect(detail({ sending: { degree: 3 } }, "E4")).toBe(
      "The recipient is a 3rd degree contact; without a connection request it may write as far as degree 2.",
    );
    expect(detail(profiledGaps, "E2")).toBe("The profile still needs a photo, skills (1 of 3).");
    const { facts, sending, content } = sentToday(80, undefined, 21);
    const [reason] = judge(policyWith(LOCKED), facts, sending, content, AT).reasons;
    expect(reason?.detail).toBe(
      "101 messages today (UTC), each automated one counted 2 times; this account may send 100.",
    );
  });

  it("counts InMails to people who are not connected over 30 UTC days, and says when one fits again", () => {
    const days = [
      count("inmail", { startedNotConnected: 3 }, 30),
      count("inmail", { startedNotConnected: 2 }, 29),
      count("inmail", { startedNotConnected: 4 }, 10),
    ];
    const career = { accountType: "premium_career" as const };
    const judged = (policy: Policy) => {
      const { facts, sending, content } = scene({
        sender: career,
        facts: { days },
        sending: { channel: "inmail" },
      });
      return judge(policy, facts, sending, content, AT);
    };
    const untilMidnight = 12 * 3600;
    expect(judged(DEFAULT_POLICY)).toMatchObject({
      verdict: "refuse",
      reasons: [{ measured: 6, threshold: 5, windowSeconds: MONTH }],
      retryAfterSeconds: untilMidnight,
    });
    // With four left, a fifth does not fit in four: those of ten days ago must go too, in twenty.
    expect(judged(policyWith({ "gate.inmailPerMonth.premium_career": 4 })).retryAfterSeconds).toBe(
      untilMidnight + 19 * DAY,
    );
    expect(judged(policyWith({ "gate.inmailPerMonth.premium_career": 3 })).retryAfterSeconds).toBe(
      untilMidnight + 19 * DAY,
    );
    expect(judged(policyWith({ "gate.inmailPerMonth.premium_career": 0 }))).not.toHaveProperty(
      "retryAfterSeconds",
    );
  });

  it("looks at windows to the day and the minute", () => {
    const week = (back: number) =>
      rulesOf({
        sending: { channel: "connection_request" },
        facts: { days: [count("connection_request", { sent: 100 }, back)] },
      });
    expect([week(6), week(7)]).toEqual([["D4"], []]);
    const month = (back: number) =>
      rulesOf({ facts: { days: [count("chat", { sent: 5000 }, back)] } }, policyWith(LOCKED));
    expect([month(29), month(30)]).toEqual([["D2"], []]);
    const hour = (minute: number) => rulesOf({ facts: { minutes: [[minute, 500]] } });
    expect([hour(MINUTE), hour(MINUTE - 59), hour(MINUTE - 60), hour(MINUTE + 1)]).toEqual([
      ["D3"],
      ["D3"],
      [],
      [],
    ]);
  });

  it("lets text pass that nobody judged", () => {
    const { facts, sending } = scene();
    expect(judge(DEFAULT_POLICY, facts, sending, null, AT).verdict).toBe("deliver");
  });
});

it("asks for no more counts than the policy needs", () => {
  const needed = (policy: Policy) =>
    CHANNELS.map((channel) => {
      const { days, channels } = countsNeeded(policy, { channel });
      return `${days} ${channels.join()}`.trim();
    });
  const requests = "7 connection_request";
  expect(needed(DEFAULT_POLICY)).toEqual(["1", "30 inmail", "1", "1", requests]);
  const all = "30 chat,inmail,group,page";
  expect(needed(policyWith(LOCKED))).toEqual([all, all, all, all, requests]);
  const off = policyWith({ ...LOCKED, "detectors.D2.isOn": false });
  expect(needed(off)).toEqual(["1", "30 inmail", "1", "1", requests]);
});

describe("the trace", () => {
  it("names every rule in the gate's order, also those that pass or do not apply, and why", () => {
    const { facts, sending, content } = scene();
    const trace = traceGate(DEFAULT_POLICY, facts, sending, content, AT);
    expect(trace.map(({ rule, outcome }) => `${rule} ${outcome}`)).toEqual([
      "R passed",
      "E7 passed",
      "E10 passed",
      "E1 passed",
      "E2 passed",
      "E3 passed",
      "E4 passed",
      "E5 not_applicable",
      "E6 not_applicable",
      "E6 not_applicable",
      "E6 not_applicable",
      "E8 not_applicable",
      "D1 not_applicable",
      "D2 not_applicable",
      "D3 passed",
      ...CONTENT_RULES.map((rule) => `${rule} passed`),
    ]);
    for (const { detail } of trace) expect(detail).toMatch(/^[A-Z0-9].*\.$/);
  });
});
