import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { listInForce } from "@/db/queries/notice";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import {
  makeMember,
  makeMessage,
  makePolicy,
  makeStaff,
  succeeded,
  TEST_PLATFORM,
} from "@/db/testing/factories";
import type { StaffActor } from "@/lib/domain/actor";
import type { ChosenMeasure } from "@/lib/domain/decision";
import { EVERYTHING, type Scope } from "@/lib/domain/scope";
import { findByToken, tokenFor } from "./access-token";
import { fileAppeal } from "./appeal";
import { decideAppeal } from "./appeal-decision";
import { claim } from "./claim";
import { decideCase } from "./decision";
import { receiveReport } from "./report";
import { runOperation } from "./run-operation";

let testDatabase: TestDatabase;
let database: Database;
/** Reads, and tries, what the application itself may not. */
let admin: Database;
let first: StaffActor;
let second: StaffActor;
let third: StaffActor;

beforeAll(async () => {
  process.env.LOCKKEEPER_SECRET ??= randomBytes(32).toString("hex");
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 12 });
  admin = connect(testDatabase.url, { role: null, max: 2 });
  await makePolicy(database);
  [first, second, third] = await Promise.all([
    makeStaff(database, { displayName: "Ines Vale" }),
    makeStaff(database, { displayName: "Tomas Rieck" }),
    makeStaff(database, { displayName: "Priya Holm", role: "lead" }),
  ]);
});
afterAll(async () => {
  await Promise.all([database.close(), admin.close()]);
  await testDatabase.drop();
});

const STARTS: Scope = { ...EVERYTHING, directions: ["start"] };
const CAP: ChosenMeasure = { measure: "daily_cap", scope: STARTS, capPerDay: 10, days: 30 };
const STOP: ChosenMeasure = { measure: "messaging_disabled", scope: EVERYTHING, days: 30 };
const BLOCK: ChosenMeasure = { measure: "temporary_block", scope: EVERYTHING, hours: 48 };

async function rows<R = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R[]> {
  return (await admin.pool.query(text, values)).rows as R[];
}

async function one<R = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<R> {
  const [found] = await rows<R>(text, ...values);
  if (!found) throw new Error("one row expected");
  return found;
}

/** A reported message of a member, decided by `by`. */
async function decided(measures: ChosenMeasure[], by: StaffActor = first, memberId?: string) {
  const sender = memberId ?? (await makeMember(database)).memberId;
  const message = await makeMessage(database, { senderId: sender });
  const report = succeeded(
    await receiveReport(database, TEST_PLATFORM, {
      id: `r-${randomBytes(6).toString("hex")}`,
      reporterId: message.recipientId,
      subject: { type: "message", id: message.id },
      category: "spam",
    }),
  );
  const { caseId } = report;
  succeeded(await claim(database, by, { caseId }));
  const decision = succeeded(
    await decideCase(database, by, {
      caseId,
      version: 1,
      command:
        measures.length === 0
          ? { outcome: "dismissed", reason: "An ordinary offer." }
          : {
              outcome: "actioned",
              measures,
              policyClause: "4.2",
              reason: "Same text to 57 people.",
              memberReason: "You sent nearly the same text to 57 people.",
            },
    }),
  );
  return { ...decision, memberId: sender, reportId: report.reportId };
}

type Decided = Awaited<ReturnType<typeof decided>>;

function appealOf(found: Decided) {
  return {
    target: { memberId: found.memberId, noticeId: found.noticeId ?? "" },
    statement: "They had asked for it.\u202e",
    stepsTaken: "I stopped the campaign.",
    businessNeed: null,
    confirmations: ["volume_reduced" as const],
    locale: null,
  };
}

function file(found: Decided) {
  return fileAppeal(database, { kind: "member", id: found.memberId }, appealOf(found));
}

/** Files an appeal and gives its case to `reviewer`. */
async function filed(found: Decided, reviewer: StaffActor = second) {
  const appeal = succeeded(await file(found));
  const { caseId } = await one<{ caseId: string }>(
    `select case_id as "caseId" from appeals where appeal_id = $1`,
    appeal.appealId,
  );
  succeeded(await claim(database, reviewer, { caseId }));
  return { ...appeal, caseId };
}

const ANSWER = { reason: "Recipients had asked for it.", reply: "You were right: they had asked for it." };

function inForce(memberId: string) {
  return listInForce(database, memberId, new Date(Date.now() + 2_000));
}

describe("filing", () => {
  test("opens a case for somebody else, keeps the words, answers the member", async () => {
    const found = await decided([CAP]);
    const appeal = succeeded(await file(found));
    const row = await one(
      `select c.kind, c.state, c.reference, c.subject_id, c.excluded_staff_ids, c.severity, c.due_at, c.opened_at, a.statement,
         a.decision_id, a.state as appeal_state, s.snapshot->'reported'->>'messageId' as reported
       from appeals a join cases c using (case_id) join case_snapshots s using (case_id) where a.appeal_id = $1`,
      appeal.appealId,
    );
    expect(row).toMatchObject({
      kind: "appeal",
      state: "open",
      reference: expect.stringMatching(/^AP-/),
      subject_id: found.decisionId,
      excluded_staff_ids: [first.id],
      statement: "They had asked for it.\u202e",
      decision_id: found.decisionId,
      appeal_state: "received",
      reported: expect.stringMatching(/^msg-/),
    });
    expect(Number(row.due_at) - Number(row.opened_at)).toBe(7 * 86_400_000);
    const token = appeal.statusUrl.split("/").at(-1) ?? "";
    expect(await findByToken(database, "appeal", token)).toEqual({
      memberId: found.memberId,
      targetId: appeal.appealId,
    });
    const kept = await rows("select result::text as result from operations where command = 'appeal.file'");
    expect(kept.some(({ result }) => String(result).includes(token))).toBe(false);
    const told = await rows(
      `select n.kind from notices n join emails e using (member_id, notice_id) where n.member_id = $1 order by n.created_at`,
      found.memberId,
    );
    expect(told.map(({ kind }) => kind)).toEqual(["decision", "appeal_received"]);
    const events = await rows("select type from outbox_events where member_id = $1", found.memberId);
    expect(events.map(({ type }) => type)).toContain("appeal.received");
    const [audit] = await rows<{ data: Record<string, unknown> }>(
      "select data from audit_entries where command = 'appeal.file' and data->>'appealId' = $1",
      appeal.appealId,
    );
    expect(JSON.stringify(audit?.data)).not.toContain("asked for it");
  });

  test("once: a second is refused with the first's id, and eight at once leave one", async () => {
    const found = await decided([CAP]);
    const answers = await Promise.all(Array.from({ length: 8 }, () => file(found)));
    const accepted = answers.filter((answer) => answer.ok);
    expect(accepted).toHaveLength(1);
    const refused = answers.filter((answer) => !answer.ok).map((answer) => !answer.ok && answer.error.code);
    expect(new Set(refused)).toEqual(new Set(["appeal_exists"]));
    const [count] = await rows(
      "select count(*)::int as n from cases where subject_id = $1",
      found.decisionId,
    );
    expect(count?.n).toBe(1);
  });

  test("by the platform, through a restriction's id", async () => {
    const found = await decided([CAP]);
    const [restrictionId] = found.restrictionIds;
    const answer = await fileAppeal(
      database,
      { kind: "api_key", id: "01999999-0000-7000-8000-000000000000" },
      { ...appealOf(found), target: { restrictionId: restrictionId ?? "" } },
    );
    expect(answer.ok).toBe(true);
    const nobody = await fileAppeal(database, TEST_PLATFORM, {
      ...appealOf(found),
      target: { restrictionId: "01999999-0000-7000-8000-000000000000" },
    });
    expect(nobody).toEqual({ ok: false, error: { code: "not_found" } });
  });

  test("after the window it is closed, and says since when", async () => {
    const found = await decided([CAP]);
    await runOperation(database, { actor: TEST_PLATFORM, command: "sample.fill" }, async (op) => {
      await op.query(
        "age",
        "update notices set created_at = created_at - interval '184 days', op_id = $2 where notice_id = $1",
        [found.noticeId, op.operationId],
      );
      op.audit({ subjectType: "test", subjectId: "age" });
      return { ok: true, value: null };
    });
    const answer = await file(found);
    expect(answer).toMatchObject({ ok: false, error: { code: "appeal_window_closed" } });
  });

  test("nothing to appeal: the answer of an appeal", async () => {
    const found = await decided([CAP]);
    const { caseId } = await filed(found);
    const answer = succeeded(
      await decideAppeal(database, second, { caseId, version: 1, command: { outcome: "upheld", ...ANSWER } }),
    );
    const again = await fileAppeal(database, TEST_PLATFORM, {
      ...appealOf(found),
      target: { memberId: found.memberId, noticeId: answer.noticeId },
    });
    expect(again).toMatchObject({ ok: false, error: { code: "nothing_to_appeal" } });
  });
});

describe("overturning", () => {
  test("undoes all of it in one operation", async () => {
    const found = await decided([{ measure: "warning" }, STOP]);
    expect(await inForce(found.memberId)).toHaveLength(1);
    const appeal = await filed(found);
    const answer = succeeded(
      await decideAppeal(database, second, {
        caseId: appeal.caseId,
        version: 1,
        command: { outcome: "overturned", ...ANSWER },
      }),
    );
    expect(await inForce(found.memberId)).toEqual([]);
    const lifted = await rows(
      "select lift_reason, lifted_at from restrictions where member_id = $1",
      found.memberId,
    );
    expect(lifted.map((row) => row.lift_reason)).toEqual(["overturned", "overturned"]);
    const [strike] = await rows("select removed_at from strikes where member_id = $1", found.memberId);
    expect(strike?.removed_at).not.toBeNull();
    const [report] = await rows("select state from reports where report_id = $1", found.reportId);
    expect(report?.state).toBe("not_upheld");
    const state = await one(
      `select c.state, c.outcome, a.state as appeal, a.reply, d.appealed_decision_id, d.decided_by
       from appeals a join cases c using (case_id) join decisions d on d.case_id = c.case_id where a.appeal_id = $1`,
      appeal.appealId,
    );
    expect(state).toEqual({
      state: "decided",
      outcome: "overturned",
      appeal: "decided",
      reply: ANSWER.reply,
      appealed_decision_id: found.decisionId,
      decided_by: second.id,
    });
    const events = await rows(
      "select type, sequence from outbox_events where member_id = $1 order by sequence",
      found.memberId,
    );
    expect(events.map(({ sequence }) => Number(sequence))).toEqual(events.map((_, index) => index + 1));
    expect(events.filter(({ type }) => type === "restriction.lifted")).toHaveLength(2);
    expect(events.map(({ type }) => type)).toContain("appeal.decided");
    const [notice] = await rows<{ content: { appealOutcome: string; reason: string } }>(
      "select content from notices where notice_id = $1",
      answer.noticeId,
    );
    expect(notice?.content).toMatchObject({
      appealOutcome: "overturned",
      reason: ANSWER.reply,
      measures: [],
    });
    const audits = await rows(
      "select subject_id, op_id from audit_entries where command = 'appeal.decide' and data->>'appealId' = $1",
      appeal.appealId,
    );
    expect(audits.map(({ subject_id }) => subject_id).sort()).toEqual([appeal.caseId, found.caseId].sort());
    expect(new Set(audits.map(({ op_id }) => op_id)).size).toBe(1);
  });

  test("brings back what the decision had superseded, from now to its own end", async () => {
    const older = await decided([{ ...CAP, days: 60, capPerDay: 20 }]);
    const newer = await decided([CAP], second, older.memberId);
    expect((await inForce(older.memberId)).map(({ capPerDay }) => capPerDay)).toEqual([10]);
    const { caseId } = await filed(newer, third);
    const answer = succeeded(
      await decideAppeal(database, third, {
        caseId,
        version: 1,
        command: { outcome: "overturned", ...ANSWER },
      }),
    );
    const [again, ...others] = await inForce(older.memberId);
    expect(others).toEqual([]);
    expect(again).toMatchObject({ capPerDay: 20, decisionId: older.decisionId });
    const [was] = await rows(
      "select ends_at from restrictions where member_id = $1 and restriction_id = $2",
      older.memberId,
      older.restrictionIds[0],
    );
    expect(again?.endsAt).toEqual(was?.ends_at);
    const effects = await rows(
      "select effect from decision_restrictions where decision_id = $1 order by effect",
      answer.decisionId,
    );
    expect(effects.map(({ effect }) => effect)).toEqual(["lifted", "reinstated"]);
  });

  test("does not bring back what was itself overturned", async () => {
    const older = await decided([{ ...CAP, capPerDay: 20 }]);
    const newer = await decided([CAP], first, older.memberId);
    const olderAppeal = await filed(older);
    succeeded(
      await decideAppeal(database, second, {
        caseId: olderAppeal.caseId,
        version: 1,
        command: { outcome: "overturned", ...ANSWER },
      }),
    );
    expect((await inForce(older.memberId)).map(({ capPerDay }) => capPerDay)).toEqual([10]);
    const newerAppeal = await filed(newer);
    succeeded(
      await decideAppeal(database, second, {
        caseId: newerAppeal.caseId,
        version: 1,
        command: { outcome: "overturned", ...ANSWER },
      }),
    );
    expect(await inForce(older.memberId)).toEqual([]);
  });
});

describe("reducing and upholding", () => {
  test("reduced: a milder measure from now, its period counted from the first decision", async () => {
    const found = await decided([STOP]);
    const { caseId } = await filed(found);
    const milder: ChosenMeasure = { measure: "daily_cap", scope: STARTS, capPerDay: 15, days: 14 };
    succeeded(
      await decideAppeal(database, second, {
        caseId,
        version: 1,
        command: { outcome: "reduced", ...ANSWER, measures: [milder] },
      }),
    );
    const [now, ...others] = await inForce(found.memberId);
    expect(others).toEqual([]);
    expect(now).toMatchObject({ measure: "daily_cap", capPerDay: 15 });
    const decidedAt = new Date(found.decidedAt).getTime();
    expect(now?.endsAt?.getTime()).toBe(decidedAt + 14 * 86_400_000);
    const strikes = await rows(
      "select weight, removed_at is null as stands from strikes where member_id = $1 order by weight",
      found.memberId,
    );
    expect(strikes).toEqual([
      { weight: 2, stands: true },
      { weight: 3, stands: false },
    ]);
    const [report] = await rows("select state from reports where report_id = $1", found.reportId);
    expect(report?.state).toBe("upheld");
  });

  test("reduced keeps what it names unchanged", async () => {
    const found = await decided([CAP, BLOCK]);
    const { caseId } = await filed(found);
    succeeded(
      await decideAppeal(database, second, {
        caseId,
        version: 1,
        command: { outcome: "reduced", ...ANSWER, measures: [CAP] },
      }),
    );
    const left = await rows(
      "select measure, lifted_at is null as runs from restrictions where member_id = $1 order by measure",
      found.memberId,
    );
    expect(left).toEqual([
      { measure: "daily_cap", runs: true },
      { measure: "temporary_block", runs: false },
    ]);
  });

  test("reduced is never harsher, never the same", async () => {
    const found = await decided([CAP]);
    const { caseId } = await filed(found);
    for (const measures of [
      [CAP],
      [STOP],
      [{ ...CAP, days: 31 }],
      [{ ...CAP, capPerDay: 9 }],
    ] as ChosenMeasure[][]) {
      const answer = await decideAppeal(database, second, {
        caseId,
        version: 1,
        command: { outcome: "reduced", ...ANSWER, measures },
      });
      expect(answer).toEqual({ ok: false, error: { code: "not_milder" } });
    }
    expect(await inForce(found.memberId)).toHaveLength(1);
  });

  test("upheld changes nothing but the appeal, and the member gets the answer", async () => {
    const found = await decided([CAP]);
    const before = await rows("select * from restrictions where member_id = $1", found.memberId);
    const { caseId } = await filed(found);
    succeeded(
      await decideAppeal(database, second, { caseId, version: 1, command: { outcome: "upheld", ...ANSWER } }),
    );
    expect(await rows("select * from restrictions where member_id = $1", found.memberId)).toEqual(before);
    const [strike] = await rows("select removed_at from strikes where member_id = $1", found.memberId);
    expect(strike?.removed_at).toBeNull();
  });

  test("needs a reason and a reply", async () => {
    const found = await decided([CAP]);
    const { caseId } = await filed(found);
    const send = (reason: string, reply: string) =>
      decideAppeal(database, second, { caseId, version: 1, command: { outcome: "upheld", reason, reply } });
    expect(await send(" ", "Yes.")).toEqual({
      ok: false,
      error: { code: "reason_missing", field: "reason" },
    });
    expect(await send("Yes.", "\n")).toEqual({
      ok: false,
      error: { code: "reason_missing", field: "reply" },
    });
  });
});

describe("who may hear it", () => {
  test("the service refuses the earlier decider, and nothing is written", async () => {
    const found = await decided([CAP]);
    const appeal = succeeded(await file(found));
    const { caseId } = await one<{ caseId: string }>(
      `select case_id as "caseId" from appeals where appeal_id = $1`,
      appeal.appealId,
    );
    const answer = await decideAppeal(database, first, {
      caseId,
      version: 1,
      command: { outcome: "upheld", ...ANSWER },
    });
    expect(answer).toEqual({ ok: false, error: { code: "earlier_decider" } });
    expect(await claim(database, first, { caseId })).toMatchObject({
      ok: false,
      error: { code: "case_excluded" },
    });
    const [state] = await rows("select state from cases where case_id = $1", caseId);
    expect(state?.state).toBe("open");
  });

  test("the database refuses them whatever the application does", async () => {
    const found = await decided([CAP]);
    const { caseId } = await filed(found);
    const attempt = runOperation(database, { actor: TEST_PLATFORM, command: "sample.fill" }, async (op) => {
      await op.query(
        "forge",
        `insert into decisions (decision_id, case_id, case_version, member_id, decided_by, decided_at, outcome, policy_version,
           reason, appealed_decision_id, op_id)
         values (gen_random_uuid(), $1, 1, $2, $3, $4, 'upheld', 1, 'mine', $5, $6)`,
        [caseId, found.memberId, first.id, op.at, found.decisionId, op.operationId],
      );
      op.audit({ subjectType: "test", subjectId: "forge" });
      return { ok: true, value: null };
    });
    await expect(attempt).rejects.toMatchObject({ code: "LKC01" });
    const shrink = runOperation(database, { actor: TEST_PLATFORM, command: "sample.fill" }, async (op) => {
      await op.query("shrink", "update cases set excluded_staff_ids = '{}', op_id = $2 where case_id = $1", [
        caseId,
        op.operationId,
      ]);
      op.audit({ subjectType: "test", subjectId: "shrink" });
      return { ok: true, value: null };
    });
    await expect(shrink).rejects.toMatchObject({ code: "LKC04" });
  });

  test("an analyst may not, and two reviewers get one answer", async () => {
    const found = await decided([CAP]);
    const { caseId } = await filed(found);
    const analyst = await makeStaff(database, { role: "analyst" });
    const command = { outcome: "upheld" as const, ...ANSWER };
    expect(await decideAppeal(database, analyst, { caseId, version: 1, command })).toMatchObject({
      ok: false,
      error: { code: "forbidden" },
    });
    expect(await decideAppeal(database, third, { caseId, version: 1, command })).toMatchObject({
      ok: false,
      error: { code: "case_held_by_other", name: "Tomas Rieck" },
    });
    succeeded(await decideAppeal(database, second, { caseId, version: 1, command }));
    expect(await decideAppeal(database, third, { caseId, version: 1, command })).toMatchObject({
      ok: false,
      error: { code: "case_decided", name: "Tomas Rieck" },
    });
  });
});

test("a notice token opens the notice only", async () => {
  const found = await decided([CAP]);
  const token = tokenFor("notice", found.noticeId ?? "");
  expect(await findByToken(database, "notice", token)).toMatchObject({ memberId: found.memberId });
  expect(await findByToken(database, "appeal", token)).toBeNull();
});
