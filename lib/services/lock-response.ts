import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import {
  findLockedContent,
  hasResponse,
  holdDispute,
  holdLock,
  insertResponse,
  isDisputeDecided,
  type LockRecord,
  markDisputed,
  moveDispute,
  resolveLock,
} from "@/db/queries/lock";
import type { LockForm } from "@/lib/contracts/lock";
import type { Actor } from "@/lib/domain/actor";
import {
  isDelivered,
  type LockResponse,
  type LockSide,
  type LockState,
  lockAfter,
  MOVES_BY_RESPONSE,
  mayAnswer,
} from "@/lib/domain/lock";
import type { Category } from "@/lib/domain/report";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { keepExample } from "./content-example";
import type { Alongside } from "./idempotency";
import { findLockLink, tellLock } from "./lock";
import { fileDispute } from "./lock-dispute";
import { fileReport, receiptUrl } from "./report";
import { type Operation, type OperationRefusal, runOperation } from "./run-operation";
import { type Measurings, measurings } from "./signal";

export type RespondInput = {
  lockId: string;
  by: LockSide;
  response: LockResponse;
  /** The side's own words, kept byte for byte. */
  note?: string | undefined;
  /** What a report complains of; spam when absent. */
  category?: Category | undefined;
};

/** Where a lock stands after a response. `caseId`: what the response opened or joined. */
export type LockAnswer = { lockId: string; state: LockState; caseId?: string; receiptUrl?: string };

export type RespondRefusal =
  | { code: "unknown_lock" }
  /** The sender can only say that the lock was wrong. */
  | { code: "not_their_answer" }
  /** What became of the message leaves no room for this. */
  | { code: "lock_settled"; state: LockState }
  /** A moderator has decided a dispute about it. */
  | { code: "dispute_decided" };

/** Ends the operation without an effect: this side said so before. */
type SaidBefore = { code: "said_before"; state: LockState };

/** The id of the report that a recipient files by reporting a locked message. */
export function reportIdOf(lockId: string): string {
  return `lock:${lockId}`;
}

function answerOf(input: RespondInput, state: LockState, caseId?: string): LockAnswer {
  return {
    lockId: input.lockId,
    state,
    ...(caseId === undefined ? {} : { caseId }),
    ...(input.response === "report" ? { receiptUrl: receiptUrl(reportIdOf(input.lockId)) } : {}),
  };
}

async function deliver(op: Operation, lock: LockRecord): Promise<void> {
  tellLock(op, "lock.released", lock, "recipient");
  // A recipient who lets a text in says, though weakly, that it breaks no rule.
  if (lock.modelVersion === null) return;
  const content = await findLockedContent(op.query, lock);
  if (!content) return;
  const { body: text, links } = content;
  await keepExample(op, { messageId: lock.messageId, text, links, isBreach: false, source: "lock" });
}

async function report(
  op: Operation,
  lock: LockRecord,
  input: RespondInput,
  measured: Measurings,
): Promise<string> {
  if (!isDelivered(lock.state)) tellLock(op, "lock.refused", lock, "recipient");
  const filed = await fileReport(
    op,
    {
      id: reportIdOf(lock.lockId),
      reporterId: lock.recipientId,
      subject: { type: "message", id: lock.messageId },
      category: input.category ?? "spam",
      ...(input.note ? { note: input.note } : {}),
    },
    measured,
  );
  if (!filed.ok) throw new Error(`a locked message cannot be reported: ${filed.error.code}`);
  return filed.value.caseId;
}

/** What a response does beyond its own record; returns the case it opened or joined. */
async function act(
  op: Operation,
  lock: LockRecord,
  input: RespondInput,
  measured: Measurings,
): Promise<string | undefined> {
  switch (input.response) {
    case "accept":
      await deliver(op, lock);
      return undefined;
    case "refuse":
      tellLock(op, "lock.refused", lock, "recipient");
      return undefined;
    case "report":
      return report(op, lock, input, measured);
    case "wrongly_locked":
      // A message that reached its recipient needs no moderator to go on: that is kept as it was said.
      return isDelivered(lock.state) ? undefined : fileDispute(op, lock, input.by, measured[0].policy);
  }
}

async function respond(
  op: Operation,
  input: RespondInput,
  measured: Measurings,
): Promise<Result<{ state: LockState; caseId: string | null }, RespondRefusal | SaidBefore>> {
  const { lockId, by, response } = input;
  // The case first: a decision takes them in this order too.
  const [dispute, lock] = await Promise.all([holdDispute(op.query, lockId), holdLock(op.query, lockId)]);
  if (!lock) return refuse({ code: "unknown_lock" });
  if (!mayAnswer(by, response)) return refuse({ code: "not_their_answer" });
  if (await hasResponse(op.query, lockId, by, response)) {
    return refuse({ code: "said_before", state: lock.state });
  }
  const { move } = MOVES_BY_RESPONSE[response];
  const state = lockAfter(lock.state, move);
  if (!state) return refuse({ code: "lock_settled", state: lock.state });
  if (move === "dispute" && (await isDisputeDecided(op.query, lock))) {
    return refuse({ code: "dispute_decided" });
  }
  const note = input.note === undefined || input.note === "" ? null : input.note;
  const [caseId] = await Promise.all([
    act(op, lock, input, measured),
    insertResponse(op, { responseId: uuidv7(), lockId, by, response, note }),
    move === "dispute" ? markDisputed(op, lockId, by) : resolveLock(op, { lockId, state, by: "recipient" }),
    // Whoever decides the dispute has to read this first.
    dispute && move !== "dispute" ? moveDispute(op, dispute.caseId) : null,
  ]);
  if (dispute) op.hint({ topic: "case", id: dispute.caseId });
  op.hint({ topic: "lock", id: lockId });
  op.hint({ topic: "account", id: lock.senderId });
  op.audit({
    subjectType: "lock",
    subjectId: lockId,
    data: {
      by,
      response,
      from: lock.state,
      to: state,
      messageId: lock.messageId,
      ...(caseId ? { caseId } : {}),
    },
  });
  return ok({ state, caseId: caseId ?? null });
}

/**
 * Takes what a side says about a lock: the answer, what becomes of the message, a report or a dispute and what the
 * platform is told are one operation. The same side saying the same again changes nothing and is answered with where the
 * lock stands.
 *
 * Refusals: see `RespondRefusal`. What follows from what: `LOCK_TRANSITIONS`.
 */
export async function respondToLock(
  database: Pick<Database, "db" | "pool">,
  actor: Actor,
  input: RespondInput,
  extra: Omit<Alongside<LockAnswer>, "operationId"> = {},
): Promise<Result<LockAnswer, RespondRefusal | OperationRefusal>> {
  const measured = await measurings(database);
  const { lockId, by, response, note = null, category = null } = input;
  const answered = await runOperation<
    { state: LockState; caseId: string | null },
    RespondRefusal | SaidBefore
  >(
    database,
    { actor, command: "lock.respond", payload: { lockId, by, response, note, category } },
    async (op) => {
      await extra.first?.(op);
      const done = await respond(op, input, measured);
      if (!done.ok) return done;
      const { state, caseId } = done.value;
      await extra.alongside?.(op, answerOf(input, state, caseId ?? undefined));
      return done;
    },
  );
  if (answered.ok) return ok(answerOf(input, answered.value.state, answered.value.caseId ?? undefined));
  const { error } = answered;
  return error.code === "said_before" ? ok(answerOf(input, error.state)) : refuse(error);
}

/** Takes what a member's form sends; the token of the page says who they are. An unknown link is `unknown_lock`. */
export async function respondByToken(
  database: Pick<Database, "db" | "pool">,
  { token, ...said }: LockForm,
): Promise<Result<LockAnswer, RespondRefusal | OperationRefusal>> {
  const link = await findLockLink(database, token);
  if (!link) return refuse({ code: "unknown_lock" });
  const { lockId, memberId, side } = link;
  return respondToLock(database, { kind: "member", id: memberId }, { ...said, lockId, by: side });
}
