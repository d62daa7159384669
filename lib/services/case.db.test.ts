import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
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
import { ok } from "@/lib/domain/result";
import { EVERYTHING } from "@/lib/domain/scope";
import { viewCase } from "./case";
import { claim } from "./claim";
import { decideCase } from "./decision";
import { receiveReport } from "./report";
import { runOperation } from "./run-operation";

let testDatabase: TestDatabase;
let database: Database;
let moderator: StaffActor;
let analyst: StaffActor;

beforeAll(async () => {
  process.env.LOCKKEEPER_SECRET ??= randomBytes(32).toString("hex");
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url);
  await makePolicy(database);
  moderator = await makeStaff(database, { displayName: "Ines Vale" });
  analyst = await makeStaff(database, { role: "analyst" });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

async function report(subjectId: string, reporterId: string, note?: string): Promise<string> {
  const input = {
    id: `r-${randomUUID()}`,
    reporterId,
    subject: { type: "message" as const, id: subjectId },
    category: "spam" as const,
    ...(note ? { note } : {}),
  };
  const { caseId } = succeeded(await receiveReport(database, TEST_PLATFORM, input));
  return caseId;
}

async function referenceOf(caseId: string): Promise<string> {
  const { rows } = await database.pool.query("select reference from cases where case_id = $1", [caseId]);
  return rows[0].reference;
}

/** A conversation of two with one reported message. */
async function reportedConversation() {
  const { memberId: senderId } = await makeMember(database, { displayName: "Marlon Teague" });
  const { memberId: recipientId } = await makeMember(database, { displayName: "Dana Ostrow" });
  const both = { senderId, recipientId, degree: 2 as const };
  const first = await makeMessage(database, { ...both, sentAt: hoursAgo(30), body: "Hi Dana" });
  const reply = await makeMessage(database, {
    ...both,
    senderId: recipientId,
    recipientId: senderId,
    conversationId: first.conversationId,
    isReply: true,
    sentAt: hoursAgo(20),
    body: "Not interested",
  });
  const reported = await makeMessage(database, {
    ...both,
    sentAt: hoursAgo(10),
    body: "Final notice at quay\u202e.example",
  });
  const caseId = await report(reported.id, recipientId, "asked to stop");
  return {
    senderId,
    recipientId,
    both,
    first,
    reply,
    reported,
    caseId,
    reference: await referenceOf(caseId),
  };
}

test("shows what was said, who reported it, and who it is about", async () => {
  const found = await reportedConversation();
  const view = await viewCase(database, moderator, found.reference);
  expect(view).toMatchObject({
    caseId: found.caseId,
    state: "open",
    version: 1,
    category: "spam",
    channel: "chat",
    degree: 2,
    heldBy: null,
    isMine: false,
    canDecide: true,
    member: {
      memberId: found.senderId,
      displayName: "Marlon Teague",
      strikes: { count: 0 },
      linked: { accounts: 0 },
    },
    reports: [{ reporterName: "Dana Ostrow", note: "asked to stop", upheld: 0, decided: 0 }],
    counterparts: [{ memberId: found.recipientId, name: "Dana Ostrow" }],
    decision: null,
    history: [],
  });
  expect(
    view?.messages.map(({ messageId, isMember, isReported, state }) => ({
      messageId,
      isMember,
      isReported,
      state,
    })),
  ).toEqual([
    { messageId: found.first.id, isMember: true, isReported: false, state: "kept" },
    { messageId: found.reply.id, isMember: false, isReported: false, state: "kept" },
    { messageId: found.reported.id, isMember: true, isReported: true, state: "kept" },
  ]);
  expect(view?.messages[2]?.body).toBe(found.reported.body);
  expect(view?.sendings.reduce((sum, { sent }) => sum + sent, 0)).toBe(2);
});

test("the kept text wins over what the platform did to it, and what came later is marked", async () => {
  const found = await reportedConversation();
  await runOperation(database, { actor: TEST_PLATFORM, command: "sample.fill" }, async (op) => {
    const edit =
      "update messages set body = 'Nothing to see', op_id = $3 where sender_id = $1 and message_id = $2";
    await op.query("", edit, [found.senderId, found.reported.id, op.operationId]);
    const take = "update messages set op_id = $3 where sender_id = $1 and message_id = $2";
    await op.query("", take, [found.senderId, found.first.id, op.operationId]);
    await op.query("", "delete from messages where sender_id = $1 and message_id = $2", [
      found.senderId,
      found.first.id,
    ]);
    op.audit({ subjectType: "member", subjectId: found.senderId });
    return ok(null);
  });
  const later = await makeMessage(database, {
    ...found.both,
    sentAt: new Date(Date.now() + 1_000).toISOString(),
    body: "Still here",
  });
  const view = await viewCase(database, moderator, found.reference);
  expect(view?.messages.map(({ messageId, body, state }) => [messageId, body, state])).toEqual([
    [found.first.id, "Hi Dana", "gone"],
    [found.reply.id, "Not interested", "kept"],
    [found.reported.id, found.reported.body, "edited"],
    [later.id, "Still here", "later"],
  ]);
});

test.each([
  { days: 50, shown: 60 },
  { days: 90, shown: 30 },
])(
  "of a long conversation that began $days days ago only what is gone is said to be",
  async ({ days, shown }) => {
    const { memberId: senderId } = await makeMember(database);
    const { memberId: recipientId } = await makeMember(database);
    const sentAt = (n: number) => hoursAgo(24 * days - n);
    for (let n = 0; n < 110; n++) await makeMessage(database, { senderId, recipientId, sentAt: sentAt(n) });
    const reported = await makeMessage(database, {
      senderId,
      recipientId,
      sentAt: hoursAgo(2),
      body: "Last one",
    });
    const reference = await referenceOf(await report(reported.id, recipientId));
    const states = async () => {
      const view = await viewCase(database, moderator, reference);
      return view?.messages.map(({ state }) => state) ?? [];
    };
    const before = await states();
    expect(before).toHaveLength(shown);
    expect(new Set(before)).toEqual(new Set(["kept"]));

    await runOperation(database, { actor: TEST_PLATFORM, command: "sample.fill" }, async (op) => {
      const take = "update messages set op_id = $3 where sender_id = $1 and message_id = $2";
      await op.query("", take, [senderId, reported.id, op.operationId]);
      await op.query("", "delete from messages where sender_id = $1 and message_id = $2", [
        senderId,
        reported.id,
      ]);
      op.audit({ subjectType: "member", subjectId: senderId });
      return ok(null);
    });
    const after = await states();
    expect(after.filter((state) => state === "gone")).toHaveLength(1);
    expect(after.at(-1)).toBe("gone");
  },
);

test("says whose it is, and what a reader's role may do", async () => {
  const found = await reportedConversation();
  succeeded(await claim(database, moderator, { caseId: found.caseId }));
  const own = await viewCase(database, moderator, found.reference);
  expect(own).toMatchObject({ isMine: true, canDecide: true, heldBy: { name: "Ines Vale" } });
  const others = await viewCase(database, analyst, found.reference);
  expect(others).toMatchObject({ isMine: false, canDecide: false, heldBy: { staffId: moderator.id } });
});

test("after a decision: what was decided, the standing it left, and history beside the next case", async () => {
  const found = await reportedConversation();
  succeeded(await claim(database, moderator, { caseId: found.caseId }));
  const cap = {
    measure: "daily_cap" as const,
    scope: { ...EVERYTHING, directions: ["start" as const] },
    capPerDay: 5,
    days: 14,
  };
  const command = {
    outcome: "actioned" as const,
    measures: [cap],
    policyClause: "4.2",
    reason: "for the record",
    memberReason: "for the member",
  };
  succeeded(await decideCase(database, moderator, { caseId: found.caseId, version: 1, command }));
  const decided = await viewCase(database, moderator, found.reference);
  expect(decided).toMatchObject({
    state: "decided",
    heldBy: null,
    decision: { decidedByName: "Ines Vale", outcome: "actioned", measures: [cap], appealReference: null },
    history: [],
    reports: [{ upheld: 1, decided: 1 }],
    member: {
      standing: { chat: "limited", inmail: "limited" },
      restrictions: [{ measure: "daily_cap", capPerDay: 5, audienceKey: "anyone" }],
      strikes: { count: 1, weight: 2 },
    },
  });

  const again = await makeMessage(database, { ...found.both, sentAt: hoursAgo(1), body: "Me again" });
  const nextId = await report(again.id, found.recipientId);
  const next = await viewCase(database, moderator, await referenceOf(nextId));
  expect(next).toMatchObject({
    decision: null,
    history: [{ reference: found.reference, outcome: "actioned" }],
    reports: [{ upheld: 1, decided: 1 }],
  });
  expect(next?.alike.latest).toContainEqual({ reference: found.reference, measure: "daily_cap" });
});

test("a case that is not there is not told apart from one by a wrong name", async () => {
  expect(await viewCase(database, moderator, "CS-0000000")).toBeNull();
  expect(await viewCase(database, moderator, "'; drop table cases; --")).toBeNull();
});
