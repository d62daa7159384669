import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/connect";
import { Client, loadRoutes, makeKey } from "@/db/testing/api-client";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makePolicy } from "@/db/testing/factories";
import { CONTENT_REASON, makeLock } from "@/db/testing/locks";
import { viewLockPage } from "@/lib/services/lock-view";

let testDatabase: TestDatabase;
let database: Database;
let api: Client;

beforeAll(async () => {
  process.env.LOCKKEEPER_SECRET ??= "a secret of the tests, thirty-two characters or more";
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 8 });
  process.env.DATABASE_URL = testDatabase.url;
  (globalThis as { lockkeeperDb?: Database }).lockkeeperDb = database;
  await makePolicy(database);
  api = new Client(await loadRoutes(), await makeKey(database));
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const respond = (lockId: string, json: unknown, headers: Record<string, string> = {}) =>
  api.call(`POST /locks/${lockId}/responses`, { json, headers });
const tokenOf = (url: unknown) => String(url).split("/").at(-1) ?? "";

describe("GET /locks/{id}", () => {
  it("says why a message is held and where each side answers, and nothing of the message", async () => {
    const { lockId, message } = await makeLock(database, { body: `Secret ${randomUUID()}` });
    const { status, json, text } = await api.call(`GET /locks/${lockId}`);
    expect(status).toBe(200);
    expect(json).toEqual({
      id: lockId,
      messageId: message.id,
      senderId: message.senderId,
      recipientId: message.recipientId,
      conversationId: message.conversationId,
      channel: "chat",
      state: "waiting",
      reasons: [CONTENT_REASON],
      policyVersion: 1,
      lockedAt: expect.stringMatching(/Z$/),
      resolvedAt: null,
      resolvedBy: null,
      disputedBy: null,
      recipientUrl: expect.stringContaining("/locked/"),
      senderUrl: expect.stringContaining("/locked/"),
    });
    expect(text).not.toContain("Secret");
    expect(await viewLockPage(database, tokenOf(json.recipientUrl))).toMatchObject({ side: "recipient" });
    expect(await viewLockPage(database, tokenOf(json.senderUrl))).toMatchObject({ side: "sender" });
  });

  it.each([randomUUID(), "42", "%00", "lock:1"])("answers 404 to %s", async (id) => {
    const { status, json } = await api.call(`GET /locks/${id}`);
    expect([status, json.code]).toEqual([404, "not_found"]);
  });

  it("needs the scope read", async () => {
    const { lockId } = await makeLock(database);
    const { status } = await api.as(await makeKey(database, ["ingest"])).call(`GET /locks/${lockId}`);
    expect(status).toBe(403);
  });
});

describe("POST /locks/{id}/responses", () => {
  it("takes the recipient's answer, and the same again with the same effect", async () => {
    const { lockId } = await makeLock(database);
    for (let n = 0; n < 2; n++) {
      const { status, json } = await respond(lockId, { by: "recipient", response: "accept" });
      expect([status, json]).toEqual([200, { lockId, state: "permitted" }]);
    }
  });

  it("answers a key that comes again byte for byte, and refuses it with another body", async () => {
    const { lockId } = await makeLock(database);
    const headers = { "idempotency-key": randomUUID() };
    const first = await respond(lockId, { by: "recipient", response: "report", category: "scam" }, headers);
    expect(first.status).toBe(200);
    expect(first.json).toMatchObject({ state: "reported", caseId: expect.any(String) });
    const again = await respond(lockId, { by: "recipient", response: "report", category: "scam" }, headers);
    expect([again.status, again.text]).toEqual([200, first.text]);
    const other = await respond(lockId, { by: "recipient", response: "refuse" }, headers);
    expect([other.status, other.json.code]).toEqual([422, "idempotency_key_reuse"]);
  });

  it("says in words why an answer is impossible", async () => {
    const { lockId } = await makeLock(database);
    const notTheirs = await respond(lockId, { by: "sender", response: "accept" });
    expect([notTheirs.status, notTheirs.json.code, notTheirs.json.detail]).toEqual([
      409,
      "conflict",
      "The sender can only answer wrongly_locked.",
    ]);
    await respond(lockId, { by: "recipient", response: "report" });
    const settled = await respond(lockId, { by: "recipient", response: "accept" });
    expect([settled.status, settled.json.code]).toEqual([409, "conflict"]);
    expect(settled.json.detail).toContain("reported this message");
  });

  it("answers 404 to a lock that is not there", async () => {
    const { status, json } = await respond(randomUUID(), { by: "recipient", response: "accept" });
    expect([status, json.code]).toEqual([404, "not_found"]);
  });

  it.each([
    [{}, "by"],
    [{ by: "recipient" }, "response"],
    [{ by: "moderator", response: "accept" }, "by"],
    [{ by: "recipient", response: "delete" }, "response"],
    [{ by: "recipient", response: "report", category: "rude" }, "category"],
    [{ by: "recipient", response: "report", note: "x".repeat(5001) }, "note"],
    [{ by: "recipient", response: "report", note: "\u0000" }, "note"],
    [{ by: "recipient", response: "accept", extra: 1 }, "extra"],
  ])("refuses %j at its field and changes nothing", async (body, path) => {
    const { lockId } = await makeLock(database);
    const { status, json } = await respond(lockId, body);
    expect(status).toBe(422);
    expect((json.errors as { path: string }[])[0]?.path).toBe(path);
    expect((await api.call(`GET /locks/${lockId}`)).json.state).toBe("waiting");
  });

  it("needs the scope ingest", async () => {
    const { lockId } = await makeLock(database);
    const reader = api.as(await makeKey(database, ["read"]));
    const { status } = await reader.call(`POST /locks/${lockId}/responses`, {
      json: { by: "recipient", response: "accept" },
    });
    expect(status).toBe(403);
  });
});
