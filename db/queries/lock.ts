import type { Channel } from "../../lib/domain/channel";
import type { LockReason, LockSide, LockState, Weighed } from "../../lib/domain/lock";
import type { Ask, NamedQuery } from "./ask";

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
  resolvedBy: "recipient" | "moderator" | "gate" | null;
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
