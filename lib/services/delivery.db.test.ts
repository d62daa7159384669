import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeMember, makePolicy, TEST_PLATFORM as platform, succeeded } from "@/db/testing/factories";
import type { IdentifiedMemberInput } from "@/lib/contracts/member";
import type { MessageInput } from "@/lib/contracts/message";
import type { MessageVerdict } from "@/lib/contracts/send-check";
import { CHANNELS, DEGREES } from "@/lib/domain/channel";
import { ACCOUNT_TYPES } from "@/lib/domain/member";
import { fulfilRequirement } from "./challenge";
import { deliverMessage } from "./delivery";
import { putMember } from "./member";
import { receiveMessages } from "./message";
import { checkSend } from "./send-check";
import { receiveStopRequest } from "./stop-request";

let server: TestDatabase;
let database: Database;
let recipientId: string;

beforeAll(async () => {
  process.env.LOCKKEEPER_SECRET ??= "a secret of the tests, thirty-two characters or more";
  server = await createTestDatabase();
  database = connect(server.url, { max: 20 });
  await makePolicy(database);
  recipientId = (await makeMember(database)).memberId;
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

async function rows<R extends object>(text: string, values: unknown[] = []): Promise<R[]> {
  return (await database.pool.query<R & Record<string, unknown>>(text, values)).rows;
}
const sender = async (values: Partial<IdentifiedMemberInput> = {}): Promise<string> =>
  (await makeMember(database, { accountType: "sales_navigator", connectionCount: 400, ...values })).memberId;

const message = (senderId: string, values: Partial<MessageInput> = {}): MessageInput => ({
  id: `msg-${randomUUID()}`,
  senderId,
  recipientId,
  conversationId: `c-${randomUUID()}`,
  channel: "chat",
  degree: 2,
  sharedConnections: 3,
  isReply: false,
  automated: false,
  body: "Good morning, may I ask how the harbour works went?",
  ...values,
});
const deliver = async (input: MessageInput): Promise<MessageVerdict> =>
  succeeded(await deliverMessage(database, platform, input));
const check = async (input: MessageInput) => succeeded(await checkSend(database, input));
async function recorded(senderId: string): Promise<{ messages: number; sent: number; locks: number }> {
  const [found] = await rows<{ messages: number; sent: number; locks: number }>(
    `select (select count(*)::int from messages where sender_id = $1) as messages,
       (select coalesce(sum(sent), 0)::int from send_counters where member_id = $1) as sent,
       (select count(*)::int from locks where sender_id = $1) as locks`,
    [senderId],
  );
  if (!found) throw new Error("nothing was counted");
  return found;
}
/** How many of these verdicts there are. */
function tally(all: MessageVerdict[]): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(all, ({ verdict }) => verdict)].map(([verdict, group]) => [verdict, group.length]),
  );
}

describe("a message that is locked", () => {
  it("is stored, counted, kept back under an id, and answered the same again", async () => {
    const senderId = await sender({ accountType: "basic", connectionCount: 4 });
    const input = message(senderId, { degree: 1 });
    const first = await deliver(input);
    expect(first).toMatchObject({
      verdict: "lock",
      reasons: [{ code: "too_few_connections", rule: "E1", measured: 4, threshold: 15 }],
      requirements: [{ kind: "connections", done: false }],
      policyVersion: 1,
      recorded: true,
    });
    expect(JSON.stringify(await deliver(input))).toBe(JSON.stringify(first));
    expect(await recorded(senderId)).toEqual({ messages: 1, sent: 1, locks: 1 });
    const [lock] = await rows<{ state: string; message: string; model: number | null }>(
      "select state, message_id as message, model_version as model from locks where lock_id = $1",
      [first.lockId],
    );
    expect(lock).toEqual({ state: "waiting", message: input.id, model: null });
    // It stays locked for its platform, even when the rule is met by now: releasing it is the lock's own affair.
    const { input: member } = await makeMember(database, { id: senderId, connectionCount: 400 });
    expect(member.id).toBe(senderId);
    expect((await deliver(input)).lockId).toBe(first.lockId);
    expect((await deliver(message(senderId, { degree: 1 }))).verdict).toBe("deliver");
  });

  it("is told by send-checks without a lock, and nothing is written", async () => {
    const senderId = await sender({ accountType: "basic" });
    const input = message(senderId);
    const verdict = await check(input);
    expect(verdict).toMatchObject({ verdict: "lock", reasons: [{ code: "degree_too_far" }] });
    expect(verdict).not.toHaveProperty("lockId");
    expect(await recorded(senderId)).toEqual({ messages: 0, sent: 0, locks: 0 });
  });

  it("is locked once, however many ask at once", async () => {
    const senderId = await sender({ accountType: "basic" });
    const input = message(senderId);
    const all = await Promise.all(Array.from({ length: 12 }, () => deliver(input)));
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await recorded(senderId)).toEqual({ messages: 1, sent: 1, locks: 1 });
  });

  it("keeps what weighed and the filter's version where the text locked it", async () => {
    const senderId = await sender();
    const body =
      "URGENT winner!!! You are guaranteed a FREE prize, claim it now at http://192.0.2.7/claim and send your password and card number";
    const input = message(senderId, { body, links: ["http://192.0.2.7/claim"] });
    const verdict = await deliver(input);
    expect(verdict.verdict).toBe("lock");
    const codes = new Set(verdict.reasons.map(({ code }) => code));
    expect([...codes]).toEqual(["content_locked"]);
    for (const { measured = 0, threshold = 1 } of verdict.reasons)
      expect(measured).toBeGreaterThanOrEqual(threshold);
    const [lock] = await rows<{ weighed: unknown[]; model: number | null }>(
      "select weighed, model_version as model from locks where lock_id = $1",
      [verdict.lockId],
    );
    expect(lock?.model).toBe(0);
    expect(lock?.weighed.length).toBeGreaterThan(0);
  });
});

describe("what is refused or challenged", () => {
  it("leaves no message, no count and no lock", async () => {
    const senderId = await sender();
    const { memberId: closed } = await makeMember(database, { acceptsMessagesFrom: "connections" });
    const refused = await deliver(message(senderId, { recipientId: closed }));
    expect(refused).toMatchObject({
      verdict: "refuse",
      reasons: [{ code: "recipient_connections_only", rule: "E7" }],
      recorded: false,
    });
    expect((await deliver(message(senderId, { recipientId: closed, degree: 1 }))).verdict).toBe("deliver");
    expect(await recorded(senderId)).toEqual({ messages: 1, sent: 1, locks: 0 });
  });

  it("goes on after the challenge is passed, for as long as the policy says", async () => {
    const senderId = await sender({ accountType: "basic" });
    const minute = new Date(Date.now() - 60_000).toISOString();
    const past = Array.from({ length: 100 }, () => message(senderId, { degree: 1, sentAt: minute }));
    expect(succeeded(await receiveMessages(database, platform, past)).accepted).toBe(100);
    const input = message(senderId, { degree: 1 });
    const challenged = await deliver(input);
    expect(challenged).toMatchObject({
      verdict: "challenge",
      reasons: [{ code: "captcha_required", rule: "D3", measured: 100, threshold: 100, windowSeconds: 3600 }],
      recorded: false,
    });
    expect((await check(input)).challenge).toEqual(challenged.challenge);
    const requirementId = challenged.challenge?.id ?? "";
    const other = await sender();
    for (const wrong of [
      { memberId: other, requirementId },
      { memberId: senderId, requirementId: randomUUID() },
      { memberId: "nobody", requirementId },
    ]) {
      expect(await fulfilRequirement(database, platform, wrong)).toEqual({
        ok: false,
        error: { code: "not_found" },
      });
    }
    for (let again = 0; again < 2; again++) {
      expect(
        succeeded(await fulfilRequirement(database, platform, { memberId: senderId, requirementId })),
      ).toEqual({
        id: requirementId,
        kind: "captcha",
        done: true,
      });
    }
    expect((await deliver(input)).verdict).toBe("deliver");
    expect(
      await rows("select count(*)::int as n from challenge_passes where member_id = $1", [senderId]),
    ).toEqual([{ n: 1 }]);
  });

  it("says of connections and profile whether what is on record is enough by now", async () => {
    const { memberId, input: member } = await makeMember(database, {
      connectionCount: 3,
      profile: { photo: false, currentPosition: true, skills: 5, schools: 1, completenessPercent: 80 },
    });
    const { requirements = [] } = await deliver(message(memberId, { degree: 1 }));
    expect(requirements.map(({ kind }) => kind)).toEqual(["connections", "profile"]);
    const done = async () =>
      await Promise.all(
        requirements.map(
          async ({ id }) =>
            succeeded(await fulfilRequirement(database, platform, { memberId, requirementId: id })).done,
        ),
      );
    expect(await done()).toEqual([false, false]);
    const { id: _, ...body } = member;
    succeeded(await putMember(database, platform, memberId, { ...body, connectionCount: 15 }));
    expect(await done()).toEqual([true, false]);
  });
});

describe("a stop request", () => {
  it("is respected from then on, by everybody it is about and nobody else", async () => {
    const senderId = await sender();
    expect((await deliver(message(senderId))).verdict).toBe("deliver");
    for (let again = 0; again < 2; again++) {
      expect(
        succeeded(await receiveStopRequest(database, platform, { memberId: senderId, recipientId })),
      ).toEqual({
        memberId: senderId,
        recipientId,
      });
    }
    for (const channel of CHANNELS) {
      const verdict = await deliver(message(senderId, { channel, degree: 1, isReply: true }));
      expect(verdict).toMatchObject({
        verdict: "refuse",
        reasons: [{ code: "recipient_opted_out", rule: "E10" }],
      });
    }
    const { memberId: another } = await makeMember(database);
    expect((await deliver(message(senderId, { recipientId: another }))).verdict).toBe("deliver");
    expect((await deliver(message(await sender()))).verdict).toBe("deliver");
    expect(
      await rows("select count(*)::int as n from stop_requests where member_id = $1", [senderId]),
    ).toEqual([{ n: 1 }]);
  });

  it("needs a sender we know, and not oneself; who asks may be unknown", async () => {
    const senderId = await sender();
    const ask = async (memberId: string, from: string) => {
      const asked = await receiveStopRequest(database, platform, { memberId, recipientId: from });
      return asked.ok ? "kept" : asked.error.code;
    };
    expect([
      await ask("nobody", senderId),
      await ask(senderId, senderId),
      await ask(senderId, "nobody"),
    ]).toEqual(["not_found", "own_request", "kept"]);
  });
});

describe("replies", () => {
  it("are what the other side began or answered, whatever the platform calls them", async () => {
    const starter = await sender({ accountType: "basic" });
    const other = await sender();
    const conversationId = `c-${randomUUID()}`;
    const from = (senderId: string, values: Partial<MessageInput>) =>
      message(senderId, { conversationId, recipientId: senderId === starter ? other : starter, ...values });
    expect((await deliver(from(starter, { degree: 1 }))).verdict).toBe("deliver");
    const claimed = from(starter, { isReply: true });
    expect(await deliver(claimed)).toMatchObject({ verdict: "lock", reasons: [{ code: "degree_too_far" }] });
    expect((await deliver(from(other, { isReply: true }))).verdict).toBe("deliver");
    expect((await deliver(from(starter, { isReply: true }))).verdict).toBe("deliver");
  });

  it("a connection request sent before opens the 3rd degree", async () => {
    const senderId = await sender();
    const far = { degree: 3 } as const;
    expect((await deliver(message(senderId, far))).reasons).toMatchObject([
      { rule: "E4", measured: 3, threshold: 2 },
    ]);
    expect((await deliver(message(senderId, { ...far, channel: "connection_request" }))).verdict).toBe(
      "deliver",
    );
    expect((await deliver(message(senderId, far))).verdict).toBe("deliver");
  });
});

describe("at many at once", () => {
  const atOnce = (senderId: string, count: number, values: Partial<MessageInput>) =>
    Promise.all(Array.from({ length: count }, () => deliver(message(senderId, values))));

  it("an InMail allowance is never overrun", async () => {
    const senderId = await sender({ accountType: "premium_career" });
    const all = await atOnce(senderId, 12, { channel: "inmail" });
    expect(tally(all)).toEqual({ deliver: 5, refuse: 7 });
    const refused = all.find(({ verdict }) => verdict === "refuse");
    expect(refused).toMatchObject({ reasons: [{ rule: "E5", measured: 5, threshold: 5 }], recorded: false });
    const untilMidnight = 86_400 - (Math.floor(Date.now() / 1000) % 86_400);
    expect(refused?.retryAfterSeconds).toBeGreaterThan(29 * 86_400 + untilMidnight - 60);
    expect(refused?.retryAfterSeconds).toBeLessThanOrEqual(29 * 86_400 + untilMidnight + 60);
    expect(await recorded(senderId)).toEqual({ messages: 5, sent: 5, locks: 0 });
  });

  it("nor a newcomer's connection requests, a page's day, or the requests of a day", async () => {
    const newcomer = await sender({ joinedAt: new Date(Date.now() - 86_400_000).toISOString() });
    const requests = { channel: "connection_request", degree: 3 } as const;
    expect(tally(await atOnce(newcomer, 8, requests))).toEqual({ deliver: 5, lock: 3 });
    const page = await sender({ accountType: "company_page" });
    const [followers, others] = await Promise.all([
      atOnce(page, 10, { channel: "page", degree: 1 }),
      atOnce(page, 24, { channel: "page" }),
    ]);
    expect([tally(followers), tally(others)]).toEqual([{ deliver: 10 }, { deliver: 20, lock: 4 }]);
    const busy = await sender();
    const sent = await atOnce(busy, 24, requests);
    expect(tally(sent)).toEqual({ deliver: 20, lock: 4 });
    expect(await recorded(busy)).toEqual({ messages: 24, sent: 24, locks: 4 });
  });

  it("two who write to each other do not stop each other", async () => {
    const [a, b] = [await sender(), await sender()];
    const all = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        deliver(message(n % 2 === 0 ? a : b, { recipientId: n % 2 === 0 ? b : a })),
      ),
    );
    expect(tally(all)).toEqual({ deliver: 40 });
  });
});

it("says in send-checks what messages then answer, for every kind of account, channel and distance", async () => {
  const seen = new Set<string>();
  for (const accountType of ACCOUNT_TYPES) {
    for (const [index, joinedAt] of ["2024-03-01T09:00:00Z", new Date().toISOString()].entries()) {
      const senderId = await sender({ accountType, joinedAt, connectionCount: index === 0 ? 400 : 20 });
      for (const channel of CHANNELS) {
        for (const degree of DEGREES) {
          const input = message(senderId, { channel, degree, sharedConnections: 3 - degree });
          const asked = await check(input);
          const { recorded: isKept, lockId, ...answered } = await deliver(input);
          expect({ ...answered, retryAfterSeconds: 0 }).toEqual({ ...asked, retryAfterSeconds: 0 });
          expect(isKept).toBe(asked.verdict === "deliver" || asked.verdict === "lock");
          expect(lockId !== undefined).toBe(asked.verdict === "lock");
          for (const { rule } of asked.reasons) seen.add(rule);
        }
      }
    }
  }
  expect([...seen].sort()).toEqual(["E1", "E3", "E4", "E5", "E6"]);
});

describe("a message told late, or too early", () => {
  const yesterday = (minute: number) =>
    new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000 - 86_400_000 + minute * 60_000).toISOString();

  it("counts against the limits of its own day", async () => {
    const page = await sender({ accountType: "company_page", connectionCount: 0 });
    const to = (minute: number) => message(page, { channel: "page", degree: 3, sentAt: yesterday(minute) });
    const verdicts: MessageVerdict[] = [];
    for (let minute = 0; minute < 22; minute++) verdicts.push(await deliver(to(minute)));
    expect(tally(verdicts)).toEqual({ deliver: 20, lock: 2 });
    expect(verdicts.at(-1)?.reasons).toMatchObject([{ code: "page_limit", measured: 21, threshold: 20 }]);
    expect((await check(to(30))).verdict).toBe("lock");
    expect((await check(message(page, { channel: "page", degree: 3 }))).verdict).toBe("deliver");
  });

  it("from the future is refused, and a clock a minute ahead is not", async () => {
    const senderId = await sender();
    const ahead = (ms: number) => message(senderId, { sentAt: new Date(Date.now() + ms).toISOString() });
    const refused = { ok: false, error: { code: "sent_in_future" } };
    expect(await deliverMessage(database, platform, ahead(3_600_000))).toEqual(refused);
    expect(await checkSend(database, ahead(3_600_000))).toEqual(refused);
    const batch = succeeded(await receiveMessages(database, platform, [ahead(3_600_000), ahead(-1_000)]));
    expect(batch).toMatchObject({ accepted: 1, rejected: [{ index: 0, code: "sent_in_future" }] });
    expect((await deliver(ahead(60_000))).verdict).toBe("deliver");
    expect(await recorded(senderId)).toMatchObject({ messages: 2 });
  });

  it("with other links, files or shared connections is another message", async () => {
    const first = message(await sender(), { links: ["https://a.example"], attachments: [{ name: "a.pdf" }] });
    expect((await deliver(first)).verdict).toBe("deliver");
    expect((await deliver(first)).recorded).toBe(true);
    for (const other of [{ links: [] }, { attachments: [{ name: "b.pdf" }] }, { sharedConnections: 9 }]) {
      const again = await deliverMessage(database, platform, { ...first, ...other });
      expect(again).toMatchObject({ ok: false, error: { code: "conflict" } });
    }
  });
});
