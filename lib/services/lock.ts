import { v7 as uuidv7 } from "uuid";
import { insertLock } from "@/db/queries/lock";
import type { Channel } from "@/lib/domain/channel";
import type { LockReason, Weighed } from "@/lib/domain/lock";
import { env } from "@/lib/env";
import { issueToken, tokenFor } from "./access-token";
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

/** Where each side sees a lock and answers. */
export function lockUrls(lockId: string): { recipientUrl: string; senderUrl: string } {
  return {
    recipientUrl: `${env().url}/locked/${tokenFor("lock_recipient", lockId)}`,
    senderUrl: `${env().url}/locked/${tokenFor("lock_sender", lockId)}`,
  };
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
