import { afterAll, beforeAll, expect, it } from "vitest";
import { connect, type Database } from "@/db/connect";
import { asking } from "@/db/queries/ask";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import {
  makeMember,
  makeMessage,
  makePolicy,
  makeReport,
  makeStaff,
  succeeded,
} from "@/db/testing/factories";
import type { Hit } from "@/lib/domain/detector";
import { DEFAULT_POLICY } from "@/lib/domain/policy";
import { ok } from "@/lib/domain/result";
import { viewCase } from "./case";
import { runOperation } from "./run-operation";
import { recordHits } from "./signal";
import { viewSignalMessages, viewSignals } from "./signal-view";

process.env.LOCKKEEPER_SECRET ??= "test-secret-of-at-least-32-characters";

let test: TestDatabase;
let database: Database;
let owner: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  database = connect(test.url, { max: 10 });
  owner = connect(test.url, { role: null, max: 1 });
  await makePolicy(database);
});

afterAll(async () => {
  await Promise.all([database.close(), owner.close()]);
  await test.drop();
});

async function record(mode: "live" | "shadow", hits: Omit<Hit, "at">[]): Promise<void> {
  const actor = { kind: "system", id: "test-detector" } as const;
  succeeded(
    await runOperation(database, { actor, command: "signal.record" }, async (op) => {
      const measuring = { version: 1, policy: DEFAULT_POLICY, mode };
      await recordHits(
        op,
        measuring,
        hits.map((hit) => ({ ...hit, at: op.at })),
      );
      op.audit({ subjectType: "member", subjectId: hits[0]?.memberId ?? "" });
      return ok(null);
    }),
  );
}

const figure = { measured: 120, threshold: 100, windowSeconds: 86_400, detail: {} };

async function shown(memberId: string) {
  const signals = await viewSignals(asking(database), memberId, null, new Date(Date.now() + 1_000));
  return new Map(signals.map((signal) => [signal.rule, signal]));
}

it("shows what a counting rule counted, and nothing else", async () => {
  const { memberId } = await makeMember(database);
  const now = Date.now();
  const at = (agoMs: number) => new Date(now - agoMs).toISOString();
  const send = (values: Parameters<typeof makeMessage>[1]) =>
    makeMessage(database, { senderId: memberId, ...values });
  const day = 86_400_000;
  const byHand = await send({ sentAt: at(2_000) });
  const automated = await send({ sentAt: at(3_000), automated: true });
  const request = await send({ sentAt: at(1_000), channel: "connection_request" });
  await send({ sentAt: at(31 * day), automated: true });
  const week = { ...figure, memberId, messageIds: [byHand.id], windowSeconds: 7 * 86_400 };
  await record("live", [
    { ...week, rule: "D5" },
    { ...week, rule: "D6", messageIds: [], windowSeconds: 30 * 86_400 },
    { ...week, rule: "D4", messageIds: [] },
    { ...week, rule: "D8", messageIds: [], counterpartId: automated.recipientId },
    { ...week, rule: "D17", messageIds: [automated.id] },
  ]);
  const found = await shown(memberId);
  const idsOf = async (rule: "D4" | "D5" | "D6" | "D8" | "D17") => {
    const answer = await viewSignalMessages(database, memberId, found.get(rule)?.signalId ?? "");
    return answer?.messages.map((message) => message.messageId);
  };
  expect(await idsOf("D5")).toEqual([byHand.id]);
  expect(await idsOf("D6")).toEqual([automated.id]);
  expect(await idsOf("D4")).toEqual([request.id]);
  expect(await idsOf("D8")).toEqual([automated.id]);
  expect(await idsOf("D17")).toEqual([automated.id]);
});

it("shows the latest 40 of more, and what the platform deleted since as the case kept it", async () => {
  const { memberId } = await makeMember(database);
  const messages = [];
  const now = Date.now();
  for (let n = 0; n < 42; n++) {
    const sentAt = new Date(now - (n + 1) * 20).toISOString();
    messages.push(await makeMessage(database, { senderId: memberId, sentAt, body: `message ${n}` }));
  }
  const [newest] = messages;
  await record("live", [{ ...figure, rule: "D9", memberId, messageIds: messages.map((one) => one.id) }]);
  const { signalId = "" } = (await shown(memberId)).get("D9") ?? {};
  const before = await viewSignalMessages(database, memberId, signalId);
  expect(before).toMatchObject({ isWhole: false });
  expect(before?.messages.map((one) => one.messageId)).toEqual(messages.slice(0, 40).map((one) => one.id));
  await owner.pool.query(
    `begin; set local session_replication_role = replica;
     delete from messages where message_id = '${newest?.id}'; delete from message_keys where message_id = '${newest?.id}';
     commit`,
  );
  const after = await viewSignalMessages(database, memberId, signalId);
  expect(after?.messages.map((one) => one.messageId)).toEqual(before?.messages.map((one) => one.messageId));
  expect(after?.messages[0]).toMatchObject({ body: "message 0", isGone: true });
  expect(after?.messages[1]).toMatchObject({ isGone: false });
});

it("shows no shadow signal, to nobody else's account, and counts repeats", async () => {
  const [{ memberId }, { memberId: other }] = await Promise.all([makeMember(database), makeMember(database)]);
  await record("shadow", [{ ...figure, rule: "D2", memberId, messageIds: [] }]);
  await record("live", [{ ...figure, rule: "D1", memberId, messageIds: [] }]);
  await record("live", [{ ...figure, rule: "D1", measured: 130, memberId, messageIds: [] }]);
  const found = await shown(memberId);
  expect([...found.keys()]).toEqual(["D1"]);
  expect(found.get("D1")).toMatchObject({ measured: 130, times: 2, policyVersion: 1, hasMessages: true });
  const { signalId = "" } = found.get("D1") ?? {};
  expect(await viewSignalMessages(database, memberId, signalId)).toEqual({ messages: [], isWhole: true });
  expect(await viewSignalMessages(database, other, signalId)).toBeNull();
  expect(await viewSignalMessages(database, memberId, "not-a-uuid")).toBeNull();
  const { rows } = await database.pool.query(
    "select signal_id as id from signals where member_id = $1 and mode = 'shadow'",
    [memberId],
  );
  expect(await viewSignalMessages(database, memberId, rows[0].id)).toBeNull();
});

it("shows the case of a flagged account with the reports about it and the accounts linked to it", async () => {
  const fingerprints = [{ kind: "device" as const, hash: `device-${Date.now()}` }];
  const { memberId } = await makeMember(database, { fingerprints });
  const { memberId: linked } = await makeMember(database, { fingerprints, displayName: "Second Account" });
  const moderator = await makeStaff(database);
  const message = await makeMessage(database, { senderId: memberId });
  await makeReport(database, { subject: { type: "message", id: message.id }, category: "threat" });
  await record("live", [{ ...figure, rule: "D22", memberId, messageIds: [], counterpartId: linked }]);
  const { rows } = await database.pool.query(
    "select reference from cases where member_id = $1 and kind = 'flagged_account'",
    [memberId],
  );
  const view = await viewCase(database, moderator, rows[0].reference);
  expect(view).toMatchObject({
    severity: "P0",
    reportCount: 0,
    signals: [{ rule: "D14" }, { rule: "D22", counterpart: { is: "restricted:", memberId: linked } }],
    reports: [{ category: "threat" }],
    linkedAccounts: [
      { memberId: linked, displayName: "Second Account", kinds: ["device"], weight: 1, measures: [] },
    ],
  });
});
