import type { CaseKind, CaseState, CaseSubject, CaseWhy, Outcome, Severity } from "../../lib/domain/case";
import type { CaseSnapshot, SnapshotMessage } from "../../lib/domain/case-snapshot";
import type { Channel, Direction } from "../../lib/domain/channel";
import type { ChosenMeasure } from "../../lib/domain/decision";
import type { Measure } from "../../lib/domain/measure";
import type { AccountType, FingerprintKind, Profile } from "../../lib/domain/member";
import type { Category, ReportState } from "../../lib/domain/report";
import type { LiftReason } from "../../lib/domain/restriction";
import type { Audience } from "../../lib/domain/scope";
import type { SignalFigure } from "../../lib/domain/signal";
import type { Ask } from "./ask";
import { recordOf } from "./credibility";

export type CaseRecord = {
  caseId: string;
  reference: string;
  kind: CaseKind;
  subjectType: CaseSubject;
  subjectId: string;
  memberId: string;
  memberName: string;
  accountType: AccountType;
  state: CaseState;
  severity: Severity;
  category: Category;
  channel: Channel | null;
  openedAt: Date;
  dueAt: Date;
  why: CaseWhy;
  reportCount: number;
  strongestSignal: SignalFigure | null;
  claimedBy: string | null;
  claimedByName: string | null;
  claimExpiresAt: Date | null;
  version: number;
  snapshot: CaseSnapshot | null;
  /** The database's clock when it read. */
  at: Date;
};

const FIND_CASE = `
  select c.case_id as "caseId", c.reference, c.kind, c.subject_type as "subjectType", c.subject_id as "subjectId",
    c.member_id as "memberId", c.member_name as "memberName", c.account_type as "accountType", c.state, c.severity,
    c.category, c.channel, c.opened_at as "openedAt", c.due_at as "dueAt", c.why, c.report_count as "reportCount",
    c.strongest_signal as "strongestSignal", c.claimed_by as "claimedBy", s.display_name as "claimedByName",
    c.claim_expires_at as "claimExpiresAt", c.version, n.snapshot, now()::timestamptz(3) as at
  from cases c left join staff s on s.staff_id = c.claimed_by left join case_snapshots n on n.case_id = c.case_id
  where c.reference = $1`;

/** A case by what people call it, with what was kept when it opened. */
export async function findCase(ask: Ask, reference: string): Promise<CaseRecord | null> {
  return (await ask<CaseRecord>("case_find", FIND_CASE, [reference]))[0] ?? null;
}

export type CaseReport = {
  reportId: string;
  reporterId: string;
  reporterName: string | null;
  reporterJoinedAt: Date | null;
  category: Category;
  note: string | null;
  source: string | null;
  receivedAt: Date;
  state: ReportState;
  /** Of this reporter's latest 200 decided reports: those that ended with a measure, and all. */
  upheld: number;
  decided: number;
};

const reportsOf = (which: string): string => `
  select r.report_id as "reportId", r.reporter_id as "reporterId", m.display_name as "reporterName",
    m.joined_at as "reporterJoinedAt", r.category, r.note, r.source, r.received_at as "receivedAt", r.state,
    accuracy.upheld, accuracy.decided
  from (select * from reports where ${which} order by received_at desc limit 50) r
  left join members m on m.member_id = r.reporter_id
  cross join lateral ${recordOf("r.reporter_id")} accuracy
  order by r.received_at, r.report_id`;
const LIST_REPORTS = reportsOf("case_id = $1");
const LIST_REPORTS_ABOUT = reportsOf("member_id = $1 and received_at > $2::timestamptz - interval '30 days'");

/** The latest 50 reports of a case, oldest first, each with its reporter's accuracy. */
export function listReports(ask: Ask, caseId: string): Promise<CaseReport[]> {
  return ask<CaseReport>("case_reports", LIST_REPORTS, [caseId]);
}

/** The same of all reports about a member in the 30 days before an instant, whatever case they are filed under. */
export function listReportsAbout(ask: Ask, memberId: string, at: Date): Promise<CaseReport[]> {
  return ask<CaseReport>("case_reports_about", LIST_REPORTS_ABOUT, [memberId, at]);
}

export type StoredMessage = Omit<SnapshotMessage, "sentAt"> & { sentAt: Date };

const MESSAGE = `x.message_id as "messageId", x.sender_id as "senderId", x.recipient_id as "recipientId",
  coalesce(n.display_name, x.sender_id) as "senderName", x.channel, x.sent_at as "sentAt", x.is_reply as "isReply",
  x.is_automated as "isAutomated", x.body, x.links, x.attachments`;

/** Messages of one side of a conversation that are read: at most so many up to the reported one, and after it. */
const BEFORE = 60;
const AFTER = 40;

const side = (sender: string, period: string, order: "asc" | "desc", limit: number): string => `
    (select * from messages m where m.sender_id = ${sender} and m.conversation_id = found.conversation_id and ${period}
     order by m.sent_at ${order} limit ${limit})`;
const UP_TO = "m.sent_at >= $4 and m.sent_at <= $3";
const LATER = "m.sent_at > $3";

const LIST_CONVERSATION = `
  with found as (
    select m.conversation_id from message_keys k
    join messages m on m.sender_id = k.sender_id and m.sent_at = k.sent_at and m.message_id = k.message_id
    where k.message_id = any($5::text[]) limit 1)
  select ${MESSAGE}
  from found cross join lateral (
    ${side("$1", UP_TO, "desc", BEFORE)} union all ${side("$2", UP_TO, "desc", BEFORE)} union all
    ${side("$1", LATER, "asc", AFTER)} union all ${side("$2", LATER, "asc", AFTER)}) x
  left join members n on n.member_id = x.sender_id
  order by x.sent_at, x.message_id`;

/**
 * What the database still has of the conversation around a message, oldest first: of each side at most 60 messages sent
 * since an instant up to it, and 40 after it. `messageIds` are of that conversation; one of them on record is enough.
 */
export function listConversation(
  ask: Ask,
  reported: { senderId: string; recipientId: string; sentAt: string },
  since: Date,
  messageIds: string[],
): Promise<StoredMessage[]> {
  const { senderId, recipientId, sentAt } = reported;
  return ask("case_conversation", LIST_CONVERSATION, [senderId, recipientId, sentAt, since, messageIds]);
}

const LIST_SENT = `
  select ${MESSAGE}
  from (select * from messages where sender_id = $1 and sent_at > $2 order by sent_at limit 40) x
  left join members n on n.member_id = x.sender_id
  order by x.sent_at, x.message_id`;

/** What a member sent after an instant, the first 40. */
export function listSentAfter(ask: Ask, memberId: string, after: Date): Promise<StoredMessage[]> {
  return ask("case_sent_after", LIST_SENT, [memberId, after]);
}

export type CaseMember = {
  memberId: string;
  displayName: string;
  accountType: AccountType;
  joinedAt: Date;
  connectionCount: number;
  profile: Profile;
  locale: string | null;
  country: string | null;
  hasEmail: boolean;
};

const FIND_MEMBER = `
  select member_id as "memberId", display_name as "displayName", account_type as "accountType", joined_at as "joinedAt",
    connection_count as "connectionCount", profile, locale, country, email is not null as "hasEmail"
  from members where member_id = $1`;

/** The member as they are now. */
export async function findMember(ask: Ask, memberId: string): Promise<CaseMember | null> {
  return (await ask<CaseMember>("case_member", FIND_MEMBER, [memberId]))[0] ?? null;
}

export type MemberRestriction = {
  restrictionId: string;
  decisionId: string;
  measure: Measure;
  channels: Channel[];
  directions: Direction[];
  audience: Audience;
  counterparts: string[];
  capPerDay: number | null;
  startsAt: Date;
  endsAt: Date | null;
  liftedAt: Date | null;
  liftReason: LiftReason | null;
  policyClause: string;
};

const LIST_RESTRICTIONS = `
  select restriction_id as "restrictionId", decision_id as "decisionId", measure, channels, directions, audience,
    counterparts, cap_per_day as "capPerDay", starts_at as "startsAt", ends_at as "endsAt", lifted_at as "liftedAt",
    lift_reason as "liftReason", policy_clause as "policyClause"
  from restrictions
  where member_id = $1 and lifted_at is null and (ends_at is null or ends_at > $2)
  order by starts_at, restriction_id`;

/** Restrictions of a member that run at an instant or later. */
export function listMemberRestrictions(ask: Ask, memberId: string, at: Date): Promise<MemberRestriction[]> {
  return ask<MemberRestriction>("case_restrictions", LIST_RESTRICTIONS, [memberId, at]);
}

export type MemberStrike = { weight: number; at: Date; expiresAt: Date };

const LIST_STRIKES = `
  select weight, at, expires_at as "expiresAt" from strikes
  where member_id = $1 and removed_at is null and expires_at > $2 order by expires_at`;

/** Strikes that still count, the first to decay first. */
export function listStrikes(ask: Ask, memberId: string, at: Date): Promise<MemberStrike[]> {
  return ask<MemberStrike>("case_strikes", LIST_STRIKES, [memberId, at]);
}

export type EarlierDecision = {
  decisionId: string;
  caseId: string;
  reference: string;
  category: Category;
  decidedAt: Date;
  decidedById: string;
  decidedByName: string;
  outcome: Outcome;
  measures: ChosenMeasure[];
  policyClause: string | null;
  reason: string;
  memberReason: string | null;
  appealReference: string | null;
  appealOutcome: Outcome | null;
};

const DECISION = `d.decision_id as "decisionId", d.case_id as "caseId", c.reference, c.category,
  d.decided_at as "decidedAt", d.decided_by as "decidedById", s.display_name as "decidedByName", d.outcome, d.measures,
  d.policy_clause as "policyClause", d.reason, d.member_reason as "memberReason",
  ac.reference as "appealReference", answered.outcome as "appealOutcome"
  from decisions d
  join cases c on c.case_id = d.case_id
  join staff s on s.staff_id = d.decided_by
  left join appeals a on a.decision_id = d.decision_id
  left join cases ac on ac.case_id = a.case_id
  left join decisions answered on answered.appealed_decision_id = d.decision_id`;

const LIST_DECISIONS = `select ${DECISION}
  where d.member_id = $1 and d.appealed_decision_id is null order by d.case_id = $2 desc, d.decided_at desc limit 20`;

/** This case's own decision first, then the latest about the member, 20 in all; appeals answer beside what they are about. */
export function listDecisions(ask: Ask, memberId: string, caseId: string): Promise<EarlierDecision[]> {
  return ask<EarlierDecision>("case_decisions", LIST_DECISIONS, [memberId, caseId]);
}

const COUNT_LINKED = `
  select count(distinct o.member_id)::int as accounts, coalesce(array_agg(distinct o.kind), '{}') as kinds
  from member_fingerprints f
  join member_fingerprints o on o.kind = f.kind and o.hash = f.hash and o.member_id <> f.member_id
  where f.member_id = $1`;

/** Other accounts that share a fingerprint with a member (D22), and through which kinds. */
export async function countLinked(
  ask: Ask,
  memberId: string,
): Promise<{ accounts: number; kinds: FingerprintKind[] }> {
  const rows = await ask<{ accounts: number; kinds: FingerprintKind[] }>("case_linked", COUNT_LINKED, [
    memberId,
  ]);
  return rows[0] ?? { accounts: 0, kinds: [] };
}

export type AlikeCase = {
  reference: string;
  outcome: Outcome;
  measures: ChosenMeasure[];
  hasAppeal: boolean;
  appealOutcome: Outcome | null;
};

// Bounded whatever the size: the newest decisions are read by the index on their time, then narrowed.
const LIST_ALIKE = `
  select c.reference, d.outcome, d.measures, a.appeal_id is not null as "hasAppeal", answered.outcome as "appealOutcome"
  from (select * from decisions where decided_at > $1::timestamptz - interval '180 days' and appealed_decision_id is null
        order by decided_at desc limit 2000) d
  join cases c on c.case_id = d.case_id and c.category = $2 and c.case_id <> $3 and c.kind <> 'locked_message'
  left join appeals a on a.decision_id = d.decision_id
  left join decisions answered on answered.appealed_decision_id = d.decision_id
  order by d.decided_at desc limit 200`;

/** Decided cases of the same category, disputed locks left out, newest first: of the newest 2,000 decisions of 180 days, at most 200. */
export function listAlike(ask: Ask, category: Category, caseId: string, at: Date): Promise<AlikeCase[]> {
  return ask<AlikeCase>("case_alike", LIST_ALIKE, [at, category, caseId]);
}

export type SendingsOfDay = {
  /** UTC, YYYY-MM-DD. */
  day: string;
  channel: Channel;
  isConnected: boolean;
  isReply: boolean;
  sent: number;
};

const LIST_SENDINGS = `
  select to_char(sent_at at time zone 'UTC', 'YYYY-MM-DD') as day, channel, degree = 1 as "isConnected",
    is_reply as "isReply", count(*)::int as sent
  from messages where sender_id = $1 and sent_at > $2::timestamptz - interval '30 days' and sent_at <= $2
  group by 1, 2, 3, 4 order by 1, 2, 3, 4`;

/** What a member sent in the 30 days before an instant, by UTC day, channel, relation and start or reply. */
export function listSendings(ask: Ask, memberId: string, at: Date): Promise<SendingsOfDay[]> {
  return ask<SendingsOfDay>("case_sendings", LIST_SENDINGS, [memberId, at]);
}
