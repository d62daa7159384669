import pg from "pg";
import { connect } from "@/db/connect";
import { migrate } from "@/db/migrate";
import { API_SCOPES } from "@/lib/domain/permission";
import { createApiKey } from "@/lib/services/api-key";
import { ensurePolicy } from "@/lib/services/policy";
import { uuidOf } from "./platform";

/** A database with so many messages, and a key for its API. */
export type MessagePlatform = { messages: number; url: string; name: string; key: string };

/** Members who write; each has written messages ÷ members before, over sixty days. */
export const WRITERS = 2_000;
/** People each of them writes to. */
export const PEOPLE = 50;

const OP = `'${uuidOf(3, 0)}'::uuid`;

/** Runs work on one connection to a server or database. */
export async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function onDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

const SENT = (messages: number) => `
  select i, 'm' || (i % ${WRITERS}) as sender, 'm' || ((i % ${WRITERS} * 7 + (i / ${WRITERS}) % ${PEOPLE} + 1) % ${WRITERS}) as recipient,
    'c-' || (i % ${WRITERS}) || '-' || ((i / ${WRITERS}) % ${PEOPLE}) as conversation,
    date_trunc('minute', now()) - interval '1 hour' - (${messages} - i) * (interval '60 days' / ${messages}) as at
  from generate_series(0, ${messages} - 1) i`;

function fillings(messages: number): [what: string, sql: string][] {
  return [
    [
      "members",
      `insert into members (member_id, account_type, display_name, joined_at, profile, connection_count, op_id)
       select 'm' || i, (array['basic', 'premium_business', 'recruiter_lite', 'sales_navigator'])[1 + i % 4],
         'Member ' || i, now() - interval '400 days',
         '{"photo":true,"currentPosition":true,"skills":5,"schools":1,"completenessPercent":80}', 40 + i % 900, ${OP}
       from generate_series(0, ${WRITERS - 1}) i`,
    ],
    [
      "messages' keys",
      `insert into message_keys (message_id, sender_id, sent_at, op_id)
       select 'msg-' || i, sender, at, ${OP} from (${SENT(messages)}) s`,
    ],
    [
      "messages",
      `insert into messages (sender_id, message_id, sent_at, conversation_id, recipient_id, channel, degree, is_reply, body, op_id)
       select sender, 'msg-' || i, at, conversation, recipient, 'chat', 1 + i % 2, i % 3 = 0,
         'Good morning, are you free for a short call about the harbour project this week? ' || i, ${OP}
       from (${SENT(messages)}) s`,
    ],
    [
      "counters",
      `insert into send_counters (member_id, hour, channel, sent, started, started_not_connected, automated, op_id)
       select sender, date_trunc('hour', at, 'UTC'), 'chat', count(*), count(*) filter (where i % 3 <> 0),
         count(*) filter (where i % 3 <> 0 and i % 2 = 1), 0, ${OP} from (${SENT(messages)}) s group by 1, 2`,
    ],
    [
      "people and conversations",
      `with pairs as (select distinct sender, recipient, conversation from (${SENT(messages)}) s),
         people as (insert into counterparts (member_id, counterpart_id, first_sent_at, last_sent_at, unanswered, op_id)
           select distinct on (sender, recipient) sender, recipient, now() - interval '60 days', now() - interval '1 day', 0, ${OP} from pairs)
       insert into conversations (member_id, conversation_id, counterpart_id, channel, started_at, answered_at, op_id)
       select sender, conversation, recipient, 'chat', now() - interval '60 days', now() - interval '50 days', ${OP} from pairs`,
    ],
    [
      "sender states",
      `insert into sender_states (member_id, minutes, op_id)
       select 'm' || i, jsonb_build_array(jsonb_build_array(floor(extract(epoch from now()) / 60)::int - 30, 2)), ${OP}
       from generate_series(0, ${WRITERS - 1}) i`,
    ],
  ];
}

/** Makes an empty migrated database with the default policy and a key for its API. */
export async function makeEmptyPlatform(serverUrl: string, name: string): Promise<MessagePlatform> {
  const url = onDatabase(serverUrl, name);
  await dropDatabase(serverUrl, name);
  await onServer(serverUrl, (client) => client.query(`create database ${name}`));
  await migrate(url);
  const database = connect(url, { max: 2 });
  await ensurePolicy(database);
  const actor = { kind: "system", id: "bench" } as const;
  const made = await createApiKey(database, actor, { name: "bench", scopes: [...API_SCOPES] });
  await database.close();
  if (!made.ok) throw new Error("no key was made");
  return { messages: 0, url, name, key: made.value.key };
}

/** Makes a database with members and `messages` messages, by set-based SQL with triggers off, and a key for its API. */
export async function makeMessagePlatform(
  serverUrl: string,
  messages: number,
  say: (text: string) => void,
): Promise<MessagePlatform> {
  const platform = await makeEmptyPlatform(serverUrl, `lockkeeper_bench_messages_${messages}`);
  await onServer(platform.url, async (client) => {
    await client.query("set session_replication_role = replica");
    await client.query(
      "select app.ensure_month('messages', (now() - n * interval '1 month')::date) from generate_series(-1, 3) n",
    );
    for (const [what, sql] of fillings(messages)) {
      const began = performance.now();
      await client.query(sql);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      say(`${messages.toLocaleString("en")} messages: ${what} in ${seconds} s`);
    }
    await client.query("vacuum analyze");
    await client.query("checkpoint");
  });
  return { ...platform, messages };
}

/** Removes a database, ending what is connected to it. */
export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await onServer(serverUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
}
