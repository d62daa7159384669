import pg from "pg";
import { connect } from "@/db/connect";
import { migrate } from "@/db/migrate";
import { ensurePolicy } from "@/lib/services/policy";

/** A filled platform, twice: as the application has it, and a copy without the fence for the SQL by hand. */
export type Platform = {
  cases: number;
  /** The application's database. */
  url: string;
  /** The same rows; business constraints stay, the fence and the seal are taken off so that plain SQL may write. */
  handUrl: string;
};

/** People who review, members, and messages that can still be reported. */
export const STAFF = 400;
/** One case each: nobody's restrictions overlap, so every decision does the same work. */
export const membersFor = (cases: number): number => cases;
export const CONVERSATIONS = 8_000;
export const MESSAGES_EACH = 10;

/** The id of the n-th row of a kind: readable in a plan, and the same in SQL and here. */
export function uuidOf(kind: number, n: number): string {
  return `${kind.toString(16).padStart(8, "0")}-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
}
const sqlUuid = (kind: number, n: string) =>
  `('${kind.toString(16).padStart(8, "0")}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

export const KIND = { staff: 1, case: 2, operation: 3, audit: 4 } as const;
const OP = `'${uuidOf(KIND.operation, 0)}'::uuid`;

/** Spreads 0…count-1 over itself without a pattern that an index would like. */
const scattered = (count: number) => `((i::bigint * 7919) % ${count})`;

function fillings(cases: number): [what: string, sql: string][] {
  const members = membersFor(cases);
  return [
    [
      "staff",
      `insert into staff (staff_id, email, display_name, role, password_hash, op_id)
       select ${sqlUuid(KIND.staff, "i")}, 's' || i || '@bench.test', 'Reviewer ' || i, 'moderator', 'x', ${OP}
       from generate_series(1, ${STAFF}) i`,
    ],
    [
      "members",
      `insert into members (member_id, account_type, display_name, joined_at, profile, email, locale, country, op_id)
       select 'm' || i, 'basic', 'Member ' || i, now() - interval '400 days',
         '{"photo":true,"currentPosition":true,"skills":5,"schools":1,"completenessPercent":80}', 'm' || i || '@bench.test',
         'en', 'IE', ${OP} from generate_series(0, ${members - 1}) i`,
    ],
    [
      "messages",
      `with sent as (
         select c, n, 'm' || (c % ${members}) as a, 'm' || ((c * 7 + 1) % ${members}) as b,
           date_trunc('hour', now()) - (c % 20) * interval '1 day' + n * interval '1 minute' as at
         from generate_series(0, ${CONVERSATIONS - 1}) c, generate_series(0, ${MESSAGES_EACH - 1}) n
       ), keyed as (
         insert into message_keys (message_id, sender_id, sent_at, op_id)
         select 'msg-' || c || '-' || n, case when n % 2 = 0 then a else b end, at, ${OP} from sent
       )
       insert into messages (sender_id, message_id, sent_at, conversation_id, recipient_id, channel, degree, is_reply, body, op_id)
       select case when n % 2 = 0 then a else b end, 'msg-' || c || '-' || n, at, 'c-' || c,
         case when n % 2 = 0 then b else a end, 'chat', 2, n % 2 = 1,
         'Good morning, are you free for a short call about our offer this week? ' || c || ' ' || n, ${OP} from sent`,
    ],
    [
      "operations",
      `insert into operations (operation_id, actor_kind, actor_id, command, payload_hash, is_done, result, xid, at)
       select ${sqlUuid(KIND.operation, "i")}, 'api_key', 'bench', 'report.receive', repeat('0', 64), true, '{"v":{}}',
         '3', now() - interval '1 hour' from generate_series(1, ${cases}) i`,
    ],
    [
      "audit entries",
      `insert into audit_entries (entry_id, at, actor_kind, actor_id, command, subject_type, subject_id, data, xid, op_id)
       select ${sqlUuid(KIND.audit, "i")}, now() - interval '1 hour', 'api_key', 'bench', 'report.receive', 'case',
         ${sqlUuid(KIND.case, "i")}::text, '{"isNew":true,"category":"spam"}', '3', ${sqlUuid(KIND.operation, "i")}
       from generate_series(1, ${cases}) i`,
    ],
    [
      "cases",
      `insert into cases (case_id, reference, kind, subject_type, subject_id, member_id, member_name, account_type,
         severity, category, channel, language, opened_at, due_at, why, report_count, op_id)
       select ${sqlUuid(KIND.case, "i")}, 'CS-' || lpad(i::text, 7, '0'),
         case when i % 8 = 0 then 'flagged_account' else 'reported_message' end,
         case when i % 8 = 0 then 'member' else 'message' end, 'subject-' || i, 'm' || (i % ${members}),
         'Member ' || (i % ${members}), 'basic', 'P' || (i % 3), 'spam', 'chat', 'en',
         now() - interval '1 hour' - ${scattered(cases)} * interval '1 second',
         now() - interval '30 days' + ${scattered(cases)} * (interval '30 days' / ${cases}),
         '{"code":"first_report","hours":72,"at":"2026-01-01T00:00:00.000Z"}', 1, ${OP}
       from generate_series(1, ${cases}) i`,
    ],
    [
      "case snapshots",
      `insert into case_snapshots (case_id, snapshot, taken_at, op_id)
       select ${sqlUuid(KIND.case, "i")}, '{}', now() - interval '1 hour', ${OP} from generate_series(1, ${cases}) i`,
    ],
    [
      "reports",
      `insert into reports (report_id, reporter_id, subject_type, subject_id, member_id, category, received_at, case_id, op_id)
       select 'r' || i, 'm' || ((i * 31) % ${members}), 'message', 'subject-' || i, 'm' || (i % ${members}), 'spam',
         now() - interval '1 hour', ${sqlUuid(KIND.case, "i")}, ${OP} from generate_series(1, ${cases}) i`,
    ],
  ];
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function onDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/**
 * Makes and fills the two databases by set-based SQL as the superuser of `serverUrl`, triggers off. Says what it does
 * through `say`.
 */
export async function makePlatform(
  serverUrl: string,
  cases: number,
  say: (text: string) => void,
): Promise<Platform> {
  const name = `lockkeeper_bench_${cases}`;
  const [url, handUrl] = [onDatabase(serverUrl, name), onDatabase(serverUrl, `${name}_hand`)];
  await dropPlatform(serverUrl, cases);
  await onServer(serverUrl, (client) => client.query(`create database ${name}`));
  await migrate(url);
  const database = connect(url, { max: 1 });
  await ensurePolicy(database);
  await database.close();
  await onServer(url, async (client) => {
    await client.query("set session_replication_role = replica");
    await client.query(
      "select app.ensure_month('messages', (now() - n * interval '1 month')::date) from generate_series(0, 2) n",
    );
    for (const [what, sql] of fillings(cases)) {
      const began = performance.now();
      await client.query(sql);
      say(
        `${cases.toLocaleString("en")} cases: ${what} in ${((performance.now() - began) / 1000).toFixed(1)} s`,
      );
    }
    await client.query("vacuum analyze");
    await client.query("checkpoint");
  });
  await onServer(serverUrl, (client) =>
    client.query(`create database ${name}_hand template ${name} strategy file_copy`),
  );
  await onServer(handUrl, (client) =>
    client.query(`do $$ declare t record; begin
      for t in select tgrelid::regclass as rel, tgname from pg_trigger
        where tgname in ('a_fence', 'operations_sealed') and tgparentid = 0
      loop execute format('drop trigger %I on %s', t.tgname, t.rel); end loop; end $$`),
  );
  return { cases, url, handUrl };
}

/** Removes the two databases. */
export async function dropPlatform(serverUrl: string, cases: number): Promise<void> {
  await onServer(serverUrl, async (client) => {
    for (const suffix of ["", "_hand"]) {
      await client.query(`drop database if exists lockkeeper_bench_${cases}${suffix} with (force)`);
    }
  });
}
