import type { Channel, Degree } from "@/lib/domain/channel";
import type { CountedSort } from "@/lib/domain/counted-messages";
import { arrayText } from "./array-text";
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

/** Stores what `incoming` selects, as one statement: the key decides what is new, and only that is stored. */
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
  )
  select message_id as "messageId", is_reply as "isReply" from fresh`;
}

const SAVE_MESSAGES = savingOf(
  `select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::smallint[],
      $8::integer[], $9::boolean[], $10::boolean[], $11::text[], $12::jsonb[], $13::jsonb[])
      as m(message_id, sender_id, sent_at, conversation_id, recipient_id, channel, degree, shared_connections, is_reply,
        is_automated, body, links, attachments)`,
  "$14",
);

/**
 * Stores messages; each id at most once per call, every sender a member. Returns the ids that were new: an id that is on
 * record already changes nothing. What was new has to be observed by the same operation, which counts it.
 */
export async function saveMessages(op: NamedQuery, rows: MessageRow[]): Promise<Set<string>> {
  const saved = await op.query<{ messageId: string }>("message_save", SAVE_MESSAGES, [
    arrayText(rows.map((row) => row.messageId)),
    arrayText(rows.map((row) => row.senderId)),
    arrayText(rows.map((row) => row.sentAt.toISOString())),
    arrayText(rows.map((row) => row.conversationId)),
    arrayText(rows.map((row) => row.recipientId)),
    arrayText(rows.map((row) => row.channel)),
    arrayText(rows.map((row) => row.degree)),
    arrayText(rows.map((row) => row.sharedConnections)),
    arrayText(rows.map((row) => row.isReply)),
    arrayText(rows.map((row) => row.isAutomated)),
    arrayText(rows.map((row) => row.body)),
    arrayText(rows.map((row) => JSON.stringify(row.links))),
    arrayText(rows.map((row) => JSON.stringify(row.attachments))),
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
  | "sharedConnections"
  | "links"
  | "attachments"
>;

/** Messages on record by id, found through their keys. */
export async function listStoredMessages(op: NamedQuery, messageIds: string[]): Promise<StoredMessage[]> {
  return await op.query(
    "message_stored",
    `select m.message_id as "messageId", m.sender_id as "senderId", m.recipient_id as "recipientId",
       m.conversation_id as "conversationId", m.channel, m.degree, m.is_reply as "isReply",
       m.is_automated as "isAutomated", m.body, m.sent_at as "sentAt", m.shared_connections as "sharedConnections",
       m.links, m.attachments
     from message_keys k
     join messages m on m.sender_id = k.sender_id and m.sent_at = k.sent_at and m.message_id = k.message_id
     where k.message_id = any($1::text[])`,
    [messageIds],
  );
}

/** Which of a member's messages show what a detector measured: those of a time, of a sort, to everybody or one person. */
export type MessagesBehind = {
  memberId: string;
  from: Date;
  until: Date;
  only: CountedSort;
  counterpartId: string | null;
};

/** SQL: whether the row `m` is of the sort (`CountedSort`) and to the person (null: to everybody) that two texts name. */
export const isCounted = (m: string, only: string, counterpart: string): string => `
  (${counterpart} is null or ${m}.recipient_id = ${counterpart})
  and (${m}.channel = 'connection_request') = (${only} = 'requests')
  and (${only} <> 'by_hand' or not ${m}.is_automated) and (${only} <> 'automated' or ${m}.is_automated)
  and (${only} not in ('starts', 'starts_not_connected') or not ${m}.is_reply)
  and (${only} <> 'starts_not_connected' or ${m}.degree > 1)`;

/** Of this many of a member's latest messages, at most so many ids are given for one figure. */
const LOOKED_THROUGH = 1_000;
const IDS_BEHIND = 20;

const LIST_BEHIND = `
  select w.nth::int as nth, found.ids from unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::text[])
    with ordinality as w(member_id, from_at, until_at, only_sort, counterpart_id, nth)
  cross join lateral (
    select array_agg(kept.message_id order by kept.sent_at, kept.message_id) as ids from (
      select latest.message_id, latest.sent_at from (
        select m.message_id, m.sent_at, m.recipient_id, m.channel, m.is_automated, m.is_reply, m.degree from messages m
        where m.sender_id = w.member_id and m.sent_at >= w.from_at and m.sent_at <= w.until_at
        order by m.sent_at desc, m.message_id desc limit ${LOOKED_THROUGH}) latest
      where ${isCounted("latest", "w.only_sort", "w.counterpart_id")}
      order by latest.sent_at desc, latest.message_id desc limit ${IDS_BEHIND}) kept) found`;

/** The latest ids behind each of these figures, the latest last; in the order asked. */
export async function listMessagesBehind(op: NamedQuery, asked: MessagesBehind[]): Promise<string[][]> {
  const rows = await op.query<{ nth: number; ids: string[] | null }>("message_behind", LIST_BEHIND, [
    arrayText(asked.map((one) => one.memberId)),
    arrayText(asked.map((one) => one.from.toISOString())),
    arrayText(asked.map((one) => one.until.toISOString())),
    arrayText(asked.map((one) => one.only)),
    arrayText(asked.map((one) => one.counterpartId)),
  ]);
  const byPlace = new Map(rows.map((row) => [row.nth, row.ids ?? []]));
  return asked.map((_, place) => byPlace.get(place + 1) ?? []);
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

/** Makes the accounts of the chunk in `import_chunk` that are not on record yet. */
export async function saveImportMembers(op: NamedQuery): Promise<void> {
  await op.query("import_members", SAVE_IMPORT_MEMBERS, [op.operationId]);
}

/** Stores the chunk in `import_chunk`, whose members are on record; returns what was new, and whether it answers. */
export function saveImportChunk(op: NamedQuery): Promise<{ messageId: string; isReply: boolean }[]> {
  return op.query("import_messages", SAVE_IMPORT_MESSAGES, [op.operationId]);
}
