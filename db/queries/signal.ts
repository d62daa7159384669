import type { CaseWhy, Severity } from "@/lib/domain/case";
import type { Category } from "@/lib/domain/report";
import type { SignalFigure, SignalRule } from "@/lib/domain/signal";
import type { Ask, NamedQuery } from "./ask";
import { type Opening, openingValues, WITH_OPENED } from "./case-opening";

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
