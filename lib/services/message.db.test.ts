import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeMember, makeMessage, makePolicy, TEST_PLATFORM as platform } from "@/db/testing/factories";
import type { MessageInput } from "@/lib/contracts/message";
import { createApiKey, hashApiKey, revokeApiKey } from "./api-key";
import { deliverMessage } from "./delivery";
import { putMember, putMembers } from "./member";
import { receiveMessages } from "./message";

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  database = connect(server.url);
  await makePolicy(database);
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

async function rows<R extends object>(text: string, values: unknown[] = []): Promise<R[]> {
  return (await database.pool.query<R & Record<string, unknown>>(text, values)).rows;
}

async function counters(memberId: string) {
  return await rows(
    `select hour, channel, sent, started, started_not_connected as "startedNotConnected", automated
     from send_counters where member_id = $1 order by hour, channel`,
    [memberId],
  );
}

test("a member is created, then replaced, and keeps every fingerprint", async () => {
  const { memberId, input } = await makeMember(database, { fingerprints: [{ kind: "device", hash: "d1" }] });
  const { id: _, ...body } = input;
  const again = await putMember(database, platform, memberId, {
    ...body,
    displayName: "Söphie ‮ Ångström",
    fingerprints: [{ kind: "network", hash: "n1" }],
  });
  expect(again).toEqual({ ok: true, value: { memberId, isNew: false } });
  expect(await rows("select display_name as name from members where member_id = $1", [memberId])).toEqual([
    { name: "Söphie ‮ Ångström" },
  ]);
  expect(
    await rows("select kind, hash from member_fingerprints where member_id = $1 order by 1", [memberId]),
  ).toEqual([
    { kind: "device", hash: "d1" },
    { kind: "network", hash: "n1" },
  ]);
  expect(
    await rows(
      "select command, data->>'isNew' as is_new from audit_entries where subject_type = 'member' and subject_id = $1 order by at",
      [memberId],
    ),
  ).toEqual([
    { command: "member.put", is_new: "true" },
    { command: "member.put", is_new: "false" },
  ]);
});

test("a batch of members takes the good ones and names the bad by their place", async () => {
  const { input } = await makeMember(database);
  const answer = await putMembers(database, platform, [
    { ...input, id: "batch-1" },
    { ...input, id: "batch-2", accountType: "gold" },
    { ...input, id: "batch-3", role: "admin" },
    { ...input, id: "batch-4", displayName: "a\u0000b" },
    null,
    { ...input, id: "batch-1", displayName: "The later one" },
  ]);
  expect(answer).toMatchObject({
    ok: true,
    value: {
      accepted: 2,
      rejected: [
        { index: 1, code: "invalid_field" },
        { index: 2, code: "unknown_field" },
        { index: 3, code: "unsupported_character" },
        { index: 4, code: "invalid_field" },
      ],
    },
  });
  expect(
    await rows("select member_id as id, display_name as name from members where member_id like 'batch-%'"),
  ).toEqual([{ id: "batch-1", name: "The later one" }]);
});

test("a message is kept byte for byte and counted once, however often it comes", async () => {
  const body = "Ｆree 💸\u200b\u202e gnp.exe\r\n\ttab é\u0301";
  const message = await makeMessage(database, {
    body,
    channel: "inmail",
    degree: 3,
    automated: true,
    sentAt: "2004-02-29T23:59:59.999Z",
    links: ["hxxp://example.test"],
    attachments: [{ name: "‮gpj.exe", sizeBytes: 12 }],
  });
  const again = await Promise.all(
    Array.from({ length: 20 }, () => deliverMessage(database, platform, message)),
  );
  for (const answer of again)
    expect(answer).toMatchObject({ ok: true, value: { verdict: "deliver", recorded: true } });
  expect(
    await rows("select body, sent_at, links, attachments from messages where sender_id = $1", [
      message.senderId,
    ]),
  ).toEqual([
    {
      body,
      sent_at: new Date("2004-02-29T23:59:59.999Z"),
      links: ["hxxp://example.test"],
      attachments: [{ name: "‮gpj.exe", sizeBytes: 12 }],
    },
  ]);
  expect(await counters(message.senderId)).toEqual([
    {
      hour: new Date("2004-02-29T23:00:00Z"),
      channel: "inmail",
      sent: 1,
      started: 1,
      startedNotConnected: 1,
      automated: 1,
    },
  ]);
  const other = await deliverMessage(database, platform, { ...message, body: "something else" });
  expect(other).toEqual({ ok: false, error: { code: "conflict", messageId: message.id } });
  const unknown = await deliverMessage(database, platform, {
    ...message,
    id: "from-nobody",
    senderId: "nobody",
  });
  expect(unknown).toEqual({ ok: false, error: { code: "unknown_member", memberId: "nobody" } });
});

test("the same new message from many at once is recorded once", async () => {
  const template = await makeMessage(database);
  const message: MessageInput = { ...template, id: `${template.id}-race`, sentAt: "2026-01-01T00:00:00Z" };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => deliverMessage(database, platform, message)),
  );
  for (const answer of answers)
    expect(answer).toMatchObject({ ok: true, value: { verdict: "deliver", recorded: true } });
  const [row] = (await counters(message.senderId)).filter(
    (one) => "hour" in one && String(one.hour) === String(new Date("2026-01-01T00:00:00Z")),
  );
  expect(row).toMatchObject({ sent: 1 });
});

test("a batch of messages takes the good ones, counts by hour, and adds nothing the second time", async () => {
  const { memberId: senderId } = await makeMember(database);
  const base = { ...(await makeMessage(database)), senderId };
  const items = [
    { ...base, id: "b1", sentAt: "2025-05-05T10:05:00Z" },
    { ...base, id: "b2", sentAt: "2025-05-05T10:55:00+00:00", isReply: true },
    {
      ...base,
      id: "b3",
      sentAt: "2025-06-01T00:00:00Z",
      degree: 2,
      conversationId: `${base.conversationId}-2`,
    },
    { ...base, id: "b6", sentAt: "2025-06-01T00:00:00Z", degree: 2 },
    { ...base, id: "b4", senderId: "nobody" },
    { ...base, id: "b1", sentAt: "2025-05-05T10:05:00Z" },
    { ...base, id: "b1", body: "another text" },
    { ...base, id: "b5", body: "" },
    "text",
  ];
  const answer = await receiveMessages(database, platform, items);
  expect(answer).toMatchObject({
    ok: true,
    value: {
      accepted: 5,
      rejected: [
        { index: 4, code: "unknown_member" },
        { index: 6, code: "conflict" },
        { index: 7, code: "invalid_field" },
        { index: 8, code: "invalid_field" },
      ],
    },
  });
  expect(await receiveMessages(database, platform, items)).toEqual(answer);
  // Writing again in a conversation the sender started starts nothing.
  expect(await counters(senderId)).toEqual([
    {
      hour: new Date("2025-05-05T10:00:00Z"),
      channel: "chat",
      sent: 2,
      started: 1,
      startedNotConnected: 0,
      automated: 0,
    },
    {
      hour: new Date("2025-06-01T00:00:00Z"),
      channel: "chat",
      sent: 2,
      started: 1,
      startedNotConnected: 1,
      automated: 0,
    },
  ]);
});

test("an API key is stored as a hash and revoked once", async () => {
  const created = await createApiKey(database, platform, {
    name: "Test",
    scopes: ["ingest", "check", "ingest"],
  });
  if (!created.ok) throw new Error(created.error.code);
  const { apiKeyId, key } = created.value;
  expect(key).toMatch(/^lk_[A-Za-z0-9_-]{43}$/);
  expect(
    await rows("select secret_hash, scopes, prefix, revoked_at from api_keys where api_key_id = $1", [
      apiKeyId,
    ]),
  ).toEqual([
    { secret_hash: hashApiKey(key), scopes: ["ingest", "check"], prefix: key.slice(0, 9), revoked_at: null },
  ]);
  expect(await revokeApiKey(database, platform, { prefix: key.slice(0, 9) })).toEqual({
    ok: true,
    value: { apiKeyId },
  });
  expect(await revokeApiKey(database, platform, { apiKeyId })).toEqual({
    ok: false,
    error: { code: "not_found" },
  });
});
