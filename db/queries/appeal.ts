import type { AppealOutcome, Confirmation } from "../../lib/domain/appeal";
import type { Outcome, Severity } from "../../lib/domain/case";
import type { CaseSnapshot } from "../../lib/domain/case-snapshot";
import type { Channel, Direction } from "../../lib/domain/channel";
import type { ChosenMeasure } from "../../lib/domain/decision";
import type { Measure } from "../../lib/domain/measure";
import type { AccountType } from "../../lib/domain/member";
import type { NoticeContent, NoticeKind } from "../../lib/domain/notice";
import type { Policy } from "../../lib/domain/policy";
import type { Category } from "../../lib/domain/report";
import type { LiftReason } from "../../lib/domain/restriction";
import type { Audience } from "../../lib/domain/scope";
import type { Ask } from "./ask";

/** A decision as an appeal against it needs it, with the case it closed. */
export type AppealableDecision = {
  decisionId: string;
  caseId: string;
  caseReference: string;
  memberId: string;
  outcome: Outcome;
  measures: ChosenMeasure[];
  policyVersion: number;
  noticeId: string;
  noticeKind: NoticeKind;
  noticeContent: NoticeContent;
  informedAt: Date;
  memberName: string;
  memberEmail: string | null;
  memberLocale: string | null;
  accountType: AccountType;
  severity: Severity;
  category: Category;
  channel: Channel | null;
  language: string | null;
  snapshot: CaseSnapshot;
  decidedBy: string[];
  appealId: string | null;
};

const FIND_APPEALABLE = `
  select d.decision_id as "decisionId", c.case_id as "caseId", c.reference as "caseReference", d.member_id as "memberId",
         d.outcome, d.measures, d.policy_version as "policyVersion", n.notice_id as "noticeId", n.kind as "noticeKind",
         n.content as "noticeContent", n.created_at as "informedAt", m.display_name as "memberName", m.email as "memberEmail",
         m.locale as "memberLocale", m.account_type as "accountType", c.severity, c.category, c.channel, c.language,
         s.snapshot,
         (select array_agg(distinct o.decided_by::text) from decisions o where o.case_id = c.case_id) as "decidedBy",
         (select a.appeal_id from appeals a where a.decision_id = d.decision_id) as "appealId"
  from notices n
  join decisions d on d.decision_id = n.decision_id
  join cases c on c.case_id = d.case_id
  join case_snapshots s on s.case_id = c.case_id
  join members m on m.member_id = n.member_id
  where n.member_id = $1 and n.notice_id = $2`;

/**
 * The decision a notice tells of. Takes the closed case's row, so that of two appeals sent at once the second sees the
 * first; null when there is no such notice.
 */
export async function lockAppealable(
  ask: Ask,
  memberId: string,
  noticeId: string,
): Promise<AppealableDecision | null> {
  const locking = `select c.case_id from cases c join decisions d on d.case_id = c.case_id
                   join notices n on n.decision_id = d.decision_id
                   where n.member_id = $1 and n.notice_id = $2 for update of c`;
  await ask("appeal_lock_original", locking, [memberId, noticeId]);
  return (
    (await ask<AppealableDecision>("appeal_appealable", FIND_APPEALABLE, [memberId, noticeId]))[0] ?? null
  );
}

const FIND_TARGET = `
  select n.member_id as "memberId", n.notice_id as "noticeId"
  from decision_restrictions t
  join restrictions r on r.member_id = t.member_id and r.restriction_id = t.restriction_id
  join notices n on n.member_id = r.member_id and n.decision_id = r.decision_id and n.kind = 'decision'
  where t.restriction_id = $1 and t.effect in ('created', 'reinstated')`;

/** The notice of the decision that made a restriction; null when there is no such restriction. */
export async function findAppealTarget(
  ask: Ask,
  restrictionId: string,
): Promise<{ memberId: string; noticeId: string } | null> {
  const rows = await ask<{ memberId: string; noticeId: string }>("appeal_target", FIND_TARGET, [
    restrictionId,
  ]);
  return rows[0] ?? null;
}

export const INSERT_APPEAL_CASE = `
  insert into cases (case_id, reference, kind, subject_type, subject_id, member_id, member_name, account_type, severity,
    category, channel, language, opened_at, due_at, why, excluded_staff_ids, op_id)
  values ($1,$2,'appeal','decision',$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)`;

export const INSERT_CASE_SNAPSHOT =
  "insert into case_snapshots (case_id, snapshot, taken_at, op_id) values ($1,$2,$3,$4)";

export const INSERT_APPEAL = `
  insert into appeals (appeal_id, decision_id, case_id, member_id, notice_id, statement, steps_taken, business_need,
    confirmations, locale, filed_at, due_at, op_id)
  values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)`;

/** Hands the drafts of a notice over to the appeal. */
export const BIND_EVIDENCE = `
  update evidence set appeal_id = $2, op_id = $3 where notice_id = $1 and appeal_id is null returning evidence_id as "evidenceId"`;

/** An appeal's case with what is appealed, its row taken for the transaction. */
export type LockedAppeal = {
  caseId: string;
  reference: string;
  kind: string;
  state: "open" | "decided";
  version: number;
  memberId: string;
  memberName: string;
  memberEmail: string | null;
  memberLocale: string | null;
  claimedBy: string | null;
  claimExpiresAt: Date | null;
  excludedStaffIds: string[];
  appealId: string;
  decisionId: string;
  originalCaseId: string;
  originalReference: string;
  originalDecidedAt: Date;
  measures: ChosenMeasure[];
  policyClause: string | null;
  policyVersion: number;
  policy: Policy;
};

const FIND_LOCKED_APPEAL = `
  select c.case_id as "caseId", c.reference, c.kind, c.state, c.version, c.member_id as "memberId",
         m.display_name as "memberName", m.email as "memberEmail", m.locale as "memberLocale",
         c.claimed_by as "claimedBy", c.claim_expires_at as "claimExpiresAt",
         c.excluded_staff_ids::text[] as "excludedStaffIds", a.appeal_id as "appealId", d.decision_id as "decisionId",
         d.case_id as "originalCaseId", o.reference as "originalReference", d.decided_at as "originalDecidedAt",
         d.measures, d.policy_clause as "policyClause", d.policy_version as "policyVersion", p.policy
  from cases c
  join appeals a on a.case_id = c.case_id
  join decisions d on d.decision_id = a.decision_id
  join cases o on o.case_id = d.case_id
  join members m on m.member_id = c.member_id
  join policy_versions p on p.version = d.policy_version
  where c.case_id = $1`;

/** Takes an appeal's case for the rest of the transaction; null when there is no such appeal. */
export async function lockAppeal(ask: Ask, caseId: string): Promise<LockedAppeal | null> {
  await ask("appeal_lock_case", "select 1 from cases where case_id = $1 for update", [caseId]);
  return (await ask<LockedAppeal>("appeal_locked", FIND_LOCKED_APPEAL, [caseId]))[0] ?? null;
}

/** A restriction as an appeal's decision moves it. */
export type AppealRestriction = {
  restrictionId: string;
  decisionId: string;
  measure: Measure;
  channels: Channel[];
  directions: Direction[];
  audience: Audience;
  counterparts: string[];
  scopeCells: number[];
  audienceKey: string;
  capPerDay: number | null;
  startsAt: Date;
  endsAt: Date | null;
  liftedAt: Date | null;
  liftReason: LiftReason | null;
  supersededBy: string | null;
  policyClause: string;
  policyVersion: number;
};

const LIST_RESTRICTIONS = `
  select restriction_id as "restrictionId", decision_id as "decisionId", measure, channels, directions, audience,
         counterparts, scope_cells as "scopeCells", audience_key as "audienceKey", cap_per_day as "capPerDay",
         starts_at as "startsAt", ends_at as "endsAt", lifted_at as "liftedAt", lift_reason as "liftReason",
         superseded_by as "supersededBy", policy_clause as "policyClause", policy_version as "policyVersion"
  from restrictions where member_id = $1 order by starts_at, restriction_id`;

/** Every restriction a member ever had, earliest first. */
export function listRestrictions(ask: Ask, memberId: string): Promise<AppealRestriction[]> {
  return ask<AppealRestriction>("appeal_restrictions", LIST_RESTRICTIONS, [memberId]);
}

/** Ends a restriction now; one that another had already taken the place of keeps its end and changes only the reason. */
export const LIFT_RESTRICTION = `
  update restrictions set lifted_at = coalesce(lifted_at, $3), lift_reason = $4, op_id = $5
  where member_id = $1 and restriction_id = $2`;

export const REPOINT_RESTRICTION =
  "update restrictions set superseded_by = $3, op_id = $4 where member_id = $1 and restriction_id = $2";

export const INSERT_APPEAL_DECISION = `
  insert into decisions (decision_id, case_id, case_version, member_id, decided_by, decided_at, outcome, measures,
    policy_clause, policy_version, reason, member_reason, appealed_decision_id, op_id)
  values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)`;

export const CLOSE_APPEAL = `
  update appeals set state = 'decided', outcome = $2, reply = $3, decided_at = $4, op_id = $5
  where appeal_id = $1 and state = 'received' returning appeal_id`;

/** Strikes of a decision that still stand. */
export const LIST_STRIKES = `
  select strike_id as "strikeId", weight, at, expires_at as "expiresAt" from strikes
  where member_id = $1 and decision_id = $2 and removed_at is null`;

export const REMOVE_STRIKE =
  "update strikes set removed_at = $3, op_id = $4 where member_id = $1 and strike_id = $2";

/** Reports a decision upheld turn back when it is overturned: figures and reporter accuracy read this column. */
export const TURN_REPORTS = `
  update reports set state = 'not_upheld', op_id = $2 where case_id = $1 and state = 'upheld'
  returning report_id as "reportId"`;

/** An appeal as its page in the console reads it. */
export type AppealRecord = Omit<LockedAppeal, "kind" | "memberLocale"> & {
  severity: Severity;
  openedAt: Date;
  dueAt: Date;
  claimedByName: string | null;
  statement: string;
  stepsTaken: string;
  businessNeed: string | null;
  confirmations: Confirmation[];
  locale: string;
  filedAt: Date;
  originalReason: string;
  originalMemberReason: string | null;
  decidedByName: string;
  answer: {
    outcome: AppealOutcome;
    reason: string;
    reply: string;
    measures: ChosenMeasure[];
    decidedAt: string;
    name: string;
  } | null;
  at: Date;
};

const FIND_APPEAL = `
  select c.case_id as "caseId", c.reference, c.state, c.version, c.severity, c.opened_at as "openedAt", c.due_at as "dueAt",
         c.member_id as "memberId", m.display_name as "memberName", m.email as "memberEmail", c.claimed_by as "claimedBy",
         c.claim_expires_at as "claimExpiresAt", h.display_name as "claimedByName",
         c.excluded_staff_ids::text[] as "excludedStaffIds", a.appeal_id as "appealId", a.statement,
         a.steps_taken as "stepsTaken", a.business_need as "businessNeed", a.confirmations, a.locale,
         a.filed_at as "filedAt", d.decision_id as "decisionId", d.case_id as "originalCaseId",
         o.reference as "originalReference", d.decided_at as "originalDecidedAt", d.measures,
         d.policy_clause as "policyClause", d.policy_version as "policyVersion", p.policy, d.reason as "originalReason",
         d.member_reason as "originalMemberReason", s.display_name as "decidedByName",
         (select jsonb_build_object('outcome', x.outcome, 'reason', x.reason, 'reply', x.member_reason, 'measures', x.measures,
            'decidedAt', to_char(x.decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'name', xs.display_name)
          from decisions x join staff xs on xs.staff_id = x.decided_by where x.case_id = c.case_id limit 1) as answer,
         now()::timestamptz(3) as at
  from cases c
  join appeals a on a.case_id = c.case_id
  join decisions d on d.decision_id = a.decision_id
  join staff s on s.staff_id = d.decided_by
  join cases o on o.case_id = d.case_id
  join members m on m.member_id = c.member_id
  join policy_versions p on p.version = d.policy_version
  left join staff h on h.staff_id = c.claimed_by
  where c.reference = $1 and c.kind = 'appeal'`;

/** An appeal by its reference; null when there is none. */
export async function findAppeal(ask: Ask, reference: string): Promise<AppealRecord | null> {
  return (await ask<AppealRecord>("appeal_find", FIND_APPEAL, [reference]))[0] ?? null;
}

export type AppealFile = { evidenceId: string; fileName: string; contentType: string; sizeBytes: number };

const LIST_FILES = `
  select evidence_id as "evidenceId", file_name as "fileName", content_type as "contentType", size_bytes as "sizeBytes"
  from evidence where notice_id = (select notice_id from appeals where appeal_id = $1) and appeal_id = $1
  order by uploaded_at, evidence_id`;

/** Files that came with an appeal; found by its notice. */
export function listFiles(ask: Ask, appealId: string): Promise<AppealFile[]> {
  return ask<AppealFile>("appeal_files", LIST_FILES, [appealId]);
}
