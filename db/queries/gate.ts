import type { DayCount, GateFacts, GateSender } from "@/lib/domain/gate-facts";
import type { LockReason } from "@/lib/domain/lock";
import type { CountsNeeded } from "@/lib/domain/velocity";
import type { Ask, NamedQuery } from "./ask";
import { LIMITING, type RestrictionJson, restrictionOf, restrictionsJson } from "./restriction";

/** What the gate asks for: three ids, and which counts it needs. */
export type GateQuestion = CountsNeeded & {
  senderId: string;
  recipientId: string;
  conversationId: string;
  /** When the message was sent, if that was on an earlier day: the days before it are counted from there. */
  sentAt?: Date;
};

type CountTuple = [
  day: number,
  channel: DayCount["channel"],
  sent: number,
  started: number,
  startedNotConnected: number,
  automated: number,
];
type FactsRow = {
  at: Date;
  accountType: GateSender["accountType"];
  joinedAt: Date;
  connectionCount: number;
  profile: GateSender["profile"];
  isFollowersOnlyPage: boolean;
  acceptsMessagesFrom: NonNullable<GateFacts["recipient"]>["acceptsMessagesFrom"] | null;
  stoppedAt: Date | null;
  requestedAt: Date | null;
  conversation: { answeredAt: string | null } | null;
  restrictions: RestrictionJson[];
  days: CountTuple[];
  minutes: [number, number][];
  passedAt: Date | null;
};

const TODAY = "date_trunc('day', now(), 'UTC')";
const SENT_ON = "date_trunc('day', $5::timestamptz, 'UTC')";
const countsOf = (from: string, until: string): string => `union all
          select * from send_counters where member_id = m.member_id and channel = any($4::text[])
            and hour >= ${from} and hour < ${until}`;
// Before today; for a message told late, the days that end with its own. Today's are counted beside them.
const pastCounts = (days: number, isLate: boolean): string =>
  isLate
    ? countsOf(`${SENT_ON} - interval '${days} days'`, `least(${SENT_ON} + interval '1 day', ${TODAY})`)
    : countsOf(`${TODAY} - interval '${days} days'`, TODAY);

// Every part is found by its key: at most 24 hours × 5 channels of counts a day, whatever was sent before.
// The days are part of the text, not a parameter: only then is the plan made without its values as cheap as one made with
// them, and Postgres stops planning at every check, which costs twice as much as the statement itself.
const factsOf = (days: number, isLate: boolean): string => `
  select date_trunc('milliseconds', now()) as at, m.account_type as "accountType", m.joined_at as "joinedAt",
    m.connection_count as "connectionCount", m.profile, m.is_followers_only_page as "isFollowersOnlyPage",
    (select r.accepts_messages_from from members r where r.member_id = $2) as "acceptsMessagesFrom",
    (select s.requested_at from stop_requests s where s.member_id = m.member_id and s.recipient_id = $2) as "stoppedAt",
    (select p.requested_at from counterparts p where p.member_id = m.member_id and p.counterpart_id = $2) as "requestedAt",
    (select jsonb_build_object('answeredAt', c.answered_at) from conversations c
      where c.member_id = m.member_id and c.conversation_id = $3) as conversation,
    ${restrictionsJson(LIMITING)} as restrictions,
    coalesce((select jsonb_agg(jsonb_build_array(d.day, d.channel, d.sent, d.started, d.not_connected, d.automated))
      from (select floor(extract(epoch from c.hour) / 86400)::int as day, c.channel, sum(c.sent) as sent,
          sum(c.started) as started, sum(c.started_not_connected) as not_connected, sum(c.automated) as automated
        from (select * from send_counters where member_id = m.member_id
            and hour >= date_trunc('day', now(), 'UTC') and hour < date_trunc('day', now(), 'UTC') + interval '1 day'
          ${days > 1 ? pastCounts(days - 1, isLate) : ""}) c
        group by 1, 2) d), '[]'::jsonb) as days,
    coalesce((select s.minutes from sender_states s where s.member_id = m.member_id), '[]'::jsonb) as minutes,
    (select p.passed_at from challenge_passes p where p.member_id = m.member_id
      order by p.passed_at desc limit 1) as "passedAt"
  from members m where m.member_id = $1`;

/**
 * What is on record for the gate, in one statement of index look-ups: the same at any history. Null when the sender was
 * never told to us. `at` is the statement's time, or that of its transaction.
 */
export async function findGateFacts(
  ask: Ask,
  { senderId, recipientId, conversationId, days, channels, sentAt }: GateQuestion,
): Promise<{ at: Date; facts: GateFacts } | null> {
  const ids = [senderId, recipientId, conversationId];
  const isLate = sentAt !== undefined;
  const values = days > 1 ? [...ids, channels, ...(isLate ? [sentAt] : [])] : ids;
  const name = `gate_facts_${days}${isLate && days > 1 ? "_late" : ""}`;
  const [found] = await ask<FactsRow>(name, factsOf(days, isLate), values);
  if (!found) return null;
  const { accountType, joinedAt, connectionCount, profile, isFollowersOnlyPage } = found;
  const { at, acceptsMessagesFrom, stoppedAt, requestedAt, minutes, passedAt } = found;
  const answeredAt = found.conversation?.answeredAt ?? null;
  return {
    at,
    facts: {
      sender: { accountType, joinedAt, connectionCount, profile, isFollowersOnlyPage },
      recipient: acceptsMessagesFrom === null ? null : { acceptsMessagesFrom },
      stoppedAt,
      requestedAt,
      conversation: found.conversation && { answeredAt: answeredAt === null ? null : new Date(answeredAt) },
      restrictions: found.restrictions.map(restrictionOf),
      days: found.days.map(([day, channel, sent, started, startedNotConnected, automated]) => ({
        day,
        channel,
        sent,
        started,
        startedNotConnected,
        automated,
      })),
      minutes,
      passedAt,
    },
  };
}

/** How the gate locked a message the first time; null when it did not. */
export async function findLockOf(
  ask: Ask,
  messageId: string,
): Promise<{ lockId: string; reasons: LockReason[]; policyVersion: number } | null> {
  const text = `select lock_id as "lockId", reasons, policy_version as "policyVersion" from locks where message_id = $1`;
  const [found] = await ask<{ lockId: string; reasons: LockReason[]; policyVersion: number }>(
    "gate_lock_of",
    text,
    [messageId],
  );
  return found ?? null;
}

/** A member as far as E1 and E2 look at it; null when unknown. */
export async function findGateSender(
  ask: Ask,
  memberId: string,
): Promise<Pick<GateSender, "accountType" | "connectionCount" | "profile"> | null> {
  const text = `select account_type as "accountType", connection_count as "connectionCount", profile
    from members where member_id = $1`;
  const [found] = await ask<Pick<GateSender, "accountType" | "connectionCount" | "profile">>(
    "gate_sender",
    text,
    [memberId],
  );
  return found ?? null;
}

/** Keeps that a recipient asked a sender to stop; the first time counts. Returns whether it is new, null for an unknown sender. */
export async function saveStopRequest(
  op: NamedQuery & { at: Date },
  { memberId, recipientId }: { memberId: string; recipientId: string },
): Promise<boolean | null> {
  const [found] = await op.query<{ isNew: boolean }>(
    "gate_stop_save",
    `with saved as (
       insert into stop_requests (member_id, recipient_id, requested_at, op_id)
       select member_id, $2, $3, $4::uuid from members where member_id = $1
       on conflict (member_id, recipient_id) do nothing returning 1)
     select exists (select 1 from saved) as "isNew" from members where member_id = $1`,
    [memberId, recipientId, op.at, op.operationId],
  );
  return found?.isNew ?? null;
}

/** Keeps that a member passed a challenge; passing it again counts from now. Returns whether the member is known. */
export async function savePass(
  op: NamedQuery & { at: Date },
  pass: { memberId: string; challengeId: string; kind: "captcha" | "phone" },
): Promise<boolean> {
  const saved = await op.query(
    "gate_pass_save",
    `insert into challenge_passes (member_id, challenge_id, kind, passed_at, op_id)
     select member_id, $2, $3, $4, $5::uuid from members where member_id = $1
     on conflict (member_id, challenge_id) do update set kind = excluded.kind, passed_at = excluded.passed_at,
       op_id = excluded.op_id
     returning 1`,
    [pass.memberId, pass.challengeId, pass.kind, op.at, op.operationId],
  );
  return saved.length > 0;
}
