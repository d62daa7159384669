import type { CaseKind, CaseWhy, Outcome, Severity } from "@/lib/domain/case";
import type { SnapshotMessage } from "@/lib/domain/case-snapshot";
import type { AccountType, Profile } from "@/lib/domain/member";
import type { Category, ReportState, ReportSubject } from "@/lib/domain/report";
import type { Database } from "../connect";
import type { Ask, NamedQuery } from "./ask";
import { type Opening, openingValues, WITH_OPENED } from "./case-opening";

export type Subject = { kind: CaseKind; type: ReportSubject; id: string };

/** What a further report needs to know of the open case it joins. */
export type OpenCase = {
  caseId: string;
  severity: Severity;
  category: Category;
  dueAt: Date;
  why: CaseWhy;
  reportCount: number;
};

const LOCK_OPEN_CASE = `
  select case_id as "caseId", severity, category, due_at as "dueAt", why, report_count as "reportCount"
  from cases where kind = $1 and subject_type = $2 and subject_id = $3 and state = 'open' for update`;

/** Takes the open case of a subject for the rest of the transaction; null when there is none. */
export async function lockOpenCase(op: NamedQuery, subject: Subject): Promise<OpenCase | null> {
  const values = [subject.kind, subject.type, subject.id];
  return (await op.query<OpenCase>("report_lock_case", LOCK_OPEN_CASE, values))[0] ?? null;
}

const HAS_OPEN_REPORT = `
  select exists (select 1 from reports
    where reporter_id = $1 and state = 'open' and subject_type = $2 and subject_id = $3) as found`;

/** Whether this person's report about this subject is open already. Ask after taking the case. */
export async function hasOpenReport(op: NamedQuery, reporterId: string, subject: Subject): Promise<boolean> {
  const values = [reporterId, subject.type, subject.id];
  return (await op.query<{ found: boolean }>("report_repeated", HAS_OPEN_REPORT, values))[0]?.found ?? false;
}

/** The member complained about. */
export type Accused = {
  memberId: string;
  displayName: string;
  accountType: AccountType;
  joinedAt: Date;
  connectionCount: number;
  profile: Profile;
  locale: string | null;
  country: string | null;
};

const ACCUSED = `m.member_id as "memberId", m.display_name as "displayName", m.account_type as "accountType",
  m.joined_at as "joinedAt", m.connection_count as "connectionCount", m.profile, m.locale, m.country`;
const ACCUSED_BY_MESSAGE = `
  select ${ACCUSED} from message_keys k join members m on m.member_id = k.sender_id where k.message_id = $1`;
const ACCUSED_BY_ID = `select ${ACCUSED} from members m where m.member_id = $1`;

/** Whom a report is about: the sender of the message, or the member; null when the subject is unknown. */
export async function findAccused(op: NamedQuery, subject: Subject): Promise<Accused | null> {
  const rows =
    subject.type === "message"
      ? await op.query<Accused>("report_accused_by_message", ACCUSED_BY_MESSAGE, [subject.id])
      : await op.query<Accused>("report_accused_by_id", ACCUSED_BY_ID, [subject.id]);
  return rows[0] ?? null;
}

export type ContextMessage = Omit<SnapshotMessage, "sentAt"> & { sentAt: Date; degree: number };

/** Messages a case keeps around the reported one: at most so many up to it, and after it. */
const BEFORE = 30;
const AFTER = 10;
/** Messages a case about an account keeps. */
const LATEST = BEFORE + AFTER;

const CONTEXT = `c.message_id as "messageId", c.sender_id as "senderId", c.recipient_id as "recipientId",
  coalesce(n.display_name, c.sender_id) as "senderName", c.channel, c.sent_at as "sentAt", c.is_reply as "isReply",
  c.is_automated as "isAutomated", c.body, c.links, c.attachments, c.degree`;
const side = (who: string, when: string, order: string, limit: number): string => `
  (select * from messages m where m.sender_id = r.${who} and m.conversation_id = r.conversation_id
     and m.sent_at ${when} r.sent_at order by m.sent_at ${order} limit ${limit})`;
const CONVERSATION = `
  select ${CONTEXT}
  from message_keys k
  join messages r on r.sender_id = k.sender_id and r.sent_at = k.sent_at and r.message_id = k.message_id
  cross join lateral (
    ${side("sender_id", "<=", "desc", BEFORE)} union all ${side("recipient_id", "<=", "desc", BEFORE)} union all
    ${side("sender_id", ">", "asc", AFTER)} union all ${side("recipient_id", ">", "asc", AFTER)}) c
  left join members n on n.member_id = c.sender_id
  where k.message_id = $1
  order by c.sent_at, c.message_id`;
const BY_ID = `
  select ${CONTEXT}
  from unnest($1::text[]) wanted(message_id)
  join message_keys k on k.message_id = wanted.message_id
  join messages c on c.sender_id = k.sender_id and c.sent_at = k.sent_at and c.message_id = k.message_id
  left join members n on n.member_id = c.sender_id
  order by c.sent_at, c.message_id`;
const LATEST_MESSAGES = `
  select ${CONTEXT}
  from (select * from messages where sender_id = $1 order by sent_at desc, message_id desc limit ${LATEST}) c
  left join members n on n.member_id = c.sender_id
  order by c.sent_at, c.message_id`;

/**
 * What surrounds the subject of a report, oldest first: both sides of the conversation around the message (up to
 * 40, the message included), or the member's latest 40 messages.
 */
export async function listContext(op: NamedQuery, subject: Subject): Promise<ContextMessage[]> {
  if (subject.type === "member") return op.query("report_latest_messages", LATEST_MESSAGES, [subject.id]);
  const rows = await op.query<ContextMessage>("report_conversation", CONVERSATION, [subject.id]);
  const reported = rows.findIndex((row) => row.messageId === subject.id);
  return reported === -1 ? [] : rows.slice(Math.max(0, reported + 1 - BEFORE), reported + 1 + AFTER);
}

/** Messages by their ids, oldest first; those not on record are left out. */
export function listMessages(ask: Ask, messageIds: string[]): Promise<ContextMessage[]> {
  return ask("report_messages", BY_ID, [messageIds]);
}

/** A report as it is kept. */
export type ReportRow = {
  reportId: string;
  reporterId: string;
  memberId: string;
  category: Category;
  note: string | null;
  source: string | null;
};

const OPEN_CASE = `${WITH_OPENED}, filed as (
    insert into reports (report_id, reporter_id, subject_type, subject_id, member_id, category, note, source, received_at,
      case_id, op_id)
    select $20, $21, $4, $5, $6, $10, $22, $23, $13, case_id, $16 from opened
  )
  select case_id from opened`;

/**
 * Opens a case with its snapshot and files the report under it, in one statement. False when another report opened one
 * meanwhile (it waits for that one to commit): nothing is written then.
 */
export async function openCase(
  op: NamedQuery & { at: Date },
  opening: Opening,
  report: ReportRow,
): Promise<boolean> {
  const values = [
    ...openingValues(op, opening),
    report.reportId,
    report.reporterId,
    report.note,
    report.source,
  ];
  return (await op.query("report_open_case", OPEN_CASE, values)).length === 1;
}

const JOIN_CASE = `
  with joined as (
    update cases set severity = $2, category = $3, due_at = $4, why = $5, report_count = $6, version = version + 1,
      op_id = $7
    where case_id = $1 and state = 'open' returning case_id
  )
  insert into reports (report_id, reporter_id, subject_type, subject_id, member_id, category, note, source, received_at,
    case_id, op_id)
  select $8, $9, $10, $11, $12, $13, $14, $15, $16, case_id, $7 from joined`;

/** Files a report under an open case this transaction holds, and moves the case accordingly. */
export async function joinCase(
  op: NamedQuery & { at: Date },
  subject: Subject,
  report: ReportRow,
  joined: Omit<OpenCase, "reportCount"> & { reportCount: number },
): Promise<void> {
  // biome-ignore format: the order of JOIN_CASE
  await op.query("report_join_case", JOIN_CASE, [
    joined.caseId, joined.severity, joined.category, joined.dueAt, JSON.stringify(joined.why), joined.reportCount,
    op.operationId, report.reportId, report.reporterId, subject.type, subject.id, report.memberId, report.category,
    report.note, report.source, op.at,
  ]);
}

/** A report on record with the state of its case. */
export type StoredReport = ReportRow & {
  subjectType: ReportSubject;
  subjectId: string;
  receivedAt: Date;
  state: ReportState;
  decidedAt: Date | null;
  caseId: string;
  outcome: Outcome | null;
};

/** A report by the platform's id; null when there is none. */
export async function findReport(
  { pool }: Pick<Database, "pool">,
  reportId: string,
): Promise<StoredReport | null> {
  const { rows } = await pool.query<StoredReport>({
    name: "report_find",
    text: `select r.report_id as "reportId", r.reporter_id as "reporterId", r.member_id as "memberId", r.category, r.note,
             r.source, r.subject_type as "subjectType", r.subject_id as "subjectId", r.received_at as "receivedAt",
             r.state, r.decided_at as "decidedAt", r.case_id as "caseId", c.outcome
           from reports r join cases c on c.case_id = r.case_id where r.report_id = $1`,
    values: [reportId],
  });
  return rows[0] ?? null;
}
