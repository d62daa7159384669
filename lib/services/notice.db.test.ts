import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeMessage, makePolicy, makeStaff, succeeded, TEST_PLATFORM } from "@/db/testing/factories";
import type { StaffActor } from "@/lib/domain/actor";
import type { ChosenMeasure } from "@/lib/domain/decision";
import { EVERYTHING } from "@/lib/domain/scope";
import { tokenFor } from "./access-token";
import { fileAppealByToken } from "./appeal";
import { decideAppeal } from "./appeal-decision";
import { claim } from "./claim";
import { decideCase } from "./decision";
import { acknowledgeNotice, readNotice, viewAppealStatus, viewNotice, viewReceipt } from "./notice";
import { receiveReport } from "./report";

let testDatabase: TestDatabase;
let database: Database;
let admin: Database;
let first: StaffActor;
let second: StaffActor;

beforeAll(async () => {
  process.env.LOCKKEEPER_SECRET ??= randomBytes(32).toString("hex");
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 6 });
  admin = connect(testDatabase.url, { role: null, max: 2 });
  await makePolicy(database);
  [first, second] = await Promise.all([makeStaff(database), makeStaff(database)]);
});
afterAll(async () => {
  await Promise.all([database.close(), admin.close()]);
  await testDatabase.drop();
});

const STOP: ChosenMeasure = { measure: "messaging_disabled", scope: EVERYTHING, days: 30 };

async function decided(measures: ChosenMeasure[]) {
  const message = await makeMessage(database);
  const { caseId, reportId, receiptUrl } = succeeded(
    await receiveReport(database, TEST_PLATFORM, {
      id: `r-${randomBytes(6).toString("hex")}`,
      reporterId: message.recipientId,
      subject: { type: "message", id: message.id },
      category: "spam",
    }),
  );
  const before = await viewReceipt(database, receiptUrl.split("/").at(-1) ?? "");
  succeeded(await claim(database, first, { caseId }));
  const { noticeId } = succeeded(
    await decideCase(database, first, {
      caseId,
      version: 1,
      command: {
        outcome: "actioned",
        measures,
        policyClause: "4.2",
        reason: "Same text to 57 people.",
        memberReason: "You sent nearly the same text to 57 people.",
      },
    }),
  );
  const receipt = () => viewReceipt(database, tokenFor("receipt", reportId));
  return { token: tokenFor("notice", noticeId ?? ""), noticeId, before, receipt };
}

async function count(command: string, noticeId: string | null): Promise<number> {
  const { rows } = await admin.pool.query(
    "select count(*)::int as n from audit_entries where command = $1 and subject_id = $2",
    [command, noticeId],
  );
  return rows[0].n;
}

describe("a notice by its link", () => {
  test("looking at it writes nothing; reading and confirming are noted once, however often", async () => {
    const { token, noticeId } = await decided([{ measure: "warning" }]);
    const view = await viewNotice(database, token);
    expect(view).toMatchObject({
      isRead: false,
      needsAcknowledgement: true,
      canAppeal: true,
      appeal: null,
      now: [],
    });
    expect(await count("notice.read", noticeId)).toBe(0);
    const answers = await Promise.all(Array.from({ length: 5 }, () => readNotice(database, token)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await count("notice.read", noticeId)).toBe(1);
    succeeded(await acknowledgeNotice(database, token));
    succeeded(await acknowledgeNotice(database, token));
    expect(await count("notice.acknowledge", noticeId)).toBe(1);
    expect(await viewNotice(database, token)).toMatchObject({ isRead: true, needsAcknowledgement: false });
  });

  test("wrong, malformed and unknown links are one and the same", async () => {
    const { token } = await decided([STOP]);
    const wrong = [
      "",
      "x",
      "../x",
      "\u0000",
      `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`,
      "x".repeat(43),
    ];
    for (const one of wrong) {
      expect(await viewNotice(database, one)).toBeNull();
      expect(await viewAppealStatus(database, one)).toBeNull();
      expect(await readNotice(database, one)).toEqual({ ok: false, error: { code: "not_found" } });
    }
    expect(await viewAppealStatus(database, token)).toBeNull();
    expect(await viewReceipt(database, token)).toBeNull();
  });

  test("never names a reporter or the staff", async () => {
    const { token } = await decided([STOP]);
    const shown = JSON.stringify(await viewNotice(database, token));
    expect(shown).not.toContain(first.name);
    expect(shown).not.toContain('Same text to 57 people."');
    const { rows } = await admin.pool.query("select reporter_id from reports");
    for (const { reporter_id } of rows) expect(shown).not.toContain(reporter_id);
  });
});

test("from the notice through the appeal to its answer, and back to the reporter", async () => {
  const { token, before, receipt } = await decided([STOP]);
  expect(before).toMatchObject({ decided: null });
  expect(await receipt()).toMatchObject({ decided: { isUpheld: true } });
  expect(await viewNotice(database, token)).toMatchObject({
    isOver: false,
    now: [{ measure: "messaging_disabled" }],
  });

  const input = {
    token,
    operationId: "0199a000-0000-7000-8000-000000000001",
    statement: "They had asked for it.",
    stepsTaken: "",
    businessNeed: "  ",
    confirmations: [],
  };
  const filed = succeeded(await fileAppealByToken(database, input));
  expect(succeeded(await fileAppealByToken(database, input))).toEqual(filed);
  const status = filed.statusUrl.split("/").at(-1) ?? "";
  expect(await viewAppealStatus(database, status)).toMatchObject({ isBeingRead: false, decided: null });
  const { rows } = await admin.pool.query("select case_id, business_need from appeals where appeal_id = $1", [
    filed.appealId,
  ]);
  expect(rows[0].business_need).toBeNull();

  const { case_id: caseId } = rows[0];
  succeeded(await claim(database, second, { caseId }));
  expect(await viewAppealStatus(database, status)).toMatchObject({ isBeingRead: true });
  const command = { outcome: "overturned" as const, reason: "They had.", reply: "You were right." };
  succeeded(await decideAppeal(database, second, { caseId, version: 1, command }));
  expect(await viewAppealStatus(database, status)).toMatchObject({
    isBeingRead: false,
    decided: { outcome: "overturned", reply: "You were right." },
  });
  expect(await viewNotice(database, token)).toMatchObject({
    isOver: true,
    now: [],
    canAppeal: false,
    appeal: { state: "decided", outcome: "overturned" },
  });
  expect(await receipt()).toMatchObject({ decided: { isUpheld: false } });
});
