import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { cases } from "@/db/schema/cases";
import { reports } from "@/db/schema/reports";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeMember, makePolicy, makeStaff, succeeded, TEST_PLATFORM } from "@/db/testing/factories";
import type { Actor, StaffActor } from "@/lib/domain/actor";
import type { ChosenMeasure, DecisionCommand } from "@/lib/domain/decision";
import { DEFAULT_POLICY } from "@/lib/domain/policy";
import { ok } from "@/lib/domain/result";
import { EVERYTHING, type Scope } from "@/lib/domain/scope";
import { tokenFor } from "./access-token";
import { decideCase } from "./decision";
import { putMember } from "./member";
import { runOperation } from "./run-operation";

let testDatabase: TestDatabase;
let database: Database;
/** Reads what the application itself may not. */
let admin: Database;
let moderator: StaffActor;
let other: StaffActor;
const SYSTEM: Actor = { kind: "system", id: "test" };

beforeAll(async () => {
  process.env.LOCKKEEPER_SECRET ??= randomBytes(32).toString("hex");
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 16 });
  admin = connect(testDatabase.url, { role: null, max: 2 });
  await makePolicy(database);
  moderator = await makeStaff(database, { displayName: "Ines Vale" });
  other = await makeStaff(database, { displayName: "Tomas Rieck" });
});
afterAll(async () => {
  await Promise.all([database.close(), admin.close()]);
  await testDatabase.drop();
});

/** An open case about a new member, held by `heldBy`, with its reports; written as the intake would leave it. */
async function openCase(
  values: {
    heldBy?: StaffActor | null;
    leaseMs?: number;
    memberId?: string;
    reporters?: number;
    kind?: "reported_message" | "flagged_account";
  } = {},
): Promise<{ caseId: string; reference: string; memberId: string; reportIds: string[] }> {
  const { heldBy = moderator, leaseMs = 600_000, reporters = 2, kind = "reported_message" } = values;
  const memberId = values.memberId ?? (await makeMember(database)).memberId;
  const caseId = randomUUID();
  const reference = `CS-${randomBytes(5).toString("hex")}`;
  const reportIds = Array.from({ length: reporters }, (_, n) => `r-${caseId}-${n}`);
  succeeded(
    await runOperation(database, { actor: SYSTEM, command: "sample.fill" }, async (op) => {
      await op.tx.insert(cases).values({
        caseId,
        reference,
        kind,
        subjectType: kind === "flagged_account" ? "member" : "message",
        subjectId: kind === "flagged_account" ? memberId : `msg-${caseId}`,
        memberId,
        memberName: "Marlon Teague",
        accountType: "basic",
        severity: "P2",
        category: "spam",
        openedAt: op.at,
        dueAt: new Date(op.at.getTime() + 3_600_000),
        why: { code: "first_report", hours: 72, at: op.at.toISOString() },
        reportCount: reporters,
        ...(heldBy
          ? { claimedBy: heldBy.id, claimedAt: op.at, claimExpiresAt: new Date(op.at.getTime() + leaseMs) }
          : {}),
        opId: op.operationId,
      });
      for (const reportId of reportIds) {
        await op.tx.insert(reports).values({
          reportId,
          reporterId: `reporter-${reportId}`,
          subjectType: "message",
          subjectId: `msg-${caseId}`,
          memberId,
          category: "spam",
          receivedAt: op.at,
          caseId,
          opId: op.operationId,
        });
      }
      op.audit({ subjectType: "case", subjectId: caseId });
      return ok(null);
    }),
  );
  return { caseId, reference, memberId, reportIds };
}

const STARTS: Scope = {
  channels: ["chat", "inmail"],
  directions: ["start"],
  audience: "not_connected",
  counterparts: [],
};
const CAP: ChosenMeasure = { measure: "daily_cap", scope: STARTS, capPerDay: 10, days: 30 };
const BLOCK: ChosenMeasure = { measure: "temporary_block", scope: EVERYTHING, hours: 48 };
const DISMISS: DecisionCommand = { outcome: "dismissed", reason: "An ordinary offer to a customer." };

function act(...measures: ChosenMeasure[]): DecisionCommand {
  return {
    outcome: "actioned",
    measures,
    policyClause: "4.2",
    reason: "Same text to 57 people.",
    memberReason: "You sent nearly the same text to 57 people.",
  };
}

async function rows<R = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R[]> {
  return (await admin.pool.query(text, values)).rows as R[];
}

/** Everything a decision can leave about a case and its member. */
async function traces({ caseId, memberId }: { caseId: string; memberId: string }) {
  const [found] = await rows(
    `select (select count(*)::int from decisions where case_id = $1) as decisions,
       (select count(*)::int from restrictions where member_id = $2) as restrictions,
       (select count(*)::int from strikes where member_id = $2) as strikes,
       (select count(*)::int from notices where member_id = $2) as notices,
       (select count(*)::int from access_tokens where member_id = $2) as tokens,
       (select count(*)::int from emails where member_id = $2) as emails,
       (select count(*)::int from outbox_events where member_id = $2) as events,
       (select count(*)::int from graphile_worker._private_jobs j join emails e
          on j.payload->>'emailId' = e.email_id::text where e.member_id = $2) as jobs,
       (select count(*)::int from audit_entries where subject_id = $1::text and command = 'case.decide') as audits,
       (select count(*)::int from reports where case_id = $1 and state = 'open') as "openReports",
       (select state from cases where case_id = $1) as state`,
    caseId,
    memberId,
  );
  return found;
}

const UNTOUCHED = {
  decisions: 0,
  restrictions: 0,
  strikes: 0,
  notices: 0,
  tokens: 0,
  emails: 0,
  jobs: 0,
  audits: 0,
  openReports: 2,
  state: "open",
};

describe("a decision with measures", () => {
  test("leaves every record, and says the same in each of them", async () => {
    const found = await openCase();
    const before = (await traces(found))?.events as number;
    const decided = succeeded(
      await decideCase(database, moderator, { caseId: found.caseId, version: 1, command: act(CAP, BLOCK) }),
    );
    expect(await traces(found)).toEqual({
      decisions: 1,
      restrictions: 2,
      strikes: 1,
      notices: 1,
      tokens: 1,
      emails: 1,
      jobs: 1,
      // Two reports decided, two restrictions, one notice.
      events: before + 5,
      audits: 1,
      openReports: 0,
      state: "decided",
    });

    const [row] = await rows("select * from cases where case_id = $1", found.caseId);
    expect(row).toMatchObject({ outcome: "actioned", version: 2, claimed_by: null, claim_expires_at: null });
    const at = row?.decided_at as Date;
    expect(decided).toMatchObject({
      reference: found.reference,
      outcome: "actioned",
      decidedAt: at.toISOString(),
    });

    const [decision] = await rows("select * from decisions where case_id = $1", found.caseId);
    expect(decision).toMatchObject({
      decision_id: decided.decisionId,
      case_version: 1,
      decided_by: moderator.id,
      decided_at: at,
      outcome: "actioned",
      measures: [CAP, BLOCK],
      policy_clause: "4.2",
      policy_version: 1,
      reason: "Same text to 57 people.",
      member_reason: "You sent nearly the same text to 57 people.",
      appealed_decision_id: null,
    });

    const made = await rows(
      "select * from restrictions where member_id = $1 order by measure",
      found.memberId,
    );
    expect(made).toMatchObject([
      {
        measure: "daily_cap",
        channels: ["chat", "inmail"],
        directions: ["start"],
        audience: "not_connected",
        audience_key: "not_connected",
        scope_cells: [0, 2],
        cap_per_day: 10,
        starts_at: at,
        ends_at: new Date(at.getTime() + 30 * 86_400_000),
        lifted_at: null,
        decision_id: decided.decisionId,
        policy_clause: "4.2",
      },
      { measure: "temporary_block", cap_per_day: null, ends_at: new Date(at.getTime() + 48 * 3_600_000) },
    ]);
    expect(made.map((one) => one.restriction_id).sort()).toEqual([...decided.restrictionIds].sort());
    const links = await rows(
      "select restriction_id, effect from decision_restrictions where decision_id = $1 order by restriction_id",
      decided.decisionId,
    );
    expect(links).toEqual(
      [...decided.restrictionIds].sort().map((restriction_id) => ({ restriction_id, effect: "created" })),
    );

    const [strike] = await rows("select * from strikes where member_id = $1", found.memberId);
    expect(strike).toMatchObject({
      weight: DEFAULT_POLICY.strikes.weightByRung.R6,
      at,
      expires_at: new Date(at.getTime() + DEFAULT_POLICY.strikes.decayDays * 86_400_000),
      removed_at: null,
    });

    const [notice] = await rows("select * from notices where member_id = $1", found.memberId);
    expect(notice).toMatchObject({
      notice_id: decided.noticeId,
      kind: "decision",
      locale: "en",
      content: {
        caseReference: found.reference,
        reason: "You sent nearly the same text to 57 people.",
        origin: "report",
        clause: { code: "4.2" },
        decidedAt: at.toISOString(),
        measures: [{ measure: "daily_cap", capPerDay: 10 }, { measure: "temporary_block" }],
      },
    });
    expect(JSON.stringify(notice)).not.toContain("reporter-");
    const [token] = await rows(
      "select *, encode(token_hash, 'hex') as hash from access_tokens where member_id = $1",
      found.memberId,
    );
    expect(token).toMatchObject({ purpose: "notice", target_id: decided.noticeId });
    expect(JSON.stringify(token)).not.toContain(tokenFor("notice", decided.noticeId ?? ""));

    const told = await rows<{ sequence: string; type: string; payload: Record<string, unknown> }>(
      "select sequence, type, payload from outbox_events where member_id = $1 order by sequence desc limit 5",
      found.memberId,
    );
    expect(told.map((event) => event.type).sort()).toEqual([
      "notice.created",
      "report.decided",
      "report.decided",
      "restriction.created",
      "restriction.created",
    ]);
    expect(new Set(told.map((event) => event.sequence)).size).toBe(5);
    const reported = told
      .filter((event) => event.type === "report.decided")
      .map((event) => event.payload.reportId);
    expect(reported.sort()).toEqual(found.reportIds);

    const [entry] = await rows(
      "select * from audit_entries where subject_id = $1 and command = 'case.decide'",
      found.caseId,
    );
    expect(entry).toMatchObject({
      actor_kind: "staff",
      actor_id: moderator.id,
      data: {
        reference: found.reference,
        decisionId: decided.decisionId,
        outcome: "actioned",
        clause: "4.2",
        measures: ["daily_cap", "temporary_block"],
        restrictionIds: decided.restrictionIds,
        supersededIds: [],
        strikeWeight: 2,
        noticeId: decided.noticeId,
        reports: 2,
      },
    });
    expect(JSON.stringify(entry?.data)).not.toContain("57 people");
    const upheld = await rows("select state, decided_at from reports where case_id = $1", found.caseId);
    expect(upheld).toEqual([
      { state: "upheld", decided_at: at },
      { state: "upheld", decided_at: at },
    ]);
  });

  test("on a member without an address tells them on the screen only", async () => {
    const { memberId, input } = await makeMember(database);
    const { id: _, email: __, ...silent } = input;
    succeeded(await putMember(database, TEST_PLATFORM, memberId, { ...silent, locale: "de" }));
    const found = await openCase({ memberId });
    succeeded(await decideCase(database, moderator, { caseId: found.caseId, version: 1, command: act(CAP) }));
    expect(await traces(found)).toMatchObject({ notices: 1, tokens: 1, emails: 0, jobs: 0 });
    expect(await rows("select locale from notices where member_id = $1", memberId)).toEqual([
      { locale: "de" },
    ]);
  });

  test("a warning limits nothing and leaves no strike, but a record and a notice", async () => {
    const found = await openCase({ kind: "flagged_account", reporters: 0 });
    const command = act({ measure: "warning" });
    succeeded(await decideCase(database, moderator, { caseId: found.caseId, version: 1, command }));
    expect(await traces(found)).toMatchObject({ restrictions: 1, strikes: 0, notices: 1 });
    const [row] = await rows("select * from restrictions where member_id = $1", found.memberId);
    expect(row).toMatchObject({ measure: "warning", channels: [], scope_cells: [], ends_at: null });
    const [notice] = await rows("select content from notices where member_id = $1", found.memberId);
    expect(notice).toMatchObject({ content: { origin: "detector" } });
  });

  test("ends what it supersedes and leaves the rest running", async () => {
    const first = await openCase();
    const { memberId } = first;
    const wide: ChosenMeasure = { ...CAP, scope: { ...STARTS, channels: ["chat", "group"] }, days: null };
    const page: ChosenMeasure = { ...CAP, scope: { ...STARTS, audience: "anyone" } };
    const older = succeeded(
      await decideCase(database, moderator, { caseId: first.caseId, version: 1, command: act(wide, BLOCK) }),
    );
    const second = await openCase({ memberId });
    succeeded(
      await decideCase(database, moderator, { caseId: second.caseId, version: 1, command: act(page) }),
    );
    const third = await openCase({ memberId });
    const newer = succeeded(
      await decideCase(database, moderator, { caseId: third.caseId, version: 1, command: act(CAP) }),
    );
    const running = await rows(
      "select measure, audience, scope_cells from restrictions where member_id = $1 and lifted_at is null order by starts_at",
      memberId,
    );
    expect(running).toEqual([
      { measure: "temporary_block", audience: "anyone", scope_cells: expect.any(Array) },
      { measure: "daily_cap", audience: "anyone", scope_cells: [0, 2] },
      { measure: "daily_cap", audience: "not_connected", scope_cells: [0, 2] },
    ]);
    const ended = await rows(
      "select * from restrictions where member_id = $1 and lifted_at is not null",
      memberId,
    );
    expect(ended).toMatchObject([
      {
        restriction_id: older.restrictionIds[0],
        lift_reason: "superseded",
        lifted_at: new Date(newer.decidedAt),
        superseded_by: newer.restrictionIds[0],
      },
    ]);
    const links = await rows(
      "select restriction_id, effect from decision_restrictions where decision_id = $1 order by effect",
      newer.decisionId,
    );
    expect(links).toEqual([
      { restriction_id: newer.restrictionIds[0], effect: "created" },
      { restriction_id: older.restrictionIds[0], effect: "superseded" },
    ]);
    const lifted = await rows(
      "select 1 from outbox_events where member_id = $1 and type = 'restriction.lifted'",
      memberId,
    );
    expect(lifted).toHaveLength(1);
  });
});

test("a dismissal tells the reporters' platform and leaves nothing on the member", async () => {
  const found = await openCase();
  const decided = succeeded(
    await decideCase(database, moderator, { caseId: found.caseId, version: 1, command: DISMISS }),
  );
  expect(decided).toMatchObject({ outcome: "dismissed", noticeId: null, restrictionIds: [] });
  expect(await traces(found)).toMatchObject({
    ...UNTOUCHED,
    decisions: 1,
    audits: 1,
    openReports: 0,
    state: "decided",
  });
  const states = await rows("select distinct state from reports where case_id = $1", found.caseId);
  expect(states).toEqual([{ state: "not_upheld" }]);
});

describe("refusals write nothing", () => {
  const deciding = (over: { command?: DecisionCommand; version?: number }) => ({
    version: 1,
    command: act(CAP),
    ...over,
  });
  const shape = (over: Partial<Extract<DecisionCommand, { outcome: "actioned" }>>) =>
    ({ ...act(CAP), ...over }) as DecisionCommand;

  test.each<[string, { command?: DecisionCommand; version?: number }, Record<string, unknown>]>([
    ["a stale version", { version: 7 }, { code: "case_changed", version: 1 }],
    ["no measure", { command: shape({ measures: [] }) }, { code: "no_measure" }],
    ["a clause nobody wrote", { command: shape({ policyClause: "99" }) }, { code: "unknown_clause" }],
    ["no reason", { command: shape({ reason: " " }) }, { code: "reason_missing", field: "reason" }],
    [
      "no words to the member",
      { command: shape({ memberReason: "" }) },
      { code: "reason_missing", field: "memberReason" },
    ],
    ["the same measure twice", { command: act(CAP, CAP) }, { code: "measure_twice", measure: "daily_cap" }],
    [
      "an empty scope",
      { command: act({ ...CAP, scope: { ...STARTS, channels: [] } }) },
      { code: "scope_empty" },
    ],
    [
      "a block of a week",
      { command: act({ ...BLOCK, hours: 168 } as ChosenMeasure) },
      { code: "out_of_range", field: "hours" },
    ],
  ])("%s", async (_, over, refusal) => {
    const found = await openCase();
    const result = await decideCase(database, moderator, { caseId: found.caseId, ...deciding(over) });
    expect(result).toMatchObject({ ok: false, error: refusal });
    expect(await traces(found)).toMatchObject(UNTOUCHED);
  });

  test("a case somebody else holds: says who and until when", async () => {
    const found = await openCase({ heldBy: other });
    const result = await decideCase(database, moderator, { caseId: found.caseId, ...deciding({}) });
    expect(result).toMatchObject({
      ok: false,
      error: { code: "case_held_by_other", staffId: other.id, name: "Tomas Rieck" },
    });
    expect(await traces(found)).toMatchObject(UNTOUCHED);
  });

  test("a case nobody holds, and an own lapsed lease that nobody took", async () => {
    const free = await openCase({ heldBy: null });
    const refused = await decideCase(database, moderator, { caseId: free.caseId, ...deciding({}) });
    expect(refused).toEqual({ ok: false, error: { code: "case_not_claimed" } });
    const lapsed = await openCase({ leaseMs: -1_000 });
    const taken = await decideCase(database, moderator, { caseId: lapsed.caseId, ...deciding({}) });
    expect(taken.ok).toBe(true);
  });

  test("a decided case: says who decided it and when", async () => {
    const found = await openCase({ heldBy: other });
    const first = succeeded(await decideCase(database, other, { caseId: found.caseId, ...deciding({}) }));
    const second = await decideCase(database, moderator, {
      caseId: found.caseId,
      ...deciding({ command: DISMISS }),
    });
    expect(second).toEqual({
      ok: false,
      error: {
        code: "case_decided",
        staffId: other.id,
        name: "Tomas Rieck",
        decidedAt: first.decidedAt,
        outcome: "actioned",
      },
    });
  });

  test("a role that does not decide, whatever the caller claims to be", async () => {
    const analyst = await makeStaff(database, { role: "analyst" });
    const found = await openCase({ heldBy: analyst });
    const posing: StaffActor = { ...analyst, role: "moderator" };
    const result = await decideCase(database, posing, { caseId: found.caseId, ...deciding({}) });
    expect(result).toEqual({ ok: false, error: { code: "forbidden" } });
    expect(await traces(found)).toMatchObject(UNTOUCHED);
  });

  test("a case that is not there", async () => {
    const result = await decideCase(database, moderator, { caseId: randomUUID(), ...deciding({}) });
    expect(result).toEqual({ ok: false, error: { code: "case_not_found" } });
  });
});

describe("at once and again", () => {
  test("the same intent sent again answers the same and does nothing twice; another use of its id is refused", async () => {
    const found = await openCase();
    const input = { caseId: found.caseId, version: 1, operationId: randomUUID(), command: act(CAP) };
    const results = await Promise.all([1, 2, 3].map(() => decideCase(database, moderator, input)));
    results.push(await decideCase(database, moderator, input));
    for (const result of results) expect(result).toEqual(results[0]);
    expect(results[0]?.ok).toBe(true);
    expect(await traces(found)).toMatchObject({
      decisions: 1,
      restrictions: 1,
      notices: 1,
      emails: 1,
      audits: 1,
    });
    const reused = await decideCase(database, moderator, { ...input, command: DISMISS });
    expect(reused).toEqual({ ok: false, error: { code: "operation_reused" } });
  });

  test("40 contested cases have 40 decisions, and every loser is told who", async () => {
    const contested = await Promise.all(
      Array.from({ length: 40 }, (_, n) => openCase({ heldBy: n % 2 === 0 ? moderator : other })),
    );
    const outcomes = await Promise.all(
      contested.map(({ caseId }, n) => {
        const [holder, rival] = n % 2 === 0 ? [moderator, other] : [other, moderator];
        const deciders = [rival, holder, holder];
        return Promise.all(
          deciders.map((who) => decideCase(database, who, { caseId, version: 1, command: act(CAP, BLOCK) })),
        );
      }),
    );
    for (const [n, [rival, ...own]] of outcomes.entries()) {
      const holder = n % 2 === 0 ? moderator : other;
      expect(own.filter((result) => result.ok)).toHaveLength(1);
      for (const lost of [rival, ...own].filter((result) => result && !result.ok)) {
        expect(lost).toMatchObject({ error: { staffId: holder.id, name: holder.name } });
        expect(lost?.ok === false && lost.error.code).toMatch(/^case_(decided|held_by_other)$/);
      }
    }
    const ids = contested.map(({ caseId }) => caseId);
    const [total] = await rows(
      `select (select count(*)::int from decisions where case_id = any($1)) as decisions,
         (select count(*)::int from audit_entries where subject_id = any($2) and command = 'case.decide') as audits,
         (select count(*)::int from restrictions r join decisions d using (decision_id) where d.case_id = any($1)) as restrictions,
         (select count(*)::int from notices n join decisions d using (decision_id) where d.case_id = any($1)) as notices`,
      ids,
      ids,
    );
    expect(total).toEqual({ decisions: 40, audits: 40, restrictions: 80, notices: 40 });
  });

  test("20 decisions about one member at once all stand, and one cap runs", async () => {
    const { memberId } = await makeMember(database);
    const found = await Promise.all(Array.from({ length: 20 }, () => openCase({ memberId })));
    const results = await Promise.all(
      found.map(({ caseId }) => decideCase(database, moderator, { caseId, version: 1, command: act(CAP) })),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(20);
    const [counted] = await rows(
      `select count(*)::int as all, count(*) filter (where lifted_at is null)::int as running from restrictions where member_id = $1`,
      memberId,
    );
    expect(counted).toEqual({ all: 20, running: 1 });
  });
});
