import type { Channel, Degree } from "@/lib/domain/channel";
import type { NamedQuery } from "./ask";

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

/** Stores what `incoming` selects, as one statement: the key decides what is new; only that is stored and counted. */
function savingOf(incoming: string, operation: string): string {
  return `
  with incoming as materialized (
    ${incoming}
  ), keyed as (
    insert into message_keys (message_id, sender_id, sent_at, op_id)
    select message_id, sender_id, sent_at, ${operation}::uuid from incoming order by message_id
    on conflict (message_id) do nothing
    returning message_id
  ), fresh as materialized (
    select incoming.* from incoming join keyed using (message_id)
  ), stored as (
    insert into messages (sender_id, message_id, sent_at, conversation_id, recipient_id, channel, degree,
      shared_connections, is_reply, is_automated, body, links, attachments, op_id)
    select sender_id, message_id, sent_at, conversation_id, recipient_id, channel, degree, shared_connections, is_reply,
      is_automated, body, links, attachments, ${operation} from fresh
  ), counted as (
    insert into send_counters (member_id, hour, channel, sent, started, started_not_connected, automated, op_id)
    select sender_id, date_trunc('hour', sent_at, 'UTC'), channel, count(*), count(*) filter (where not is_reply),
      count(*) filter (where not is_reply and degree > 1), count(*) filter (where is_automated), ${operation}
    from fresh group by 1, 2, 3 order by 1, 2, 3
    on conflict (member_id, hour, channel) do update set sent = send_counters.sent + excluded.sent,
      started = send_counters.started + excluded.started,
      started_not_connected = send_counters.started_not_connected + excluded.started_not_connected,
      automated = send_counters.automated + excluded.automated, op_id = excluded.op_id
  )
  select message_id as "messageId" from keyed`;
}

const SAVE_MESSAGES = savingOf(
  `select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::smallint[],
      $8::integer[], $9::boolean[], $10::boolean[], $11::text[], $12::jsonb[], $13::jsonb[])
      as m(message_id, sender_id, sent_at, conversation_id, recipient_id, channel, degree, shared_connections, is_reply,
        is_automated, body, links, attachments)`,
  "$14",
);

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

/** The session's own table that an import copies a chunk into, before one operation stores it. */
export const CREATE_IMPORT_CHUNK = `create temp table if not exists import_chunk (
  line integer primary key, message_id text not null, sender_id text not null, recipient_id text not null,
  conversation_id text not null, sent_at timestamptz not null, body text not null)`;
export const COPY_IMPORT_CHUNK =
  "copy import_chunk (line, message_id, sender_id, recipient_id, conversation_id, sent_at, body) from stdin";

// The accounts of a chunk that are not on record yet: basic ones, joined with their first message.
const SAVE_IMPORT_MEMBERS = `
  insert into members (member_id, account_type, display_name, joined_at, profile, op_id)
  select id, 'basic', 'Member ' || id, min(sent_at),
    '{"photo":false,"currentPosition":false,"skills":0,"schools":0,"completenessPercent":0}', $1::uuid
  from (select sender_id as id, sent_at from import_chunk union all select recipient_id, sent_at from import_chunk) seen
  group by id order by id on conflict (member_id) do nothing`;

// A message answers when the other side wrote in the conversation before, on record or earlier in the chunk.
const SAVE_IMPORT_MESSAGES = savingOf(
  `select c.message_id, c.sender_id, c.sent_at, c.conversation_id, c.recipient_id, 'chat' as channel, 1::smallint as degree,
      0 as shared_connections, coalesce(other.first_at < c.sent_at, false) as is_reply, false as is_automated, c.body,
      '[]'::jsonb as links, '[]'::jsonb as attachments
    from import_chunk c
    left join (
      select sender_id, conversation_id, min(first_at) as first_at from (
        select sender_id, conversation_id, min(sent_at) as first_at from import_chunk group by 1, 2
        union all
        select w.sender_id, w.conversation_id, found.first_at
        from (select distinct recipient_id as sender_id, conversation_id from import_chunk) w
        cross join lateral (select min(m.sent_at) as first_at from messages m
          where m.sender_id = w.sender_id and m.conversation_id = w.conversation_id) found
        where found.first_at is not null
      ) wrote group by 1, 2
    ) other on other.sender_id = c.recipient_id and other.conversation_id = c.conversation_id`,
  "$1",
);

/** Stores the chunk in `import_chunk` with its members; returns how many of its messages were new. */
export async function saveImportChunk(op: NamedQuery): Promise<number> {
  await op.query("import_members", SAVE_IMPORT_MEMBERS, [op.operationId]);
  return (await op.query("import_messages", SAVE_IMPORT_MESSAGES, [op.operationId])).length;
}
