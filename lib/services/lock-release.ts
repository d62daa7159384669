import { v5 as uuidv5 } from "uuid";
import type { Database } from "@/db/connect";
import { type Ask, asking } from "@/db/queries/ask";
import { findGateFacts } from "@/db/queries/gate";
import {
  findHeldMessage,
  holdDispute,
  holdLock,
  type LockRecord,
  listReleasableLocks,
  listSendersWaiting,
  listWaitingSenders,
  moveDispute,
  resolveLock,
} from "@/db/queries/lock";
import type { Actor } from "@/lib/domain/actor";
import { isSelfReleasing, lockAfter, SELF_RELEASING_RULES } from "@/lib/domain/lock";
import { isMetNow } from "@/lib/domain/lock-release";
import type { Policy } from "@/lib/domain/policy";
import { ok, refuse } from "@/lib/domain/result";
import { countsNeeded } from "@/lib/domain/velocity";
import { tellLock } from "./lock";
import { currentPolicy } from "./policy";
import { type Operation, runOperation } from "./run-operation";

const GATE: Actor = { kind: "system", id: "gate" };
const RELEASES = "5b0f2c1e-8a5d-5b41-9d2a-3c7e64f0b9a1";
/** Held messages of one sender that are looked at in one go, and senders of one sweep's page. */
const LOCKS_AT_ONCE = 500;
const SENDERS_AT_ONCE = 500;

/** Wakes the release of what these members have waiting, after the operation; nothing for those who have nothing. */
export async function enqueueReleases(op: Operation, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return;
  for (const memberId of await listSendersWaiting(op.query, memberIds)) {
    op.enqueue({ task: "release_locks", payload: { memberId }, key: `release_locks:${memberId}` });
  }
}

async function isMet(ask: Ask, lock: LockRecord, policy: Policy): Promise<boolean> {
  const message = await findHeldMessage(ask, lock);
  if (!message) return false;
  const { senderId, recipientId, conversationId, channel, sentAt } = lock;
  const held = { recipientId, conversationId, channel, sentAt, ...message };
  const counts = countsNeeded(policy, held);
  const found = await findGateFacts(ask, { senderId, recipientId, conversationId, ...counts });
  const lockedBy = lock.reasons.map((reason) => reason.rule);
  return found !== null && isMetNow(policy, found.facts, held, lockedBy, found.at);
}

/** Releases one message if its sender meets the rules now; judged again under the lock's row. Whether it went on. */
async function release(database: Pick<Database, "pool">, lockId: string, policy: Policy): Promise<boolean> {
  const request = {
    operationId: uuidv5(lockId, RELEASES),
    actor: GATE,
    command: "lock.release",
    payload: { lockId },
  } as const;
  const released = await runOperation<null, { code: "not_met" }>(database, request, async (op) => {
    const [dispute, lock] = await Promise.all([holdDispute(op.query, lockId), holdLock(op.query, lockId)]);
    const state = lock && isSelfReleasing(lock.reasons) ? lockAfter(lock.state, "meet") : null;
    if (!lock || !state || !(await isMet(op.query, lock, policy))) return refuse({ code: "not_met" });
    await Promise.all([
      resolveLock(op, { lockId, state, by: "gate" }),
      dispute ? moveDispute(op, dispute.caseId) : null,
    ]);
    tellLock(op, "lock.released", lock, "gate");
    op.audit({
      subjectType: "lock",
      subjectId: lockId,
      data: {
        from: lock.state,
        to: state,
        messageId: lock.messageId,
        rules: lock.reasons.map((one) => one.rule),
      },
    });
    op.hint({ topic: "lock", id: lockId });
    op.hint({ topic: "account", id: lock.senderId });
    if (dispute) op.hint({ topic: "case", id: dispute.caseId });
    return ok(null);
  });
  return released.ok;
}

/**
 * Releases what waits of a member only for rules they meet now (`SELF_RELEASING_RULES`), in the order it was sent, each
 * once. Returns how many went on.
 */
export async function releaseLocks(
  database: Pick<Database, "db" | "pool">,
  memberId: string,
): Promise<number> {
  const { policy } = await currentPolicy(database);
  const ask = asking(database);
  const waiting = await listReleasableLocks(ask, memberId, SELF_RELEASING_RULES, LOCKS_AT_ONCE);
  let released = 0;
  for (const lock of waiting) {
    if (!(await isMet(ask, lock, policy))) continue;
    if (await release(database, lock.lockId, policy)) released++;
  }
  return released;
}

/** The same for every member with something waiting: time alone ends the limits of new accounts, and policies change. */
export async function releaseAllLocks(database: Pick<Database, "db" | "pool">): Promise<number> {
  let released = 0;
  for (let after: string | null = ""; after !== null; ) {
    const senders: string[] = await listWaitingSenders(asking(database), after, SENDERS_AT_ONCE);
    for (const memberId of senders) released += await releaseLocks(database, memberId);
    after = senders.length === SENDERS_AT_ONCE ? (senders.at(-1) ?? null) : null;
  }
  return released;
}
