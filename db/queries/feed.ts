import type { DecisionItem, RestrictionItem, SignalItem } from "@/lib/contracts/feed";
import type { Ask } from "./ask";

/** A row of a feed: what is told, and its place in the order. */
export type Placed<T> = T & { placedAt: Date; place: string };

/** Where a feed goes on: strictly after this place. */
export type Place = { at: Date; place: string };

const utc = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const SIGNALS = `
  select s.signal_id as id, s.rule, s.measured, s.threshold, s.window_seconds as "windowSeconds", ${utc("s.at")} as at,
    s.policy_version as "policyVersion", s.mode, s.case_id as "caseId", s.at as "placedAt", s.signal_id::text as place
  from signals s where s.member_id = $1 and (s.at, s.signal_id::text) > ($2, $3) order by s.at, s.signal_id::text limit $4`;

/** Signals of a member, oldest first. */
export function listSignals(
  ask: Ask,
  memberId: string,
  after: Place,
  limit: number,
): Promise<Placed<Omit<SignalItem, "caseId"> & { caseId: string | null }>[]> {
  return ask("feed_signals", SIGNALS, [memberId, after.at, after.place, limit]);
}

const RESTRICTIONS = `
  select r.restriction_id as id, t.effect as change, ${utc("d.decided_at")} as "changedAt", d.decision_id as "decisionId",
    r.member_id as "memberId", r.measure,
    jsonb_build_object('channels', r.channels, 'directions', r.directions, 'audience', r.audience,
      'counterparts', r.counterparts) as scope,
    r.cap_per_day as "capPerDay", ${utc("r.starts_at")} as "startsAt", ${utc("r.ends_at")} as "endsAt",
    ${utc("r.lifted_at")} as "liftedAt", r.lift_reason as "liftReason", r.policy_clause as "policyClause",
    r.policy_version as "policyVersion", d.decided_at as "placedAt",
    d.decision_id || '/' || r.restriction_id || '/' || t.effect as place
  from decisions d
  join decision_restrictions t on t.decision_id = d.decision_id
  join restrictions r on r.member_id = t.member_id and r.restriction_id = t.restriction_id
  where d.decided_at >= $1
    and (d.decided_at > $1 or (d.decision_id || '/' || r.restriction_id || '/' || t.effect) collate "C" > $2)
  order by d.decided_at, (d.decision_id || '/' || r.restriction_id || '/' || t.effect) collate "C" limit $3`;

/** Changes of restrictions in the order they were decided, with the restriction as it is now. */
export function listRestrictionChanges(
  ask: Ask,
  after: Place,
  limit: number,
): Promise<Placed<RestrictionItem>[]> {
  return ask("feed_restrictions", RESTRICTIONS, [after.at, after.place, limit]);
}

const DECISIONS = `
  select d.decision_id as id, d.case_id as "caseId", c.reference as "caseReference", d.member_id as "memberId", d.outcome,
    ${utc("d.decided_at")} as "decidedAt",
    coalesce((select jsonb_agg(one->'measure') from jsonb_array_elements(d.measures) one), '[]'::jsonb) as measures,
    d.policy_clause as "policyClause", d.policy_version as "policyVersion",
    d.appealed_decision_id as "appealedDecisionId", d.decided_at as "placedAt", d.decision_id::text as place
  from decisions d join cases c on c.case_id = d.case_id
  where d.decided_at >= $1 and (d.decided_at > $1 or d.decision_id::text > $2)
  order by d.decided_at, d.decision_id::text limit $3`;

/** Decisions, oldest first. */
export function listDecisions(ask: Ask, after: Place, limit: number): Promise<Placed<DecisionItem>[]> {
  return ask("feed_decisions", DECISIONS, [after.at, after.place, limit]);
}

/** The database's clock. */
export async function findNow(ask: Ask): Promise<Date> {
  const [row] = await ask<{ at: Date }>("feed_now", "select now() as at", []);
  return row?.at ?? new Date(0);
}

/** Whether a member is on record. */
export async function hasMember(ask: Ask, memberId: string): Promise<boolean> {
  const rows = await ask("feed_has_member", "select 1 from members where member_id = $1", [memberId]);
  return rows.length === 1;
}
