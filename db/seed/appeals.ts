import {
  type AppealOutcome,
  appealDueAt,
  CONFIRMATIONS,
  type Confirmation,
  checkReduced,
} from "../../lib/domain/appeal";
import { planAppealEffect } from "../../lib/domain/appeal-effect";
import { type ChosenMeasure, strikeWeight } from "../../lib/domain/decision";
import { appealNotice } from "../../lib/domain/notice";
import { audienceKey, type Scope, scopeCells } from "../../lib/domain/scope";
import { addEvidence } from "./evidence";
import { drawReference } from "./intake";
import {
  addEvent,
  addNotice,
  type CaseRow,
  drawReviewer,
  noteClaim,
  type RestrictionRow,
  type Ruling,
} from "./rulings";
import { fill } from "./talk";
import { slotsFor } from "./traffic";
import { APPEAL_REASONS, APPEAL_REPLIES, APPEAL_STATEMENTS, APPEAL_STEPS, BUSINESS_NEEDS } from "./wording";
import { HOUR_MS, note, policyAt, type World } from "./world";

export type FiledAppeal = { ruling: Ruling; appeal: World["rows"]["appeals"][number]; row: CaseRow };

const NOTHING: Scope = { channels: [], directions: [], audience: "anyone", counterparts: [] };
/** Files come with this share of the appeals. */
const EVIDENCE_SHARE = 0.4;

/** A member appeals, as `fileAppeal` would have written it. */
export function fileAppeal(world: World, ruling: Ruling, at: Date): FiledAppeal {
  const { random, rows } = world;
  const { member, decision, row: original } = ruling;
  const { policy } = policyAt(world, at);
  const [caseId, appealId] = [random.uuid(at), random.uuid(at)];
  const dueAt = appealDueAt(decision.measures, at, policy);
  const hours = Math.round((dueAt.getTime() - at.getTime()) / HOUR_MS);
  const row: CaseRow = {
    ...original,
    caseId,
    reference: drawReference(world, "AP"),
    kind: "appeal",
    subjectType: "decision",
    subjectId: decision.decisionId,
    state: "open",
    severity: hours < policy.appeals.dueHours ? "P1" : "P2",
    openedAt: at,
    dueAt,
    why: { code: "appeal_deadline", hours, at: at.toISOString() },
    reportCount: 0,
    strongestSignal: null,
    excludedStaffIds: [decision.decidedBy],
    decidedAt: null,
    outcome: null,
    version: 1,
  };
  rows.cases.push(row);
  const snapshot = rows.snapshots.find((one) => one.caseId === original.caseId);
  if (!snapshot) throw new Error("a case without a snapshot");
  rows.snapshots.push({ caseId, snapshot: snapshot.snapshot, takenAt: at });

  const slots = slotsFor(world, member, member);
  const confirmations: Confirmation[] = CONFIRMATIONS.filter(() => random.has(0.6));
  const locale = member.locale ?? "en";
  const appeal: FiledAppeal["appeal"] = {
    appealId,
    decisionId: decision.decisionId,
    caseId,
    memberId: member.memberId,
    noticeId: ruling.noticeId,
    statement: fill(random.pick(APPEAL_STATEMENTS[member.language]), slots),
    stepsTaken: random.pick(APPEAL_STEPS[member.language]),
    businessNeed: member.language === "en" && random.has(0.6) ? random.pick(BUSINESS_NEEDS) : null,
    confirmations,
    locale,
    filedAt: at,
    dueAt,
    state: "received",
    outcome: null,
    reply: null,
    decidedAt: null,
  };
  rows.appeals.push(appeal);
  const evidenceIds = random.has(EVIDENCE_SHARE) ? addEvidence(world, appeal) : [];
  const content = rows.notices.find((one) => one.noticeId === ruling.noticeId)?.content;
  if (!content) throw new Error("an appeal without a notice");
  const noticeId = addNotice(
    world,
    member,
    decision.decisionId,
    {
      ...content,
      kind: "appeal_received",
      decidedAt: at.toISOString(),
      reason: "",
      appealUntil: null,
      appealOutcome: null,
      answerDueAt: dueAt.toISOString(),
    },
    at,
  );
  addEvent(
    world,
    member.memberId,
    "appeal.received",
    { appealId, decisionId: decision.decisionId, dueAt: dueAt.toISOString() },
    at,
  );
  note(
    world,
    {
      at,
      actorKind: "member",
      actorId: member.memberId,
      command: "appeal.file",
      subjectType: "case",
      subjectId: caseId,
    },
    {
      reference: row.reference,
      appealId,
      decisionId: decision.decisionId,
      memberId: member.memberId,
      originalCaseId: original.caseId,
      excludedStaffIds: row.excludedStaffIds,
      confirmations,
      evidence: evidenceIds,
      dueAt: dueAt.toISOString(),
      noticeId,
    },
  );
  return { ruling, appeal, row };
}

/** Milder measures than those decided: half the time, or a warning. */
function milderThan(measures: ChosenMeasure[]): ChosenMeasure[] {
  const milder = measures.flatMap((chosen): ChosenMeasure[] => {
    switch (chosen.measure) {
      case "warning":
        return [];
      case "temporary_block":
        return [{ measure: "warning" }];
      default:
        return [{ ...chosen, days: chosen.days === null ? 14 : Math.max(1, Math.floor(chosen.days / 2)) }];
    }
  });
  return checkReduced(milder, measures).ok ? milder : [];
}

/** Share of appeals granted in whole or in part (dsa.md, published figures). */
const GRANTED_SHARE = 0.24;

/** Every fourth appeal or so is granted, whatever chance says: with few of them a drawn share would stray. */
function outcomeOf(world: World, { ruling }: FiledAppeal): AppealOutcome {
  const heard = world.rows.appeals.filter((one) => one.state === "decided").length;
  const granted = Math.floor((heard + 1) * GRANTED_SHARE + 0.5);
  if (granted === Math.floor(heard * GRANTED_SHARE + 0.5)) return "upheld";
  const isWeighty = ruling.decision.measures.some((one) => one.measure !== "warning");
  return isWeighty && granted % 3 === 0 ? "reduced" : "overturned";
}

/** Somebody else hears the appeal, as `decideAppeal` would have written it. */
export function hearAppeal(world: World, filed: FiledAppeal, at: Date): void {
  const { random, rows } = world;
  const { ruling, appeal, row } = filed;
  const { decision, member, row: original } = ruling;
  const reviewer = drawReviewer(world, row.excludedStaffIds);
  const wanted = outcomeOf(world, filed);
  const milder = wanted === "reduced" ? milderThan(decision.measures) : [];
  const held = rows.restrictions.filter((one) => one.memberId === member.memberId);
  const plan = (outcome: AppealOutcome) =>
    planAppealEffect({
      outcome,
      decisionId: decision.decisionId,
      decidedAt: decision.decidedAt,
      original: decision.measures,
      milder: outcome === "reduced" ? milder : [],
      held,
      at,
      newId: () => random.uuid(at),
    });
  const planned = wanted === "reduced" && milder.length === 0 ? null : plan(wanted);
  const outcome: AppealOutcome = planned?.ok ? wanted : "upheld";
  const effect = planned?.ok ? planned.value : { lifted: [], created: [], reinstated: [], repointed: [] };
  const remaining = outcome === "upheld" ? decision.measures : outcome === "reduced" ? milder : [];
  const decisionId = random.uuid(at);
  const [reply, reason] = [random.pick(APPEAL_REPLIES[outcome]), random.pick(APPEAL_REASONS[outcome])];
  rows.decisions.push({
    decisionId,
    caseId: row.caseId,
    caseVersion: row.version,
    memberId: member.memberId,
    decidedBy: reviewer.staffId,
    decidedAt: at,
    outcome,
    measures: outcome === "reduced" ? remaining : [],
    policyClause: decision.policyClause,
    policyVersion: decision.policyVersion,
    reason,
    memberReason: reply,
    appealedDecisionId: decision.decisionId,
  });
  noteClaim(world, row.caseId, reviewer.staffId, at, row.openedAt);
  Object.assign(row, { state: "decided", outcome, decidedAt: at, version: row.version + 1 });
  Object.assign(appeal, { state: "decided", outcome, reply, decidedAt: at });

  for (const one of effect.lifted) {
    if (one.liftedAt === null)
      addEvent(
        world,
        member.memberId,
        "restriction.lifted",
        { restrictionId: one.restrictionId, decisionId, reason: outcome },
        at,
      );
    Object.assign(one, { liftedAt: one.liftedAt ?? at, liftReason: outcome });
    rows.decisionRestrictions.push({
      decisionId,
      memberId: member.memberId,
      restrictionId: one.restrictionId,
      effect: "lifted",
    });
  }
  for (const { restriction, behindId } of effect.repointed) {
    restriction.supersededBy = behindId;
    rows.decisionRestrictions.push({
      decisionId,
      memberId: member.memberId,
      restrictionId: restriction.restrictionId,
      effect: "changed",
    });
  }
  const fresh = [
    ...effect.created.map(({ restrictionId, chosen, endsAt, supersededBy }) => {
      const scope = chosen.measure === "warning" ? NOTHING : chosen.scope;
      const made: RestrictionRow = {
        memberId: member.memberId,
        restrictionId,
        decisionId,
        measure: chosen.measure,
        channels: scope.channels,
        directions: scope.directions,
        audience: scope.audience,
        counterparts: scope.counterparts,
        scopeCells: scopeCells(scope),
        audienceKey: audienceKey(scope),
        capPerDay: chosen.measure === "daily_cap" ? chosen.capPerDay : null,
        startsAt: at,
        endsAt,
        liftedAt: supersededBy ? at : null,
        liftReason: supersededBy ? "superseded" : null,
        supersededBy,
        policyClause: decision.policyClause ?? "",
        policyVersion: decision.policyVersion,
      };
      return { made, effect: "created" as const };
    }),
    ...effect.reinstated.map(({ restrictionId, from }) => ({
      made: { ...from, restrictionId, startsAt: at, liftedAt: null, liftReason: null, supersededBy: null },
      effect: "reinstated" as const,
    })),
  ];
  for (const { made, effect: how } of fresh) {
    rows.restrictions.push(made);
    rows.decisionRestrictions.push({
      decisionId,
      memberId: member.memberId,
      restrictionId: made.restrictionId,
      effect: how,
    });
    if (made.supersededBy !== null) continue;
    addEvent(
      world,
      member.memberId,
      "restriction.created",
      {
        restrictionId: made.restrictionId,
        decisionId: made.decisionId,
        measure: made.measure,
        scope: {
          channels: made.channels,
          directions: made.directions,
          audience: made.audience,
          counterparts: made.counterparts,
        },
        capPerDay: made.capPerDay,
        startsAt: at.toISOString(),
        endsAt: made.endsAt?.toISOString() ?? null,
        policyClause: made.policyClause,
        policyVersion: made.policyVersion,
      },
      at,
    );
  }
  const strike = outcome === "upheld" ? null : reweigh(world, ruling, decisionId, remaining, at);
  const turned = outcome === "overturned" ? rows.reports.filter((one) => one.caseId === original.caseId) : [];
  for (const report of turned) {
    report.state = "not_upheld";
    addEvent(
      world,
      member.memberId,
      "report.decided",
      { reportId: report.reportId, caseId: original.caseId, outcome: "overturned" },
      at,
    );
  }
  const content = appealNotice({
    memberName: member.displayName,
    platformName: world.platformName,
    caseReference: original.reference,
    policyVersion: decision.policyVersion,
    outcome,
    reply,
    measures: remaining,
    firstDecidedAt: decision.decidedAt,
    reinstated: effect.reinstated.map(({ from }) => from),
    decidedAt: at,
  });
  const noticeId = addNotice(world, member, decisionId, content, at);
  addEvent(
    world,
    member.memberId,
    "appeal.decided",
    { appealId: appeal.appealId, decisionId: decision.decisionId, outcome },
    at,
  );
  const trail = {
    at,
    actorKind: "staff",
    actorId: reviewer.staffId,
    command: "appeal.decide",
    subjectType: "case",
  };
  note(
    world,
    { ...trail, subjectId: row.caseId },
    {
      reference: row.reference,
      appealId: appeal.appealId,
      decisionId,
      appealedDecisionId: decision.decisionId,
      outcome,
      memberId: member.memberId,
      measures: remaining.map((one) => one.measure),
      liftedIds: effect.lifted.map((one) => one.restrictionId),
      createdIds: effect.created.map((one) => one.restrictionId),
      reinstatedIds: effect.reinstated.map((one) => one.restrictionId),
      strikeWeightBefore: strike?.before ?? null,
      strikeWeightAfter: strike?.after ?? null,
      turnedReports: turned.map((one) => one.reportId),
      noticeId,
    },
  );
  note(
    world,
    { ...trail, subjectId: original.caseId },
    { reference: row.reference, appealId: appeal.appealId, decisionId, outcome },
  );
}

/** Takes the strike of the appealed decision away, or leaves the weight of what stays. */
function reweigh(world: World, ruling: Ruling, decisionId: string, remaining: ChosenMeasure[], at: Date) {
  const { random, rows } = world;
  const strikes = rows.strikes.filter(
    (one) => one.decisionId === ruling.decision.decisionId && one.removedAt === null,
  );
  const before = strikes.reduce((sum, one) => sum + one.weight, 0);
  const after = Math.min(before, strikeWeight(remaining, policyAt(world, ruling.decision.decidedAt).policy));
  const [first] = strikes;
  if (!first || after === before) return { before, after };
  for (const strike of strikes) strike.removedAt = at;
  if (after > 0)
    rows.strikes.push({ ...first, strikeId: random.uuid(at), decisionId, weight: after, removedAt: null });
  return { before, after };
}
