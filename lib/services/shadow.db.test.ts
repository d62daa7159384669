import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { policyDrafts } from "@/db/schema/policy-drafts";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeMember, makePolicy, makeStaff, succeeded, TEST_PLATFORM } from "@/db/testing/factories";
import type { StaffActor } from "@/lib/domain/actor";
import type { Policy } from "@/lib/domain/policy";
import { ok } from "@/lib/domain/result";
import { receiveMessages } from "./message";
import { currentPolicy } from "./policy";
import { runOperation } from "./run-operation";
import { endShadow, runningShadow, startShadow, stopShadow } from "./shadow";
import { viewShadow } from "./shadow-view";

let testDatabase: TestDatabase;
let database: Database;
let manager: StaffActor;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 6 });
  await makePolicy(database);
  manager = await makeStaff(database, { role: "policy_manager" });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

let versions = 100;
async function makeDraft(edit: (policy: Policy) => void): Promise<{ draftId: string; version: number }> {
  const { version: baseVersion, policy } = await currentPolicy(database);
  const draft = structuredClone(policy);
  edit(draft);
  const draftId = randomUUID();
  versions += 1;
  const version = versions;
  succeeded(
    await runOperation(database, { actor: manager, command: "policy.draft" }, async (op) => {
      const by = { createdAt: op.at, editedAt: op.at, editedBy: [manager.id], opId: op.operationId };
      await op.tx
        .insert(policyDrafts)
        .values({ draftId, version, title: "A draft", baseVersion, policy: draft, ...by });
      op.audit({ subjectType: "policy", subjectId: String(version) });
      return ok(null);
    }),
  );
  return { draftId, version };
}

/** So many messages of one member today, each to somebody else. */
async function send(senderId: string, count: number): Promise<void> {
  const to = (await makeMember(database)).memberId;
  const sentAt = new Date().toISOString();
  const messages = Array.from({ length: count }, (_, nth) => ({
    id: randomUUID(),
    senderId,
    recipientId: nth === 0 ? to : `x-${nth}-${senderId}`,
    conversationId: randomUUID(),
    channel: "chat" as const,
    degree: 1 as const,
    sharedConnections: 1,
    isReply: false,
    automated: false,
    body: "Good morning",
    sentAt,
  }));
  const { rejected } = succeeded(await receiveMessages(database, TEST_PLATFORM, messages));
  expect(rejected).toEqual([]);
}

test("a shadow run records what the draft would raise, and does nothing", async () => {
  const { draftId, version } = await makeDraft((policy) => {
    policy.detectors.D1.perDay = 3;
    policy.detectors.D20.perMinute = 1000;
  });
  expect(await runningShadow(database)).toBeNull();
  const before = (await makeMember(database)).memberId;
  await send(before, 5);
  succeeded(await startShadow(database, manager, { draftId, revision: 1 }));
  expect(await runningShadow(database)).toMatchObject({ version });
  const { memberId } = await makeMember(database, { displayName: "Greta Lund" });
  await send(memberId, 5);
  const quiet = (await makeMember(database)).memberId;
  await send(quiet, 2);

  const { rows: signals } = await database.pool.query(
    "select member_id, rule, mode, policy_version, case_id from signals where mode = 'shadow'",
  );
  expect(signals).toEqual([
    { member_id: memberId, rule: "D1", mode: "shadow", policy_version: version, case_id: null },
  ]);
  const view = await viewShadow(database, manager, draftId, new Date());
  expect(view).toMatchObject({
    isRunning: true,
    cannotRun: null,
    takenBy: null,
    rules: [
      {
        rule: "D1",
        live: { signals: 0, members: 0 },
        shadow: { signals: 1, members: 1 },
        newly: 1,
        letGo: 0,
      },
    ],
    newly: [{ memberId, displayName: "Greta Lund", rules: ["D1"] }],
    newlyCount: 1,
  });
  // One account: fewer than ten are not told.
  expect(view?.groups.accountType).toEqual([{ key: "basic", live: 0, shadow: null }]);
  const admin = await viewShadow(database, { role: "admin" }, draftId, new Date());
  expect(admin).toMatchObject({ cannotRun: "no_permission", newly: [], newlyCount: 1 });

  const { until } = succeeded(await stopShadow(database, manager, { draftId }));
  expect(await runningShadow(database)).toBeNull();
  await send((await makeMember(database)).memberId, 5);
  const after = await viewShadow(database, manager, draftId, new Date());
  expect(after).toMatchObject({ isRunning: false, until, newlyCount: 1 });
  expect(await stopShadow(database, manager, { draftId })).toMatchObject({
    error: { code: "shadow_not_running" },
  });
});

test("one draft at a time, whoever is faster", async () => {
  const [one, other] = [await makeDraft(() => {}), await makeDraft(() => {})];
  const answers = await Promise.all(
    [one, other].map(({ draftId }) => startShadow(database, manager, { draftId, revision: 1 })),
  );
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  const [winner, loser] = answers[0]?.ok ? [one, other] : [other, one];
  expect(answers.find((answer) => !answer.ok)).toEqual({
    ok: false,
    error: { code: "shadow_taken", version: winner.version },
  });
  // Starting what runs changes nothing.
  const again = succeeded(await startShadow(database, manager, { draftId: winner.draftId, revision: 1 }));
  const view = await viewShadow(database, manager, winner.draftId, new Date());
  expect(again.since).toBe(view?.since);
  expect(await viewShadow(database, manager, loser.draftId, new Date())).toMatchObject({
    takenBy: winner.version,
    since: null,
    from: null,
  });
  // What closes a draft ends its run in the same operation.
  succeeded(
    await runOperation(database, { actor: manager, command: "policy.discard" }, async (op) => {
      expect(await endShadow(op, loser.draftId)).toBe(false);
      expect(await endShadow(op, winner.draftId)).toBe(true);
      op.audit({ subjectType: "policy", subjectId: String(winner.version) });
      return ok(null);
    }),
  );
  expect(await viewShadow(database, manager, winner.draftId, new Date())).toMatchObject({ isRunning: false });
});

test("is started by a policy manager, on the revision they saw", async () => {
  const { draftId } = await makeDraft(() => {});
  const lead = await makeStaff(database, { role: "lead" });
  expect(await startShadow(database, lead, { draftId, revision: 1 })).toMatchObject({
    error: { code: "forbidden" },
  });
  expect(await startShadow(database, manager, { draftId, revision: 7 })).toMatchObject({
    error: { code: "draft_changed", revision: 1 },
  });
  expect(await startShadow(database, manager, { draftId: randomUUID(), revision: 1 })).toMatchObject({
    error: { code: "draft_not_found" },
  });
});
