import { v7 as uuidv7 } from "uuid";
import { holdDispute, type LockRecord, moveDispute, openDispute } from "@/db/queries/lock";
import { findAccused, listContext, type Subject } from "@/db/queries/report";
import type { CaseWhy } from "@/lib/domain/case";
import type { LockSide } from "@/lib/domain/lock";
import { categoryOfLock } from "@/lib/domain/lock-decision";
import type { Policy } from "@/lib/domain/policy";
import { HOUR_MS } from "@/lib/domain/utc-day";
import { drawReference } from "./case-reference";
import { languageOf, snapshotOf } from "./case-snapshot";
import type { Operation } from "./run-operation";

/**
 * Puts a disputed lock before a moderator, with the message and what surrounds it: opens its case, or joins the open one.
 * Due like any case of severity P2. The lock is held by this operation. Returns the case's id.
 */
export async function fileDispute(
  op: Operation,
  lock: LockRecord,
  by: LockSide,
  policy: Policy,
): Promise<string> {
  const subject: Subject = { kind: "locked_message", type: "message", id: lock.messageId };
  const [member, context] = await Promise.all([findAccused(op, subject), listContext(op, subject)]);
  if (!member) throw new Error(`lock ${lock.lockId} is about a message that is not on record`);
  const hours = policy.deadlineHours.P2;
  const why: CaseWhy = { code: "lock_disputed", by, hours, at: op.at.toISOString() };
  const caseId = uuidv7();
  const reference = drawReference("CS");
  const category = categoryOfLock(lock.reasons);
  const isOpened = await openDispute(op, {
    caseId,
    reference,
    kind: "locked_message",
    subject: { type: "lock", id: lock.lockId },
    member,
    severity: "P2",
    category,
    channel: lock.channel,
    language: languageOf(member),
    dueAt: new Date(op.at.getTime() + hours * HOUR_MS),
    why,
    reportCount: 0,
    strongestSignal: null,
    snapshot: snapshotOf(member, context, lock.messageId),
  });
  if (isOpened) {
    op.audit({
      subjectType: "case",
      subjectId: caseId,
      data: { reference, lockId: lock.lockId, category, by },
    });
    op.hint({ topic: "queue", id: caseId });
    return caseId;
  }
  // While this operation holds the lock nobody decides or opens another: the open case stays open.
  const open = await holdDispute(op.query, lock.lockId);
  if (!open) throw new Error(`the dispute about lock ${lock.lockId} vanished while the lock was held`);
  await moveDispute(op, open.caseId);
  op.hint({ topic: "case", id: open.caseId });
  op.hint({ topic: "queue", id: open.caseId });
  return open.caseId;
}
