import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { CLAIM_LEASE_MS } from "@/lib/domain/case";
import { tokenFor } from "@/lib/services/access-token";
import { verifyAudit } from "@/lib/services/audit-verify";
import { type SeedSummary, seed } from "./seed";

process.env.LOCKKEEPER_SECRET ??= "a secret of the tests, thirty-two characters or more";

const NOW = new Date("2026-11-20T10:00:00.000Z");
let servers: TestDatabase[];
let summaries: SeedSummary[];
let database: Database;

beforeAll(async () => {
  servers = await Promise.all([createTestDatabase(), createTestDatabase()]);
  summaries = await Promise.all(
    servers.map(({ url }) =>
      seed(url, { size: "small", password: "sample password", now: NOW, progress: () => {} }),
    ),
  );
  database = connect(servers[0]?.url ?? "");
});
afterAll(async () => {
  await database?.close();
  await Promise.all((servers ?? []).map((server) => server.drop()));
});

async function rows<R extends object>(text: string): Promise<R[]> {
  return (await database.pool.query<R & Record<string, unknown>>(text)).rows;
}

/** Rows that break an invariant: there must be none. */
async function expectNone(text: string): Promise<void> {
  expect(await rows(text)).toEqual([]);
}

async function digest(one: Database): Promise<unknown> {
  const { rows: found } = await one.pool.query(`
    select (select md5(string_agg(c::text, '' order by case_id)) from (select case_id, reference, subject_id, due_at, outcome, version from cases) c) as cases,
      (select md5(string_agg(m::text, '' order by message_id)) from (select message_id, sender_id, sent_at, body from messages) m) as messages,
      (select md5(string_agg(r::text, '' order by restriction_id)) from (select restriction_id, member_id, measure, starts_at, ends_at, lifted_at from restrictions) r) as restrictions,
      (select md5(string_agg(content::text, '' order by notice_id)) from notices) as notices,
      (select count(*) from audit_entries)::int as audit_entries`);
  return found[0];
}

test("the same seed gives the same platform", async () => {
  expect(summaries[1]).toEqual(summaries[0]);
  const other = connect(servers[1]?.url ?? "");
  try {
    expect(await digest(other)).toEqual(await digest(database));
  } finally {
    await other.close();
  }
});

test("it has some of everything", async () => {
  const [summary] = summaries;
  expect(summary).toMatchObject({ members: 60, openAppeals: 4 });
  expect(summary?.messages).toBeGreaterThanOrEqual(600);
  const kinds = await rows<{ kind: string; state: string; n: number }>(
    "select kind, state, count(*)::int as n from cases group by 1, 2 order by 1, 2",
  );
  expect(kinds.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    "appeal decided",
    "appeal open",
    "flagged_account decided",
    "flagged_account open",
    "locked_message open",
    "reported_account decided",
    "reported_account open",
    "reported_message decided",
    "reported_message open",
  ]);
  expect(await rows("select count(distinct account_type)::int as n from members")).toEqual([{ n: 8 }]);
  const appeals = await rows<{ outcome: string }>(
    "select distinct outcome from appeals where outcome is not null",
  );
  expect(appeals.length).toBeGreaterThanOrEqual(2);
});

test("no report is lost: accepted are open or decided, and stand as their case does", async () => {
  const [sums] = await rows<{ accepted: number; open: number; decided: number }>(`
    select count(*)::int as accepted, count(*) filter (where r.state = 'open' and c.state = 'open')::int as open,
      count(*) filter (where r.state <> 'open' and c.state = 'decided')::int as decided
    from reports r join cases c using (case_id)`);
  expect(sums?.accepted).toBe(summaries[0]?.reports);
  expect((sums?.open ?? 0) + (sums?.decided ?? 0)).toBe(sums?.accepted);
  await expectNone(`select c.case_id from cases c left join reports r using (case_id) where c.kind like 'reported%'
    group by c.case_id having count(distinct r.reporter_id) <> c.report_count`);
  await expectNone(`select r.report_id from reports r join cases c using (case_id) left join appeals a
      on a.decision_id in (select decision_id from decisions d where d.case_id = c.case_id)
    where c.state = 'decided' and (r.state = 'upheld') <> (c.outcome = 'actioned' and a.outcome is distinct from 'overturned')`);
});

test("every decision has its audit entry, by the person who decided, and its case the outcome", async () => {
  await expectNone(`select d.decision_id from decisions d left join audit_entries e
      on e.data->>'decisionId' = d.decision_id::text and e.actor_id = d.decided_by::text and e.at = d.decided_at
    where e.entry_id is null`);
  await expectNone(`select c.case_id from cases c left join decisions d on d.case_id = c.case_id
    where c.state = 'decided' and (d.outcome is distinct from c.outcome or d.decided_at is distinct from c.decided_at
      or d.case_version is distinct from c.version - 1)`);
  await expectNone(
    "select decision_id from decisions d join cases c using (case_id) where d.decided_at < c.opened_at",
  );
});

test("restrictions, strikes and notices are those of the measures", async () => {
  await expectNone(`select d.decision_id from decisions d left join restrictions r on r.decision_id = d.decision_id
    where d.outcome in ('actioned', 'dismissed', 'upheld', 'overturned')
    group by d.decision_id having count(r.*) filter (where exists (select 1 from decision_restrictions x
      where x.decision_id = d.decision_id and x.restriction_id = r.restriction_id and x.effect = 'created'))
      <> case d.outcome when 'actioned' then jsonb_array_length(d.measures) else 0 end`);
  await expectNone(`select s.strike_id from strikes s join decisions d using (decision_id)
    where s.removed_at is null and exists (select 1 from appeals a where a.decision_id = d.decision_id and a.outcome = 'overturned')`);
  await expectNone(`select r.restriction_id from restrictions r join appeals a using (decision_id)
    where a.outcome = 'overturned' and r.lifted_at is null and (r.ends_at is null or r.ends_at > a.decided_at)`);
  await expectNone(`select d.decision_id from decisions d left join notices n on n.decision_id = d.decision_id and n.kind <> 'appeal_received'
    where d.outcome <> 'dismissed' group by d.decision_id having count(n.*) <> 1`);
});

test("an appeal is heard by somebody else", async () => {
  await expectNone(`select a.appeal_id from appeals a join decisions first_one on first_one.decision_id = a.decision_id
    join decisions answer on answer.appealed_decision_id = a.decision_id where answer.decided_by = first_one.decided_by`);
  await expectNone(`select a.appeal_id from appeals a join decisions d using (decision_id) join cases c on c.case_id = a.case_id
    where not (d.decided_by = any (c.excluded_staff_ids))`);
});

test("counters are the messages, events are numbered, claims are leases, nothing is in the future", async () => {
  await expectNone(`select 1 from (select sum(sent) as sent, sum(started) as started from send_counters) k,
      (select count(*) as sent, count(distinct (sender_id, conversation_id)) filter (where not is_reply and channel <> 'connection_request')
          + count(*) filter (where not is_reply and channel = 'connection_request') as started from messages) m
    where k.sent <> m.sent or k.started <> m.started`);
  await expectNone(`select c.conversation_id from conversations c where (answered_at is not null) <> exists (
    select 1 from messages m where m.sender_id = c.counterpart_id and m.conversation_id = c.conversation_id and m.sent_at > c.started_at)`);
  await expectNone(`select member_id from outbox_events join members using (member_id) group by member_id, event_sequence
    having max(sequence) <> event_sequence or count(*) <> event_sequence`);
  const lease = `interval '${CLAIM_LEASE_MS} milliseconds'`;
  await expectNone(
    `select case_id from cases where claimed_by is not null and claim_expires_at <> claimed_at + ${lease}`,
  );
  await expectNone(`select message_id from messages where sent_at > '${NOW.toISOString()}'`);
  await expectNone(
    `select entry_id from audit_entries where at > '${NOW.toISOString()}' and command <> 'sample.fill'`,
  );
});

test("links open what they name, and the chain is sealed and whole", async () => {
  const [notice] = await rows<{ notice_id: string }>("select notice_id from notices limit 1");
  const token = tokenFor("notice", notice?.notice_id ?? "");
  const { rows: found } = await database.pool.query(
    "select purpose, target_id from access_tokens where token_hash = sha256($1::text::bytea)",
    [token],
  );
  expect(found).toEqual([{ purpose: "notice", target_id: notice?.notice_id }]);
  const client = await database.pool.connect();
  try {
    expect(await verifyAudit(client)).toMatchObject({ isOk: true, unsealed: 0 });
  } finally {
    client.release();
  }
});

test("a database with something in it is left alone", async () => {
  await expect(
    seed(servers[0]?.url ?? "", { size: "small", password: "x", now: NOW, progress: () => {} }),
  ).rejects.toThrow(/not empty/);
});

test("what the filter held back scores over the line, and waits or says who ended it", async () => {
  expect(
    await rows("select count(*)::int as n from locks where disputed_at is not null and state = 'waiting'"),
  ).toEqual([{ n: 2 }]);
  await expectNone(`select lock_id from locks, jsonb_array_elements(reasons) r
    where (r->>'measured')::float < (r->>'threshold')::float or jsonb_array_length(weighed) = 0`);
  await expectNone(
    `select l.lock_id from locks l left join messages m using (sender_id, message_id, sent_at) where m.message_id is null`,
  );
});
