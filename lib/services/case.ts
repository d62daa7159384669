import type { Database } from "@/db/connect";
import { reading } from "@/db/queries/ask";
import {
  type AlikeCase,
  countLinked,
  type EarlierDecision,
  findCase,
  findMember,
  listAlike,
  listDecisions,
  listMemberRestrictions,
  listReports,
  listReportsAbout,
  listSendings,
  listStrikes,
  type MemberRestriction,
} from "@/db/queries/case";
import type { CaseDecisionView, CasesAlike, CaseView } from "@/lib/contracts/case";
import type { StaffActor } from "@/lib/domain/actor";
import { isClaimed } from "@/lib/domain/case";
import { MEASURES, type Measure } from "@/lib/domain/measure";
import { can } from "@/lib/domain/permission";
import { standingAt } from "@/lib/domain/restriction";
import { audienceKey, scopeCells } from "@/lib/domain/scope";
import { env } from "@/lib/env";
import { viewMessages } from "./case-messages";
import { viewCaseLock } from "./lock-view";
import { currentPolicy } from "./policy";
import { viewLinkedAccounts, viewSignals } from "./signal-view";

function heaviest(measures: { measure: Measure }[]): Measure | "none" {
  return measures.reduce<Measure | "none">(
    (worst, { measure }) =>
      worst === "none" || MEASURES.indexOf(measure) > MEASURES.indexOf(worst) ? measure : worst,
    "none",
  );
}

const ALIKE_SHOWN = 7;

function toAlike(rows: AlikeCase[]): CasesAlike {
  const counts = new Map<Measure | "none", number>();
  const outcomes = rows.map((row) => ({ reference: row.reference, measure: heaviest(row.measures) }));
  for (const { measure } of outcomes) counts.set(measure, (counts.get(measure) ?? 0) + 1);
  return {
    total: rows.length,
    outcomes: [...counts].map(([measure, count]) => ({ measure, count })).sort((a, b) => b.count - a.count),
    latest: outcomes.slice(0, ALIKE_SHOWN),
    appealed: rows.filter((row) => row.hasAppeal).length,
    overturned: rows.filter((row) => row.appealOutcome === "overturned").length,
  };
}

function toDecision(row: EarlierDecision): CaseDecisionView {
  const { caseId: _, category: __, decidedById: ___, decidedAt, ...shown } = row;
  return { ...shown, decidedAt: decidedAt.toISOString() };
}

function scopeOf(row: MemberRestriction) {
  const { channels, directions, audience, counterparts } = row;
  return { channels, directions, audience, counterparts };
}

/**
 * Everything the case page shows about one case; null when there is none by this reference, or it is an appeal (appeals
 * have their own page). `at` is the database's clock: standing, strikes and lease are told for that instant.
 */
export async function viewCase(
  database: Database,
  actor: StaffActor,
  reference: string,
): Promise<CaseView | null> {
  const inForce = await currentPolicy(database);
  return reading(database, async (ask) => {
    const found = await findCase(ask, reference);
    if (!found || found.kind === "appeal") return null;
    const { at, caseId, memberId, snapshot } = found;
    const kept = snapshot?.reported;
    const [messages, reports, member, rows, strikes, decisions, signals, linked, alike, sendings, lock] =
      await Promise.all([
        viewMessages(ask, found),
        found.kind === "flagged_account" ? listReportsAbout(ask, memberId, at) : listReports(ask, caseId),
        findMember(ask, memberId),
        listMemberRestrictions(ask, memberId, at),
        listStrikes(ask, memberId, at),
        listDecisions(ask, memberId, caseId),
        viewSignals(ask, memberId, caseId, at),
        countLinked(ask, memberId),
        listAlike(ask, found.category, caseId, at),
        listSendings(ask, memberId, at),
        found.subjectType === "lock" ? viewCaseLock(ask, found.subjectId) : null,
      ]);
    if (!member) throw new Error(`case ${caseId} is about nobody on record`);
    const restrictions = rows.map((row) => ({ ...row, scope: scopeOf(row) }));
    const own = decisions.find((decision) => decision.caseId === caseId);
    const others = new Map(
      [
        ...messages
          .filter((message) => !message.isMember)
          .map((one) => [one.senderId, one.senderName] as const),
        ...reports.map((report) => [report.reporterId, report.reporterName ?? report.reporterId] as const),
      ].filter(([id]) => id !== memberId),
    );
    if (kept && kept.recipientId !== memberId && !others.has(kept.recipientId)) {
      others.set(kept.recipientId, kept.recipientId);
    }
    const isHeld = found.claimedBy !== null && found.claimExpiresAt !== null && isClaimed(found, at);
    return {
      caseId,
      reference: found.reference,
      kind: found.kind,
      state: found.state,
      version: found.version,
      severity: found.severity,
      category: found.category,
      channel: found.channel,
      degree: snapshot?.degree ?? null,
      openedAt: found.openedAt.toISOString(),
      dueAt: found.dueAt.toISOString(),
      reportCount: found.reportCount,
      heldBy:
        isHeld && found.claimedBy && found.claimExpiresAt
          ? {
              staffId: found.claimedBy,
              name: found.claimedByName ?? "Somebody",
              expiresAt: found.claimExpiresAt.toISOString(),
            }
          : null,
      messages,
      reports: reports.map(
        ({ reporterId: _, source: __, state: ___, reporterJoinedAt, receivedAt, ...report }) => ({
          ...report,
          reporterJoinedAt: reporterJoinedAt?.toISOString() ?? null,
          receivedAt: receivedAt.toISOString(),
        }),
      ),
      member: {
        memberId,
        displayName: member.displayName,
        accountType: member.accountType,
        joinedAt: member.joinedAt.toISOString(),
        connectionCount: member.connectionCount,
        profile: member.profile,
        country: member.country,
        hasEmail: member.hasEmail,
        standing: standingAt(restrictions, at).channels,
        restrictions: restrictions
          .filter((row) => row.measure !== "warning")
          .map((row) => ({
            restrictionId: row.restrictionId,
            measure: row.measure,
            scopeCells: scopeCells(row.scope),
            audienceKey: audienceKey(row.scope),
            capPerDay: row.capPerDay,
            endsAt: row.endsAt?.toISOString() ?? null,
          })),
        strikes: {
          count: strikes.length,
          weight: strikes.reduce((sum, strike) => sum + strike.weight, 0),
          nextDecayAt: strikes[0]?.expiresAt.toISOString() ?? null,
        },
        linked,
      },
      counterparts: [...others].map(([id, name]) => ({ memberId: id, name })),
      signals,
      linkedAccounts: signals.some((signal) => signal.rule === "D22")
        ? await viewLinkedAccounts(ask, memberId, inForce.policy, at)
        : [],
      decision: own ? toDecision(own) : null,
      isDecidedByReader: own?.decidedById === actor.id,
      history: decisions.filter((decision) => decision.caseId !== caseId).map(toDecision),
      alike: toAlike(alike),
      sendings,
      policy: inForce,
      platformName: env().platform.name,
      lock,
      isMine: isHeld && found.claimedBy === actor.id,
      canDecide: can(actor.role, "case.decide"),
      at: at.toISOString(),
    };
  });
}
