import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { connect, type Database } from "@/db/connect";
import { policyDrafts } from "@/db/schema/policy-drafts";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makePolicy, makeStaff, succeeded } from "@/db/testing/factories";
import type { StaffActor } from "@/lib/domain/actor";
import { BACK_TEST_ROWS } from "@/lib/domain/back-test-result";
import type { Policy } from "@/lib/domain/policy";
import { ok } from "@/lib/domain/result";
import { startWorker } from "@/lib/jobs/worker";
import { cancelBackTest, listChangedAccounts, startBackTest, viewBackTest } from "./back-test";
import { recoverBackTests } from "./back-test-ledger";
import { runBackTest } from "./back-test-run";
import { currentPolicy } from "./policy";
import { runOperation } from "./run-operation";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

let testDatabase: TestDatabase;
let database: Database;
let admin: Database;
let manager: StaffActor;

beforeAll(async () => {
  process.env.LOCKKEEPER_SECRET ??= "a secret of the tests, thirty-two characters or more";
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 6 });
  admin = connect(testDatabase.url, { role: null, max: 2, statementTimeoutMs: 0 });
  await makePolicy(database);
  manager = await makeStaff(database, { role: "policy_manager" });
  await fill();
});
afterAll(async () => {
  await Promise.all([database.close(), admin.close()]);
  await testDatabase.drop();
});

/** A past of 40,000 messages by 300 members over 100 days, written past the application: what counts is that it is there. */
async function fill(): Promise<void> {
  const client = await admin.pool.connect();
  try {
    await client.query("set session_replication_role = replica");
    await client.query("select setseed(0.42)");
    const opId = (await client.query("select operation_id from operations limit 1")).rows[0].operation_id;
    await client.query(
      `select app.ensure_month('messages', month::date::text::date)
       from generate_series(date_trunc('month', now() - interval '125 days'), now(), interval '1 month') month`,
    );
    await client.query(
      `insert into members (member_id, account_type, display_name, joined_at, connection_count, profile, locale, country, op_id)
       select 'b' || n, (array['basic', 'basic', 'premium_business', 'company_page'])[1 + n % 4], 'Member ' || n,
         now() - interval '1 year', (n * 37) % 1500,
         '{"photo":true,"currentPosition":true,"skills":3,"schools":1,"completenessPercent":80}',
         (array['en', 'de-DE', null])[1 + (n / 3) % 3], (array['IE', 'DE'])[1 + n % 2], $1
       from generate_series(1, 300) n`,
      [opId],
    );
    // Whole days of some members: a figure a day that grows with the member's number.
    await client.query(
      `insert into messages (sender_id, message_id, sent_at, conversation_id, recipient_id, channel, degree, is_reply,
         is_automated, body, op_id)
       select 'b' || n, 'm-' || n || '-' || day || '-' || nth,
         date_trunc('day', now()) - make_interval(days => day) + make_interval(secs => nth * 400),
         'c-' || n || '-' || day || '-' || nth, 'b' || (1 + (n * 7 + nth) % 300), 'chat', 1 + nth % 3, false,
         nth % 9 = 0, 'Good morning ' || nth, $1
       from generate_series(1, 300) n, generate_series(1, 100, 9) day,
         generate_series(1, (n * 13 + day * 7) % 140) nth
       where (n + day) % 6 = 0`,
      [opId],
    );
    await client.query("analyze messages");
  } finally {
    client.release(true);
  }
}

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

async function started(draftId: string, days = 90): Promise<string> {
  return succeeded(await startBackTest(database, manager, { draftId, revision: 1, days })).backTestId;
}

async function rowOf(backTestId: string) {
  const { rows } = await admin.pool.query("select * from back_tests where back_test_id = $1", [backTestId]);
  return rows[0];
}

const run = (backTestId: string) => runBackTest({ database, url: testDatabase.url }, backTestId);

/** Members over a day's threshold since a day, straight from the messages (D1, D12, E9). */
async function overPerDay(perDay: number, from: Date): Promise<string[]> {
  const { rows } = await admin.pool.query(
    `select distinct member_id from (
       select m.sender_id as member_id, count(*) + count(*) filter (where m.is_automated) as weighed
       from messages m where m.sent_at >= $1 group by m.sender_id, date_trunc('day', m.sent_at, 'UTC')) days
     join members using (member_id)
     where weighed > $2 * (case when account_type in ('basic', 'company_page') then 1 else 1.5 end)
       * (case when connection_count >= 1000 then 0.8 else 1 end) order by 1`,
    [from, perDay],
  );
  return rows.map(({ member_id: memberId }) => memberId);
}

describe("a back-test", () => {
  test("of a draft that halves D1 finds whom SQL finds, and in which groups", async () => {
    const { draftId, version } = await makeDraft((policy) => {
      policy.detectors.D1.perDay = 50;
    });
    const backTestId = await started(draftId);
    await run(backTestId);
    const row = await rowOf(backTestId);
    expect(row).toMatchObject({ state: "done", revision: 1, messages_done: row.messages_total });
    const base = await overPerDay(100, row.from);
    const draft = await overPerDay(50, row.from);
    const newly = draft.filter((memberId) => !base.includes(memberId));
    expect(base.length).toBeGreaterThan(10);
    expect(newly.length).toBeGreaterThan(20);

    const view = await viewBackTest(database, manager, { draftId, scope: "D1" });
    const figures = view?.figures;
    expect(view).toMatchObject({
      version,
      cannotRun: null,
      latest: { backTestId, state: "done", isOld: false },
    });
    expect(figures?.result).toMatchObject({
      base: { accounts: base.length },
      draft: { accounts: draft.length },
      newly: { accounts: newly.length, judged: 0 },
      letGo: { accounts: 0 },
    });
    const rows = [];
    for (let from: number | null = 0; from !== null; ) {
      const page = await listChangedAccounts(database, { run: backTestId, list: "newly", scope: "D1", from });
      rows.push(...(page?.rows ?? []));
      from = page?.next ?? null;
    }
    expect(rows.map(({ memberId }) => memberId).sort()).toEqual(newly);
    expect(rows[0]).toMatchObject({ rule: "D1", judged: null, href: `/accounts/${rows[0]?.memberId}` });

    const { rows: groups } = await admin.pool.query(
      `select m.account_type as key, count(*)::int as members,
         (count(*) filter (where member_id = any($2)))::int as base,
         (count(*) filter (where member_id = any($3)))::int as draft
       from members m where exists (select 1 from messages s where s.sender_id = m.member_id and s.sent_at >= $1)
       group by 1 order by members desc, key`,
      [row.from, base, draft],
    );
    expect(figures?.result?.groups.accountType).toEqual(groups);
    expect(figures?.result?.groups.language.map(({ key }) => key).sort()).toEqual(["", "de", "en"]);
    expect(JSON.stringify(row.result).length).toBeLessThan(1_000_000);
    expect(rows.length).toBeLessThanOrEqual(BACK_TEST_ROWS);
  });

  test("of nothing changed finds the same on both sides", async () => {
    const { draftId } = await makeDraft(() => {});
    const backTestId = await started(draftId, 30);
    await run(backTestId);
    const view = await viewBackTest(database, manager, { draftId, scope: "all" });
    expect(view?.figures?.result?.base).toEqual(view?.figures?.result?.draft);
    expect(view?.figures?.result).toMatchObject({ newly: { accounts: 0 }, letGo: { accounts: 0 } });
    expect(view?.figures?.leftOut).toContain("D9");
  });

  test("is started by somebody who may, once at a time, on the revision they saw", async () => {
    const { draftId, version } = await makeDraft(() => {});
    const moderator = await makeStaff(database);
    const input = { draftId, revision: 1, days: 30 };
    expect(await startBackTest(database, moderator, input)).toMatchObject({ error: { code: "forbidden" } });
    expect(await startBackTest(database, manager, { ...input, revision: 2 })).toEqual({
      ok: false,
      error: { code: "draft_changed", revision: 1 },
    });
    expect(await startBackTest(database, manager, { ...input, draftId: randomUUID() })).toMatchObject({
      error: { code: "draft_not_found" },
    });
    const both = await Promise.all([
      startBackTest(database, manager, input),
      startBackTest(database, manager, input),
    ]);
    expect(both.filter(({ ok: isOk }) => isOk)).toHaveLength(1);
    expect(both.find(({ ok: isOk }) => !isOk)).toEqual({
      ok: false,
      error: { code: "back_test_busy", version },
    });
    const [winner] = both.filter((answer) => answer.ok);
    if (winner) succeeded(await cancelBackTest(database, manager, succeeded(winner)));
  });

  test("that was cancelled before it began does not begin", async () => {
    const { draftId } = await makeDraft(() => {});
    const backTestId = await started(draftId);
    succeeded(await cancelBackTest(database, manager, { backTestId }));
    await run(backTestId);
    expect(await rowOf(backTestId)).toMatchObject({ state: "cancelled", messages_done: 0, result: null });
    expect(await cancelBackTest(database, manager, { backTestId })).toMatchObject({
      error: { code: "back_test_finished" },
    });
  });

  test("that is cancelled while it runs stops, and stores nothing", async () => {
    const { draftId } = await makeDraft(() => {});
    const backTestId = await started(draftId);
    const running = run(backTestId);
    await vi.waitFor(async () => expect((await rowOf(backTestId)).state).toBe("running"), { interval: 5 });
    succeeded(await cancelBackTest(database, manager, { backTestId }));
    await running;
    expect(await rowOf(backTestId)).toMatchObject({ state: "cancelled", result: null });
  });

  test("is run by one worker at a time", async () => {
    const { draftId } = await makeDraft(() => {});
    const backTestId = await started(draftId, 30);
    await Promise.all([run(backTestId), run(backTestId)]);
    expect((await rowOf(backTestId)).state).toBe("done");
    const { rows } = await admin.pool.query(
      "select count(*)::int as n from audit_entries where command = 'back_test.finish' and data->>'backTestId' = $1",
      [backTestId],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  test("goes back to the others when its worker is stopped", async () => {
    const { draftId } = await makeDraft(() => {});
    const backTestId = await started(draftId, 30);
    const means = { database, url: testDatabase.url, signal: AbortSignal.abort() };
    await expect(runBackTest(means, backTestId)).rejects.toThrow();
    expect(await rowOf(backTestId)).toMatchObject({ state: "queued", result: { attempts: 0 } });
    await run(backTestId);
    expect((await rowOf(backTestId)).state).toBe("done");
  });
});

/** A worker process like `npm run lockkeeper -- worker`. */
function spawnWorker(): ChildProcess {
  const code = `
    const { startWorker } = await import("./lib/jobs/worker.ts");
    const { connect } = await import("./db/connect.ts");
    await startWorker(process.env.DATABASE_URL, connect(process.env.DATABASE_URL));`;
  return spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "--input-type=module", "--eval", code],
    { cwd: ROOT, env: { ...process.env, DATABASE_URL: testDatabase.url }, stdio: "ignore" },
  );
}

describe("a worker that is lost", () => {
  test("leaves a run that another one does again, with the same result", async () => {
    const { draftId } = await makeDraft((policy) => {
      policy.detectors.D1.perDay = 50;
    });
    const backTestId = await started(draftId);
    const worker = spawnWorker();
    const gone = once(worker, "exit");
    await vi.waitFor(async () => expect((await rowOf(backTestId)).state).toBe("running"), {
      timeout: 50_000,
      interval: 10,
    });
    worker.kill("SIGKILL");
    await gone;
    expect((await rowOf(backTestId)).state).toBe("running");
    // Nobody took it before it was old enough: the job is still the dead worker's.
    expect(await recoverBackTests(database)).toBe(0);
    expect(await recoverBackTests(database, 0)).toBe(1);
    expect((await rowOf(backTestId)).state).toBe("queued");
    const other = await startWorker(testDatabase.url, database);
    try {
      await vi.waitFor(async () => expect((await rowOf(backTestId)).state).toBe("done"), {
        timeout: 50_000,
        interval: 50,
      });
    } finally {
      await other.stop();
    }
    const row = await rowOf(backTestId);
    const draft = await overPerDay(50, row.from);
    expect(row.result.scopes.D1.draft.accounts).toBe(draft.length);
  }, 120_000);

  test("three times over, the run has failed, and says so", async () => {
    const { draftId } = await makeDraft(() => {});
    const backTestId = await started(draftId, 30);
    const client = await admin.pool.connect();
    await client.query("set session_replication_role = replica");
    await client.query(
      `update back_tests set state = 'running', result = '{"attempts": 3}' where back_test_id = $1`,
      [backTestId],
    );
    client.release(true);
    expect(await recoverBackTests(database, 0)).toBe(1);
    const view = await viewBackTest(database, manager, { draftId, scope: "all" });
    expect(view).toMatchObject({ latest: { state: "failed", failure: "worker_lost" }, figures: null });
  });
});
