import type { Outcome } from "@/lib/domain/case";
import type { SnapshotMessage } from "@/lib/domain/case-snapshot";
import type { Channel, Degree } from "@/lib/domain/channel";
import type { LockReason, LockResolver, LockResponse, LockSide, LockState, Weighed } from "@/lib/domain/lock";
import type { Ask, NamedQuery } from "./ask";
import { type Opening, openingValues, WITH_OPENED } from "./case-opening";

export type LockRecord = {
  lockId: string;
  messageId: string;
  senderId: string;
  recipientId: string;
  conversationId: string;
  channel: Channel;
  sentAt: Date;
  state: LockState;
  reasons: LockReason[];
  weighed: Weighed[];
  policyVersion: number;
  modelVersion: number | null;
  lockedAt: Date;
  resolvedAt: Date | null;
  resolvedBy: LockResolver | null;
  disputedBy: LockSide | null;
  disputedAt: Date | null;
};

const LOCK = `l.lock_id as "lockId", l.message_id as "messageId", l.sender_id as "senderId",
  l.recipient_id as "recipientId", l.conversation_id as "conversationId", l.channel, l.sent_at as "sentAt", l.state,
  l.reasons, l.weighed, l.policy_version as "policyVersion", l.model_version as "modelVersion",
  l.locked_at as "lockedAt", l.resolved_at as "resolvedAt", l.resolved_by as "resolvedBy",
  l.disputed_by as "disputedBy", l.disputed_at as "disputedAt"`;

const INSERT_LOCK = `
  insert into locks (lock_id, message_id, sender_id, recipient_id, conversation_id, channel, sent_at, reasons, weighed,
    policy_version, model_version, locked_at, op_id)
  values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)`;

/** Stores a new lock, waiting. A message is locked once: a second lock of it is refused by the database. */
export async function insertLock(
  op: NamedQuery & { at: Date },
  lock: Pick<
    LockRecord,
    | "lockId"
    | "messageId"
    | "senderId"
    | "recipientId"
    | "conversationId"
    | "channel"
    | "sentAt"
    | "reasons"
    | "weighed"
    | "policyVersion"
    | "modelVersion"
  >,
): Promise<void> {
  // biome-ignore format: the order of INSERT_LOCK
  await op.query("lock_insert", INSERT_LOCK, [
    lock.lockId, lock.messageId, lock.senderId, lock.recipientId, lock.conversationId, lock.channel, lock.sentAt,
    JSON.stringify(lock.reasons), JSON.stringify(lock.weighed), lock.policyVersion, lock.modelVersion, op.at,
    op.operationId,
  ]);
}

/** A lock by its id; null when there is none. */
export async function findLock(ask: Ask, lockId: string): Promise<LockRecord | null> {
  return (
    (await ask<LockRecord>("lock_find", `select ${LOCK} from locks l where l.lock_id = $1`, [lockId]))[0] ??
    null
  );
}

const LOCK_LOCK = `select ${LOCK} from locks l where l.lock_id = $1 for update`;

/** Takes a lock's row for the rest of the transaction, after the row of its open case; null when there is none. */
export async function holdLock(ask: Ask, lockId: string): Promise<LockRecord | null> {
  return (await ask<LockRecord>("lock_hold", LOCK_LOCK, [lockId]))[0] ?? null;
}

const HOLD_DISPUTED = `
  select ${LOCK} from locks l
  where l.lock_id = (select subject_id::uuid from cases where case_id = $1 and subject_type = 'lock') for update`;

/** Takes the lock a case is about, after the case's own row; null when the case is about something else. */
export async function holdDisputedLock(ask: Ask, caseId: string): Promise<LockRecord | null> {
  return (await ask<LockRecord>("lock_hold_disputed", HOLD_DISPUTED, [caseId]))[0] ?? null;
}

/** The open dispute about a lock. */
export type Dispute = { caseId: string };

const HOLD_DISPUTE = `
  select case_id as "caseId" from cases
  where kind = 'locked_message' and subject_type = 'lock' and subject_id = $1 and state = 'open' for update`;

/** Takes the open case about a lock for the rest of the transaction; null when nobody disputes it. */
export async function holdDispute(ask: Ask, lockId: string): Promise<Dispute | null> {
  return (await ask<Dispute>("lock_hold_dispute", HOLD_DISPUTE, [lockId]))[0] ?? null;
}

const IS_DECIDED = `
  select exists (select 1 from cases
    where member_id = $1 and opened_at >= $2 and kind = 'locked_message' and subject_type = 'lock' and subject_id = $3
      and state = 'decided') as found`;

/** Whether a moderator has decided a dispute about this lock. */
export async function isDisputeDecided(ask: Ask, lock: LockRecord): Promise<boolean> {
  const values = [lock.senderId, lock.lockedAt, lock.lockId];
  return (await ask<{ found: boolean }>("lock_dispute_decided", IS_DECIDED, values))[0]?.found ?? false;
}

const FIND_DECISION = `
  select d.outcome, d.decided_at as at, d.member_reason as "memberReason"
  from cases c join decisions d on d.case_id = c.case_id
  where c.member_id = $1 and c.opened_at >= $2 and c.kind = 'locked_message' and c.subject_type = 'lock'
    and c.subject_id = $3 and c.state = 'decided'
  order by d.decided_at desc limit 1`;

/** What a moderator decided about a disputed lock, as the two sides may read it; null while nobody did. */
export async function findDisputeDecision(
  ask: Ask,
  lock: Pick<LockRecord, "senderId" | "lockedAt" | "lockId">,
): Promise<{ outcome: Outcome; at: Date; memberReason: string | null } | null> {
  const values = [lock.senderId, lock.lockedAt, lock.lockId];
  type Row = { outcome: Outcome; at: Date; memberReason: string | null };
  return (await ask<Row>("lock_dispute_decision", FIND_DECISION, values))[0] ?? null;
}

const OPEN_DISPUTE = `${WITH_OPENED} select case_id from opened`;

/** Opens the case of a disputed lock. False when there is an open one already (it waits for that one to commit). */
export async function openDispute(op: NamedQuery & { at: Date }, opening: Opening): Promise<boolean> {
  return (await op.query("lock_open_dispute", OPEN_DISPUTE, openingValues(op, opening))).length === 1;
}

/** Marks that what a case shows has changed: a decision that saw the case before is refused. */
export async function moveDispute(op: NamedQuery, caseId: string): Promise<void> {
  const text = "update cases set version = version + 1, op_id = $2 where case_id = $1 and state = 'open'";
  await op.query("lock_move_dispute", text, [caseId, op.operationId]);
}

const HAS_RESPONSE = `
  select exists (select 1 from lock_responses where lock_id = $1 and by = $2 and response = $3) as found`;

/** Whether a side has answered this before. Ask after taking the lock. */
export async function hasResponse(
  ask: Ask,
  lockId: string,
  by: LockSide,
  response: LockResponse,
): Promise<boolean> {
  const rows = await ask<{ found: boolean }>("lock_has_response", HAS_RESPONSE, [lockId, by, response]);
  return rows[0]?.found ?? false;
}

const INSERT_RESPONSE = `
  insert into lock_responses (response_id, lock_id, by, response, note, at, op_id) values ($1,$2,$3,$4,$5,$6,$7)`;

/** Keeps what a side said. */
export async function insertResponse(
  op: NamedQuery & { at: Date },
  said: { responseId: string; lockId: string; by: LockSide; response: LockResponse; note: string | null },
): Promise<void> {
  const { responseId, lockId, by, response, note } = said;
  await op.query("lock_response", INSERT_RESPONSE, [
    responseId,
    lockId,
    by,
    response,
    note,
    op.at,
    op.operationId,
  ]);
}

const RESOLVE_LOCK = `
  update locks set state = $2, resolved_at = $3, resolved_by = $4, op_id = $5 where lock_id = $1`;

/** Moves a held lock to another state. */
export async function resolveLock(
  op: NamedQuery & { at: Date },
  resolved: { lockId: string; state: LockState; by: LockResolver },
): Promise<void> {
  const { lockId, state, by } = resolved;
  await op.query("lock_resolve", RESOLVE_LOCK, [lockId, state, op.at, by, op.operationId]);
}

const DISPUTE_LOCK = `
  update locks set disputed_by = $2, disputed_at = $3, op_id = $4 where lock_id = $1 and disputed_at is null`;

/** Notes who said first that a lock was wrong. */
export async function markDisputed(
  op: NamedQuery & { at: Date },
  lockId: string,
  by: LockSide,
): Promise<void> {
  await op.query("lock_dispute", DISPUTE_LOCK, [lockId, by, op.at, op.operationId]);
}

/** The text of a locked message and what came with it. Hostile. */
export type LockedContent = Pick<SnapshotMessage, "body" | "links" | "attachments">;

const FIND_CONTENT = `
  select body, links, attachments from messages where sender_id = $1 and sent_at = $2 and message_id = $3`;

/** What a locked message says; null when it is no longer on record. */
export async function findLockedContent(
  ask: Ask,
  lock: Pick<LockRecord, "senderId" | "sentAt" | "messageId">,
): Promise<LockedContent | null> {
  const values = [lock.senderId, lock.sentAt, lock.messageId];
  return (await ask<LockedContent>("lock_content", FIND_CONTENT, values))[0] ?? null;
}

/** What of a held message the gate looks at, beside its ids. */
export type HeldMessage = { degree: Degree; sharedConnections: number; isReply: boolean };

const FIND_HELD = `
  select degree, shared_connections as "sharedConnections", is_reply as "isReply"
  from messages where sender_id = $1 and sent_at = $2 and message_id = $3`;

/** What the gate needs to judge a held message again; null when it is no longer on record. */
export async function findHeldMessage(
  ask: Ask,
  lock: Pick<LockRecord, "senderId" | "sentAt" | "messageId">,
): Promise<HeldMessage | null> {
  const values = [lock.senderId, lock.sentAt, lock.messageId];
  return (await ask<HeldMessage>("lock_held_message", FIND_HELD, values))[0] ?? null;
}

export type LockResponseRecord = { by: LockSide; response: LockResponse; note: string | null; at: Date };

const LIST_RESPONSES = `
  select by, response, note, at from lock_responses where lock_id = $1 order by at, response_id`;

/** What the two sides said about a lock, in order: at most five rows. */
export function listResponses(ask: Ask, lockId: string): Promise<LockResponseRecord[]> {
  return ask<LockResponseRecord>("lock_responses_of", LIST_RESPONSES, [lockId]);
}

/** Names of the two sides; null for a member the platform never told us of. */
export type LockNames = { senderName: string | null; recipientName: string | null };

const FIND_NAMES = `
  select (select display_name from members where member_id = $1) as "senderName",
    (select display_name from members where member_id = $2) as "recipientName"`;

/** What the two sides of a lock are called. */
export async function findLockNames(
  ask: Ask,
  lock: Pick<LockRecord, "senderId" | "recipientId">,
): Promise<LockNames> {
  const rows = await ask<LockNames>("lock_names", FIND_NAMES, [lock.senderId, lock.recipientId]);
  return rows[0] ?? { senderName: null, recipientName: null };
}

const LIST_WAITING = `
  select ${LOCK} from locks l where l.sender_id = $1 and l.state = 'waiting' order by l.locked_at, l.lock_id limit $2`;

/** What waits of a sender, oldest first, at most `limit`. */
export function listWaitingLocks(ask: Ask, senderId: string, limit: number): Promise<LockRecord[]> {
  return ask<LockRecord>("lock_waiting", LIST_WAITING, [senderId, limit]);
}

const LIST_RELEASABLE = `
  select ${LOCK} from locks l
  where l.sender_id = $1 and l.state = 'waiting' and l.model_version is null and not exists (
    select 1 from jsonb_array_elements(l.reasons) r where r->>'rule' <> all($3::text[]))
  order by l.locked_at, l.lock_id limit $2`;

/** What waits of a sender for these rules alone, oldest first, at most `limit`. */
export function listReleasableLocks(
  ask: Ask,
  senderId: string,
  rules: readonly string[],
  limit: number,
): Promise<LockRecord[]> {
  return ask<LockRecord>("lock_releasable", LIST_RELEASABLE, [senderId, limit, rules]);
}

const LIST_SENDERS_WAITING = `
  select wanted.member_id as "memberId" from unnest($1::text[]) wanted(member_id)
  where exists (select 1 from locks l where l.sender_id = wanted.member_id and l.state = 'waiting'
    and l.model_version is null)
  order by 1`;

/** Which of these members have messages that wait for something else than a judgement of their text. */
export async function listSendersWaiting(ask: Ask, memberIds: readonly string[]): Promise<string[]> {
  const rows = await ask<{ memberId: string }>("lock_senders_waiting", LIST_SENDERS_WAITING, [memberIds]);
  return rows.map((row) => row.memberId);
}

// Skips from sender to sender through the index: as long as there are senders, not messages.
const LIST_WAITING_SENDERS = `
  with recursive senders(id, n) as (
    (select sender_id, 1 from locks where state = 'waiting' and model_version is null and sender_id > $1 order by sender_id limit 1)
    union all
    select (select l.sender_id from locks l where l.state = 'waiting' and l.model_version is null and l.sender_id > s.id
      order by l.sender_id limit 1), n + 1
    from senders s where s.id is not null and n < $2)
  select id as "memberId" from senders where id is not null`;

/** Members with something waiting that may release itself, by id, after one of them; at most `limit`. */
export async function listWaitingSenders(ask: Ask, after: string, limit: number): Promise<string[]> {
  const rows = await ask<{ memberId: string }>("lock_waiting_senders", LIST_WAITING_SENDERS, [after, limit]);
  return rows.map((row) => row.memberId);
}
