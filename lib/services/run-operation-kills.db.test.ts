import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { startCutProxy } from "@/db/testing/cut-proxy";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { seeded } from "@/db/testing/random";
import type { Actor } from "@/lib/domain/actor";
import { ok, refuse } from "@/lib/domain/result";
import { isTransient } from "./postgres-error";
import { runOperation } from "./run-operation";

const KILLS = 500;
const WORKERS = 8;
const MEMBERS = 40;
/** An operation unanswered for longer hangs. */
const HANG_MS = 10_000;
const ACTOR: Actor = { kind: "system", id: "campaign" };

let testDatabase: TestDatabase;
let admin: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = connect(testDatabase.url, { role: null, max: 3, applicationName: "nemesis" });
});
afterAll(async () => {
  await admin.close();
  await testDatabase.drop();
});

type Fate = "write" | "throw" | "refuse";
class Deliberate extends Error {}

/** One business command of five writes over four tables, with an event and a job; `between` runs between the statements. */
function writeOnce(
  database: Database,
  intent: { operationId: string; memberId: string; fate: Fate },
  between: () => Promise<void>,
) {
  const { operationId, memberId, fate } = intent;
  return runOperation(
    database,
    { operationId, actor: ACTOR, command: "member.put", payload: { memberId } },
    async (op) => {
      const [member] = await op.query<{ n: number }>(
        "campaign_member",
        `update members set connection_count = connection_count + 1, op_id = $2 where member_id = $1
         returning connection_count as n`,
        [memberId, operationId],
      );
      for (const nth of [1, 2, 3]) {
        await between();
        await op.query(
          "campaign_fingerprint",
          "insert into member_fingerprints (member_id, kind, hash, op_id) values ($1, 'device', $2, $3)",
          [memberId, `${operationId}:${nth}`, operationId],
        );
      }
      await between();
      if (fate === "throw") throw new Deliberate("on purpose");
      if (fate === "refuse") return refuse({ code: "on_purpose" });
      op.emit({ memberId, type: "member.changed", payload: { operationId } });
      op.enqueue({ task: "campaign", payload: { operationId } });
      op.audit({ subjectType: "member", subjectId: memberId });
      return ok({ count: member?.n ?? -1 });
    },
  );
}

async function makeMembers(database: Database, prefix: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => `${prefix}-${n}`);
  await runOperation(database, { actor: ACTOR, command: "member.batch" }, async (op) => {
    await op.query(
      "campaign_members",
      `insert into members (member_id, account_type, display_name, joined_at, profile, op_id)
       select id, 'basic', id, now(), '{}', $2 from unnest($1::text[]) id`,
      [ids, op.operationId],
    );
    op.audit({ subjectType: "member", subjectId: prefix });
    return ok(null);
  });
  return ids;
}

/** What the database holds of each operation; a whole one has exactly the counts of `WHOLE`. */
async function traces(): Promise<Map<string, Record<string, number>>> {
  const { rows } = await admin.pool.query<{ op_id: string; part: string; n: number }>(
    `select op_id, part, count(*)::int as n from (
       select operation_id as op_id, case when is_done then 'sealed' else 'unsealed' end as part from operations
         where actor_id = 'campaign' and command = 'member.put'
       union all select op_id, 'fingerprints' from member_fingerprints
       union all select op_id, 'audits' from audit_entries where actor_id = 'campaign' and command = 'member.put'
       union all select op_id, 'events' from outbox_events
       union all select (payload->>'operationId')::uuid, 'jobs' from graphile_worker._private_jobs
     ) all_rows group by op_id, part`,
  );
  const found = new Map<string, Record<string, number>>();
  for (const { op_id, part, n } of rows) found.set(op_id, { ...found.get(op_id), [part]: n });
  return found;
}
const WHOLE = { sealed: 1, fingerprints: 3, audits: 1, events: 1, jobs: 1 };

test(`${KILLS} backends killed inside their transactions: nothing stray, half, hung, lost or doubled`, {
  timeout: 120_000,
}, async () => {
  const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const random = seeded(seed);
  const database = connect(testDatabase.url, { max: WORKERS + 2, applicationName: "victim" });
  const memberIds = await makeMembers(database, "victim", MEMBERS);
  const escaped: unknown[] = [];
  const onEscape = (error: unknown) => escaped.push(error);
  process.on("unhandledRejection", onEscape);
  process.on("uncaughtException", onEscape);

  let kills = 0;
  const strikes = new Set<Promise<void>>();
  const strike = async () => {
    const { rows } = await admin.pool.query<{ hit: boolean }>(
      `select pg_terminate_backend(pid) as hit from (
         select pid from pg_stat_activity
         where datname = current_database() and application_name = 'victim' and xact_start is not null
         order by random() limit 1) one`,
    );
    if (rows[0]?.hit) kills++;
  };
  /** The nemesis strikes while operations move, so that every kill lands inside some transaction. */
  const between = async () => {
    if (random() < 0.06 && kills + strikes.size < KILLS) {
      const one: Promise<void> = strike().finally(() => strikes.delete(one));
      strikes.add(one);
    }
    await pause(random() * 6);
  };

  const answered = { ok: new Map<string, number>(), refused: 0, threw: 0, lostDatabase: 0 };
  const intents = new Map<string, string>();
  const wrong: string[] = [];
  const worker = async () => {
    while (kills < KILLS) {
      const operationId = randomUUID();
      const memberId = memberIds[Math.floor(random() * MEMBERS)] ?? "victim-0";
      const dice = random();
      const fate: Fate = dice < 0.05 ? "throw" : dice < 0.1 ? "refuse" : "write";
      intents.set(operationId, memberId);
      const late = new AbortController();
      const outcome = await Promise.race([
        writeOnce(database, { operationId, memberId, fate }, between).then(
          (answer) => ({ answer }),
          (error: unknown) => ({ error }),
        ),
        pause(HANG_MS, "hung" as const, { signal: late.signal }),
      ]);
      late.abort();
      if (outcome === "hung") wrong.push(`${operationId} hung`);
      else if ("answer" in outcome) {
        const { answer } = outcome;
        if (answer.ok && fate === "write") answered.ok.set(operationId, answer.value.count);
        else if (!answer.ok && answer.error.code === "on_purpose" && fate === "refuse") answered.refused++;
        else wrong.push(`${operationId} ${fate}: ${JSON.stringify(answer)}`);
      } else if (outcome.error instanceof Deliberate && fate === "throw") answered.threw++;
      // Nine attempts hit nine times: the caller learns of it, and nothing may have been written.
      else if (isTransient(outcome.error)) answered.lostDatabase++;
      else wrong.push(`${operationId} ${fate}: ${String(outcome.error)}`);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
  await Promise.all(strikes);
  await database.close();
  process.off("unhandledRejection", onEscape);
  process.off("uncaughtException", onEscape);

  const found = await traces();
  const report = { seed, half: 0, stray: 0, resolvedButAbsent: 0, rejectedButCommitted: 0 };
  for (const [operationId, parts] of found) {
    const isWhole =
      JSON.stringify(Object.entries(parts).sort()) === JSON.stringify(Object.entries(WHOLE).sort());
    if (!isWhole) report.half++;
    if (!intents.has(operationId) || !parts.sealed) report.stray++;
    if (!answered.ok.has(operationId)) report.rejectedButCommitted++;
  }
  for (const operationId of answered.ok.keys()) if (!found.has(operationId)) report.resolvedButAbsent++;
  expect({ ...report, wrong, escaped: escaped.map(String) }).toEqual({
    seed,
    half: 0,
    stray: 0,
    resolvedButAbsent: 0,
    rejectedButCommitted: 0,
    wrong: [],
    escaped: [],
  });

  // Each effect once: a member's counter is the number of its acknowledged writes, each of which saw its own value.
  const { rows: counters } = await admin.pool.query(
    `select m.member_id, m.connection_count::int as n, m.event_sequence::int as events,
            (select coalesce(array_agg(e.sequence::int order by e.sequence), '{}') from outbox_events e
             where e.member_id = m.member_id) as sequence
     from members m where m.member_id like 'victim-%'`,
  );
  for (const { member_id, n, events, sequence } of counters) {
    const seen = [...answered.ok].filter(([id]) => intents.get(id) === member_id).map(([, count]) => count);
    const upToN = Array.from({ length: n }, (_, index) => index + 1);
    expect(seen.sort((a, b) => a - b)).toEqual(upToN);
    expect(events).toBe(n);
    expect(sequence).toEqual(upToN);
  }
  expect(kills).toBeGreaterThanOrEqual(KILLS);
  expect(answered.ok.size).toBeGreaterThan(KILLS);
  expect(answered.refused).toBeGreaterThan(0);
  expect(answered.threw).toBeGreaterThan(0);
  expect(answered.lostDatabase).toBeLessThan(KILLS / 50);
});

test.each([true, false])(
  "100 connections cut around COMMIT, pipeline %s: each operation happens once",
  async (pipeline) => {
    const proxy = await startCutProxy(testDatabase.url);
    const database = connect(proxy.url, { max: 4, pipeline });
    try {
      const [memberId = ""] = await makeMembers(database, `cut-${pipeline}`, 1);
      const ids: string[] = [];
      for (let nth = 1; nth <= 100; nth++) {
        const operationId = randomUUID();
        ids.push(operationId);
        proxy.cutNext(nth % 2 === 0 ? "before_commit" : "after_commit");
        const answer = await writeOnce(database, { operationId, memberId, fate: "write" }, async () => {});
        expect(answer).toEqual({ ok: true, value: { count: nth } });
        expect(proxy.cuts).toBe(nth);
      }
      const found = await traces();
      for (const operationId of ids) expect(found.get(operationId)).toEqual(WHOLE);
    } finally {
      await database.close();
      await proxy.close();
    }
  },
);
