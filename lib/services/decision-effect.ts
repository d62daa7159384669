import { v7 as uuidv7 } from "uuid";
import {
  INSERT_DECISION_RESTRICTIONS,
  INSERT_STRIKE,
  type LockedCase,
  SUPERSEDE_RESTRICTION,
} from "@/db/queries/decision";
import { appealOpenUntil } from "@/lib/domain/appeal";
import { type DecisionCommand, endOf, type Running, strikeWeight, supersededBy } from "@/lib/domain/decision";
import { decisionNotice } from "@/lib/domain/notice";
import type { PolicyClause } from "@/lib/domain/policy";
import { env } from "@/lib/env";
import { issueNotice } from "./notice-issue";
import type { PolicyInForce } from "./policy";
import { addRestriction, limitsOf } from "./restriction-write";
import type { Operation } from "./run-operation";

export type Actioned = Extract<DecisionCommand, { outcome: "actioned" }>;

/** Writes the restrictions of a decision, ends those they supersede, and leaves the strike. */
export function enforce(
  op: Operation,
  { memberId }: LockedCase,
  decisionId: string,
  command: Actioned,
  running: Running[],
  { version, policy }: PolicyInForce,
): { statements: Promise<unknown>[]; restrictionIds: string[]; supersededIds: string[]; weight: number } {
  const statements: Promise<unknown>[] = [];
  const touched: { restrictionId: string; effect: "created" | "superseded" }[] = [];
  for (const chosen of command.measures) {
    const restrictionId = uuidv7();
    for (const olderId of supersededBy(chosen, running)) {
      const values = [memberId, olderId, op.at, restrictionId, op.operationId];
      statements.push(op.query("decision_supersede", SUPERSEDE_RESTRICTION, values));
      touched.push({ restrictionId: olderId, effect: "superseded" });
      op.emit({
        memberId,
        type: "restriction.lifted",
        payload: { restrictionId: olderId, decisionId, reason: "superseded" },
      });
    }
    statements.push(
      addRestriction(op, memberId, {
        ...limitsOf(chosen),
        restrictionId,
        decisionId,
        endsAt: endOf(chosen, op.at),
        policyClause: command.policyClause,
        policyVersion: version,
        supersededBy: null,
      }),
    );
    touched.push({ restrictionId, effect: "created" });
  }
  // biome-ignore format: the order of INSERT_DECISION_RESTRICTIONS
  statements.push(op.query("decision_restrictions", INSERT_DECISION_RESTRICTIONS, [
    decisionId, memberId, touched.map((one) => one.restrictionId), touched.map((one) => one.effect), op.operationId,
  ]));
  const weight = strikeWeight(command.measures, policy);
  if (weight > 0) {
    const expiresAt = new Date(op.at.getTime() + policy.strikes.decayDays * 86_400_000);
    const values = [memberId, uuidv7(), decisionId, weight, op.at, expiresAt, op.operationId];
    statements.push(op.query("decision_strike", INSERT_STRIKE, values));
  }
  const ids = (effect: string) =>
    touched.filter((one) => one.effect === effect).map((one) => one.restrictionId);
  return { statements, restrictionIds: ids("created"), supersededIds: ids("superseded"), weight };
}

/** Tells the member what was decided about them. */
export function inform(
  op: Operation,
  { memberId, reference, kind }: LockedCase,
  decisionId: string,
  command: Actioned,
  member: { displayName: string; email: string | null; locale: string | null },
  clause: PolicyClause,
  { version, policy }: PolicyInForce,
): { statements: Promise<unknown>[]; noticeId: string } {
  return issueNotice(op, {
    memberId,
    decisionId,
    email: member.email,
    locale: member.locale ?? "en",
    content: decisionNotice({
      memberName: member.displayName,
      platformName: env().platform.name,
      caseReference: reference,
      measures: command.measures,
      clause,
      policyVersion: version,
      memberReason: command.memberReason,
      origin: kind === "flagged_account" ? "detector" : "report",
      decidedAt: op.at,
      appealUntil: appealOpenUntil(op.at, policy),
    }),
  });
}
