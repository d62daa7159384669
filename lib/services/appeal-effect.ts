import { v7 as uuidv7 } from "uuid";
import {
  type AppealRestriction,
  LIFT_RESTRICTION,
  LIST_STRIKES,
  type LockedAppeal,
  REMOVE_STRIKE,
  REPOINT_RESTRICTION,
  TURN_REPORTS,
} from "@/db/queries/appeal";
import { INSERT_DECISION_RESTRICTIONS, INSERT_STRIKE } from "@/db/queries/decision";
import type { AppealEffect } from "@/lib/domain/appeal-effect";
import { type ChosenMeasure, strikeWeight } from "@/lib/domain/decision";
import { addRestriction, limitsOf } from "./restriction-write";
import type { Operation } from "./run-operation";

/** Moves a member's restrictions as planned. What ends comes first, so that nothing overlaps at any statement. */
export async function applyEffect(
  op: Operation,
  found: LockedAppeal,
  decisionId: string,
  reason: "overturned" | "reduced",
  effect: AppealEffect<AppealRestriction>,
): Promise<void> {
  const { memberId } = found;
  for (const one of effect.lifted) {
    await op.query("appeal_lift", LIFT_RESTRICTION, [
      memberId,
      one.restrictionId,
      op.at,
      reason,
      op.operationId,
    ]);
    if (one.liftedAt === null) {
      op.emit({
        memberId,
        type: "restriction.lifted",
        payload: { restrictionId: one.restrictionId, decisionId, reason },
      });
    }
  }
  for (const { restrictionId, chosen, endsAt, supersededBy } of effect.created) {
    await addRestriction(op, memberId, {
      ...limitsOf(chosen),
      restrictionId,
      decisionId,
      endsAt,
      policyClause: found.policyClause ?? "",
      policyVersion: found.policyVersion,
      supersededBy,
    });
  }
  for (const { restrictionId, from } of effect.reinstated) {
    const { decisionId: madeBy, measure, capPerDay, endsAt, policyClause, policyVersion } = from;
    const { channels, directions, audience, counterparts } = from;
    await addRestriction(op, memberId, {
      restrictionId,
      decisionId: madeBy,
      measure,
      scope: { channels, directions, audience, counterparts },
      capPerDay,
      endsAt,
      policyClause,
      policyVersion,
      supersededBy: null,
    });
  }
  for (const { restriction, behindId } of effect.repointed) {
    await op.query("appeal_repoint", REPOINT_RESTRICTION, [
      memberId,
      restriction.restrictionId,
      behindId,
      op.operationId,
    ]);
  }
  const touched = [
    ...effect.lifted.map((one) => ({ id: one.restrictionId, effect: "lifted" })),
    ...effect.created.map((one) => ({ id: one.restrictionId, effect: "created" })),
    ...effect.reinstated.map((one) => ({ id: one.restrictionId, effect: "reinstated" })),
    ...effect.repointed.map((one) => ({ id: one.restriction.restrictionId, effect: "changed" })),
  ];
  // biome-ignore format: the order of INSERT_DECISION_RESTRICTIONS
  await op.query("appeal_decision_restrictions", INSERT_DECISION_RESTRICTIONS, [
    decisionId, memberId, touched.map(({ id }) => id), touched.map((one) => one.effect), op.operationId,
  ]);
}

/**
 * Takes the appealed decision's strikes away; `remaining` leaves the weight of what stays, decaying on the same day.
 * Returns the weights before and after.
 */
export async function reweighStrikes(
  op: Operation,
  found: LockedAppeal,
  decisionId: string,
  remaining: ChosenMeasure[],
): Promise<{ before: number; after: number }> {
  const { memberId } = found;
  const strikes = await op.query<{ strikeId: string; weight: number; at: Date; expiresAt: Date }>(
    "appeal_strikes",
    LIST_STRIKES,
    [memberId, found.decisionId],
  );
  const before = strikes.reduce((sum, { weight }) => sum + weight, 0);
  const after = Math.min(before, strikeWeight(remaining, found.policy));
  if (after === before) return { before, after };
  for (const { strikeId } of strikes) {
    await op.query("appeal_strike_remove", REMOVE_STRIKE, [memberId, strikeId, op.at, op.operationId]);
  }
  const [first] = strikes;
  if (first && after > 0) {
    const values = [memberId, uuidv7(), decisionId, after, first.at, first.expiresAt, op.operationId];
    await op.query("decision_strike", INSERT_STRIKE, values);
  }
  return { before, after };
}

/** Turns the reports that the overturned decision had upheld; returns their ids. */
export async function turnReports(op: Operation, found: LockedAppeal): Promise<string[]> {
  const turned = await op.query<{ reportId: string }>("appeal_reports", TURN_REPORTS, [
    found.originalCaseId,
    op.operationId,
  ]);
  for (const { reportId } of turned) {
    op.emit({
      memberId: found.memberId,
      type: "report.decided",
      payload: { reportId, caseId: found.originalCaseId, outcome: "overturned" },
    });
  }
  return turned.map(({ reportId }) => reportId).sort();
}
