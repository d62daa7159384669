import { expect, test } from "vitest";
import { type AccountRecords, accountFacts, accountTimeline, dailyCounts, standingCell } from "./account";
import type { Restriction } from "./restriction";
import { EVERYTHING } from "./scope";

const AT = new Date("2026-11-20T10:00:00.000Z");
const day = (n: number) => new Date(AT.getTime() + n * 86_400_000);

function restriction(values: Partial<Restriction>): Restriction & { liftReason: null } {
  return {
    restrictionId: "r1",
    decisionId: "d1",
    measure: "daily_cap",
    scope: { ...EVERYTHING, channels: ["chat"], directions: ["start"] },
    capPerDay: 10,
    startsAt: day(-1),
    endsAt: day(29),
    liftedAt: null,
    policyClause: "4.2",
    ...values,
    liftReason: null,
  };
}

const EMPTY: AccountRecords = {
  at: AT,
  member: {
    memberId: "m-1",
    displayName: "Marlon Teague",
    accountType: "premium_business",
    email: null,
    locale: "en",
    country: "IE",
    joinedAt: day(-600),
    connectionCount: 1284,
    profile: { photo: true, currentPosition: true, skills: 5, schools: 1, completenessPercent: 82 },
  },
  restrictions: [],
  cases: [],
  reports: [],
  decisions: [],
  notices: [],
  strikes: [],
  signals: [],
  linked: [],
  sendings: [],
};

test("the narrowest measure speaks for a channel and direction", () => {
  const cap = restriction({});
  const lower = restriction({ restrictionId: "r2", capPerDay: 3 });
  const some = restriction({
    restrictionId: "r3",
    measure: "messaging_disabled",
    capPerDay: null,
    scope: { ...cap.scope, audience: "not_connected" },
  });
  const all = restriction({ restrictionId: "r4", measure: "temporary_block", capPerDay: null });
  const warning = restriction({
    restrictionId: "r5",
    measure: "warning",
    capPerDay: null,
    scope: EVERYTHING,
  });
  expect(standingCell([warning], "chat", "start")).toEqual({ kind: "open" });
  expect(standingCell([cap, lower], "chat", "start")).toEqual({ kind: "cap", perDay: 3 });
  expect(standingCell([cap, lower], "chat", "reply")).toEqual({ kind: "open" });
  expect(standingCell([cap, lower], "inmail", "start")).toEqual({ kind: "open" });
  expect(standingCell([cap, some], "chat", "start")).toEqual({ kind: "partly" });
  expect(standingCell([cap, some, all], "chat", "start")).toEqual({ kind: "closed" });
});

test("the timeline runs backwards, leaves the future out and says how a measure ended", () => {
  const records: AccountRecords = {
    ...EMPTY,
    restrictions: [
      restriction({}),
      restriction({ restrictionId: "r2", startsAt: day(-9), endsAt: day(-7), measure: "temporary_block" }),
      {
        ...restriction({ restrictionId: "r3", startsAt: day(-6), liftedAt: day(-5) }),
        liftReason: "overturned",
      },
    ],
    reports: [{ category: "spam", receivedAt: day(-10), state: "upheld", reference: "CS-1" }],
    signals: [{ rule: "D1", measured: 412, threshold: 100, at: day(-11) }],
    decisions: [
      {
        decisionId: "d1",
        outcome: "actioned",
        measures: [
          { measure: "warning" },
          { measure: "daily_cap", scope: EVERYTHING, capPerDay: 10, days: 30 },
        ],
        policyClause: "4.2",
        decidedAt: day(-1),
        decidedBy: "Ines Vale",
        reference: "CS-1",
      },
    ],
    notices: [{ kind: "decision", createdAt: day(-1), readAt: day(-0.5), acknowledgedAt: null }],
  };
  expect(accountTimeline(records).map(({ kind, title, detail }) => [kind, title, detail])).toEqual([
    ["event", "Notice read", null],
    ["decision", "R1 warning, R6 daily cap", "Ines Vale, clause 4.2"],
    ["closed", "R6 daily cap ended early", "lifted, the appeal was overturned"],
    ["closed", "R5 temporary block ended", "As planned"],
    ["event", "Reported", "Unsolicited messages"],
    ["event", "Flagged: D1", "Messages a day: 412, threshold 100"],
    ["closed", "Joined", null],
  ]);
});

test("facts: strikes that count, cases without appeals, decisions undone", () => {
  const strike = { weight: 2, at: day(-9), expiresAt: day(1), removedAt: null };
  const one = {
    reference: "CS-1",
    kind: "reported_message",
    category: "spam",
    state: "decided",
    severity: "P2",
    outcome: "actioned",
    openedAt: day(-9),
    dueAt: day(-6),
    decidedAt: day(-8),
    reportCount: 1,
  } as const;
  const appeal = { ...one, reference: "AP-1", kind: "appeal" } as const;
  const records: AccountRecords = {
    ...EMPTY,
    strikes: [strike, { ...strike, removedAt: day(-1) }, { ...strike, expiresAt: AT }],
    cases: [one, { ...appeal, outcome: "overturned" }, { ...appeal, outcome: "upheld" }],
  };
  expect(accountFacts(records)).toEqual({ strikes: 1, cases: 1, overturned: 1 });
});

test("daily counts hold every day up to today, UTC, and nothing else", () => {
  const counts = dailyCounts(
    [
      { day: "2026-11-17", sent: 9 },
      { day: "2026-11-19", sent: 412 },
    ],
    AT,
    3,
  );
  expect(counts).toEqual([
    { day: "2026-11-18", sent: 0 },
    { day: "2026-11-19", sent: 412 },
    { day: "2026-11-20", sent: 0 },
  ]);
});
