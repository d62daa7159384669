import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import { insertLock, type LockRecord } from "@/db/queries/lock";
import type { Channel } from "@/lib/domain/channel";
import type { LockReason, LockResolver, LockSide, Weighed } from "@/lib/domain/lock";
import { env } from "@/lib/env";
import { findByToken, issueToken, type TokenPurpose, tokenFor } from "./access-token";
import type { Operation } from "./run-operation";

export type LockMessageInput = {
  messageId: string;
  senderId: string;
  recipientId: string;
  conversationId: string;
  channel: Channel;
  sentAt: Date;
  /** Every rule that stopped the message, the deciding one first. */
  reasons: LockReason[];
  /** What weighed in the content filter; empty where content did not lock it. */
  weighed: Weighed[];
  policyVersion: number;
  /** The content model that scored it; null where content did not lock it. */
  modelVersion: number | null;
};

const PURPOSES: Record<LockSide, TokenPurpose> = { recipient: "lock_recipient", sender: "lock_sender" };

/**
 * Where each side sees a lock and answers. The links are keys: they are made again from the id, never stored with an
 * event or an answer.
 */
export function lockUrls(lockId: string): { recipientUrl: string; senderUrl: string } {
  const urlOf = (side: LockSide) => `${env().url}/locked/${tokenFor(PURPOSES[side], lockId)}`;
  return { recipientUrl: urlOf("recipient"), senderUrl: urlOf("sender") };
}

/** Which lock a link opens, and for which side; null for a wrong, malformed or unknown one. */
export async function findLockLink(
  database: Pick<Database, "db">,
  token: string,
): Promise<{ lockId: string; memberId: string; side: LockSide } | null> {
  for (const side of ["recipient", "sender"] as const) {
    const link = await findByToken(database, PURPOSES[side], token);
    if (link) return { lockId: link.targetId, memberId: link.memberId, side };
  }
  return null;
}

/** Tells the platform what became of a lock: to deliver the message, to keep it back, or to take it away. */
export function tellLock(
  op: Operation,
  type: "lock.released" | "lock.refused" | "lock.removed",
  lock: Pick<LockRecord, "lockId" | "messageId" | "senderId" | "recipientId" | "conversationId">,
  by: LockResolver,
): void {
  const { lockId, messageId, senderId, recipientId, conversationId } = lock;
  op.emit({ memberId: senderId, type, payload: { lockId, messageId, recipientId, conversationId, by } });
}

/**
 * Holds a message back inside the operation that stores it: the lock, a link for each side, and what the platform is
 * told. The sender must be a member on record; the recipient need not be. Returns the lock's id.
 *
 * @throws when the message is locked already.
 */
export async function lockMessage(op: Operation, input: LockMessageInput): Promise<string> {
  const lockId = uuidv7();
  const { messageId, senderId, recipientId, conversationId, channel, reasons, policyVersion } = input;
  op.emit({
    memberId: senderId,
    type: "lock.created",
    payload: {
      lockId,
      messageId,
      recipientId,
      conversationId,
      channel,
      reasons: reasons.map(({ code, rule }) => ({ code, rule })),
      policyVersion,
    },
  });
  op.hint({ topic: "lock", id: lockId });
  await Promise.all([
    insertLock(op, { ...input, lockId }),
    issueToken(op, { purpose: "lock_recipient", memberId: recipientId, targetId: lockId }),
    issueToken(op, { purpose: "lock_sender", memberId: senderId, targetId: lockId }),
  ]);
  return lockId;
}
