import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import {
  type AppealRestriction,
  CLOSE_APPEAL,
  INSERT_APPEAL_DECISION,
  type LockedAppeal,
  listRestrictions,
  lockAppeal,
} from "@/db/queries/appeal";
import { closeCase, lockMember } from "@/db/queries/decision";
import type { StaffActor } from "@/lib/domain/actor";
import { type AppealDecisionCommand, type AppealOutcome, checkAppealDecision } from "@/lib/domain/appeal";
import { type AppealEffect, planAppealEffect } from "@/lib/domain/appeal-effect";
import { checkDecidable, type DecisionRefusal } from "@/lib/domain/decision";
import { appealNotice } from "@/lib/domain/notice";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { env } from "@/lib/env";
import { applyEffect, reweighStrikes, turnReports } from "./appeal-effect";
import { learnFromCase } from "./content-example";
import { issueNotice } from "./notice-issue";
import { postgresError } from "./postgres-error";
import { type Operation, type OperationRefusal, runOperation } from "./run-operation";
import { nameUndecidable, type UndecidableRefusal } from "./undecidable";

export type DecideAppealInput = {
  /** The appeal's case. */
  caseId: string;
  /** The version the reviewer saw. */
  version: number;
  /** Names the intent: the same id again answers the same and does nothing twice. */
  operationId?: string;
  command: AppealDecisionCommand;
};

/** What an appeal's decision leaves. Instants RFC 3339. */
export type DecidedAppeal = {
  caseId: string;
  reference: string;
  appealId: string;
  decisionId: string;
  outcome: AppealOutcome;
  decidedAt: string;
  noticeId: string;
};

export type DecideAppealRefusal =
  | Exclude<DecisionRefusal, { code: "reason_missing" }>
  | UndecidableRefusal
  | { code: "case_not_found" }
  /** The person had a part in the decision; checked here and by the database. */
  | { code: "earlier_decider" }
  | { code: "reason_missing"; field: "reason" | "reply" }
  | { code: "not_milder" }
  /** Another decision's restriction of the same measure covers the same ground. */
  | { code: "conflicts_with_other"; measure: string };

/**
 * Hears an appeal: the decision, what it lifts, replaces or brings back, strikes, the reports' outcome, the answer to the
 * member and what the platform is told are one operation, or nothing is. What moves: `planAppealEffect`.
 *
 * Refusals: see `DecideAppealRefusal`. Of the two that forbid the person, `earlier_decider` holds whatever the code does:
 * the database refuses the row.
 */
export async function decideAppeal(
  database: Database,
  actor: StaffActor,
  input: DecideAppealInput,
): Promise<Result<DecidedAppeal, DecideAppealRefusal | OperationRefusal>> {
  const { caseId, version, operationId, command } = input;
  const request = {
    ...(operationId ? { operationId } : {}),
    actor,
    command: "appeal.decide",
    permission: "appeal.decide",
    payload: { caseId, version, command },
  } as const;
  try {
    return await runOperation<DecidedAppeal, DecideAppealRefusal>(database, request, async (op) => {
      const found = await lockAppeal(op.query, caseId);
      if (!found) return refuse({ code: "case_not_found" });
      if (found.excludedStaffIds.includes(actor.id)) return refuse({ code: "earlier_decider" });
      const decidable = checkDecidable(found, version, actor.id, op.at);
      if (!decidable.ok) return refuse(await nameUndecidable(op, found, decidable.error));
      const complete = checkAppealDecision(command, found, found.policy);
      if (!complete.ok) {
        const { error } = complete;
        if (error.code !== "reason_missing") return refuse(error);
        // What is the member's reason in a decision is the reply on an appeal's form.
        return refuse({ code: error.code, field: error.field === "memberReason" ? "reply" : "reason" });
      }
      await lockMember(op.query, found.memberId);
      const effect = planAppealEffect({
        outcome: command.outcome,
        decisionId: found.decisionId,
        decidedAt: found.originalDecidedAt,
        original: found.measures,
        milder: command.outcome === "reduced" ? command.measures : [],
        held: await listRestrictions(op.query, found.memberId),
        at: op.at,
        newId: uuidv7,
      });
      if (!effect.ok) return effect;
      const decided = await write(op, actor, found, command, effect.value);
      op.hint({ topic: "queue", id: caseId });
      op.hint({ topic: "appeal", id: caseId });
      op.hint({ topic: "account", id: found.memberId });
      op.hint({ topic: "analytics" });
      return ok(decided);
    });
  } catch (error) {
    if (postgresError(error)?.code === "LKC01") return refuse({ code: "earlier_decider" });
    throw error;
  }
}

/** Everything after the last refusal. */
async function write(
  op: Operation,
  actor: StaffActor,
  found: LockedAppeal,
  command: AppealDecisionCommand,
  effect: AppealEffect<AppealRestriction>,
): Promise<DecidedAppeal> {
  const { caseId, memberId, appealId, reference } = found;
  const { outcome, reply } = command;
  const decisionId = uuidv7();
  const remaining = {
    upheld: found.measures,
    reduced: command.outcome === "reduced" ? command.measures : [],
    overturned: [],
  }[outcome];
  // biome-ignore format: the order of INSERT_APPEAL_DECISION
  await op.query("appeal_decision", INSERT_APPEAL_DECISION, [
    decisionId, caseId, found.version, memberId, actor.id, op.at, outcome,
    JSON.stringify(outcome === "reduced" ? remaining : []), found.policyClause, found.policyVersion, command.reason, reply,
    found.decisionId, op.operationId,
  ]);
  const isClosed = await closeCase(op.query, {
    caseId,
    version: found.version,
    outcome,
    at: op.at,
    opId: op.operationId,
  });
  const closed = await op.query("appeal_close", CLOSE_APPEAL, [
    appealId,
    outcome,
    reply,
    op.at,
    op.operationId,
  ]);
  if (!isClosed || closed.length !== 1) throw new Error(`appeal ${appealId} moved while its row was locked`);

  let strike = { before: 0, after: 0 };
  let turnedReportIds: string[] = [];
  if (outcome !== "upheld") {
    await applyEffect(op, found, decisionId, outcome, effect);
    strike = await reweighStrikes(op, found, decisionId, remaining);
  }
  if (outcome === "overturned") {
    turnedReportIds = await turnReports(op, found);
    await learnFromCase(op, { caseId: found.originalCaseId, isBreach: false, source: "appeal" });
  }

  const told = issueNotice(op, {
    memberId,
    decisionId,
    email: found.memberEmail,
    locale: found.memberLocale ?? "en",
    content: appealNotice({
      memberName: found.memberName,
      platformName: env().platform.name,
      caseReference: found.originalReference,
      policyVersion: found.policyVersion,
      outcome,
      reply,
      measures: remaining,
      firstDecidedAt: found.originalDecidedAt,
      reinstated: effect.reinstated.map(({ from }) => from),
      decidedAt: op.at,
    }),
  });
  await Promise.all(told.statements);
  op.emit({ memberId, type: "appeal.decided", payload: { appealId, decisionId: found.decisionId, outcome } });
  const figures = {
    reference,
    appealId,
    decisionId,
    appealedDecisionId: found.decisionId,
    outcome,
    memberId,
    measures: remaining.map(({ measure }) => measure),
    liftedIds: effect.lifted.map(({ restrictionId }) => restrictionId),
    createdIds: effect.created.map(({ restrictionId }) => restrictionId),
    reinstatedIds: effect.reinstated.map(({ restrictionId }) => restrictionId),
    strikeWeightBefore: strike.before,
    strikeWeightAfter: outcome === "upheld" ? null : strike.after,
    turnedReports: turnedReportIds,
    noticeId: told.noticeId,
  };
  op.audit({ subjectType: "case", subjectId: caseId, data: figures });
  op.audit({
    subjectType: "case",
    subjectId: found.originalCaseId,
    data: { reference, appealId, decisionId, outcome },
  });
  return {
    caseId,
    reference,
    appealId,
    decisionId,
    outcome,
    decidedAt: op.at.toISOString(),
    noticeId: told.noticeId,
  };
}
