import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import {
  closeCase,
  closeReports,
  findAddressee,
  INSERT_DECISION,
  type LockedCase,
  listRunningRestrictions,
  lockCase,
  lockMember,
} from "@/db/queries/decision";
import type { StaffActor } from "@/lib/domain/actor";
import type { Outcome } from "@/lib/domain/case";
import {
  checkDecidable,
  checkDecision,
  type DecisionCommand,
  type DecisionRefusal,
} from "@/lib/domain/decision";
import { findClause } from "@/lib/domain/policy";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { learnFromCase } from "./content-example";
import { enforce, inform } from "./decision-effect";
import { planLinkedLook } from "./linked-accounts";
import { currentPolicy, type PolicyInForce } from "./policy";
import { type Json, type Operation, type OperationRefusal, runOperation } from "./run-operation";
import { nameUndecidable, type UndecidableRefusal } from "./undecidable";

export type DecideCaseInput = {
  caseId: string;
  /** The version the decider saw. */
  version: number;
  /** Names the intent: the same id again answers the same and does nothing twice. */
  operationId?: string;
  command: DecisionCommand;
};

/** What a decision leaves. Instants RFC 3339. */
export type DecidedCase = {
  caseId: string;
  reference: string;
  decisionId: string;
  outcome: Outcome;
  decidedAt: string;
  noticeId: string | null;
  restrictionIds: string[];
};

/** Why a decision was not stored. */
export type DecideCaseRefusal =
  | DecisionRefusal
  | UndecidableRefusal
  | { code: "case_not_found" }
  | { code: "case_is_appeal" }
  /** A disputed lock is released or removed: `decideLock`. */
  | { code: "case_is_lock" }
  | OperationRefusal;

/**
 * Decides a case: decision, restrictions, strike, notice with its link and e-mail, the reports' outcome, what the platform
 * is told and the audit entry are one operation, or nothing is. What supersedes what: `supersededBy`.
 *
 * Refusals: see `DecideCaseRefusal`; `case_changed` when a report or signal joined since the version seen.
 */
export async function decideCase(
  database: Database,
  actor: StaffActor,
  input: DecideCaseInput,
): Promise<Result<DecidedCase, DecideCaseRefusal>> {
  const inForce = await currentPolicy(database);
  const { caseId, version, operationId, command } = input;
  return runOperation<DecidedCase, Exclude<DecideCaseRefusal, OperationRefusal>>(
    database,
    {
      ...(operationId ? { operationId } : {}),
      actor,
      command: "case.decide",
      permission: "case.decide",
      payload: { caseId, version, command },
    },
    async (op) => {
      const found = await lockCase(op.query, caseId);
      if (!found) return refuse({ code: "case_not_found" });
      if (found.kind === "appeal") return refuse({ code: "case_is_appeal" });
      if (found.kind === "locked_message") return refuse({ code: "case_is_lock" });
      const decidable = checkDecidable(found, version, actor.id, op.at);
      if (!decidable.ok) return refuse(await nameUndecidable(op, found, decidable.error));
      const complete = checkDecision(command, inForce.policy);
      if (!complete.ok) return complete;
      const decided = await write(op, actor, found, command, inForce);
      op.hint({ topic: "queue", id: caseId });
      op.hint({ topic: "case", id: caseId });
      op.hint({ topic: "analytics" });
      return ok(decided);
    },
  );
}

/** Everything after the last refusal. Statements that do not wait for each other go out together. */
async function write(
  op: Operation,
  actor: StaffActor,
  found: LockedCase,
  command: DecisionCommand,
  inForce: PolicyInForce,
): Promise<DecidedCase> {
  const { caseId, version, memberId, reference } = found;
  const isActioned = command.outcome === "actioned";
  const closed = { caseId, at: op.at, opId: op.operationId };
  const decisionId = uuidv7();
  const [, member, running, reportIds, isClosed] = await Promise.all([
    isActioned ? lockMember(op.query, memberId) : null,
    isActioned ? findAddressee(op.query, memberId) : null,
    isActioned ? listRunningRestrictions(op.query, memberId, op.at) : [],
    closeReports(op.query, { ...closed, state: isActioned ? "upheld" : "not_upheld" }),
    closeCase(op.query, { ...closed, version, outcome: command.outcome }),
    // biome-ignore format: the order of INSERT_DECISION
    op.query("decision_insert", INSERT_DECISION, [
      decisionId, caseId, version, memberId, actor.id, op.at, command.outcome,
      JSON.stringify(isActioned ? command.measures : []), isActioned ? command.policyClause : null, inForce.version,
      command.reason, isActioned ? command.memberReason : null, op.operationId,
    ]),
    learnFromCase(op, { caseId, isBreach: isActioned, source: "decision" }),
  ]);
  if (!isClosed) throw new Error(`case ${caseId} moved while its row was locked`);

  for (const reportId of reportIds) {
    op.emit({ memberId, type: "report.decided", payload: { reportId, caseId, outcome: command.outcome } });
  }
  const figures: Record<string, Json> = {
    reference,
    decisionId,
    version,
    outcome: command.outcome,
    policyVersion: inForce.version,
    reports: reportIds.length,
  };
  const decided = { caseId, reference, decisionId, outcome: command.outcome, decidedAt: op.at.toISOString() };
  if (!isActioned) {
    op.audit({ subjectType: "case", subjectId: caseId, data: figures });
    return { ...decided, noticeId: null, restrictionIds: [] };
  }
  if (!member) throw new Error(`case ${caseId} is about nobody on record`);
  const clause = findClause(inForce.policy, command.policyClause);
  if (!clause) throw new Error(`clause ${command.policyClause} left the policy after the check`);
  const effect = enforce(op, found, decisionId, command, running, inForce);
  const isLimiting = command.measures.some(({ measure }) => measure !== "warning");
  if (isLimiting) planLinkedLook(op, { memberId, decisionId, nth: 0 }, op.at);
  const notice = inform(op, found, decisionId, command, member, clause, inForce);
  await Promise.all([...effect.statements, ...notice.statements]);
  op.audit({
    subjectType: "case",
    subjectId: caseId,
    data: {
      ...figures,
      memberId,
      clause: command.policyClause,
      measures: command.measures.map((chosen) => chosen.measure),
      restrictionIds: effect.restrictionIds,
      supersededIds: effect.supersededIds,
      strikeWeight: effect.weight,
      noticeId: notice.noticeId,
    },
  });
  op.hint({ topic: "account", id: memberId });
  return { ...decided, noticeId: notice.noticeId, restrictionIds: effect.restrictionIds };
}
