import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import {
  type AppealableDecision,
  BIND_EVIDENCE,
  findAppealTarget,
  INSERT_APPEAL,
  INSERT_APPEAL_CASE,
  INSERT_CASE_SNAPSHOT,
  lockAppealable,
} from "@/db/queries/appeal";
import type { SendAppealInput } from "@/lib/contracts/appeal";
import type { Actor } from "@/lib/domain/actor";
import { appealDueAt, type Confirmation, checkCanAppeal, type FileAppealRefusal } from "@/lib/domain/appeal";
import type { Policy } from "@/lib/domain/policy";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { env } from "@/lib/env";
import { findByToken, issueToken, tokenFor } from "./access-token";
import { drawReference } from "./case-reference";
import type { Alongside } from "./idempotency";
import { issueNotice } from "./notice-issue";
import { currentPolicy } from "./policy";
import { postgresError } from "./postgres-error";
import { type Operation, type OperationRefusal, runOperation } from "./run-operation";

export type FileAppealInput = {
  /** The notice whose link the member followed, or a restriction as the platform knows it. */
  target: { memberId: string; noticeId: string } | { restrictionId: string };
  /** The member's own words, kept byte for byte. */
  statement: string;
  stepsTaken: string;
  businessNeed: string | null;
  confirmations: Confirmation[];
  /** The member's on record when null. */
  locale: string | null;
};

/** A filed appeal. Instants RFC 3339. */
export type FiledAppeal = { appealId: string; reference: string; dueAt: string; statusUrl: string };

export type FileAppealError =
  | { code: "not_found" }
  | { code: "appeal_exists"; appealId: string }
  | { code: "appeal_window_closed"; openUntil: string }
  | { code: "nothing_to_appeal" };

/** Where a member follows an appeal. */
export function appealStatusUrl(appealId: string): string {
  return `${env().url}/appeal/status/${tokenFor("appeal", appealId)}`;
}

function refusalOf(refusal: FileAppealRefusal, appealId: string | null): FileAppealError {
  switch (refusal.code) {
    case "appeal_exists":
      return { code: "appeal_exists", appealId: appealId ?? "" };
    case "appeal_window_closed":
      return { code: "appeal_window_closed", openUntil: refusal.openUntil.toISOString() };
    case "nothing_to_appeal":
      return refusal;
  }
}

/**
 * Files an appeal: its case in the queue with everybody who had a part in the decision excluded, the evidence, the
 * receipt to the member and what the platform is told are one operation. A decision is appealed once.
 *
 * Refusals: `not_found`, `appeal_exists`, `appeal_window_closed`, `nothing_to_appeal` (a dismissal, or an appeal's answer).
 */
export async function fileAppeal(
  database: Database,
  actor: Actor,
  input: FileAppealInput,
  extra: Alongside<FiledAppeal> = {},
): Promise<Result<FiledAppeal, FileAppealError | OperationRefusal>> {
  const { policy } = await currentPolicy(database);
  const { operationId } = extra;
  const request = {
    ...(operationId ? { operationId } : {}),
    actor,
    command: "appeal.file",
    payload: { ...input, target: { ...input.target } },
  } as const;
  try {
    // The status link is a key: it is made again from the id, never stored with the operation's answer.
    const filed = await runOperation<Omit<FiledAppeal, "statusUrl">, FileAppealError>(
      database,
      request,
      async (op) => {
        await extra.first?.(op);
        const target =
          "restrictionId" in input.target
            ? await findAppealTarget(op.query, input.target.restrictionId)
            : input.target;
        const found = target ? await lockAppealable(op.query, target.memberId, target.noticeId) : null;
        if (!found) return refuse({ code: "not_found" });
        const outcome = found.noticeKind === "decision" ? found.outcome : "upheld";
        const allowed = checkCanAppeal(
          { outcome, informedAt: found.informedAt, hasAppeal: found.appealId !== null },
          policy,
          op.at,
        );
        if (!allowed.ok) return refuse(refusalOf(allowed.error, found.appealId));
        const answer = await write(op, found, input, policy);
        await extra.alongside?.(op, { ...answer, statusUrl: appealStatusUrl(answer.appealId) });
        return ok(answer);
      },
    );
    if (!filed.ok) return filed;
    return ok({ ...filed.value, statusUrl: appealStatusUrl(filed.value.appealId) });
  } catch (error) {
    if (postgresError(error)?.constraint !== "appeals_decision") throw error;
    return refuse({ code: "appeal_exists", appealId: "" });
  }
}

/**
 * Files what a member's form sends; the token of the notice is the key.
 * Refusals: as `fileAppeal`; an unknown link is `not_found`.
 */
export async function fileAppealByToken(
  database: Database,
  input: SendAppealInput,
): Promise<Result<FiledAppeal, FileAppealError | OperationRefusal>> {
  const { token, operationId, statement, stepsTaken, businessNeed, confirmations } = input;
  const link = await findByToken(database, "notice", token);
  if (!link) return refuse({ code: "not_found" });
  const { memberId, targetId: noticeId } = link;
  const words = {
    statement,
    stepsTaken,
    businessNeed: businessNeed.trim() === "" ? null : businessNeed,
    confirmations,
  };
  const target = { memberId, noticeId };
  return fileAppeal(
    database,
    { kind: "member", id: memberId },
    { ...words, target, locale: null },
    { operationId },
  );
}

/** Everything after the last refusal. */
async function write(
  op: Operation,
  found: AppealableDecision,
  input: FileAppealInput,
  policy: Policy,
): Promise<Omit<FiledAppeal, "statusUrl">> {
  const { memberId, decisionId } = found;
  const [caseId, appealId] = [uuidv7(), uuidv7()];
  const reference = drawReference("AP");
  const dueAt = appealDueAt(found.measures, op.at, policy);
  const hours = Math.round((dueAt.getTime() - op.at.getTime()) / 3_600_000);
  const severity = hours < policy.appeals.dueHours ? "P1" : "P2";
  const why = JSON.stringify({ code: "appeal_deadline", hours, at: op.at.toISOString() });
  const locale = input.locale ?? found.memberLocale ?? "en";
  // biome-ignore format: the order of the statements' columns
  await op.query("appeal_case", INSERT_APPEAL_CASE, [
    caseId, reference, decisionId, memberId, found.memberName, found.accountType, severity, found.category, found.channel,
    found.language, op.at, dueAt, why, found.decidedBy, op.operationId,
  ]);
  // biome-ignore format: the order of the statements' columns
  await op.query("appeal_insert", INSERT_APPEAL, [
    appealId, decisionId, caseId, memberId, found.noticeId, input.statement, input.stepsTaken, input.businessNeed,
    input.confirmations, locale, op.at, dueAt, op.operationId,
  ]);
  const told = issueNotice(op, {
    memberId,
    decisionId,
    email: found.memberEmail,
    locale,
    content: {
      ...found.noticeContent,
      kind: "appeal_received",
      memberName: found.memberName,
      decidedAt: op.at.toISOString(),
      reason: "",
      appealUntil: null,
      appealOutcome: null,
      answerDueAt: dueAt.toISOString(),
    },
  });
  const [files] = await Promise.all([
    op.query<{ evidenceId: string }>("appeal_evidence", BIND_EVIDENCE, [
      found.noticeId,
      appealId,
      op.operationId,
    ]),
    op.query("appeal_snapshot", INSERT_CASE_SNAPSHOT, [
      caseId,
      JSON.stringify(found.snapshot),
      op.at,
      op.operationId,
    ]),
    issueToken(op, { purpose: "appeal", memberId, targetId: appealId }),
    ...told.statements,
  ]);
  op.emit({
    memberId,
    type: "appeal.received",
    payload: { appealId, decisionId, dueAt: dueAt.toISOString() },
  });
  op.audit({
    subjectType: "case",
    subjectId: caseId,
    data: {
      reference,
      appealId,
      decisionId,
      memberId,
      originalCaseId: found.caseId,
      excludedStaffIds: found.decidedBy,
      confirmations: input.confirmations,
      evidence: files.map(({ evidenceId }) => evidenceId),
      dueAt: dueAt.toISOString(),
      noticeId: told.noticeId,
    },
  });
  op.hint({ topic: "queue", id: caseId });
  op.hint({ topic: "appeal", id: caseId });
  op.hint({ topic: "analytics" });
  return { appealId, reference, dueAt: dueAt.toISOString() };
}
