import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { policyDrafts } from "@/db/schema/policy-drafts";
import { rowCounts, startApi, type TestApi } from "@/db/testing/api-client";
import { makeMember, makeMessage, makeStaff, succeeded } from "@/db/testing/factories";
import { type PlaygroundQuestion, playgroundQuestion } from "@/lib/contracts/playground";
import { ACCOUNT_TYPES } from "@/lib/domain/member";
import { DEFAULT_POLICY } from "@/lib/domain/policy";
import { ok } from "@/lib/domain/result";
import { searchPlaygroundMembers, startPlayground, tryMessage } from "./playground";
import { runOperation } from "./run-operation";
import { checkSend } from "./send-check";

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

const question = (values: Partial<PlaygroundQuestion> = {}): PlaygroundQuestion =>
  playgroundQuestion.parse({
    draftId: null,
    senderId: null,
    recipientId: null,
    channel: "chat",
    degree: 2,
    sharedConnections: 1,
    isReply: false,
    automated: false,
    body: "Good morning, are you free for a short call?",
    links: [],
    at: null,
    whatIf: {},
    ...values,
  });
const tried = async (values: Partial<PlaygroundQuestion> = {}) =>
  succeeded(await tryMessage(api.database, question(values)));

describe("the playground", () => {
  it("opens without any member, and says so", async () => {
    const start = await startPlayground(api.database, { memberId: null, draftId: null });
    expect(start).toEqual({ version: 1, drafts: [], sender: null, draftId: null });
  });

  it("answers what the gate answers, for every account type, channel and degree", async () => {
    const { memberId: recipientId } = await makeMember(api.database, { acceptsMessagesFrom: "connections" });
    const before = await rowCounts(api.ownerUrl);
    let compared = 0;
    for (const accountType of ACCOUNT_TYPES) {
      const { memberId: senderId } = await makeMember(api.database, { accountType, connectionCount: 20 });
      await makeMessage(api.database, { senderId, recipientId });
      for (const channel of ["chat", "inmail", "group", "page", "connection_request"] as const) {
        for (const degree of [1, 2, 3] as const) {
          const asked = { senderId, recipientId, channel, degree, sharedConnections: 0 };
          const shown = await tried(asked);
          const answered = succeeded(
            await checkSend(api.database, { ...question(asked), ...asked, conversationId: "another" }),
          );
          expect([shown.verdict, shown.reasons]).toEqual([answered.verdict, answered.reasons]);
          const stopped = shown.checks.filter(({ outcome }) => outcome === "stopped");
          expect(stopped.map(({ rule }) => rule)).toEqual(answered.reasons.map(({ rule }) => rule));
          compared += 1;
        }
      }
    }
    expect(compared).toBe(120);
    const after = await rowCounts(api.ownerUrl);
    expect(after.operations).toBe((before.operations ?? 0) + 2 * ACCOUNT_TYPES.length);
  });

  it("lets a threshold be crossed by supposing", async () => {
    const { memberId: senderId } = await makeMember(api.database, { connectionCount: 500 });
    const first = await tried({ senderId, degree: 1 });
    expect([first.verdict, first.onRecord.connectionCount]).toEqual(["deliver", 500]);
    const e1 = (answer: typeof first) => answer.checks.find(({ rule }) => rule === "E1");
    for (const [connectionCount, outcome] of [
      [14, "stopped"],
      [15, "passed"],
    ] as const) {
      const answer = await tried({ senderId, degree: 1, whatIf: { connectionCount } });
      expect(e1(answer)).toMatchObject({ outcome, measured: connectionCount, threshold: 15 });
      expect(answer.verdict).toBe(outcome === "stopped" ? "lock" : "deliver");
      expect(answer.onRecord.connectionCount).toBe(500);
    }
    const asked = await tried({ senderId, degree: 1, whatIf: { hasAskedToStop: true } });
    expect([asked.verdict, asked.reasons[0]?.rule]).toEqual(["refuse", "E10"]);
  });

  it("judges by a draft, and says when it is gone", async () => {
    const { id: staffId } = await makeStaff(api.database, { role: "policy_manager" });
    const draftId = randomUUID();
    const policy = structuredClone(DEFAULT_POLICY);
    policy.gate.minConnections.basic = 600;
    const values = { draftId, version: 2, title: "Slower", baseVersion: 1, policy, editedBy: [staffId] };
    const save = (state: "editing" | "discarded") =>
      runOperation(
        api.database,
        { actor: { kind: "system", id: "test" }, command: "policy.publish" },
        async (op) => {
          const row = { ...values, state, createdAt: op.at, editedAt: op.at, opId: op.operationId };
          await op.tx
            .insert(policyDrafts)
            .values(row)
            .onConflictDoUpdate({ target: policyDrafts.draftId, set: row });
          op.audit({ subjectType: "policy", subjectId: "2" });
          return ok(null);
        },
      );
    await save("editing");
    const start = await startPlayground(api.database, { memberId: "nobody", draftId });
    expect(start).toMatchObject({ draftId, drafts: [{ draftId, version: 2, title: "Slower" }] });
    const answer = await tried({ draftId, degree: 1 });
    expect([answer.verdict, answer.policy]).toEqual(["lock", { version: 2, draftTitle: "Slower" }]);
    expect((await tried({ degree: 1 })).verdict).toBe("deliver");
    await save("discarded");
    expect(await tryMessage(api.database, question({ draftId }))).toEqual({
      ok: false,
      error: { code: "unknown_draft" },
    });
  });

  it("knows its members, and who is none", async () => {
    const { memberId } = await makeMember(api.database, { id: "play-1", displayName: "Zelda Play" });
    for (const q of ["play-", "zel", "PLAY"]) {
      const found = await searchPlaygroundMembers(api.database, q);
      expect(found).toContainEqual({ memberId, displayName: "Zelda Play", accountType: "basic" });
    }
    for (const q of ["", "  ", "\0", "\ud800", "%", "_"]) {
      expect(await searchPlaygroundMembers(api.database, q)).toEqual([]);
    }
    expect(await tryMessage(api.database, question({ senderId: "nobody-we-know" }))).toMatchObject({
      error: { code: "unknown_member" },
    });
    expect((await tried({ recipientId: "nobody-we-know" })).isRecipientKnown).toBe(false);
    expect((await tried({ recipientId: memberId })).isRecipientKnown).toBe(true);
    const { memberId: shy } = await makeMember(api.database, { acceptsMessagesFrom: "connections" });
    const answer = await tried({ recipientId: shy });
    expect([answer.verdict, answer.reasons[0]?.rule]).toEqual(["refuse", "E7"]);
  });
});
