import type pg from "pg";
import type { Channel, Degree } from "@/lib/domain/channel";
import type { NamedQuery } from "./member";

/** A message to keep. */
export type MessageRow = {
  messageId: string;
  senderId: string;
  recipientId: string;
  conversationId: string;
  channel: Channel;
  degree: Degree;
  sharedConnections: number;
  isReply: boolean;
  isAutomated: boolean;
  body: string;
  links: string[];
  attachments: { name: string; contentType?: string; sizeBytes?: number }[];
  sentAt: Date;
};

/** Months that exist, by pool: each is made once per process. */
const knownMonths = new WeakMap<pg.Pool, Set<string>>();

/** duplicate_table, lock_not_available, deadlock_detected. */
const MADE_MEANWHILE = new Set(["42P07", "55P03", "40P01"]);

/** Makes sure the monthly partitions of these instants exist. Outside any operation: it changes tables, not rows. */
export async function ensureMessageMonths(pool: pg.Pool, instants: Date[]): Promise<void> {
  const known = knownMonths.get(pool) ?? new Set<string>();
  knownMonths.set(pool, known);
  const months = new Set(instants.map((at) => `${at.toISOString().slice(0, 7)}-01`));
  for (const month of months) {
    if (known.has(month)) continue;
    try {
      await pool.query("select app.ensure_month('messages', $1)", [month]);
    } catch (error) {
      // Somebody else made it meanwhile; asking again waits for their commit.
      if (!(error instanceof Error && "code" in error && MADE_MEANWHILE.has(String(error.code)))) throw error;
      await pool.query("select app.ensure_month('messages', $1)", [month]);
    }
    known.add(month);
  }
}

// One statement: the key decides whether a message is new; only new ones are stored and counted.
const SAVE_MESSAGES = `
  with incoming as materialized (
    select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::smallint[],
      $8::integer[], $9::boolean[], $10::boolean[], $11::text[], $12::jsonb[], $13::jsonb[])
      as m(message_id, sender_id, sent_at, conversation_id, recipient_id, channel, degree, shared_connections, is_reply,
        is_automated, body, links, attachments)
  ), keyed as (
    insert into message_keys (message_id, sender_id, sent_at, op_id)
    select message_id, sender_id, sent_at, $14::uuid from incoming order by message_id
    on conflict (message_id) do nothing
    returning message_id
  ), fresh as materialized (
    select incoming.* from incoming join keyed using (message_id)
  ), stored as (
    insert into messages (sender_id, message_id, sent_at, conversation_id, recipient_id, channel, degree,
      shared_connections, is_reply, is_automated, body, links, attachments, op_id)
    select sender_id, message_id, sent_at, conversation_id, recipient_id, channel, degree, shared_connections, is_reply,
      is_automated, body, links, attachments, $14 from fresh
  ), counted as (
    insert into send_counters (member_id, hour, channel, sent, started, started_not_connected, automated, op_id)
    select sender_id, date_trunc('hour', sent_at, 'UTC'), channel, count(*), count(*) filter (where not is_reply),
      count(*) filter (where not is_reply and degree > 1), count(*) filter (where is_automated), $14
    from fresh group by 1, 2, 3 order by 1, 2, 3
    on conflict (member_id, hour, channel) do update set sent = send_counters.sent + excluded.sent,
      started = send_counters.started + excluded.started,
      started_not_connected = send_counters.started_not_connected + excluded.started_not_connected,
      automated = send_counters.automated + excluded.automated, op_id = excluded.op_id
  )
  select message_id as "messageId" from keyed`;

/**
 * Stores messages and counts them for their senders; each id at most once per call, every sender a member. Returns the
 * ids that were new: an id that is on record already changes nothing.
 */
export async function saveMessages(op: NamedQuery, rows: MessageRow[]): Promise<Set<string>> {
  const saved = await op.query<{ messageId: string }>("message_save", SAVE_MESSAGES, [
    rows.map((row) => row.messageId),
    rows.map((row) => row.senderId),
    rows.map((row) => row.sentAt),
    rows.map((row) => row.conversationId),
    rows.map((row) => row.recipientId),
    rows.map((row) => row.channel),
    rows.map((row) => row.degree),
    rows.map((row) => row.sharedConnections),
    rows.map((row) => row.isReply),
    rows.map((row) => row.isAutomated),
    rows.map((row) => row.body),
    rows.map((row) => JSON.stringify(row.links)),
    rows.map((row) => JSON.stringify(row.attachments)),
    op.operationId,
  ]);
  return new Set(saved.map((row) => row.messageId));
}

/** What a stored message must share with another of its id to be the same message. */
export type StoredMessage = Pick<
  MessageRow,
  | "messageId"
  | "senderId"
  | "recipientId"
  | "conversationId"
  | "channel"
  | "degree"
  | "isReply"
  | "isAutomated"
  | "body"
  | "sentAt"
>;

/** Messages on record by id, found through their keys. */
export async function listStoredMessages(op: NamedQuery, messageIds: string[]): Promise<StoredMessage[]> {
  return await op.query(
    "message_stored",
    `select m.message_id as "messageId", m.sender_id as "senderId", m.recipient_id as "recipientId",
       m.conversation_id as "conversationId", m.channel, m.degree, m.is_reply as "isReply",
       m.is_automated as "isAutomated", m.body, m.sent_at as "sentAt"
     from message_keys k
     join messages m on m.sender_id = k.sender_id and m.sent_at = k.sent_at and m.message_id = k.message_id
     where k.message_id = any($1::text[])`,
    [messageIds],
  );
}
