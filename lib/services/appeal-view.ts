import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import {
  type AppealRecord,
  type AppealRestriction,
  findAppeal,
  listFiles,
  listRestrictions,
} from "@/db/queries/appeal";
import { reading } from "@/db/queries/ask";
import type { AppealView } from "@/lib/contracts/appeal";
import type { StaffActor } from "@/lib/domain/actor";
import { planAppealEffect } from "@/lib/domain/appeal-effect";
import { isClaimed } from "@/lib/domain/case";
import { can } from "@/lib/domain/permission";
import { isInForce } from "@/lib/domain/restriction";
import { env } from "@/lib/env";
import { viewCase } from "./case";

function ifOverturned(found: AppealRecord, held: AppealRestriction[]): AppealView["ifOverturned"] {
  const plan = planAppealEffect({
    outcome: "overturned",
    decisionId: found.decisionId,
    decidedAt: found.originalDecidedAt,
    original: found.measures,
    milder: [],
    held,
    at: found.at,
    newId: uuidv7,
  });
  if (!plan.ok) return [];
  return plan.value.reinstated.map(({ from }) => ({
    measure: from.measure,
    channels: from.channels,
    directions: from.directions,
    audience: from.audience,
    capPerDay: from.capPerDay,
    endsAt: from.endsAt?.toISOString() ?? null,
  }));
}

/**
 * Everything the page of an appeal shows; null when there is none by this reference. `at` is the database's clock.
 * Reading needs no part in it: whoever decided first reads too, and sees that another person has to hear it.
 */
export async function viewAppeal(
  database: Database,
  actor: StaffActor,
  reference: string,
): Promise<AppealView | null> {
  const read = await reading(database, async (ask) => {
    const found = await findAppeal(ask, reference);
    if (!found) return null;
    const [files, held] = await Promise.all([
      listFiles(ask, found.appealId),
      listRestrictions(ask, found.memberId),
    ]);
    return { found, files, held };
  });
  if (!read) return null;
  const { found, files, held } = read;
  const { at, claimedBy, claimExpiresAt } = found;
  const isHeld = isClaimed({ claimedBy, claimExpiresAt }, at);
  return {
    caseId: found.caseId,
    reference: found.reference,
    state: found.state,
    version: found.version,
    severity: found.severity,
    openedAt: found.openedAt.toISOString(),
    dueAt: found.dueAt.toISOString(),
    heldBy:
      isHeld && claimedBy && claimExpiresAt
        ? {
            staffId: claimedBy,
            name: found.claimedByName ?? "Somebody",
            expiresAt: claimExpiresAt.toISOString(),
          }
        : null,
    isMine: isHeld && claimedBy === actor.id,
    canDecide: can(actor.role, "appeal.decide"),
    isExcluded: found.excludedStaffIds.includes(actor.id),
    memberId: found.memberId,
    memberName: found.memberName,
    hasEmail: found.memberEmail !== null,
    platformName: env().platform.name,
    filedAt: found.filedAt.toISOString(),
    statement: found.statement,
    stepsTaken: found.stepsTaken,
    businessNeed: found.businessNeed,
    confirmations: found.confirmations,
    locale: found.locale,
    evidence: files,
    original: {
      reference: found.originalReference,
      decidedAt: found.originalDecidedAt.toISOString(),
      decidedByName: found.decidedByName,
      measures: found.measures,
      policyClause: found.policyClause,
      policyVersion: found.policyVersion,
      reason: found.originalReason,
      memberReason: found.originalMemberReason,
      isRunning: held.some(
        (one) => one.decisionId === found.decisionId && one.measure !== "warning" && isInForce(one, at),
      ),
    },
    policy: found.policy,
    ifOverturned: ifOverturned(found, held),
    record: await viewCase(database, actor, found.originalReference),
    answer: found.answer,
    at: at.toISOString(),
  };
}
