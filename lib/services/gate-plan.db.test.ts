import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { asking } from "@/db/queries/ask";
import { findGateFacts } from "@/db/queries/gate";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import type { CountsNeeded } from "@/lib/domain/velocity";

const MEMBERS = 2_000;
/** The sender with the longest history: every hour of 400 days in three channels, a conversation with everybody. */
const HEAVY = "m1";
const LIGHT = "m2";
const TODAY: CountsNeeded = { days: 1, channels: [] };

let server: TestDatabase;
let admin: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  admin = connect(server.url, { role: null, max: 1, statementTimeoutMs: 0 });
  const op = "'0198f0a0-0000-7000-8000-000000000001'::uuid";
  await admin.pool.query(`begin; set local session_replication_role = replica;
    insert into members (member_id, account_type, display_name, joined_at, profile, op_id)
    select 'm' || n, 'basic', 'Lior', now() - interval '2 years',
      '{"photo":true,"currentPosition":true,"skills":5,"schools":1,"completenessPercent":80}', ${op} from generate_series(1, ${MEMBERS}) n;
    insert into send_counters (member_id, hour, channel, sent, started, op_id)
    select member, date_trunc('hour', now()) - h * interval '1 hour', channel, 3, 1, ${op}
    from (select 'm1' as member, h, channel from generate_series(0, 9599) h, unnest(array['chat','inmail','group']) channel
      union all select 'm' || n, h * 7, 'chat' from generate_series(2, ${MEMBERS}) n, generate_series(0, 9) h) c
    order by hashtext(member || h::text);
    insert into sender_states (member_id, op_id) select 'm' || n, ${op} from generate_series(1, ${MEMBERS}) n;
    insert into counterparts (member_id, counterpart_id, op_id)
    select 'm1', 'm' || n, ${op} from generate_series(2, ${MEMBERS}) n;
    insert into conversations (member_id, conversation_id, counterpart_id, channel, started_at, op_id)
    select 'm1', 'c' || n, 'm' || n, 'chat', now(), ${op} from generate_series(2, ${MEMBERS}) n;
    insert into stop_requests (member_id, recipient_id, requested_at, op_id)
    select 'm1', 'x' || n, now(), ${op} from generate_series(1, ${MEMBERS}) n;
    insert into challenge_passes (member_id, challenge_id, kind, passed_at, op_id)
    select 'm1', gen_random_uuid(), 'captcha', now() - n * interval '1 hour', ${op} from generate_series(1, ${MEMBERS}) n;
    insert into restrictions (restriction_id, decision_id, member_id, measure, channels, directions, audience, counterparts,
      scope_cells, audience_key, starts_at, ends_at, policy_clause, policy_version, op_id)
    select gen_random_uuid(), gen_random_uuid(), 'm1', 'temporary_block', array['chat'], array['start'], 'anyone', '{}', array[0],
      'anyone', now() - (n + 2) * interval '1 hour', now() - (n + 1) * interval '1 hour', '4.2', 1, ${op}
    from generate_series(1, ${MEMBERS}) n;
    commit`);
  await admin.pool.query("vacuum analyze");
  // As a prepared statement is planned after a few runs: without knowing its values.
  await admin.pool.query("set plan_cache_mode = force_generic_plan");
});
afterAll(async () => {
  await admin.close();
  await server.drop();
});

type Plan = {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Plans?: Plan[];
};
function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** What the gate's one statement reads, as the database tells it. */
async function readBy(senderId: string, needed: CountsNeeded) {
  let asked: { text: string; values: unknown[] } | undefined;
  await findGateFacts(
    async (_name, text, values) => {
      asked = { text, values };
      return [];
    },
    { senderId, recipientId: "m900", conversationId: "c900", ...needed },
  );
  const { rows } = await admin.pool.query(
    `explain (analyze, buffers, format json) ${asked?.text ?? ""}`,
    asked?.values ?? [],
  );
  const [{ Plan: plan, "Execution Time": ms }] = rows[0]["QUERY PLAN"];
  const nodes = nodesOf(plan as Plan);
  const scans = nodes.filter((node) => node["Relation Name"] !== undefined);
  return {
    ms: ms as number,
    blocks: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"],
    rows: scans.reduce((sum, node) => sum + node["Actual Rows"] * node["Actual Loops"], 0),
    dropped: nodes.reduce((sum, node) => sum + (node["Rows Removed by Filter"] ?? 0), 0),
    sequential: scans.filter((node) => node["Node Type"] === "Seq Scan").map((node) => node["Relation Name"]),
  };
}

test("the gate reads the same for a heavy sender as for a light one", async () => {
  const [heavy, light] = [await readBy(HEAVY, TODAY), await readBy(LIGHT, TODAY)];
  expect([heavy.sequential, light.sequential]).toEqual([[], []]);
  // One row each of member, recipient, pair, conversation, state, pass; at most 24 hours × 3 channels of counts.
  expect(heavy.rows).toBeLessThanOrEqual(6 + 24 * 3);
  expect(heavy.dropped).toBe(0);
  expect(heavy.blocks).toBeLessThan(120);
});

test("the month of an InMail reads 30 days of counts and no more", async () => {
  const heavy = await readBy(HEAVY, { days: 30, channels: ["inmail"] });
  expect(heavy.sequential).toEqual([]);
  expect(heavy.rows).toBeLessThanOrEqual(6 + 29 * 24 + 24 * 3);
  expect(heavy.rows).toBeGreaterThan(29 * 24);
});

test.each<CountsNeeded>([
  TODAY,
  { days: 7, channels: ["connection_request"] },
  { days: 30, channels: ["inmail"] },
])("the statement for $days days is planned once, not at every check", async (needed) => {
  const database = connect(server.url, { max: 1 });
  const ask = asking(database);
  const sending = { recipientId: "m900", conversationId: "c900", ...needed };
  for (let n = 1; n <= 30; n++) await findGateFacts(ask, { senderId: `m${n}`, ...sending });
  const { rows } = await database.pool.query(
    "select generic_plans::int as once, custom_plans::int as again from pg_prepared_statements where name like 'gate_facts%'",
  );
  await database.close();
  expect(rows).toHaveLength(1);
  expect(rows[0].once).toBeGreaterThan(20);
});

test("nobody waits for a statement about a sender who is not there", async () => {
  expect(
    await findGateFacts(asking(admin), {
      senderId: "nobody",
      recipientId: "m1",
      conversationId: "c",
      ...TODAY,
    }),
  ).toBe(null);
});
