import { appealOpenUntil } from "../../lib/domain/appeal";
import {
  type ChosenMeasure,
  checkDecision,
  endOf,
  strikeWeight,
  supersededBy,
} from "../../lib/domain/decision";
import type { Measure } from "../../lib/domain/measure";
import { decisionNotice, type NoticeContent } from "../../lib/domain/notice";
import { findClause, type Policy } from "../../lib/domain/policy";
import { audienceKey, EVERYTHING, type Scope, scopeCells } from "../../lib/domain/scope";
import { RULE_BY_CATEGORY } from "../../lib/services/content-example";
import type { OpenedCase } from "./intake";
import { ACTIONED, DISMISSED, MEMBER_REASONS } from "./wording";
import {
  type Actioned,
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  note,
  policyAt,
  type SeedMember,
  type SeedStaff,
  type World,
} from "./world";

export type CaseRow = World["rows"]["cases"][number];
export type DecisionRow = World["rows"]["decisions"][number];
export type RestrictionRow = World["rows"]["restrictions"][number];

/** A decision with a measure, as an appeal later needs it. */
export type Ruling = {
  row: CaseRow;
  decision: DecisionRow;
  member: SeedMember;
  restrictions: RestrictionRow[];
  noticeId: string;
  isRight: boolean;
  hasSuperseded: boolean;
};

const NOTHING: Scope = { channels: [], directions: [], audience: "anyone", counterparts: [] };
const MAIN_CHANNELS: Scope = {
  channels: ["chat", "inmail", "group", "connection_request"],
  directions: ["start"],
  audience: "not_connected",
  counterparts: [],
};

/** Draws who decides; nobody in `not`. */
export function drawReviewer(world: World, not: readonly string[]): SeedStaff {
  const reviewers = world.staff.filter((one) => one.share > 0 && !not.includes(one.staffId));
  const id = world.random.weighted(Object.fromEntries(reviewers.map((one) => [one.staffId, one.share])));
  const found = reviewers.find((one) => one.staffId === id);
  if (!found) throw new Error("nobody is left to decide");
  return found;
}

const RUNGS: Record<"light" | "heavy", Partial<Record<Measure, number>>> = {
  light: { warning: 52, temporary_block: 24, daily_cap: 18, messaging_disabled: 6 },
  heavy: { warning: 10, temporary_block: 34, daily_cap: 16, messaging_disabled: 40 },
};

function choose(world: World, measure: Measure, policy: Policy, recipientId: string | null): ChosenMeasure {
  const { random } = world;
  const scope: Scope = random.has(0.5) ? MAIN_CHANNELS : { ...EVERYTHING, directions: ["start"] };
  switch (measure) {
    case "temporary_block":
      return { measure, scope: { ...EVERYTHING }, hours: random.pick([24, 24, 48]) };
    case "daily_cap":
      return {
        measure,
        scope,
        capPerDay: random.pick([5, 10, 10, policy.measures.dailyCap.default]),
        days: random.pick([14, 30, 30, 90]),
      };
    case "messaging_disabled": {
      const isNamed = recipientId !== null && random.has(0.2);
      const whole: Scope = isNamed
        ? { ...EVERYTHING, audience: "named", counterparts: [recipientId] }
        : random.has(0.6)
          ? { ...EVERYTHING }
          : { ...EVERYTHING, directions: ["start"] };
      return { measure, scope: whole, days: random.pick([14, 30, 30, 90, null]) };
    }
    default:
      return { measure: "warning" };
  }
}

function command(world: World, { row, incident }: OpenedCase, policy: Policy): Actioned {
  const { random } = world;
  const isHeavy = ["scam", "harassment", "hate", "threat", "sexual", "prohibited_goods"].includes(
    row.category,
  );
  const measure = random.weighted(RUNGS[isHeavy ? "heavy" : "light"]);
  const chosen = choose(world, measure, policy, incident.message?.recipientId ?? null);
  const measures: ChosenMeasure[] =
    measure === "daily_cap" && random.has(0.3) ? [{ measure: "warning" }, chosen] : [chosen];
  return {
    outcome: "actioned",
    measures,
    policyClause: row.category === "spam" && random.has(0.3) ? "4.4" : policy.clauseByCategory[row.category],
    reason: random.pick(ACTIONED[row.category] ?? ACTIONED.other),
    memberReason: random.pick(MEMBER_REASONS[row.category] ?? MEMBER_REASONS.other),
  };
}

/** Writes a notice with its link and, where there is an address, its e-mail. Returns its id. */
export function addNotice(
  world: World,
  member: SeedMember,
  decisionId: string,
  content: NoticeContent,
  at: Date,
): string {
  const { random, now } = world;
  const noticeId = random.uuid(at);
  const readAt = random.has(0.72) ? new Date(at.getTime() + HOUR_MS * random.skewed(5, 60)) : null;
  const isRead = readAt !== null && readAt < now;
  world.rows.notices.push({
    memberId: member.memberId,
    noticeId,
    decisionId,
    kind: content.kind,
    content,
    locale: member.locale ?? "en",
    createdAt: at,
    readAt: isRead ? readAt : null,
    acknowledgedAt:
      isRead && content.kind === "decision" && random.has(0.6)
        ? new Date(Math.min(now.getTime(), readAt.getTime() + 2 * MINUTE_MS))
        : null,
  });
  if (isRead) {
    note(
      world,
      {
        at: readAt,
        actorKind: "member",
        actorId: member.memberId,
        command: "notice.read",
        subjectType: "notice",
        subjectId: noticeId,
      },
      {},
    );
  }
  if (member.email) {
    const hasFailed = random.has(0.02);
    world.rows.emails.push({
      emailId: random.uuid(at),
      memberId: member.memberId,
      noticeId,
      toAddress: member.email,
      state: hasFailed ? "failed" : "sent",
      attempts: 1,
      lastError: hasFailed ? "550 5.1.1 mailbox unavailable" : null,
      createdAt: at,
      sentAt: hasFailed ? null : new Date(at.getTime() + 2_000),
    });
  }
  addEvent(world, member.memberId, "notice.created", { noticeId, decisionId }, at);
  return noticeId;
}

/** What the platform is told; numbered per member when everything is there. */
export function addEvent(
  world: World,
  memberId: string,
  type: string,
  payload: Record<string, unknown>,
  at: Date,
): void {
  world.rows.events.push({ memberId, eventId: world.random.uuid(at), type, payload, createdAt: at });
}

/** Writes restrictions with their effects, ends what they supersede, and leaves the strike. */
export function enforce(
  world: World,
  decision: DecisionRow,
  measures: ChosenMeasure[],
  policyClause: string,
): { created: RestrictionRow[]; hasSuperseded: boolean; weight: number } {
  const { random, rows } = world;
  const { memberId, decisionId, decidedAt: at } = decision;
  const { policy, version } = policyAt(world, at);
  const running = rows.restrictions.filter(
    (one) => one.memberId === memberId && one.liftedAt === null && (one.endsAt === null || one.endsAt > at),
  );
  const created: RestrictionRow[] = [];
  let hasSuperseded = false;
  for (const chosen of measures) {
    const restrictionId = random.uuid(at);
    const scope = chosen.measure === "warning" ? NOTHING : chosen.scope;
    for (const olderId of supersededBy(chosen, running)) {
      const older = running.find((one) => one.restrictionId === olderId);
      if (!older) continue;
      Object.assign(older, { liftedAt: at, liftReason: "superseded", supersededBy: restrictionId });
      rows.decisionRestrictions.push({ decisionId, memberId, restrictionId: olderId, effect: "superseded" });
      addEvent(
        world,
        memberId,
        "restriction.lifted",
        { restrictionId: olderId, decisionId, reason: "superseded" },
        at,
      );
      hasSuperseded = true;
    }
    const row: RestrictionRow = {
      memberId,
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
      endsAt: endOf(chosen, at),
      liftedAt: null,
      liftReason: null,
      supersededBy: null,
      policyClause,
      policyVersion: version,
    };
    rows.restrictions.push(row);
    created.push(row);
    rows.decisionRestrictions.push({ decisionId, memberId, restrictionId, effect: "created" });
    addEvent(
      world,
      memberId,
      "restriction.created",
      {
        restrictionId,
        decisionId,
        measure: row.measure,
        scope,
        capPerDay: row.capPerDay,
        startsAt: at.toISOString(),
        endsAt: row.endsAt?.toISOString() ?? null,
        policyClause,
        policyVersion: version,
      },
      at,
    );
  }
  const weight = strikeWeight(measures, policy);
  if (weight > 0) {
    const expiresAt = new Date(at.getTime() + policy.strikes.decayDays * DAY_MS);
    rows.strikes.push({
      memberId,
      strikeId: random.uuid(at),
      decisionId,
      weight,
      at,
      expiresAt,
      removedAt: null,
    });
  }
  return { created, hasSuperseded, weight };
}

/** The trail of somebody taking a case some minutes before they decide it. */
export function noteClaim(
  world: World,
  caseId: string,
  staffId: string,
  decidedAt: Date,
  openedAt: Date,
): void {
  const tookMs = MINUTE_MS * Math.min(25, Math.max(0.4, world.random.skewed(3, 11)));
  const at = new Date(Math.max(openedAt.getTime(), decidedAt.getTime() - tookMs));
  note(
    world,
    {
      at,
      actorKind: "staff",
      actorId: staffId,
      command: "case.claim",
      subjectType: "case",
      subjectId: caseId,
    },
    { isRenewal: false, isNext: true },
  );
}

/** Keeps the judged text for the content filter, as the decision service does. */
function learn(
  world: World,
  { incident: { message, category } }: OpenedCase,
  isBreach: boolean,
  at: Date,
): void {
  const rule = RULE_BY_CATEGORY[category];
  if (!message || !rule) return;
  world.rows.examples.push({
    exampleId: world.random.uuid(at),
    messageId: message.messageId,
    text: message.body,
    links: message.links,
    isBreach,
    rule: isBreach ? rule : null,
    source: "decision",
    at,
  });
}

/** Decides a case as a reviewer would have, and writes all that follows. Null when it is dismissed. */
export function decide(world: World, opened: OpenedCase, at: Date): Ruling | null {
  const { random, rows } = world;
  const { row, incident } = opened;
  const { policy, version: policyVersion } = policyAt(world, at);
  const reviewer = drawReviewer(world, []);
  const seesBreach = random.has(reviewer.accuracy) ? incident.isBreach : !incident.isBreach;
  const isActioned = seesBreach && incident.script === null;
  const ruled = isActioned
    ? command(world, opened, policy)
    : { outcome: "dismissed" as const, reason: incident.script?.dismissedBecause ?? random.pick(DISMISSED) };
  const checked = checkDecision(ruled, policy);
  if (!checked.ok) throw new Error(`the sample made a decision that is refused: ${checked.error.code}`);
  const decision: DecisionRow = {
    decisionId: random.uuid(at),
    caseId: row.caseId,
    caseVersion: row.version,
    memberId: row.memberId,
    decidedBy: reviewer.staffId,
    decidedAt: at,
    outcome: ruled.outcome,
    measures: ruled.outcome === "actioned" ? ruled.measures : [],
    policyClause: ruled.outcome === "actioned" ? ruled.policyClause : null,
    policyVersion,
    reason: ruled.reason,
    memberReason: ruled.outcome === "actioned" ? ruled.memberReason : null,
    appealedDecisionId: null,
  };
  rows.decisions.push(decision);
  learn(world, opened, isActioned, at);
  noteClaim(world, row.caseId, reviewer.staffId, at, row.openedAt);
  const reports = rows.reports.filter((one) => one.caseId === row.caseId);
  for (const report of reports) {
    Object.assign(report, { state: isActioned ? "upheld" : "not_upheld", decidedAt: at });
    addEvent(
      world,
      row.memberId,
      "report.decided",
      { reportId: report.reportId, caseId: row.caseId, outcome: ruled.outcome },
      at,
    );
  }
  Object.assign(row, { state: "decided", outcome: ruled.outcome, decidedAt: at, version: row.version + 1 });
  const trail = {
    at,
    actorKind: "staff",
    actorId: reviewer.staffId,
    command: "case.decide",
    subjectType: "case",
    subjectId: row.caseId,
  };
  const figures = {
    reference: row.reference,
    decisionId: decision.decisionId,
    version: decision.caseVersion,
    outcome: ruled.outcome,
    policyVersion,
    reports: reports.length,
  };
  if (ruled.outcome === "dismissed") {
    note(world, trail, figures);
    return null;
  }
  const effect = enforce(world, decision, ruled.measures, ruled.policyClause);
  const clause = findClause(policy, ruled.policyClause);
  if (!clause) throw new Error(`no clause ${ruled.policyClause}`);
  const content = decisionNotice({
    memberName: incident.member.displayName,
    platformName: world.platformName,
    caseReference: row.reference,
    measures: ruled.measures,
    clause,
    policyVersion,
    memberReason: ruled.memberReason,
    origin: row.kind === "flagged_account" ? "detector" : "report",
    decidedAt: at,
    appealUntil: appealOpenUntil(at, policy),
  });
  const noticeId = addNotice(world, incident.member, decision.decisionId, content, at);
  note(world, trail, {
    ...figures,
    memberId: row.memberId,
    clause: ruled.policyClause,
    measures: ruled.measures.map((one) => one.measure),
    restrictionIds: effect.created.map((one) => one.restrictionId),
    strikeWeight: effect.weight,
    noticeId,
  });
  return {
    row,
    decision,
    member: incident.member,
    restrictions: effect.created,
    noticeId,
    isRight: incident.isBreach,
    hasSuperseded: effect.hasSuperseded,
  };
}
