import type { AccountRecords } from "@/lib/domain/account";
import type { AccountType } from "@/lib/domain/member";
import type { Ask } from "./ask";
import { hasWord, startsWith } from "./prefix";

/** Rows of a section at most: an account page is read, not paged through. */
const SECTION_ROWS = 60;

export type AccountRow = {
  memberId: string;
  displayName: string;
  accountType: AccountType;
  email: string | null;
  country: string | null;
  joinedAt: Date;
  openCases: number;
  /** Measures in force now, warnings left out. */
  inForce: number;
  strikes: number;
};

const ROW = `m.member_id as "memberId", m.display_name as "displayName", m.account_type as "accountType", m.email, m.country,
  m.joined_at as "joinedAt",
  (select count(*)::int from cases c where c.member_id = m.member_id and c.state = 'open') as "openCases",
  (select count(*)::int from restrictions r where r.member_id = m.member_id and r.lifted_at is null
     and r.measure <> 'warning' and r.starts_at <= now() and (r.ends_at is null or r.ends_at > now())) as "inForce",
  (select count(*)::int from strikes s where s.member_id = m.member_id and s.removed_at is null
     and s.expires_at > now()) as strikes`;

/** Members whose id, e-mail or a word of whose name begins with the text, whatever its case; ids that fit come first. */
export function listAccounts(ask: Ask, q: string, limit: number): Promise<AccountRow[]> {
  return ask<AccountRow>(
    "account_search",
    `select ${ROW} from (
        select * from members where ${startsWith("member_id", "$1::text")}
          or ${hasWord("display_name", "$1::text")} or ${startsWith("lower(email)", "lower($1)")}
        order by member_id <> $1, not starts_with(member_id, $1), lower(display_name), member_id limit $2) m
      order by m.member_id <> $1, not starts_with(m.member_id, $1), lower(m.display_name), m.member_id`,
    [q, limit],
  );
}

/** The members of the cases opened last, latest first. */
export function listLatestAccounts(ask: Ask, limit: number): Promise<AccountRow[]> {
  return ask<AccountRow>(
    "account_latest",
    `select ${ROW} from (
        select member_id, max(opened_at) as latest_at from (
          select member_id, opened_at from cases order by opened_at desc limit $1 * 4) opened
        group by member_id order by latest_at desc limit $1) l
      join members m on m.member_id = l.member_id order by l.latest_at desc, m.member_id`,
    [limit],
  );
}

const MEMBER = `
  select member_id as "memberId", display_name as "displayName", account_type as "accountType", email, locale, country,
    joined_at as "joinedAt", connection_count as "connectionCount", profile, now() as at
  from members where member_id = $1`;

// All that runs stands among the restrictions, however many came since: the standing follows from them.
const PARTS = {
  restrictions: `select restriction_id as "restrictionId", decision_id as "decisionId", measure,
      jsonb_build_object('channels', channels, 'directions', directions, 'audience', audience, 'counterparts', counterparts) as scope,
      cap_per_day as "capPerDay", starts_at as "startsAt", ends_at as "endsAt", lifted_at as "liftedAt",
      lift_reason as "liftReason", policy_clause as "policyClause"
    from restrictions where member_id = $1 and (lifted_at is null and (ends_at is null or ends_at > now())
      or restriction_id in (select restriction_id from restrictions where member_id = $1
        order by starts_at desc, restriction_id limit ${SECTION_ROWS}))
    order by starts_at desc, restriction_id`,
  cases: `select reference, kind, category, state, severity, outcome, opened_at as "openedAt", due_at as "dueAt",
      decided_at as "decidedAt", report_count as "reportCount"
    from cases where member_id = $1 order by opened_at desc limit ${SECTION_ROWS}`,
  reports: `select r.category, r.received_at as "receivedAt", r.state, c.reference
    from reports r join cases c on c.case_id = r.case_id
    where r.member_id = $1 order by r.received_at desc limit ${SECTION_ROWS}`,
  decisions: `select d.decision_id as "decisionId", d.outcome, d.measures, d.policy_clause as "policyClause",
      d.decided_at as "decidedAt", s.display_name as "decidedBy", c.reference
    from decisions d join staff s on s.staff_id = d.decided_by join cases c on c.case_id = d.case_id
    where d.member_id = $1 order by d.decided_at desc limit ${SECTION_ROWS}`,
  notices: `select kind, created_at as "createdAt", read_at as "readAt", acknowledged_at as "acknowledgedAt"
    from notices where member_id = $1 order by created_at desc limit ${SECTION_ROWS}`,
  strikes: `select weight, at, expires_at as "expiresAt", removed_at as "removedAt"
    from strikes where member_id = $1 order by at desc limit ${SECTION_ROWS}`,
  signals: `select rule, measured, threshold, at from signals where member_id = $1 and mode = 'live'
    order by at desc limit ${SECTION_ROWS}`,
  linked: `select m.member_id as "memberId", m.display_name as "displayName", shared.kinds, shared.since from (
      select other.member_id, array_agg(distinct other.kind) as kinds, min(other.seen_at) as since
      from member_fingerprints own
      join member_fingerprints other on other.kind = own.kind and other.hash = own.hash and other.member_id <> own.member_id
      where own.member_id = $1 group by other.member_id limit ${SECTION_ROWS}) shared
    join members m on m.member_id = shared.member_id order by shared.since, m.member_id`,
  sendings: `select to_char(hour at time zone 'UTC', 'YYYY-MM-DD') as day, sum(sent)::int as sent
    from send_counters where member_id = $1 and hour >= date_trunc('day', now(), 'UTC') - interval '89 days'
    group by 1 order by 1`,
};

/** Everything on record about one account, newest first in each part; null when there is no such member. */
export async function findAccountRecords(ask: Ask, memberId: string): Promise<AccountRecords | null> {
  const list = async <K extends keyof typeof PARTS>(part: K) =>
    (await ask(`account_${part}`, PARTS[part], [memberId])) as AccountRecords[K];
  const [[found], restrictions, cases, reports, decisions, notices, strikes, signals, linked, sendings] =
    await Promise.all([
      ask<AccountRecords["member"] & { at: Date }>("account_member", MEMBER, [memberId]),
      list("restrictions"),
      list("cases"),
      list("reports"),
      list("decisions"),
      list("notices"),
      list("strikes"),
      list("signals"),
      list("linked"),
      list("sendings"),
    ]);
  if (!found) return null;
  const { at, ...member } = found;
  return { at, member, restrictions, cases, reports, decisions, notices, strikes, signals, linked, sendings };
}
