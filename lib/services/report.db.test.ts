import { v5 as uuidv5 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeMember, makeMessage, makePolicy, succeeded, TEST_PLATFORM } from "@/db/testing/factories";
import type { ReportInput } from "@/lib/contracts/report";
import type { Category } from "@/lib/domain/report";
import { ok } from "@/lib/domain/result";
import { receiveReport, viewReport } from "./report";
import { runOperation } from "./run-operation";

process.env.LOCKKEEPER_SECRET ??= "test-secret-of-at-least-32-characters";

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  database = connect(test.url, { max: 20 });
  await makePolicy(database);
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

let drawn = 0;
function reportOn(messageId: string, values: Partial<ReportInput> = {}): ReportInput {
  drawn += 1;
  return {
    id: `r-${drawn}`,
    reporterId: `reporter-${drawn}`,
    subject: { type: "message", id: messageId },
    category: "spam",
    ...values,
  };
}

async function caseOf(caseId: string) {
  const { rows } = await database.pool.query(
    `select c.*, extract(epoch from c.due_at - c.opened_at)::int as "dueAfterSeconds", s.snapshot
     from cases c join case_snapshots s using (case_id) where case_id = $1`,
    [caseId],
  );
  return rows[0];
}

async function report(messageId: string, values: Partial<ReportInput> = {}) {
  return succeeded(await receiveReport(database, TEST_PLATFORM, reportOn(messageId, values)));
}

describe("receiveReport", () => {
  it("opens a case with deadline, snapshot, receipt, event and audit entry", async () => {
    const { memberId: senderId } = await makeMember(database, { locale: "de-CH", displayName: "Ada" });
    const message = await makeMessage(database, { senderId, body: "Buy now" });
    const input = reportOn(message.id, { note: "bulk" });
    const received = succeeded(await receiveReport(database, TEST_PLATFORM, input));
    const found = await caseOf(received.caseId);
    expect(found).toMatchObject({
      kind: "reported_message",
      state: "open",
      severity: "P2",
      category: "spam",
      channel: "chat",
      language: "de",
      member_id: senderId,
      member_name: "Ada",
      report_count: 1,
      version: 1,
      dueAfterSeconds: 72 * 3600,
      why: { code: "first_report", hours: 72 },
    });
    expect(found.reference).toMatch(/^CS-[0-9A-HJKMNP-TV-Z]{7}$/);
    expect(found.snapshot.reported.body).toBe("Buy now");
    expect(found.snapshot.member.displayName).toBe("Ada");
    expect(received.receiptUrl).toMatch(/\/receipt\/[A-Za-z0-9_-]{43}$/);
    const { rows: tokens } = await database.pool.query(
      "select 1 from access_tokens where purpose = 'receipt' and target_id = $1 and member_id = $2",
      [input.id, input.reporterId],
    );
    expect(tokens).toHaveLength(1);
    const { rows: events } = await database.pool.query(
      "select payload from outbox_events where member_id = $1 and type = 'report.received'",
      [senderId],
    );
    expect(events).toEqual([{ payload: { reportId: input.id, caseId: received.caseId, category: "spam" } }]);
    const { rows: audits } = await database.pool.query(
      "select data from audit_entries where command = 'report.receive' and subject_id = $1",
      [received.caseId],
    );
    expect(audits).toHaveLength(1);
    expect(JSON.stringify(audits)).not.toContain("bulk");
  });

  it("keeps both sides of the conversation, at most 40 messages, the reported one among them", async () => {
    const { memberId: a } = await makeMember(database, { displayName: "A" });
    const { memberId: b } = await makeMember(database, { displayName: "B" });
    const sent: string[] = [];
    for (let n = 0; n < 50; n++) {
      const [senderId, recipientId] = n % 2 === 0 ? [a, b] : [b, a];
      const sentAt = new Date(Date.UTC(2026, 9, 30, 23, 30) + n * 60_000).toISOString();
      sent.push((await makeMessage(database, { senderId, recipientId, sentAt, body: `n${n}` })).id);
    }
    const { caseId } = await report(sent[36] ?? "");
    const { snapshot } = await caseOf(caseId);
    expect(snapshot.context.map((one: { body: string }) => one.body)).toEqual(
      Array.from({ length: 40 }, (_, n) => `n${n + 7}`),
    );
    expect(snapshot.reported.body).toBe("n36");
    expect(new Set(snapshot.context.map((one: { senderName: string }) => one.senderName))).toEqual(
      new Set(["A", "B"]),
    );
  });

  it("joins the open case and moves its version", async () => {
    const message = await makeMessage(database);
    const first = await report(message.id);
    const second = await report(message.id);
    expect(second.caseId).toBe(first.caseId);
    expect(await caseOf(first.caseId)).toMatchObject({
      report_count: 2,
      version: 2,
      dueAfterSeconds: 72 * 3600,
      why: { code: "more_reports", reports: 2 },
    });
  });

  it.each<[Category, string, number]>([
    ["scam", "P1", 24],
    ["threat", "P0", 1],
  ])("is pulled forward by a report of %s", async (category, severity, hours) => {
    const message = await makeMessage(database);
    const { caseId } = await report(message.id);
    await report(message.id, { category });
    const found = await caseOf(caseId);
    expect(found).toMatchObject({ severity, category, why: { code: "report_pulled_forward", ordinal: 2 } });
    expect(found.dueAfterSeconds).toBeGreaterThanOrEqual(hours * 3600);
    expect(found.dueAfterSeconds).toBeLessThan(hours * 3600 + 60);
    await report(message.id, { category: "spam" });
    expect((await caseOf(caseId)).dueAfterSeconds).toBe(found.dueAfterSeconds);
  });

  it("counts one reporter once, keeps both reports, and still lets them pull forward", async () => {
    const message = await makeMessage(database);
    const { caseId } = await report(message.id, { reporterId: "same" });
    await report(message.id, { reporterId: "same" });
    expect(await caseOf(caseId)).toMatchObject({
      report_count: 1,
      version: 2,
      why: { code: "first_report" },
    });
    await report(message.id, { reporterId: "same", category: "threat" });
    expect(await caseOf(caseId)).toMatchObject({ report_count: 1, severity: "P0" });
    const { rows } = await database.pool.query("select 1 from reports where case_id = $1", [caseId]);
    expect(rows).toHaveLength(3);
  });

  it("takes a report about a member with their latest messages", async () => {
    const message = await makeMessage(database);
    const subject = { type: "member", id: message.senderId } as const;
    const { caseId } = await report("", { subject, category: "fake_account" });
    expect(await caseOf(caseId)).toMatchObject({
      kind: "reported_account",
      subject_id: message.senderId,
      channel: null,
    });
    expect((await caseOf(caseId)).snapshot.context).toHaveLength(1);
    expect((await report("", { subject })).caseId).toBe(caseId);
  });

  it("gives the same answer to the same report, whoever sends it, and files it once", async () => {
    const message = await makeMessage(database);
    const input = reportOn(message.id);
    const first = succeeded(await receiveReport(database, TEST_PLATFORM, input));
    const again = succeeded(await receiveReport(database, TEST_PLATFORM, input));
    const other = succeeded(await receiveReport(database, { kind: "system", id: "import" }, input));
    expect([again, other]).toEqual([first, first]);
    expect(await caseOf(first.caseId)).toMatchObject({ report_count: 1, version: 1 });
  });

  it("gives the same answer when the operation's record is gone", async () => {
    const message = await makeMessage(database);
    const input = reportOn(message.id);
    const first = succeeded(await receiveReport(database, TEST_PLATFORM, input));
    const admin = connect(test.url, { role: null, max: 1 });
    await admin.pool.query(
      "delete from operations where command = 'report.receive' and result->'v'->>'reportId' = $1",
      [input.id],
    );
    await admin.close();
    expect(succeeded(await receiveReport(database, TEST_PLATFORM, input))).toEqual(first);
    expect(await caseOf(first.caseId)).toMatchObject({ report_count: 1, version: 1 });
  });

  it("is filed though somebody else named an operation after its id", async () => {
    const message = await makeMessage(database);
    const input = reportOn(message.id);
    const guessed = uuidv5(input.id, "8f0c4a52-6d0e-5c6b-9a53-2f6f1a9f7d10");
    await runOperation(
      database,
      { operationId: guessed, actor: TEST_PLATFORM, command: "message.receive", payload: {} },
      async (op) => {
        op.audit({ subjectType: "message", subjectId: message.id });
        return ok(null);
      },
    );
    expect(await receiveReport(database, TEST_PLATFORM, input)).toMatchObject({
      ok: true,
      value: { reportId: input.id },
    });
  });

  it.each<[string, Partial<ReportInput>]>([
    ["category", { category: "hate" }],
    ["note", { note: "other" }],
    ["reporter", { reporterId: "somebody-else" }],
  ])("refuses another %s under the same id", async (_, change) => {
    const message = await makeMessage(database);
    const input = reportOn(message.id);
    const first = succeeded(await receiveReport(database, TEST_PLATFORM, input));
    const refused = await receiveReport(database, TEST_PLATFORM, { ...input, ...change });
    expect(refused).toEqual({ ok: false, error: { code: "conflict" } });
    expect(await caseOf(first.caseId)).toMatchObject({ report_count: 1, version: 1, category: "spam" });
  });

  it("refuses an unknown message, an unknown member, and a report about oneself; nothing is written", async () => {
    const message = await makeMessage(database);
    const count = async () =>
      (
        await database.pool.query(
          "select (select count(*) from cases) as c, (select count(*) from operations) as o",
        )
      ).rows[0];
    const before = await count();
    const refusals = await Promise.all([
      receiveReport(database, TEST_PLATFORM, reportOn("no-such-message")),
      receiveReport(database, TEST_PLATFORM, reportOn("", { subject: { type: "member", id: "nobody" } })),
      receiveReport(database, TEST_PLATFORM, reportOn(message.id, { reporterId: message.senderId })),
    ]);
    expect(refusals.map((one) => (one.ok ? null : one.error.code))).toEqual([
      "unknown_subject",
      "unknown_subject",
      "self_report",
    ]);
    expect(await count()).toEqual(before);
  });

  it("makes one case of 20 reports at once, and 20 of 20 subjects at once", async () => {
    const message = await makeMessage(database);
    const same = await Promise.all(Array.from({ length: 20 }, () => report(message.id)));
    expect(new Set(same.map((one) => one.caseId)).size).toBe(1);
    expect(await caseOf(same[0]?.caseId ?? "")).toMatchObject({ report_count: 20, version: 20 });
    const { rows } = await database.pool.query("select 1 from reports where subject_id = $1", [message.id]);
    expect(rows).toHaveLength(20);
    const messages = await Promise.all(Array.from({ length: 20 }, () => makeMessage(database)));
    const others = await Promise.all(messages.map((one) => report(one.id)));
    expect(new Set(others.map((one) => one.caseId)).size).toBe(20);
  });

  it("files one report of 20 identical ones at once", async () => {
    const message = await makeMessage(database);
    const input = reportOn(message.id);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => receiveReport(database, TEST_PLATFORM, input)),
    );
    const [first, ...others] = answers.map((one) => succeeded(one));
    for (const other of others) expect(other).toEqual(first);
    expect(await caseOf(first?.caseId ?? "")).toMatchObject({ report_count: 1, version: 1 });
  });
});

describe("viewReport", () => {
  it("tells state and outcome, and nothing about an unknown id", async () => {
    const message = await makeMessage(database);
    const input = reportOn(message.id);
    const { caseId, receiptUrl } = succeeded(await receiveReport(database, TEST_PLATFORM, input));
    expect(await viewReport(database, input.id)).toMatchObject({
      id: input.id,
      subject: input.subject,
      state: "open",
      outcome: null,
      decidedAt: null,
      caseId,
      receiptUrl,
    });
    expect(await viewReport(database, "nothing")).toBeNull();
  });
});
