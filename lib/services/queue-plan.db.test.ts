import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { listQueueCases } from "@/db/queries/queue";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { NO_FILTER } from "@/lib/contracts/queue";
import type { CaseKind } from "@/lib/domain/case";

const ROWS = 30_000;
const reader = { staffId: "01994d4e-0000-7000-8000-000000000000", at: new Date() };

let server: TestDatabase;
let admin: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  admin = connect(server.url, { role: null, max: 1, statementTimeoutMs: 0 });
  // A third is open: a plan that misses the partial index has something to lose.
  await admin.pool.query(`begin; set local session_replication_role = replica;
    insert into cases (case_id, reference, kind, subject_type, subject_id, member_id, member_name, account_type, state,
      severity, category, opened_at, due_at, why, decided_at, outcome, op_id)
    select gen_random_uuid(), 'CS-' || lpad(to_hex(n), 7, '0'),
      case when n % 500 < 3 then 'flagged_account' when n % 2 = 0 then 'reported_message' else 'reported_account' end, 'message', 's' || n, 'm' || n % 999, 'Lior',
      'basic', case when n % 3 = 0 then 'open' else 'decided' end, 'P2', 'spam', now() - interval '3 days',
      now() + n * interval '1 second', '{}', case when n % 3 = 0 then null else now() end,
      case when n % 3 = 0 then null else 'dismissed' end, gen_random_uuid()
    from generate_series(1, ${ROWS}) n; commit`);
  await admin.pool.query("vacuum analyze cases");
  // As a prepared statement is planned after a few runs: without knowing its values.
  await admin.pool.query("set plan_cache_mode = force_generic_plan");
});
afterAll(async () => {
  await admin.close();
  await server.drop();
});

type Plan = {
  "Node Type": string;
  "Index Name"?: string;
  "Actual Rows": number;
  "Rows Removed by Filter"?: number;
  Plans?: Plan[];
};

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

async function planOf(kinds: CaseKind[] | null, afterRow: number | null): Promise<Plan[]> {
  const cursor = `select due_at as "dueAt", case_id as "caseId" from cases where state = 'open' order by due_at, case_id offset $1 limit 1`;
  const after = afterRow === null ? null : (await admin.pool.query(cursor, [afterRow])).rows[0];
  let asked: pg.QueryConfig | undefined;
  const recorder = {
    query: async (config: pg.QueryConfig) => {
      asked = config;
      return { rows: [] };
    },
  } as unknown as pg.Pool;
  await listQueueCases(recorder, { filter: NO_FILTER, kinds, reader, after, limit: 100 });
  const { rows } = await admin.pool.query(
    `explain (analyze, format json) ${asked?.text}`,
    asked?.values ?? [],
  );
  return nodesOf(rows[0]["QUERY PLAN"][0].Plan);
}

test.each([
  [null, null],
  [null, 9000],
  [["flagged_account"], 2000],
  [["reported_message", "reported_account"], 5000],
  [["appeal"], null],
] as [CaseKind[] | null, number | null][])(
  "a page of %o after row %s reads indexes of open cases in order, and hardly more rows than it shows",
  async (kinds, after) => {
    const nodes = await planOf(kinds, after);
    const scans = nodes.filter((node) => node["Index Name"]?.startsWith("cases_"));
    expect(scans).toHaveLength(kinds?.length ?? 1);
    for (const scan of scans) {
      expect(["cases_queue", "cases_queue_kind"]).toContain(scan["Index Name"]);
      expect(scan["Actual Rows"] + (scan["Rows Removed by Filter"] ?? 0)).toBeLessThanOrEqual(400);
    }
  },
);
