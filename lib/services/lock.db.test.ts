import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeMember, makePolicy, makeStaff, succeeded, TEST_PLATFORM } from "@/db/testing/factories";
import { CONTENT_REASON, makeLock } from "@/db/testing/locks";
import type { StaffActor } from "@/lib/domain/actor";
import type { LockResponse, LockSide } from "@/lib/domain/lock";
import type { LockDecisionCommand } from "@/lib/domain/lock-decision";
import { tokenFor } from "./access-token";
import { viewAccount } from "./account";
import { claim } from "./claim";
import { decideCase } from "./decision";
import { decideLock } from "./lock-decision";
import { respondByToken, respondToLock } from "./lock-response";
import { viewLock, viewLockPage } from "./lock-view";

let testDatabase: TestDatabase;
let database: Database;
/** Reads what the application itself may not. */
let admin: Database;
let moderator: StaffActor;
let other: StaffActor;

beforeAll(async () => {
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

const say = (lockId: string, by: LockSide, response: LockResponse, note?: string) =>
  respondToLock(database, TEST_PLATFORM, { lockId, by, response, note });

type Row = Record<string, unknown>;
async function rows(text: string, ...values: unknown[]): Promise<Row[]> {
  return (await admin.pool.query<Row>(text, values)).rows;
}
const lockRow = async (lockId: string) =>
  (
    await rows("select state, resolved_by, resolved_at, disputed_by from locks where lock_id = $1", lockId)
  )[0];
const events = async (memberId: string) =>
  (
    await rows(
      "select type, payload->>'by' as by from outbox_events where member_id = $1 and type like 'lock.%' order by sequence",
      memberId,
    )
  ).map(({ type, by }) => (by ? `${type} by ${by}` : type));
const examples = (messageId: string) =>
  rows("select is_breach, source, rule from content_examples where message_id = $1 order by at", messageId);
const casesOf = (lockId: string) =>
  rows(
    "select case_id, kind, state, outcome, version, due_at - opened_at as room from cases where subject_id = $1",
    lockId,
  );

/** A disputed lock whose case `moderator` holds. */
async function disputed(by: LockSide = "sender", values: Parameters<typeof makeLock>[1] = {}) {
  const made = await makeLock(database, values);
  const { caseId = "" } = succeeded(await say(made.lockId, by, "wrongly_locked"));
  succeeded(await claim(database, moderator, { caseId }));
  return { ...made, caseId };
}
async function versionOf(caseId: string): Promise<number> {
  const [found] = await rows("select version from cases where case_id = $1", caseId);
  return Number(found?.version);
}
const RELEASE: LockDecisionCommand = { outcome: "released", reason: "An answer to a question, no offer." };
const REMOVE: LockDecisionCommand = {
  outcome: "removed",
  policyClause: "4.4",
  reason: "A sales pitch to a stranger.",
  memberReason: "It sells something to somebody who did not ask.",
};
async function decide(caseId: string, command: LockDecisionCommand, actor = moderator, version?: number) {
  return decideLock(database, actor, {
    caseId,
    version: version ?? (await versionOf(caseId)),
    operationId: randomUUID(),
    command,
  });
}

describe("a locked message", () => {
  test("waits, with a link for each side, and the platform is told", async () => {
    const { lockId, message } = await makeLock(database);
    expect(await lockRow(lockId)).toMatchObject({ state: "waiting", resolved_by: null, disputed_by: null });
    const [told] = await rows(
      "select type, payload from outbox_events where member_id = $1 and type = 'lock.created'",
      message.senderId,
    );
    expect(told?.payload).toMatchObject({
      lockId,
      messageId: message.id,
      recipientId: message.recipientId,
      reasons: [{ code: "content_locked", rule: "D16" }],
    });
    const view = await viewLock(database, lockId);
    expect(view).toMatchObject({ id: lockId, state: "waiting", reasons: [CONTENT_REASON] });
    for (const url of [view?.recipientUrl, view?.senderUrl]) {
      expect(JSON.stringify(told?.payload)).not.toContain(url?.split("/").at(-1));
      expect(await viewLockPage(database, url?.split("/").at(-1) ?? "")).not.toBeNull();
    }
  });

  test("is unknown under another id or link", async () => {
    expect(await viewLock(database, randomUUID())).toBeNull();
    expect(await viewLockPage(database, tokenFor("lock_sender", randomUUID()))).toBeNull();
    expect(await viewLockPage(database, "short")).toBeNull();
    expect(await say(randomUUID(), "recipient", "accept")).toEqual({
      ok: false,
      error: { code: "unknown_lock" },
    });
  });
});

describe("what the recipient answers", () => {
  test("accept delivers it, and the filter hears of it", async () => {
    const { lockId, message } = await makeLock(database);
    expect(succeeded(await say(lockId, "recipient", "accept"))).toEqual({ lockId, state: "permitted" });
    expect(await lockRow(lockId)).toMatchObject({ state: "permitted", resolved_by: "recipient" });
    expect(await events(message.senderId)).toEqual(["lock.created", "lock.released by recipient"]);
    expect(await examples(message.id)).toEqual([{ is_breach: false, source: "lock", rule: null }]);
  });

  test("what eligibility held says nothing of the text", async () => {
    const reasons = [{ code: "no_shared_connections", rule: "E3", detail: "They share none." }];
    const { lockId, message } = await makeLock(database, { reasons });
    succeeded(await say(lockId, "recipient", "accept"));
    expect(await examples(message.id)).toEqual([]);
  });

  test("refuse keeps it back; they may still accept", async () => {
    const { lockId, message } = await makeLock(database);
    expect(succeeded(await say(lockId, "recipient", "refuse")).state).toBe("refused");
    expect(succeeded(await say(lockId, "recipient", "accept")).state).toBe("permitted");
    expect(await events(message.senderId)).toEqual([
      "lock.created",
      "lock.refused by recipient",
      "lock.released by recipient",
    ]);
  });

  test("report opens a case about the message, under the category they name", async () => {
    const { lockId, message } = await makeLock(database);
    const said = succeeded(
      await respondToLock(database, TEST_PLATFORM, {
        lockId,
        by: "recipient",
        response: "report",
        category: "scam",
        note: "They want my bank details.",
      }),
    );
    expect(said.state).toBe("reported");
    expect(said.receiptUrl).toContain("/receipt/");
    const [found] = await rows(
      "select kind, subject_id, category, report_count from cases where case_id = $1",
      said.caseId,
    );
    expect(found).toEqual({
      kind: "reported_message",
      subject_id: message.id,
      category: "scam",
      report_count: 1,
    });
    const [filed] = await rows("select reporter_id, note from reports where case_id = $1", said.caseId);
    expect(filed).toEqual({ reporter_id: message.recipientId, note: "They want my bank details." });
    expect(await examples(message.id)).toEqual([]);
  });

  test("what was delivered can still be reported, and nothing else", async () => {
    const { lockId } = await makeLock(database);
    succeeded(await say(lockId, "recipient", "accept"));
    expect(await say(lockId, "recipient", "refuse")).toEqual({
      ok: false,
      error: { code: "lock_settled", state: "permitted" },
    });
    expect(succeeded(await say(lockId, "recipient", "report")).state).toBe("reported");
    expect(await say(lockId, "recipient", "accept")).toMatchObject({
      ok: true,
      value: { state: "reported" },
    });
  });

  test("wrongly locked, after letting it in, is kept and asks nobody", async () => {
    const { lockId } = await makeLock(database);
    succeeded(await say(lockId, "recipient", "accept"));
    expect(succeeded(await say(lockId, "recipient", "wrongly_locked"))).toEqual({
      lockId,
      state: "permitted",
    });
    expect(await casesOf(lockId)).toEqual([]);
    expect(await lockRow(lockId)).toMatchObject({ disputed_by: "recipient" });
  });

  test.each(["accept", "refuse", "report", "wrongly_locked"] as const)(
    "%s twice, also at once, has one effect and one answer",
    async (response) => {
      const { lockId, message } = await makeLock(database);
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => say(lockId, "recipient", response, "Words.")),
      );
      const states = new Set(answers.map((answer) => succeeded(answer).state));
      expect(states.size).toBe(1);
      expect(succeeded(await say(lockId, "recipient", response)).state).toBe([...states][0]);
      expect(await rows("select 1 from lock_responses where lock_id = $1", lockId)).toHaveLength(1);
      expect((await events(message.senderId)).length).toBeLessThanOrEqual(2);
      expect(await rows("select 1 from reports where subject_id = $1", message.id)).toHaveLength(
        response === "report" ? 1 : 0,
      );
      expect(await casesOf(lockId)).toHaveLength(response === "wrongly_locked" ? 1 : 0);
    },
  );
});

describe("what the sender answers", () => {
  test.each(["accept", "refuse", "report"] as const)("%s is not theirs", async (response) => {
    const { lockId } = await makeLock(database);
    expect(await say(lockId, "sender", response)).toEqual({ ok: false, error: { code: "not_their_answer" } });
    expect(await lockRow(lockId)).toMatchObject({ state: "waiting" });
    expect(await rows("select 1 from lock_responses where lock_id = $1", lockId)).toEqual([]);
  });

  test("wrongly locked puts it before a moderator within 72 hours, with the message", async () => {
    const { lockId, message } = await makeLock(database);
    const { caseId } = succeeded(await say(lockId, "sender", "wrongly_locked", "We met last week."));
    const [found] = await rows(
      `select kind, subject_type, subject_id, member_id, severity, category, why->>'code' as why,
         extract(epoch from due_at - opened_at)::int as seconds, snapshot->'reported'->>'messageId' as message
       from cases join case_snapshots using (case_id) where case_id = $1`,
      caseId,
    );
    expect(found).toEqual({
      kind: "locked_message",
      subject_type: "lock",
      subject_id: lockId,
      member_id: message.senderId,
      severity: "P2",
      category: "spam",
      why: "lock_disputed",
      seconds: 72 * 3600,
      message: message.id,
    });
    expect(await lockRow(lockId)).toMatchObject({ state: "waiting", disputed_by: "sender" });
  });

  test("both sides disputing, also at once, is one case", async () => {
    const pairs = await Promise.all(Array.from({ length: 20 }, () => makeLock(database)));
    await Promise.all(
      pairs.map(async ({ lockId }) => {
        const [first, second] = await Promise.all([
          say(lockId, "sender", "wrongly_locked"),
          say(lockId, "recipient", "wrongly_locked"),
        ]);
        expect(succeeded(first).caseId).toBe(succeeded(second).caseId);
        expect(await casesOf(lockId)).toMatchObject([{ state: "open", version: 2 }]);
      }),
    );
  });

  test.each([
    ["refuse", "refused"],
    ["report", "reported"],
  ] as const)("after %s it can be disputed, and stays %s", async (response, state) => {
    const { lockId } = await makeLock(database);
    succeeded(await say(lockId, "recipient", response));
    expect(succeeded(await say(lockId, "sender", "wrongly_locked"))).toMatchObject({
      state,
      caseId: expect.any(String),
    });
  });
});

describe("what a moderator decides", () => {
  test("release delivers a waiting message and teaches the filter", async () => {
    const { lockId, message, caseId } = await disputed();
    const decided = succeeded(await decide(caseId, RELEASE));
    expect(decided).toMatchObject({ outcome: "released", state: "released", lockId });
    expect(await lockRow(lockId)).toMatchObject({ state: "released", resolved_by: "moderator" });
    expect(await casesOf(lockId)).toMatchObject([{ state: "decided", outcome: "released" }]);
    expect(await events(message.senderId)).toEqual(["lock.created", "lock.released by moderator"]);
    expect(await examples(message.id)).toEqual([{ is_breach: false, source: "decision", rule: null }]);
    const [kept] = await rows(
      "select outcome, reason, member_reason, policy_clause, policy_version, decided_by from decisions where case_id = $1",
      caseId,
    );
    expect(kept).toMatchObject({
      outcome: "released",
      reason: RELEASE.reason,
      member_reason: null,
      policy_clause: null,
      decided_by: moderator.id,
    });
  });

  test("remove is for good: nobody can answer any more", async () => {
    const { lockId, message, caseId } = await disputed();
    succeeded(await decide(caseId, REMOVE));
    expect(await lockRow(lockId)).toMatchObject({ state: "removed", resolved_by: "moderator" });
    expect(await events(message.senderId)).toEqual(["lock.created", "lock.removed by moderator"]);
    expect(await examples(message.id)).toEqual([{ is_breach: true, source: "decision", rule: "D16" }]);
    for (const response of ["accept", "refuse", "report", "wrongly_locked"] as const) {
      expect(await say(lockId, "recipient", response)).toEqual({
        ok: false,
        error: { code: "lock_settled", state: "removed" },
      });
    }
  });

  test.each(["refuse", "report"] as const)("release after %s delivers nothing", async (response) => {
    const { lockId, message, caseId } = await disputed();
    const { state } = succeeded(await say(lockId, "recipient", response));
    const decided = succeeded(await decide(caseId, RELEASE));
    expect(decided.state).toBe(state);
    expect(await events(message.senderId)).toEqual(["lock.created", "lock.refused by recipient"]);
    expect(await examples(message.id)).toEqual([{ is_breach: false, source: "decision", rule: null }]);
  });

  test("remove takes away what its recipient let in", async () => {
    const { lockId, message, caseId } = await disputed();
    succeeded(await say(lockId, "recipient", "accept"));
    succeeded(await decide(caseId, REMOVE));
    expect(await lockRow(lockId)).toMatchObject({ state: "removed" });
    expect(await events(message.senderId)).toEqual([
      "lock.created",
      "lock.released by recipient",
      "lock.removed by moderator",
    ]);
  });

  test("is refused without reasons, without the clause, without the case, and with an older version", async () => {
    const { caseId, lockId } = await disputed();
    expect(await decide(caseId, { ...RELEASE, reason: " \n" })).toMatchObject({
      error: { code: "reason_missing", field: "reason" },
    });
    expect(await decide(caseId, { ...REMOVE, memberReason: "" })).toMatchObject({
      error: { code: "reason_missing", field: "memberReason" },
    });
    expect(await decide(caseId, { ...REMOVE, policyClause: "99.9" })).toMatchObject({
      error: { code: "unknown_clause" },
    });
    expect(await decide(caseId, RELEASE, other)).toMatchObject({
      error: { code: "case_held_by_other", name: "Ines Vale" },
    });
    const seen = await versionOf(caseId);
    succeeded(await say(lockId, "recipient", "refuse"));
    expect(await decide(caseId, REMOVE, moderator, seen)).toMatchObject({ error: { code: "case_changed" } });
    expect(await lockRow(lockId)).toMatchObject({ state: "refused" });
    expect(await rows("select 1 from decisions where case_id = $1", caseId)).toEqual([]);
  });

  test("is made once, by one person, and not as any other case", async () => {
    const { caseId } = await disputed();
    const version = await versionOf(caseId);
    const plain = await decideCase(database, moderator, {
      caseId,
      version,
      operationId: randomUUID(),
      command: { outcome: "dismissed", reason: "No." },
    });
    expect(plain).toEqual({ ok: false, error: { code: "case_is_lock" } });
    const same = { caseId, version, operationId: randomUUID(), command: RELEASE };
    const answers = await Promise.all([1, 2, 3].map(() => decideLock(database, moderator, same)));
    expect(new Set(answers.map((answer) => succeeded(answer).decisionId)).size).toBe(1);
    expect(await decide(caseId, REMOVE, moderator, version)).toMatchObject({
      error: { code: "case_decided", name: "Ines Vale", outcome: "released" },
    });
  });

  test("takes no other kind of case, and nobody without the role", async () => {
    const analyst = await makeStaff(database, { role: "analyst" });
    const { caseId, lockId } = await disputed();
    expect(await decide(caseId, RELEASE, analyst)).toEqual({ ok: false, error: { code: "forbidden" } });
    const { caseId: reported = "" } = succeeded(await say(lockId, "recipient", "report"));
    expect(await decide(reported, RELEASE)).toEqual({ ok: false, error: { code: "case_is_not_lock" } });
    expect(await decide(randomUUID(), RELEASE, moderator, 1)).toEqual({
      ok: false,
      error: { code: "case_not_found" },
    });
  });

  test("once decided, the other side cannot dispute it again", async () => {
    const { caseId, lockId } = await disputed("sender");
    succeeded(await say(lockId, "recipient", "refuse"));
    succeeded(await decide(caseId, RELEASE));
    expect(await say(lockId, "recipient", "wrongly_locked")).toEqual({
      ok: false,
      error: { code: "dispute_decided" },
    });
    expect(succeeded(await say(lockId, "recipient", "accept")).state).toBe("permitted");
  });

  test("100 times against the recipient at the same moment: one of them counts, never both", async () => {
    const all: Awaited<ReturnType<typeof disputed>>[] = [];
    for (let made = 0; made < 100; made += 10) {
      all.push(...(await Promise.all(Array.from({ length: 10 }, () => disputed()))));
    }
    const won = { accepted: 0, removed: 0 };
    for (let from = 0; from < all.length; from += 10) {
      await Promise.all(
        all.slice(from, from + 10).map(async ({ lockId, caseId, message }, nth) => {
          const version = await versionOf(caseId);
          const moves = [
            () => say(lockId, "recipient", "accept"),
            () => decide(caseId, REMOVE, moderator, version),
          ];
          if (nth % 2 === 1) moves.reverse();
          await Promise.all(moves.map((move) => move()));
          const after = await lockRow(lockId);
          const told = (await events(message.senderId)).slice(1);
          const decided = await rows("select 1 from decisions where case_id = $1", caseId);
          if (after?.state === "permitted") {
            won.accepted++;
            expect(told).toEqual(["lock.released by recipient"]);
            expect(decided).toHaveLength(0);
          } else {
            won.removed++;
            expect(after?.state).toBe("removed");
            expect(told).toEqual(["lock.removed by moderator"]);
            expect(decided).toHaveLength(1);
          }
        }),
      );
    }
    expect(won.accepted + won.removed).toBe(100);
  });
});

describe("the page of each side", () => {
  const pageOf = (lockId: string, side: LockSide) =>
    viewLockPage(database, tokenFor(side === "sender" ? "lock_sender" : "lock_recipient", lockId));

  test("shows the message to its recipient only once it is delivered, and to nobody else", async () => {
    const body = `Secret words ${randomUUID()}`;
    const attachments = [{ name: "offer.pdf", sizeBytes: 1200 }];
    const { lockId, message } = await makeLock(database, { body, attachments });
    const sender = await makeMember(database);
    expect(sender.memberId).not.toBe(message.senderId);
    const before = await pageOf(lockId, "recipient");
    expect(before).toMatchObject({ side: "recipient", state: "waiting", content: null });
    expect(JSON.stringify(before)).not.toContain("Secret");
    expect(JSON.stringify(before)).not.toContain("offer.pdf");
    succeeded(
      await respondByToken(database, { token: tokenFor("lock_recipient", lockId), response: "accept" }),
    );
    expect((await pageOf(lockId, "recipient"))?.content).toEqual({ body, attachments });
    expect((await pageOf(lockId, "sender"))?.content).toBeNull();
    succeeded(await say(lockId, "recipient", "report"));
    expect((await pageOf(lockId, "recipient"))?.content).toBeNull();
  });

  test("tells the sender that it was not accepted, never that it was reported", async () => {
    const { lockId } = await makeLock(database);
    succeeded(await say(lockId, "recipient", "report", "Awful."));
    const sender = await pageOf(lockId, "sender");
    expect(sender).toMatchObject({ state: "refused", said: [], receiptPath: null });
    expect(JSON.stringify(sender)).not.toMatch(/report|Awful/);
    const recipient = await pageOf(lockId, "recipient");
    expect(recipient).toMatchObject({ state: "reported", said: ["report"] });
    expect(recipient?.receiptPath).toMatch(/^\/receipt\//);
  });

  test("names the sender's figures to the sender only", async () => {
    const reasons = [
      {
        code: "too_few_connections",
        rule: "E1",
        measured: 3,
        threshold: 15,
        detail: "It has 3; it needs 15.",
      },
    ];
    const { lockId } = await makeLock(database, { reasons });
    expect((await pageOf(lockId, "sender"))?.reasons[0]?.detail).toBe("It has 3; it needs 15.");
    expect((await pageOf(lockId, "recipient"))?.reasons).toEqual([
      { code: "too_few_connections", rule: "E1", detail: null },
    ]);
  });

  test("takes the answers of its own side", async () => {
    const { lockId } = await makeLock(database);
    const bySender = { token: tokenFor("lock_sender", lockId), response: "accept" } as const;
    expect(await respondByToken(database, bySender)).toMatchObject({ error: { code: "not_their_answer" } });
    expect(await respondByToken(database, { ...bySender, token: "x".repeat(43) })).toMatchObject({
      error: { code: "unknown_lock" },
    });
  });

  test("tells both sides what was decided and why", async () => {
    const { lockId, caseId } = await disputed();
    succeeded(await decide(caseId, REMOVE));
    for (const side of ["recipient", "sender"] as const) {
      expect(await pageOf(lockId, side)).toMatchObject({
        state: "removed",
        content: null,
        decided: { outcome: "removed", memberReason: REMOVE.memberReason },
      });
    }
  });
});

test("an account shows what waits of its member, and nothing where nothing does", async () => {
  const { memberId } = await makeMember(database);
  expect((await viewAccount(database, memberId))?.waiting).toBeNull();
  const reasons = [{ code: "no_shared_connections", rule: "E3", detail: "None." }];
  for (let n = 0; n < 3; n++) await makeLock(database, { senderId: memberId });
  const { lockId } = await makeLock(database, { senderId: memberId, reasons });
  succeeded(await say(lockId, "sender", "wrongly_locked"));
  const answered = await makeLock(database, { senderId: memberId });
  succeeded(await say(answered.lockId, "recipient", "refuse"));
  expect((await viewAccount(database, memberId))?.waiting).toMatchObject({
    count: 4,
    isMore: false,
    rules: [
      { rule: "D16", count: 3 },
      { rule: "E3", count: 1 },
    ],
    disputed: 1,
  });
});
