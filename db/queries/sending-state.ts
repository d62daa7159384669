import type { Campaign } from "@/lib/domain/campaign";
import type { Channel } from "@/lib/domain/channel";
import {
  type Conversation,
  type Counterpart,
  type DayTotals,
  type HourCount,
  keyOf,
  type Marks,
  type Memory,
  type SenderState,
} from "@/lib/domain/observer";
import { arrayText } from "./array-text";
import type { NamedQuery } from "./ask";

const MAKE_STATES = `
  insert into sender_states (member_id, op_id)
  select member_id, $2::uuid from members where member_id = any($1::text[]) order by 1
  on conflict (member_id) do nothing`;
const HOLD_STATES = `
  select member_id as "memberId" from sender_states where member_id = any($1::text[]) order by member_id for update`;
const HOLD_STATE = `select member_id as "memberId" from sender_states where member_id = $1 for update`;
const SHARE_STATE = `select member_id as "memberId" from sender_states where member_id = $1 for share`;

/** Up to this many members are held one by one, each as weakly as it may be. */
const HELD_SINGLY = 4;

/** Holds what rows there are; returns the ids of the others. */
async function holdRows(op: NamedQuery, ids: string[], senders: ReadonlySet<string>): Promise<string[]> {
  const asked =
    ids.length > HELD_SINGLY
      ? [op.query<{ memberId: string }>("sending_hold", HOLD_STATES, [arrayText(ids)])]
      : ids.map((id) =>
          senders.has(id)
            ? op.query<{ memberId: string }>("sending_hold_one", HOLD_STATE, [id])
            : op.query<{ memberId: string }>("sending_share_one", SHARE_STATE, [id]),
        );
  const held = new Set((await Promise.all(asked)).flatMap((rows) => rows.map((row) => row.memberId)));
  return ids.filter((id) => !held.has(id));
}

/**
 * Holds the rows under which messages of these senders to these recipients are observed, until the transaction ends; those
 * of members that are missing are made. A sender is held against everybody, a recipient against writing itself meanwhile:
 * what one side's message does to the other side's figures is then the same as if one had come after the other. In the
 * order of the ids; the first lock of an operation.
 */
export async function holdSenders(
  op: NamedQuery,
  senderIds: readonly string[],
  recipientIds: readonly string[],
): Promise<void> {
  const senders = new Set(senderIds);
  const all = [...new Set([...senderIds, ...recipientIds])].sort();
  const missing = await holdRows(op, all, senders);
  if (missing.length === 0) return;
  const made = op.query("sending_make", MAKE_STATES, [arrayText(missing), op.operationId]);
  // What was made here is held; what another made a moment ago is waited for.
  await Promise.all([made, holdRows(op, missing, senders)]);
}

/** Which days of a sender's counters a batch needs, in UTC days since 1970, both included. */
type SenderSpan = { memberId: string; fromDay: number; toDay: number };

/** What a batch needs of the memory. */
export type MemoryQuestion = {
  senders: SenderSpan[];
  /** Both directions of every pair that writes. */
  pairs: { memberId: string; counterpartId: string }[];
  /** Of both sides. */
  conversations: { memberId: string; conversationId: string }[];
};

/** A campaign as it is kept: signature, recipients, message ids, marks. */
type CampaignRow = [string, [string, number][], string[], Marks];

type StateRow = Pick<SenderState, "memberId" | "minutes" | "marks"> & { campaigns: CampaignRow[] };

function campaignFrom([signature, recipients, messageIds, marks]: CampaignRow): Campaign {
  return { signature, recipients, messageIds, marks };
}

function rowOfCampaign({ signature, recipients, messageIds, marks }: Campaign): CampaignRow {
  return [signature, recipients, messageIds, marks];
}

// A lateral question behind `offset 0` is asked of the index once per key, however large or small the table is.
const LIST_STATES = `
  select s.* from unnest($1::text[]) as w(member_id) cross join lateral (
    select member_id as "memberId", minutes, campaigns, marks from sender_states where member_id = w.member_id offset 0) s`;

// Hours are whole in UTC, so a day is a whole number of them.
const LIST_DAYS = `
  select w.member_id as "memberId", d.* from unnest($1::text[], $2::int[], $3::int[]) as w(member_id, from_day, to_day)
  cross join lateral (
    select (floor(date_part('epoch', c.hour) / 86400))::int as day,
      (sum(c.sent - c.automated) filter (where c.channel <> 'connection_request'))::int as manual,
      (sum(c.automated) filter (where c.channel <> 'connection_request'))::int as automated,
      (sum(c.sent) filter (where c.channel = 'connection_request'))::int as requests,
      (sum(c.started) filter (where c.channel <> 'connection_request'))::int as started,
      (sum(c.started_not_connected) filter (where c.channel <> 'connection_request'))::int as "startedNotConnected",
      (sum(c.answered))::int as answered, (sum(c.first_contacts))::int as "firstContacts"
    from send_counters c where c.member_id = w.member_id and c.hour >= to_timestamp(w.from_day * 86400::float8)
      and c.hour < to_timestamp((w.to_day + 1) * 86400::float8)
    group by 1) d`;

const EPOCH_MS = (column: string): string => `date_part('epoch', ${column}) * 1000`;

const LIST_COUNTERPARTS = `
  select c.* from unnest($1::text[], $2::text[]) as w(member_id, counterpart_id) cross join lateral (
    select member_id as "memberId", counterpart_id as "counterpartId", ${EPOCH_MS("first_sent_at")} as "firstSentAt",
      ${EPOCH_MS("last_sent_at")} as "lastSentAt", ${EPOCH_MS("last_received_at")} as "lastReceivedAt",
      ${EPOCH_MS("requested_at")} as "requestedAt", unanswered, cadence, marks
    from counterparts where member_id = w.member_id and counterpart_id = w.counterpart_id offset 0) c`;

// Two members may answer a third one's conversation at once: the second waits, and finds it answered.
const LIST_CONVERSATIONS = `
  select c.* from unnest($1::text[], $2::text[]) as w(member_id, conversation_id) cross join lateral (
    select member_id as "memberId", conversation_id as "conversationId", counterpart_id as "counterpartId", channel,
      ${EPOCH_MS("started_at")} as "startedAt", ${EPOCH_MS("answered_at")} as "answeredAt"
    from conversations where member_id = w.member_id and conversation_id = w.conversation_id offset 0 for update) c`;

function whole(epochMs: number | null): number | null {
  return epochMs === null ? null : Math.round(epochMs);
}

type DayRow = { memberId: string } & { [K in keyof DayTotals]: DayTotals[K] | null };

/** What is remembered of a batch's senders, pairs and conversations; held before (`holdSenders`). One round trip. */
export async function loadMemory(
  op: NamedQuery,
  question: MemoryQuestion,
): Promise<Pick<Memory, "senders" | "counterparts" | "conversations">> {
  const { senders, pairs } = question;
  // Their rows are locked as they are found.
  const conversations = question.conversations.toSorted((a, b) =>
    keyOf(a.memberId, a.conversationId) < keyOf(b.memberId, b.conversationId) ? -1 : 1,
  );
  const ids = arrayText(senders.map((one) => one.memberId));
  const [states, days, counterparts, known] = await Promise.all([
    op.query<StateRow>("sending_states", LIST_STATES, [ids]),
    op.query<DayRow>("sending_days", LIST_DAYS, [
      ids,
      arrayText(senders.map((one) => one.fromDay)),
      arrayText(senders.map((one) => one.toDay)),
    ]),
    op.query<Omit<Counterpart, "isChanged">>("sending_counterparts", LIST_COUNTERPARTS, [
      arrayText(pairs.map((one) => one.memberId)),
      arrayText(pairs.map((one) => one.counterpartId)),
    ]),
    op.query<Omit<Conversation, "isChanged">>("sending_conversations", LIST_CONVERSATIONS, [
      arrayText(conversations.map((one) => one.memberId)),
      arrayText(conversations.map((one) => one.conversationId)),
    ]),
  ]);
  const found = new Map<string, SenderState>();
  for (const { memberId, minutes, marks, campaigns } of states) {
    const own = { minutes, marks, campaigns: campaigns.map(campaignFrom) };
    found.set(memberId, { memberId, ...own, days: [], hasNewCampaigns: false });
  }
  for (const { memberId, ...row } of days) {
    found.get(memberId)?.days.push({
      day: row.day ?? 0,
      manual: row.manual ?? 0,
      automated: row.automated ?? 0,
      requests: row.requests ?? 0,
      started: row.started ?? 0,
      startedNotConnected: row.startedNotConnected ?? 0,
      answered: row.answered ?? 0,
      firstContacts: row.firstContacts ?? 0,
    });
  }
  for (const state of found.values()) state.days.sort((a, b) => a.day - b.day);
  return {
    senders: found,
    counterparts: new Map(
      counterparts.map((row) => [
        keyOf(row.memberId, row.counterpartId),
        {
          ...row,
          firstSentAt: whole(row.firstSentAt),
          lastSentAt: whole(row.lastSentAt),
          lastReceivedAt: whole(row.lastReceivedAt),
          requestedAt: whole(row.requestedAt),
          isChanged: false,
        },
      ]),
    ),
    conversations: new Map(
      known.map((row) => [
        keyOf(row.memberId, row.conversationId),
        {
          ...row,
          startedAt: Math.round(row.startedAt),
          answeredAt: whole(row.answeredAt),
          isChanged: false,
        },
      ]),
    ),
  };
}

/** Stands for campaigns that stay as they are. */
const UNCHANGED = "null";

// The rows are there: as an upsert each is found through the key.
const SAVE_STATES = `
  insert into sender_states as s (member_id, minutes, campaigns, marks, op_id)
  select member_id, minutes::jsonb, campaigns::jsonb, marks::jsonb, $5
  from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as w(member_id, minutes, campaigns, marks)
  on conflict (member_id) do update set minutes = excluded.minutes,
    campaigns = case when excluded.campaigns = 'null'::jsonb then s.campaigns else excluded.campaigns end,
    marks = excluded.marks, op_id = excluded.op_id`;

const SAVE_COUNTERS = `
  insert into send_counters (member_id, hour, channel, sent, started, started_not_connected, automated, answered,
    first_contacts, op_id)
  select member_id, to_timestamp(hour * 3600::float8), channel, sent, started, not_connected, automated, answered,
    first_contacts, $10
  from unnest($1::text[], $2::int[], $3::text[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[])
    as w(member_id, hour, channel, sent, started, not_connected, automated, answered, first_contacts)
  order by member_id, hour, channel
  on conflict (member_id, hour, channel) do update set sent = send_counters.sent + excluded.sent,
    started = send_counters.started + excluded.started,
    started_not_connected = send_counters.started_not_connected + excluded.started_not_connected,
    automated = send_counters.automated + excluded.automated, answered = send_counters.answered + excluded.answered,
    first_contacts = send_counters.first_contacts + excluded.first_contacts, op_id = excluded.op_id`;

const SAVE_COUNTERPARTS = `
  insert into counterparts (member_id, counterpart_id, first_sent_at, last_sent_at, last_received_at, requested_at,
    unanswered, cadence, marks, op_id)
  select member_id, counterpart_id, to_timestamp(first_sent / 1000), to_timestamp(last_sent / 1000),
    to_timestamp(last_received / 1000), to_timestamp(requested / 1000), unanswered, cadence::jsonb, marks::jsonb, $10
  from unnest($1::text[], $2::text[], $3::float8[], $4::float8[], $5::float8[], $6::float8[], $7::int[], $8::text[],
    $9::text[]) as w(member_id, counterpart_id, first_sent, last_sent, last_received, requested, unanswered, cadence, marks)
  order by member_id, counterpart_id
  on conflict (member_id, counterpart_id) do update set first_sent_at = excluded.first_sent_at,
    last_sent_at = excluded.last_sent_at, last_received_at = excluded.last_received_at,
    requested_at = excluded.requested_at, unanswered = excluded.unanswered, cadence = excluded.cadence,
    marks = excluded.marks, op_id = excluded.op_id`;

const SAVE_CONVERSATIONS = `
  insert into conversations (member_id, conversation_id, counterpart_id, channel, started_at, answered_at, op_id)
  select member_id, conversation_id, counterpart_id, channel, to_timestamp(started / 1000), to_timestamp(answered / 1000), $7
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[])
    as w(member_id, conversation_id, counterpart_id, channel, started, answered)
  order by member_id, conversation_id
  on conflict (member_id, conversation_id) do update set answered_at = excluded.answered_at, op_id = excluded.op_id`;

function changedOf<T extends { isChanged: boolean }>(records: Map<string, T>): T[] {
  return [...records.values()].filter((record) => record.isChanged);
}

function countersText(counters: HourCount[]): string[] {
  return [
    arrayText(counters.map((one) => one.memberId)),
    arrayText(counters.map((one) => one.hour)),
    arrayText(counters.map((one) => one.channel)),
    arrayText(counters.map((one) => one.sent)),
    arrayText(counters.map((one) => one.started)),
    arrayText(counters.map((one) => one.startedNotConnected)),
    arrayText(counters.map((one) => one.automated)),
    arrayText(counters.map((one) => one.answered)),
    arrayText(counters.map((one) => one.firstContacts)),
  ];
}

function counterpartsText(pairs: Counterpart[]): string[] {
  return [
    arrayText(pairs.map((one) => one.memberId)),
    arrayText(pairs.map((one) => one.counterpartId)),
    arrayText(pairs.map((one) => one.firstSentAt)),
    arrayText(pairs.map((one) => one.lastSentAt)),
    arrayText(pairs.map((one) => one.lastReceivedAt)),
    arrayText(pairs.map((one) => one.requestedAt)),
    arrayText(pairs.map((one) => one.unanswered)),
    arrayText(pairs.map((one) => JSON.stringify(one.cadence))),
    arrayText(pairs.map((one) => JSON.stringify(one.marks))),
  ];
}

/** Stores what changed in a memory that `loadMemory` gave: states of `senderIds`, what was counted, pairs, conversations. */
export async function saveMemory(op: NamedQuery, memory: Memory, senderIds: string[]): Promise<void> {
  const states = senderIds.flatMap((id) => memory.senders.get(id) ?? []);
  const counters = [...(memory.counters?.values() ?? [])];
  const pairs = changedOf(memory.counterparts);
  const conversations = changedOf(memory.conversations);
  await Promise.all([
    op.query("sending_save_states", SAVE_STATES, [
      arrayText(states.map((one) => one.memberId)),
      arrayText(states.map((one) => JSON.stringify(one.minutes))),
      arrayText(
        states.map((one) =>
          one.hasNewCampaigns ? JSON.stringify(one.campaigns.map(rowOfCampaign)) : UNCHANGED,
        ),
      ),
      arrayText(states.map((one) => JSON.stringify(one.marks))),
      op.operationId,
    ]),
    op.query("sending_save_counters", SAVE_COUNTERS, [...countersText(counters), op.operationId]),
    ...(pairs.length > 0
      ? [
          op.query("sending_save_counterparts", SAVE_COUNTERPARTS, [
            ...counterpartsText(pairs),
            op.operationId,
          ]),
        ]
      : []),
    ...(conversations.length > 0
      ? [
          op.query("sending_save_conversations", SAVE_CONVERSATIONS, [
            arrayText(conversations.map((one) => one.memberId)),
            arrayText(conversations.map((one) => one.conversationId)),
            arrayText(conversations.map((one) => one.counterpartId)),
            arrayText(conversations.map((one) => one.channel)),
            arrayText(conversations.map((one) => one.startedAt)),
            arrayText(conversations.map((one) => one.answeredAt)),
            op.operationId,
          ]),
        ]
      : []),
  ]);
}

/** Rows of the four tables. */
type StateRows = {
  sendCounters: (Omit<HourCount, "hour"> & { hour: Date; channel: Channel })[];
  senderStates: StateRow[];
  counterparts: (Omit<
    Counterpart,
    "firstSentAt" | "lastSentAt" | "lastReceivedAt" | "requestedAt" | "isChanged"
  > & {
    firstSentAt: Date | null;
    lastSentAt: Date | null;
    lastReceivedAt: Date | null;
    requestedAt: Date | null;
  })[];
  conversations: (Omit<Conversation, "startedAt" | "answeredAt" | "isChanged"> & {
    startedAt: Date;
    answeredAt: Date | null;
  })[];
};

function dateOf(epochMs: number | null): Date | null {
  return epochMs === null ? null : new Date(epochMs);
}

/**
 * A whole memory as the rows it is kept in, for filling new tables at once (the sample platform): begin with
 * `emptyMemory(measuringOf(policy), { isCounting: true })` and `observe` every message in order.
 */
export function stateRowsOf(memory: Memory): StateRows {
  return {
    sendCounters: [...(memory.counters?.values() ?? [])].map((one) => ({
      ...one,
      hour: new Date(one.hour * 3_600_000),
    })),
    senderStates: [...memory.senders.values()].map(({ memberId, minutes, campaigns, marks }) => ({
      memberId,
      minutes,
      campaigns: campaigns.map(rowOfCampaign),
      marks,
    })),
    counterparts: [...memory.counterparts.values()].map(({ isChanged: _, ...one }) => ({
      ...one,
      firstSentAt: dateOf(one.firstSentAt),
      lastSentAt: dateOf(one.lastSentAt),
      lastReceivedAt: dateOf(one.lastReceivedAt),
      requestedAt: dateOf(one.requestedAt),
    })),
    conversations: [...memory.conversations.values()].map(({ isChanged: _, ...one }) => ({
      ...one,
      startedAt: new Date(one.startedAt),
      answeredAt: dateOf(one.answeredAt),
    })),
  };
}
