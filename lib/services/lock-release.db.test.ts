import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeMember, makePolicy, succeeded, TEST_PLATFORM } from "@/db/testing/factories";
import type { MessageInput } from "@/lib/contracts/message";
import { deliverMessage } from "./delivery";
import { releaseAllLocks, releaseLocks } from "./lock-release";
import { respondToLock } from "./lock-response";
import { putMember } from "./member";
import { receiveStopRequest } from "./stop-request";

let testDatabase: TestDatabase;
let database: Database;
/** Reads what the application itself may not. */
let admin: Database;

beforeAll(async () => {
  process.env.LOCKKEEPER_SECRET ??= "a secret of the tests, thirty-two characters or more";
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 16 });
  admin = connect(testDatabase.url, { role: null, max: 2 });
  await makePolicy(database);
});
afterAll(async () => {
  await Promise.all([database.close(), admin.close()]);
  await testDatabase.drop();
});

type Row = Record<string, unknown>;
async function rows(text: string, ...values: unknown[]): Promise<Row[]> {
  return (await admin.pool.query<Row>(text, values)).rows;
}
const statesOf = async (memberId: string) =>
  (await rows("select state from locks where sender_id = $1 order by locked_at, lock_id", memberId)).map(
    (row) => row.state,
  );
const releasesOf = async (memberId: string) =>
  (
    await rows(
      `select payload->>'messageId' as message from outbox_events
       where member_id = $1 and type = 'lock.released' and payload->>'by' = 'gate' order by sequence`,
      memberId,
    )
  ).map((row) => row.message);
const jobsOf = async (memberId: string) =>
  rows("select key from graphile_worker.jobs where key = $1", `release_locks:${memberId}`);

async function send(senderId: string, values: Partial<MessageInput> = {}): Promise<string> {
  const id = `msg-${randomUUID()}`;
  const { memberId: recipientId } = await makeMember(database);
  const input: MessageInput = {
    id,
    senderId,
    recipientId,
    conversationId: `c-${id}`,
    channel: "chat",
    degree: 1,
    sharedConnections: 3,
    isReply: false,
    automated: false,
    body: "Dear colleague, shall we compare our notes from yesterday?",
    ...values,
  };
  const verdict = succeeded(await deliverMessage(database, TEST_PLATFORM, input));
  expect(verdict.verdict).toBe("lock");
  return id;
}

/** A member as they are put again, with what changed. */
async function put(member: Awaited<ReturnType<typeof makeMember>>, changed: object): Promise<void> {
  const { id, ...input } = member.input;
  succeeded(await putMember(database, TEST_PLATFORM, id, { ...input, ...changed }));
}

test("what waits for connections goes on in order once the member has them, each once", async () => {
  const member = await makeMember(database, { connectionCount: 3 });
  const { memberId } = member;
  const sent: string[] = [];
  for (let n = 0; n < 5; n++) sent.push(await send(memberId));
  expect(await releaseLocks(database, memberId)).toBe(0);
  await put(member, { connectionCount: 14 });
  expect(await jobsOf(memberId)).toHaveLength(1);
  expect(await releaseLocks(database, memberId)).toBe(0);
  await put(member, { connectionCount: 15 });
  const released = await Promise.all(Array.from({ length: 6 }, () => releaseLocks(database, memberId)));
  expect(await statesOf(memberId)).toEqual(Array(5).fill("released"));
  expect(await releasesOf(memberId)).toEqual(sent);
  expect(Math.max(...released)).toBeGreaterThan(0);
  expect(await releaseLocks(database, memberId)).toBe(0);
});

test("nothing is woken for members who have nothing waiting", async () => {
  const member = await makeMember(database);
  await put(member, { connectionCount: 400 });
  expect(await jobsOf(member.memberId)).toEqual([]);
});

test("an incomplete profile and a new account's minimum hold until they are met", async () => {
  const profile = { photo: false, currentPosition: true, skills: 5, schools: 1, completenessPercent: 80 };
  const member = await makeMember(database, {
    accountType: "premium_business",
    profile,
    connectionCount: 35,
    joinedAt: new Date(Date.now() - 3 * 86_400_000).toISOString(),
  });
  await send(member.memberId, { degree: 2, channel: "inmail" });
  await put(member, { profile: { ...profile, photo: true } });
  expect(await releaseLocks(database, member.memberId)).toBe(0);
  await put(member, { profile: { ...profile, photo: true }, connectionCount: 50 });
  expect(await releaseLocks(database, member.memberId)).toBe(1);
  expect(await statesOf(member.memberId)).toEqual(["released"]);
});

test("the message does not stand in its own way: a new account's InMails", async () => {
  const joinedAt = new Date(Date.now() - 3 * 86_400_000);
  const member = await makeMember(database, {
    accountType: "premium_business",
    connectionCount: 400,
    joinedAt: joinedAt.toISOString(),
  });
  const inmail = (values: Partial<MessageInput> = {}) =>
    ({ channel: "inmail", degree: 2, ...values }) as const;
  for (let n = 0; n < 4; n++) {
    const id = `msg-${randomUUID()}`;
    const { memberId: recipientId } = await makeMember(database);
    succeeded(
      await deliverMessage(database, TEST_PLATFORM, {
        ...inmail(),
        id,
        senderId: member.memberId,
        recipientId,
        conversationId: `c-${id}`,
        sharedConnections: 3,
        isReply: false,
        automated: false,
        body: `Dear colleague, about our talk number ${n}: shall we meet?`,
      }),
    );
  }
  // Two may go out in the first week; the third and fourth wait.
  expect(await statesOf(member.memberId)).toEqual(["waiting", "waiting"]);
  // After the first week five may: both go on, although all four are counted.
  await put(member, { joinedAt: new Date(joinedAt.getTime() - 7 * 86_400_000).toISOString() });
  expect(await releaseLocks(database, member.memberId)).toBe(2);
});

test("a message that waits for something else too stays where it is", async () => {
  const member = await makeMember(database, { connectionCount: 3, accountType: "premium_business" });
  await send(member.memberId, { degree: 2, sharedConnections: 0 });
  await put(member, { connectionCount: 300 });
  expect(await releaseLocks(database, member.memberId)).toBe(0);
  expect(await statesOf(member.memberId)).toEqual(["waiting"]);
});

test("a recipient who asked them to stop, or has answered, keeps their word", async () => {
  const member = await makeMember(database, { connectionCount: 3 });
  const recipient = await makeMember(database);
  const refusing = await makeMember(database);
  await send(member.memberId, { recipientId: recipient.memberId });
  const refused = await send(member.memberId, { recipientId: refusing.memberId });
  const { memberId } = member;
  succeeded(await receiveStopRequest(database, TEST_PLATFORM, { memberId, recipientId: recipient.memberId }));
  const [found] = await rows("select lock_id from locks where message_id = $1", refused);
  const lockId = String(found?.lock_id);
  succeeded(await respondToLock(database, TEST_PLATFORM, { lockId, by: "recipient", response: "refuse" }));
  await put(member, { connectionCount: 300 });
  expect(await releaseLocks(database, memberId)).toBe(0);
  expect(await statesOf(memberId)).toEqual(["waiting", "refused"]);
});

test("against the recipient's answer at the same moment, one of the two counts", async () => {
  for (let round = 0; round < 20; round++) {
    const member = await makeMember(database, { connectionCount: 3 });
    await send(member.memberId);
    await put(member, { connectionCount: 300 });
    const [found] = await rows("select lock_id from locks where sender_id = $1", member.memberId);
    const lockId = String(found?.lock_id);
    const [released, refused] = await Promise.all([
      releaseLocks(database, member.memberId),
      respondToLock(database, TEST_PLATFORM, { lockId, by: "recipient", response: "refuse" }),
    ]);
    expect(refused.ok).toBe(released === 0);
    expect(await statesOf(member.memberId)).toEqual([released === 1 ? "released" : "refused"]);
  }
});

test("a moderator who reads the dispute learns that it went on", async () => {
  const member = await makeMember(database, { connectionCount: 3 });
  await send(member.memberId);
  const [found] = await rows("select lock_id from locks where sender_id = $1", member.memberId);
  const input = { lockId: String(found?.lock_id), by: "sender", response: "wrongly_locked" } as const;
  const { caseId } = succeeded(await respondToLock(database, TEST_PLATFORM, input));
  await put(member, { connectionCount: 300 });
  expect(await releaseLocks(database, member.memberId)).toBe(1);
  expect(await rows("select state, version from cases where case_id = $1", caseId)).toEqual([
    { state: "open", version: 2 },
  ]);
});

test("the sweep finds every member with something waiting", async () => {
  const members = await Promise.all(
    Array.from({ length: 7 }, () => makeMember(database, { connectionCount: 3 })),
  );
  for (const { memberId } of members) await send(memberId);
  await Promise.all(members.map((member) => put(member, { connectionCount: 300 })));
  expect(await releaseAllLocks(database)).toBeGreaterThanOrEqual(7);
  for (const { memberId } of members) expect(await statesOf(memberId)).toEqual(["released"]);
  expect(await releaseAllLocks(database)).toBe(0);
});
