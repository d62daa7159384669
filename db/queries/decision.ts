import type { CaseKind, CaseState, Outcome } from "../../lib/domain/case";
import type { Measure } from "../../lib/domain/measure";
import type { Ask } from "./ask";

export type LockedCase = {
  caseId: string;
  reference: string;
  kind: CaseKind;
  state: CaseState;
  version: number;
  memberId: string;
  claimedBy: string | null;
  claimExpiresAt: Date | null;
};

const LOCK_CASE = `
  select case_id as "caseId", reference, kind, state, version, member_id as "memberId",
         claimed_by as "claimedBy", claim_expires_at as "claimExpiresAt"
  from cases where case_id = $1 for update`;

/** Takes the case's row for the rest of the transaction; null when there is no such case. */
export async function lockCase(ask: Ask, caseId: string): Promise<LockedCase | null> {
  return (await ask<LockedCase>("decision_lock_case", LOCK_CASE, [caseId]))[0] ?? null;
}

/** Waits for other writers of a member's restrictions: taken after the case's row, before the member's restrictions. */
export async function lockMember(ask: Ask, memberId: string): Promise<void> {
  const text = "select pg_advisory_xact_lock(hashtextextended($1, 1))";
  await ask("decision_lock_member", text, [memberId]);
}

export type DecidedBy = { staffId: string; name: string; decidedAt: Date; outcome: Outcome };

const FIND_DECIDED_BY = `
  select d.decided_by as "staffId", s.display_name as name, d.decided_at as "decidedAt", d.outcome
  from decisions d join staff s on s.staff_id = d.decided_by
  where d.case_id = $1 order by d.case_version desc limit 1`;

/** Who closed a case, and when. */
export async function findDecidedBy(ask: Ask, caseId: string): Promise<DecidedBy | null> {
  return (await ask<DecidedBy>("decision_decided_by", FIND_DECIDED_BY, [caseId]))[0] ?? null;
}

/** The name of a person of the staff; null when there is none. */
export async function findStaffName(ask: Ask, staffId: string): Promise<string | null> {
  const text = "select display_name as name from staff where staff_id = $1";
  return (await ask<{ name: string }>("decision_staff_name", text, [staffId]))[0]?.name ?? null;
}

export type Addressee = { displayName: string; email: string | null; locale: string | null };

/** How to address the member a decision is about. */
export async function findAddressee(ask: Ask, memberId: string): Promise<Addressee | null> {
  const text = `select display_name as "displayName", email, locale from members where member_id = $1`;
  return (await ask<Addressee>("decision_addressee", text, [memberId]))[0] ?? null;
}

export type RunningRestriction = {
  restrictionId: string;
  measure: Measure;
  scopeCells: number[];
  audienceKey: string;
};

const LIST_RUNNING = `
  select restriction_id as "restrictionId", measure, scope_cells as "scopeCells", audience_key as "audienceKey"
  from restrictions
  where member_id = $1 and lifted_at is null and (ends_at is null or ends_at > $2) and measure <> 'warning'`;

/** Restrictions of a member that run now or later, not lifted. Warnings limit nothing and are left out. */
export function listRunningRestrictions(ask: Ask, memberId: string, at: Date): Promise<RunningRestriction[]> {
  return ask<RunningRestriction>("decision_running", LIST_RUNNING, [memberId, at]);
}

const CLOSE_CASE = `
  update cases set state = 'decided', outcome = $3, decided_at = $4, version = version + 1,
    claimed_by = null, claimed_at = null, claim_expires_at = null, op_id = $5
  where case_id = $1 and version = $2 and state = 'open' returning case_id`;

/** Closes a case at the version seen; false when it has moved on. */
export async function closeCase(
  ask: Ask,
  closed: { caseId: string; version: number; outcome: Outcome; at: Date; opId: string },
): Promise<boolean> {
  const values = [closed.caseId, closed.version, closed.outcome, closed.at, closed.opId];
  return (await ask("decision_close_case", CLOSE_CASE, values)).length === 1;
}

const CLOSE_REPORTS = `
  update reports set state = $2, decided_at = $3, op_id = $4 where case_id = $1 and state = 'open'
  returning report_id as "reportId"`;

/** Settles the open reports of a case; returns their ids. */
export async function closeReports(
  ask: Ask,
  closed: { caseId: string; state: "upheld" | "not_upheld"; at: Date; opId: string },
): Promise<string[]> {
  const values = [closed.caseId, closed.state, closed.at, closed.opId];
  const rows = await ask<{ reportId: string }>("decision_close_reports", CLOSE_REPORTS, values);
  return rows.map((row) => row.reportId).sort();
}

/** Adds a decision. Values: see the columns, in order. */
export const INSERT_DECISION = `
  insert into decisions (decision_id, case_id, case_version, member_id, decided_by, decided_at, outcome, measures,
    policy_clause, policy_version, reason, member_reason, op_id)
  values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)`;

export const SUPERSEDE_RESTRICTION = `
  update restrictions set lifted_at = $3, lift_reason = 'superseded', superseded_by = $4, op_id = $5
  where member_id = $1 and restriction_id = $2 and lifted_at is null`;

export const INSERT_RESTRICTION = `
  insert into restrictions (member_id, restriction_id, decision_id, measure, channels, directions, audience, counterparts,
    scope_cells, audience_key, cap_per_day, starts_at, ends_at, policy_clause, policy_version, lifted_at, lift_reason,
    superseded_by, op_id)
  values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19)`;

export const INSERT_DECISION_RESTRICTIONS = `
  insert into decision_restrictions (decision_id, member_id, restriction_id, effect, op_id)
  select $1, $2, restriction_id, effect, $5 from unnest($3::uuid[], $4::text[]) as touched (restriction_id, effect)`;

export const INSERT_STRIKE = `
  insert into strikes (member_id, strike_id, decision_id, weight, at, expires_at, op_id) values ($1,$2,$3,$4,$5,$6,$7)`;

export const INSERT_NOTICE = `
  insert into notices (member_id, notice_id, decision_id, kind, content, locale, created_at, op_id)
  values ($1,$2,$3,$4,$5,$6,$7,$8)`;

export const INSERT_EMAIL = `
  insert into emails (email_id, member_id, notice_id, to_address, created_at, op_id) values ($1,$2,$3,$4,$5,$6)`;
