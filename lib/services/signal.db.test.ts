import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeMember, makeMessage, makePolicy, succeeded } from "@/db/testing/factories";
import type { Actor } from "@/lib/domain/actor";
import type { Hit } from "@/lib/domain/detector";
import { DEFAULT_POLICY, type Policy } from "@/lib/domain/policy";
import { ok } from "@/lib/domain/result";
import { runOperation } from "./run-operation";
import { type Measuring, recordHits } from "./signal";

const DETECTOR: Actor = { kind: "system", id: "test-detector" };
const LIVE: Measuring = { version: 1, policy: DEFAULT_POLICY, mode: "live" };
const HOUR = 3_600_000;

let test: TestDatabase;
let database: Database;
/** Past the fence: what only time can do. */
let owner: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  database = connect(test.url, { max: 20 });
  owner = connect(test.url, { role: null, max: 1 });
  await makePolicy(database);
});

afterAll(async () => {
  await Promise.all([database.close(), owner.close()]);
  await test.drop();
});

type Drawn = Partial<Omit<Hit, "at">> & { agoMs?: number };

async function record(memberId: string, drawn: Drawn[], measuring: Measuring = LIVE): Promise<void> {
  succeeded(
    await runOperation(database, { actor: DETECTOR, command: "signal.record" }, async (op) => {
      const hits = drawn.map(
        ({ agoMs = 0, ...values }): Hit => ({
          rule: "D1",
          memberId,
          measured: 120,
          threshold: 100,
          windowSeconds: 86_400,
          messageIds: [],
          detail: {},
          ...values,
          at: new Date(op.at.getTime() - agoMs),
        }),
      );
      await recordHits(op, measuring, hits);
      op.audit({ subjectType: "member", subjectId: memberId });
      return ok(null);
    }),
  );
}

async function casesOf(memberId: string) {
  const { rows } = await database.pool.query(
    `select case_id as "caseId", kind, subject_type as "subjectType", state, severity, category, channel, language, version,
       extract(epoch from due_at - opened_at)::int as "dueAfter", due_at as "dueAt", why,
       report_count as "reportCount", strongest_signal as strongest, snapshot
     from cases join case_snapshots using (case_id) where member_id = $1 order by opened_at`,
    [memberId],
  );
  return rows;
}

async function signalsOf(memberId: string) {
  const { rows } = await database.pool.query(
    `select rule, measured, threshold, mode, policy_version as version, case_id as "caseId", detail
     from signals where member_id = $1 order by signal_id`,
    [memberId],
  );
  return rows;
}

describe("recordHits", () => {
  it("opens a flagged account case with what was measured and the messages behind it", async () => {
    const { memberId } = await makeMember(database, { locale: "de-CH", displayName: "Ada" });
    const message = await makeMessage(database, { senderId: memberId, body: "the first of many" });
    const counterpartId = message.recipientId;
    const hit: Drawn = { rule: "D9", measured: 31, threshold: 20, messageIds: [message.id], counterpartId };
    await record(memberId, [{ ...hit, detail: { similarityPercent: 80 } }]);
    const [found] = await casesOf(memberId);
    expect(found).toMatchObject({
      kind: "flagged_account",
      subjectType: "member",
      state: "open",
      severity: "P2",
      category: "spam",
      channel: "chat",
      language: "de",
      reportCount: 0,
      dueAfter: 72 * 3600,
      why: { code: "signal", rule: "D9" },
      strongest: { rule: "D9", measured: 31, threshold: 20, windowSeconds: 86_400 },
    });
    expect(found.snapshot.context.map((one: { body: string }) => one.body)).toEqual(["the first of many"]);
    expect(await signalsOf(memberId)).toEqual([
      {
        rule: "D9",
        measured: 31,
        threshold: 20,
        mode: "live",
        version: 1,
        caseId: found.caseId,
        detail: { similarityPercent: 80, counterpartId, messageIds: [message.id] },
      },
    ]);
    const { rows } = await database.pool.query(
      "select command, data from audit_entries where subject_type = 'case' and subject_id = $1",
      [found.caseId],
    );
    expect(rows).toEqual([
      { command: "signal.record", data: expect.objectContaining({ rules: ["D9"], policyVersion: 1 }) },
    ]);
  });

  it("joins the open case: the due time only comes earlier, the strongest figure stays", async () => {
    const { memberId } = await makeMember(database);
    await record(memberId, [{ measured: 300 }]);
    const [first] = await casesOf(memberId);
    await record(memberId, [{ rule: "D17", measured: 0.9, threshold: 0.7 }]);
    const [severe] = await casesOf(memberId);
    expect(severe).toMatchObject({
      caseId: first.caseId,
      severity: "P1",
      category: "scam",
      version: 2,
      strongest: { rule: "D1", measured: 300 },
      why: { code: "signal", rule: "D17" },
    });
    expect(severe.dueAt < first.dueAt).toBe(true);
    await record(memberId, [{ rule: "D10", measured: 0.02, threshold: 0.1 }]);
    const [last, ...others] = await casesOf(memberId);
    expect(others).toEqual([]);
    expect(last).toMatchObject({
      severity: "P1",
      category: "scam",
      dueAt: severe.dueAt,
      why: severe.why,
      strongest: { rule: "D10" },
    });
  });

  it("opens a new case after the last was decided", async () => {
    const { memberId } = await makeMember(database);
    await record(memberId, [{}]);
    await owner.pool.query(
      `begin; set local session_replication_role = replica;
       update cases set state = 'decided', decided_at = now(), outcome = 'dismissed' where member_id = '${memberId}';
       commit`,
    );
    await record(memberId, [{}]);
    const found = await casesOf(memberId);
    expect(found.map((one) => one.state)).toEqual(["decided", "open"]);
    const signals = await signalsOf(memberId);
    expect(signals.map((one) => one.caseId)).toEqual(found.map((one) => one.caseId));
  });

  it("takes the severest of several hits at once, for each member of a batch", async () => {
    const [one, two] = await Promise.all([makeMember(database), makeMember(database)]);
    await record(one.memberId, [
      { measured: 101 },
      { rule: "D14", measured: 1, threshold: 0.3, detail: { category: "threat" } },
      { memberId: two.memberId, rule: "D18", measured: 0.9, threshold: 0.85 },
    ]);
    expect(await casesOf(one.memberId)).toMatchObject([
      { severity: "P0", category: "threat", dueAfter: 3600, strongest: { rule: "D14" } },
    ]);
    expect(await casesOf(two.memberId)).toMatchObject([{ severity: "P2", category: "privacy" }]);
    expect(await signalsOf(one.memberId)).toHaveLength(2);
  });

  it("only records shadow hits, noted rules and findings of an old history", async () => {
    const { memberId } = await makeMember(database);
    await record(memberId, [{}], { ...LIVE, version: 7, mode: "shadow" });
    await record(memberId, [{ rule: "D5", measured: 60, threshold: 50 }]);
    await record(memberId, [{ agoMs: 30 * 24 * HOUR + 1_000 }]);
    expect(await casesOf(memberId)).toEqual([]);
    expect(await signalsOf(memberId)).toMatchObject([
      { rule: "D1", mode: "shadow", version: 7, caseId: null },
      { rule: "D5", mode: "live", caseId: null },
      { rule: "D1", mode: "live", caseId: null },
    ]);
    await record(memberId, [{ agoMs: 30 * 24 * HOUR - 60_000 }]);
    expect(await casesOf(memberId)).toHaveLength(1);
  });

  it("reads severity, response and hours from the policy that measured", async () => {
    const { memberId } = await makeMember(database);
    const { detectors } = DEFAULT_POLICY;
    const policy: Policy = {
      ...DEFAULT_POLICY,
      deadlineHours: { ...DEFAULT_POLICY.deadlineHours, P1: 10 },
      detectors: { ...detectors, D5: { ...detectors.D5, response: "flag", severity: "P1" } },
    };
    await record(memberId, [{ rule: "D5", measured: 60, threshold: 50 }], {
      version: 3,
      policy,
      mode: "live",
    });
    expect(await casesOf(memberId)).toMatchObject([{ severity: "P1", dueAfter: 10 * 3600 }]);
  });

  it("opens one case when 20 operations find something at once", async () => {
    const { memberId } = await makeMember(database);
    await Promise.all(Array.from({ length: 20 }, (_, n) => record(memberId, [{ measured: 101 + n }])));
    const found = await casesOf(memberId);
    expect(found).toMatchObject([{ version: 20, strongest: { measured: 120 } }]);
    const signals = await signalsOf(memberId);
    expect(signals).toHaveLength(20);
    expect(new Set(signals.map((one) => one.caseId))).toEqual(new Set([found[0].caseId]));
  });

  it("takes the cases of many members in one order, whatever order they come in", async () => {
    const members = await Promise.all(Array.from({ length: 8 }, () => makeMember(database)));
    const ids = members.map((one) => one.memberId);
    const orders = Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? ids : [...ids].reverse()));
    await Promise.all(
      orders.map((order) =>
        record(
          ids[0] ?? "",
          order.map((memberId) => ({ memberId })),
        ),
      ),
    );
    for (const memberId of ids) {
      expect(await casesOf(memberId)).toMatchObject([{ version: 12 }]);
      expect(await signalsOf(memberId)).toHaveLength(12);
    }
  });
});
