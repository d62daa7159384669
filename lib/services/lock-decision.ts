import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import { closeCase, INSERT_DECISION, type LockedCase, lockCase } from "@/db/queries/decision";
import { findLockedContent, holdDisputedLock, type LockRecord, resolveLock } from "@/db/queries/lock";
import type { StaffActor } from "@/lib/domain/actor";
import { CONTENT_RULES } from "@/lib/domain/content-rule";
import { checkDecidable } from "@/lib/domain/decision";
import { isDelivered, type LockState, lockAfter } from "@/lib/domain/lock";
import {
  checkLockDecision,
  type LockDecisionCommand,
  type LockDecisionRefusal,
  type LockOutcome,
  MOVE_BY_OUTCOME,
} from "@/lib/domain/lock-decision";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { keepExample } from "./content-example";
import { tellLock } from "./lock";
import { currentPolicy } from "./policy";
import { type Operation, type OperationRefusal, runOperation } from "./run-operation";
import { nameUndecidable, type UndecidableRefusal } from "./undecidable";

export type DecideLockInput = {
  /** The case of the dispute. */
  caseId: string;
  /** The version the moderator saw. */
  version: number;
  /** Names the intent: the same id again answers the same and does nothing twice. */
  operationId?: string;
  command: LockDecisionCommand;
};

/** What a decision about a lock leaves. Instants RFC 3339. */
export type DecidedLock = {
  caseId: string;
  reference: string;
  decisionId: string;
  lockId: string;
  outcome: LockOutcome;
  /** Of the lock, afterwards. */
  state: LockState;
  decidedAt: string;
};

/** Why a decision about a lock was not stored; `case_changed` when a side answered, or disputed too, since the version seen. */
export type DecideLockRefusal =
  | LockDecisionRefusal
  | UndecidableRefusal
  | { code: "case_not_found" }
  | { code: "case_is_not_lock" };

/** A moderator's word about a text the filter held is what the filter learns from (D23). */
async function learn(op: Operation, lock: LockRecord, isBreach: boolean): Promise<void> {
  if (lock.modelVersion === null) return;
  const content = await findLockedContent(op.query, lock);
  if (!content) return;
  const rule = CONTENT_RULES.find((one) => lock.reasons.some((reason) => reason.rule === one));
  await keepExample(op, {
    messageId: lock.messageId,
    text: content.body,
    links: content.links,
    isBreach,
    ...(isBreach && rule ? { rule } : {}),
    source: "decision",
  });
}

/**
 * Decides a disputed lock: what becomes of the message, the decision, what the filter learns, what the platform is told
 * and the audit entry are one operation, or nothing is. A release never overrules the recipient: where they refused or
 * reported the message it only says that the hold was wrong (`LOCK_TRANSITIONS`).
 *
 * Refusals: see `DecideLockRefusal`.
 */
export async function decideLock(
  database: Database,
  actor: StaffActor,
  input: DecideLockInput,
): Promise<Result<DecidedLock, DecideLockRefusal | OperationRefusal>> {
  const inForce = await currentPolicy(database);
  const { caseId, version, operationId, command } = input;
  return runOperation<DecidedLock, DecideLockRefusal>(
    database,
    {
      ...(operationId ? { operationId } : {}),
      actor,
      command: "lock.decide",
      permission: "case.decide",
      payload: { caseId, version, command },
    },
    async (op) => {
      const found = await lockCase(op.query, caseId);
      if (!found) return refuse({ code: "case_not_found" });
      if (found.kind !== "locked_message") return refuse({ code: "case_is_not_lock" });
      const decidable = checkDecidable(found, version, actor.id, op.at);
      if (!decidable.ok) return refuse(await nameUndecidable(op, found, decidable.error));
      const complete = checkLockDecision(command, inForce.policy);
      if (!complete.ok) return complete;
      const lock = await holdDisputedLock(op.query, caseId);
      if (!lock) throw new Error(`case ${caseId} is about no lock on record`);
      return ok(await write(op, actor, found, lock, command, inForce.version));
    },
  );
}

/** Everything after the last refusal. */
async function write(
  op: Operation,
  actor: StaffActor,
  found: LockedCase,
  lock: LockRecord,
  command: LockDecisionCommand,
  policyVersion: number,
): Promise<DecidedLock> {
  const { caseId, version, memberId, reference } = found;
  const { lockId } = lock;
  const { outcome } = command;
  const isRemoved = command.outcome === "removed";
  const state = lockAfter(lock.state, MOVE_BY_OUTCOME[outcome]);
  if (!state) throw new Error(`lock ${lockId} was ${lock.state} while its dispute was open`);
  const decisionId = uuidv7();
  const [isClosed] = await Promise.all([
    closeCase(op.query, { caseId, version, outcome, at: op.at, opId: op.operationId }),
    // biome-ignore format: the order of INSERT_DECISION
    op.query("decision_insert", INSERT_DECISION, [
      decisionId, caseId, version, memberId, actor.id, op.at, outcome, "[]", isRemoved ? command.policyClause : null,
      policyVersion, command.reason, isRemoved ? command.memberReason : null, op.operationId,
    ]),
    state === lock.state ? null : resolveLock(op, { lockId, state, by: "moderator" }),
    learn(op, lock, isRemoved),
  ]);
  if (!isClosed) throw new Error(`case ${caseId} moved while its row was locked`);
  if (isRemoved) tellLock(op, "lock.removed", lock, "moderator");
  else if (isDelivered(state) && state !== lock.state) tellLock(op, "lock.released", lock, "moderator");
  op.audit({
    subjectType: "case",
    subjectId: caseId,
    data: {
      reference,
      decisionId,
      version,
      outcome,
      lockId,
      from: lock.state,
      to: state,
      policyVersion,
      ...(isRemoved ? { clause: command.policyClause } : {}),
    },
  });
  op.hint({ topic: "queue", id: caseId });
  op.hint({ topic: "case", id: caseId });
  op.hint({ topic: "lock", id: lockId });
  op.hint({ topic: "account", id: memberId });
  op.hint({ topic: "analytics" });
  return { caseId, reference, decisionId, lockId, outcome, state, decidedAt: op.at.toISOString() };
}
