import type { CaseWhy, Severity } from "@/lib/domain/case";
import type { CaseSnapshot, SnapshotMessage } from "@/lib/domain/case-snapshot";
import type { Category } from "@/lib/domain/report";
import type { SignalFigure, SignalRule } from "@/lib/domain/signal";
import type { Ask, NamedQuery } from "./ask";
import { type Opening, openingValues, WITH_OPENED } from "./case-opening";
import { isCounted, type MessagesBehind } from "./message";

/** A signal as it is written. `detail` holds ids, codes and figures. */
export type SignalRow = {
  memberId: string;
  signalId: string;
  rule: SignalRule;
  measured: number;
  threshold: number;
  windowSeconds: number;
  at: Date;
  policyVersion: number;
  mode: "live" | "shadow";
  caseId: string | null;
  detail: Record<string, unknown>;
};

const SAVE_SIGNALS = `
  insert into signals (member_id, signal_id, rule, measured, threshold, window_seconds, at, policy_version, mode, case_id,
    detail, op_id)
  select s."memberId", s."signalId", s.rule, s.measured, s.threshold, s."windowSeconds", s.at, s."policyVersion", s.mode,
    s."caseId", s.detail, $2
  from jsonb_to_recordset($1::jsonb) as s("memberId" text, "signalId" uuid, rule text, measured double precision,
    threshold double precision, "windowSeconds" integer, at timestamptz, "policyVersion" integer, mode text, "caseId" uuid,
    detail jsonb)`;

/** Writes signals, all in one statement. */
export async function saveSignals(op: NamedQuery, rows: SignalRow[]): Promise<void> {
  await op.query("signal_save", SAVE_SIGNALS, [JSON.stringify(rows), op.operationId]);
}

/** An open flagged account case, as a further signal needs it. */
export type FlaggedCase = {
  caseId: string;
  memberId: string;
  severity: Severity;
  category: Category;
  dueAt: Date;
  why: CaseWhy;
  strongestSignal: SignalFigure | null;
};

// Locked in the order of the ids, whatever order they are asked for in.
const LOCK_FLAGGED = `
  select case_id as "caseId", member_id as "memberId", severity, category, due_at as "dueAt", why,
    strongest_signal as "strongestSignal"
  from cases where kind = 'flagged_account' and subject_type = 'member' and subject_id = any($1::text[]) and state = 'open'
  order by subject_id for update`;

/** Takes the open flagged account cases of these members for the rest of the transaction. */
export function lockFlaggedCases(op: NamedQuery, memberIds: string[]): Promise<FlaggedCase[]> {
  return op.query("signal_lock_cases", LOCK_FLAGGED, [memberIds]);
}

const OPEN_FLAGGED = `${WITH_OPENED} select case_id from opened`;

/** Opens a case; false when its subject has one already (it waits for a transaction that is opening one). */
export async function openFlaggedCase(op: NamedQuery & { at: Date }, opening: Opening): Promise<boolean> {
  return (await op.query("signal_open_case", OPEN_FLAGGED, openingValues(op, opening))).length === 1;
}

const JOIN_FLAGGED = `
  update cases set severity = $2, category = $3, due_at = $4, why = $5, strongest_signal = $6, version = version + 1,
    op_id = $7
  where case_id = $1 and state = 'open'`;

/** Moves an open case this transaction holds. */
export async function joinFlaggedCase(op: NamedQuery, joined: FlaggedCase): Promise<void> {
  // biome-ignore format: the order of JOIN_FLAGGED
  await op.query("signal_join_case", JOIN_FLAGGED, [
    joined.caseId, joined.severity, joined.category, joined.dueAt, JSON.stringify(joined.why),
    joined.strongestSignal === null ? null : JSON.stringify(joined.strongestSignal), op.operationId,
  ]);
}

/** What was raised about a member by a rule before. */
export type Raised = { memberId: string; rule: SignalRule; at: Date; measured: number };

const LIST_RAISED = `
  select member_id as "memberId", rule, max(at) as at, max(measured) as measured from signals
  where member_id = any($1::text[]) and rule = any($2::text[]) and mode = $3 and ($3 = 'live' or policy_version = $4)
  group by member_id, rule`;

/** When these rules were last raised about these members, and the highest figure; shadow signals of that version alone. */
export function listRaised(
  ask: Ask,
  memberIds: string[],
  rules: SignalRule[],
  { mode, version }: { mode: "live" | "shadow"; version: number },
): Promise<Raised[]> {
  return ask("signal_raised", LIST_RAISED, [memberIds, rules, mode, version]);
}

/** The latest signal of a rule. */
export type LatestSignal = SignalFigure & {
  signalId: string;
  at: Date;
  policyVersion: number;
  detail: Record<string, unknown>;
  /** How often the rule was raised among those asked for. */
  times: number;
};

const LIST_LATEST = `
  select distinct on (rule) signal_id as "signalId", rule, measured, threshold, window_seconds as "windowSeconds", at,
    policy_version as "policyVersion", detail, (count(*) over (partition by rule))::int as times
  from signals
  where member_id = $1 and mode = 'live' and (case_id = $2 or at > $3::timestamptz - interval '30 days' and at <= $3)
  order by rule, at desc, signal_id desc`;

/** The latest live signal of each rule: those of a case, and the member's of the 30 days before an instant. */
export function listLatestSignals(
  ask: Ask,
  memberId: string,
  caseId: string | null,
  at: Date,
): Promise<LatestSignal[]> {
  return ask("signal_latest", LIST_LATEST, [memberId, caseId, at]);
}

export type SignalRecord = SignalFigure & {
  at: Date;
  detail: Record<string, unknown>;
  /** What its case kept, if it has one. */
  snapshot: CaseSnapshot | null;
};

const FIND_SIGNAL = `
  select s.rule, s.measured, s.threshold, s.window_seconds as "windowSeconds", s.at, s.detail, n.snapshot
  from signals s left join case_snapshots n on n.case_id = s.case_id
  where s.member_id = $1 and s.signal_id = $2 and s.mode = 'live'`;

/** A live signal of a member; null when there is none by this id. */
export async function findSignal(ask: Ask, memberId: string, signalId: string): Promise<SignalRecord | null> {
  return (await ask<SignalRecord>("signal_find", FIND_SIGNAL, [memberId, signalId]))[0] ?? null;
}

export type SentMessage = Omit<SnapshotMessage, "sentAt" | "senderName"> & { sentAt: Date };

// The newest of the time are looked through, however many there are.
const LIST_COUNTED = `
  select m.message_id as "messageId", m.sender_id as "senderId", m.recipient_id as "recipientId", m.channel,
    m.sent_at as "sentAt", m.is_reply as "isReply", m.is_automated as "isAutomated", m.body, m.links, m.attachments
  from (select * from messages where sender_id = $1 and sent_at >= $2 and sent_at <= $3 order by sent_at desc limit 2000) m
  where ${isCounted("m", "$4::text", "$5::text")}
  order by m.sent_at desc, m.message_id limit $6`;

/** A member's messages of a time that a rule counts, latest first; of the latest 2,000 of that time. */
export function listCounted(
  ask: Ask,
  { memberId, from, until, only, counterpartId }: MessagesBehind,
  limit: number,
): Promise<SentMessage[]> {
  return ask("signal_counted", LIST_COUNTED, [memberId, from, until, only, counterpartId, limit]);
}
