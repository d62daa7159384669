import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { policyDrafts } from "@/db/schema/policy-drafts";
import { policyVersions } from "@/db/schema/policy-versions";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { succeeded, TEST_PLATFORM } from "@/db/testing/factories";
import type { MessageInput } from "@/lib/contracts/message";
import { BASE_CONTENT_MODEL, scoreContent } from "@/lib/domain/content-filter";
import { type Found, signalsByBruteForce } from "@/lib/domain/golden/brute-force";
import { numbers, randomStream, STRICT_POLICY } from "@/lib/domain/golden/random-stream";
import { inOrder, type ObservedMessage } from "@/lib/domain/observer";
import { DEFAULT_POLICY, type Policy } from "@/lib/domain/policy";
import { ok } from "@/lib/domain/result";
import { putMembers } from "./member";
import { receiveMessages } from "./message";
import { runOperation } from "./run-operation";

const samples = resolve(process.env.LOCKKEEPER_DATA_SAMPLES ?? "../shared/data");
const SENDER = { accountType: "basic", connectionCount: 120 } as const;

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  database = connect(server.url);
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

/** A new database under one policy, and a draft in its shadow; it takes the place of the one before. */
async function under(policy: Policy, shadow?: Policy): Promise<void> {
  await database.close();
  await server.drop();
  server = await createTestDatabase();
  database = connect(server.url);
  const request = { actor: TEST_PLATFORM, command: "policy.publish", payload: {} } as const;
  await runOperation(database, request, async (op) => {
    await op.tx.insert(policyVersions).values({
      ...{ version: 1, policy, publishedAt: op.at, publishedBy: "test", opId: op.operationId },
    });
    const draft = { draftId: randomUUID(), version: 2, title: "Stricter", baseVersion: 1, editedBy: [] };
    const at = { createdAt: op.at, editedAt: op.at, shadowFrom: op.at };
    if (shadow)
      await op.tx.insert(policyDrafts).values({ ...draft, ...at, policy: shadow, opId: op.operationId });
    op.audit({ subjectType: "policy", subjectId: "1" });
    return ok(null);
  });
}

async function rows<R extends object>(text: string, values: unknown[] = []): Promise<R[]> {
  return (await database.pool.query<R & Record<string, unknown>>(text, values)).rows;
}

async function makeMembers(memberIds: string[]): Promise<void> {
  for (let from = 0; from < memberIds.length; from += 1_000) {
    const items = memberIds.slice(from, from + 1_000).map((id) => ({
      ...{ id, ...SENDER, displayName: `Member ${id}`, joinedAt: "2004-01-01T09:00:00.000Z" },
      profile: { photo: true, currentPosition: true, skills: 5, schools: 1, completenessPercent: 80 },
      acceptsMessagesFrom: "anyone",
    }));
    expect(succeeded(await putMembers(database, TEST_PLATFORM, items)).rejected).toEqual([]);
  }
}

function inputOf({ messageId, isAutomated, sentAt, ...rest }: ObservedMessage): MessageInput {
  return {
    ...rest,
    ...{ id: messageId, automated: isAutomated, sharedConnections: 1, sentAt: sentAt.toISOString() },
  };
}

async function receive(messages: ObservedMessage[]): Promise<void> {
  const answer = succeeded(await receiveMessages(database, TEST_PLATFORM, messages.map(inputOf)));
  expect(answer).toEqual({ accepted: messages.length, rejected: [] });
}

/** Sends a stream in batches of changing size, each one in an order of its own. */
async function replay(messages: ObservedMessage[], random: () => number): Promise<void> {
  await makeMembers([...new Set(messages.flatMap((one) => [one.senderId, one.recipientId]))]);
  for (let from = 0; from < messages.length; ) {
    const batch = messages.slice(from, from + 1 + Math.floor(random() * 900));
    from += batch.length;
    const mixed = batch.map((one) => ({ one, key: random() })).sort((a, b) => a.key - b.key);
    await receive(mixed.map(({ one }) => one));
  }
}

function scoresOf(messages: ObservedMessage[]) {
  return new Map(
    messages.map((one) => [
      one.messageId,
      scoreContent(BASE_CONTENT_MODEL, { ...one, links: [], attachments: [] }).scores,
    ]),
  );
}

const asText = (found: Found[]): string[] =>
  found.map((one) => JSON.stringify(Object.entries(one).sort())).sort();

async function storedSignals(mode: "live" | "shadow" = "live"): Promise<Found[]> {
  const text = `
    select rule, coalesce(detail->>'part', '') as part, member_id as "memberId",
      coalesce(detail->>'counterpartId', '') as "counterpartId", detail->'messageIds'->>-1 as "messageId",
      (extract(epoch from at) * 1000)::float8 as at, measured, threshold, window_seconds as "windowSeconds" from signals
    where mode = $1 and policy_version = $2`;
  return await rows<Found>(text, [mode, mode === "live" ? 1 : 2]);
}

async function expectSameAsBruteForce(
  policy: Policy,
  messages: ObservedMessage[],
  mode: "live" | "shadow" = "live",
): Promise<Set<string>> {
  const senders = new Map(messages.map((one) => [one.senderId, SENDER]));
  const expected = signalsByBruteForce(policy, senders, messages, scoresOf(messages));
  expect(asText(await storedSignals(mode))).toEqual(asText(expected));
  return new Set(expected.map(({ rule }) => rule));
}

// What the messages themselves say, against what was counted as they came.
const PLACE = `(to_char(sent_at, 'YYYYMMDDHH24MISSMS') || message_id) collate "C"`;
const COUNTED_APART = `
  with heard as (
    select conversation_id, recipient_id as sender_id, max(${PLACE}) as latest from messages
    where channel <> 'connection_request' group by 1, 2
  ), said as (
    select sender_id as member_id, date_trunc('hour', sent_at, 'UTC') as hour, channel, count(*) as sent,
      count(*) filter (where is_automated) as automated,
      count(*) filter (where nth = 1 and not is_reply) as started,
      count(*) filter (where nth = 1 and not is_reply and degree > 1) as not_connected,
      count(*) filter (where nth = 1 and not is_reply and answered) as answered,
      count(*) filter (where to_them = 1 and channel <> 'connection_request') as first_contacts
    from (
      select m.*, case when channel = 'connection_request' then 1 else row_number() over (
          partition by sender_id, conversation_id, is_reply, channel = 'connection_request' order by sent_at, message_id) end as nth,
        row_number() over (partition by sender_id, recipient_id, channel = 'connection_request'
          order by sent_at, message_id) as to_them,
        channel <> 'connection_request' and coalesce(h.latest > ${PLACE}, false) as answered
      from messages m left join heard h using (conversation_id, sender_id)) told
    group by 1, 2, 3)
  select s.*, c.* from said s full join send_counters c using (member_id, hour, channel)
  where (s.sent, s.automated, s.started, s.not_connected, s.answered, s.first_contacts)
    is distinct from (c.sent::bigint, c.automated::bigint, c.started::bigint, c.started_not_connected::bigint,
      c.answered::bigint, c.first_contacts::bigint)`;

describe("a stream, replayed in batches", () => {
  test("raises the signals that counting everything again finds", async () => {
    await under(STRICT_POLICY);
    const members = Array.from({ length: 60 }, (_, nth) => `m${nth}`);
    const messages = randomStream({ random: numbers(5), members, count: 5_000, days: 75 }).sort(inOrder);
    await replay(messages, numbers(6));
    const rules = await expectSameAsBruteForce(STRICT_POLICY, messages);
    for (const rule of ["D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D20"])
      expect(rules).toContain(rule);
    expect(await rows(COUNTED_APART)).toEqual([]);
    // Sent once more, nothing is added.
    const before = await storedSignals();
    await receive(messages.slice(0, 1_000));
    expect(await storedSignals()).toEqual(before);
    expect(await rows(COUNTED_APART)).toEqual([]);
    // Each signal names messages of its member, up to the one it was measured at.
    const strangers = await rows(`
      select s.rule, i.id from signals s, jsonb_array_elements_text(s.detail->'messageIds') as i(id)
      left join message_keys m on m.message_id = i.id
      where m.sender_id is distinct from s.member_id or m.sent_at > s.at`);
    expect(strangers).toEqual([]);
  }, 120_000);

  test("is held against the draft in the shadow just the same, without a case", async () => {
    await under(DEFAULT_POLICY, STRICT_POLICY);
    const members = Array.from({ length: 30 }, (_, nth) => `m${nth}`);
    const messages = randomStream({ random: numbers(15), members, count: 1_500, days: 40 }).sort(inOrder);
    await replay(messages, numbers(16));
    await expectSameAsBruteForce(DEFAULT_POLICY, messages);
    expect((await expectSameAsBruteForce(STRICT_POLICY, messages, "shadow")).size).toBeGreaterThan(8);
    expect(await rows("select 1 from signals where mode = 'shadow' and case_id is not null")).toEqual([]);
    // What it crossed is forgotten once it runs no more.
    const marked = "select 1 from sender_states where marks::text ~ 's2:' and member_id = $1";
    const last = messages.at(-1);
    if (!last) throw new Error("a stream of nothing");
    expect(await rows(marked, [last.senderId])).toHaveLength(1);
    await runOperation(database, { actor: TEST_PLATFORM, command: "policy.shadow" }, async (op) => {
      await op.tx.update(policyDrafts).set({ shadowUntil: op.at, opId: op.operationId });
      op.audit({ subjectType: "policy", subjectId: "2" });
      return ok(null);
    });
    await database.close();
    database = connect(server.url);
    await receive([{ ...last, messageId: "later", sentAt: new Date() }]);
    expect(await rows(marked, [last.senderId])).toEqual([]);
  }, 60_000);

  test.skipIf(!existsSync(join(samples, "messages-collegemsg.tsv")))(
    "of real sends with real texts (sample data beside the project)",
    async () => {
      await under(DEFAULT_POLICY);
      const [, ...sends] = (await readFile(join(samples, "messages-collegemsg.tsv"), "utf8"))
        .trim()
        .split("\n");
      const [, ...lines] = (await readFile(join(samples, "texts-sms-spam.tsv"), "utf8")).trim().split("\n");
      const texts = lines.map((line) => line.slice(line.indexOf("\t") + 1));
      const wrote = new Map<string, number>();
      const messages = sends.slice(0, 6_000).map((line, nth): ObservedMessage => {
        const [from = "", to = "", second = "0"] = line.split("\t");
        const conversationId = [from, to].sort().join("-");
        const theirFirst = wrote.get(`${conversationId} ${to}`) ?? Number.POSITIVE_INFINITY;
        const key = `${conversationId} ${from}`;
        wrote.set(key, Math.min(wrote.get(key) ?? Number.POSITIVE_INFINITY, Number(second)));
        return {
          messageId: `c${String(nth).padStart(6, "0")}`,
          ...{ senderId: `u${from}`, recipientId: `u${to}`, conversationId, channel: "chat", degree: 1 },
          isReply: theirFirst < Number(second),
          isAutomated: false,
          body: texts[nth % texts.length] ?? "",
          sentAt: new Date(Number(second) * 1_000),
        };
      });
      messages.sort(inOrder);
      await replay(messages, numbers(8));
      const rules = await expectSameAsBruteForce(DEFAULT_POLICY, messages);
      for (const rule of ["D5", "D8", "D16"]) expect(rules).toContain(rule);
      expect(await rows(COUNTED_APART)).toEqual([]);
    },
    180_000,
  );
});

describe("batches at once", () => {
  const base = { channel: "chat", degree: 1, isReply: false, isAutomated: false, body: "Thanks!" } as const;
  const message = (messageId: string, senderId: string, recipientId: string): ObservedMessage => ({
    ...base,
    ...{ messageId, senderId, recipientId, conversationId: [senderId, recipientId].sort().join("-") },
    sentAt: new Date("2026-02-03T10:00:00Z"),
  });

  test("of the same senders count as one after the other, and cross each threshold once", async () => {
    await under(DEFAULT_POLICY);
    const senders = ["s1", "s2", "s3"];
    await makeMembers([...senders, ...Array.from({ length: 40 }, (_, nth) => `r${nth}`)]);
    const batches = Array.from({ length: 8 }, (_, batch) =>
      senders.flatMap((sender) =>
        Array.from({ length: 20 }, (_, nth) =>
          message(`${sender}-${batch}-${nth}`, sender, `r${(batch * 20 + nth) % 40}`),
        ),
      ),
    );
    await Promise.all(batches.map(receive));
    const counted = await rows(
      `select member_id as id, sent, started, first_contacts as "firstContacts" from send_counters order by 1`,
    );
    expect(counted).toEqual(senders.map((id) => ({ id, sent: 160, started: 40, firstContacts: 40 })));
    const raised = await rows<{ rule: string; measured: number; count: number }>(
      "select rule, measured, count(*)::int from signals where rule in ('D1', 'D3', 'D5') group by 1, 2 order by 1",
    );
    expect(raised).toEqual([
      { rule: "D1", measured: 101, count: 3 },
      { rule: "D3", measured: 100, count: 3 },
      { rule: "D5", measured: 51, count: 3 },
    ]);
    expect(await rows("select minutes from sender_states where member_id = 's1'")).toEqual([
      { minutes: [[Date.UTC(2026, 1, 3, 10) / 60_000, 160]] },
    ]);
  });

  test("of two who write to each other for the first time see each other", async () => {
    await under(DEFAULT_POLICY);
    const pairs = Array.from({ length: 12 }, (_, nth) => [`a${nth}`, `b${nth}`] as const);
    await makeMembers(pairs.flat());
    await Promise.all(
      pairs.flatMap(([a, b]) => [receive([message(`${a}-1`, a, b)]), receive([message(`${b}-1`, b, a)])]),
    );
    // Both have heard of the other, and the second to come answered the first.
    const states = await rows<{ heard: number; answered: number }>(`
      select count(c.last_received_at)::int as heard, count(v.answered_at)::int as answered
      from counterparts c join conversations v using (member_id) group by substr(c.member_id, 2)`);
    expect(states).toHaveLength(12);
    for (const { heard, answered } of states) expect({ heard, answered }).toEqual({ heard: 2, answered: 1 });
  });
});
