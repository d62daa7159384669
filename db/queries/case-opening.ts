import type { CaseKind, CaseSubject, CaseWhy, Severity } from "@/lib/domain/case";
import type { CaseSnapshot } from "@/lib/domain/case-snapshot";
import type { Channel } from "@/lib/domain/channel";
import type { AccountType } from "@/lib/domain/member";
import type { Category } from "@/lib/domain/report";
import type { SignalFigure } from "@/lib/domain/signal";
import type { NamedQuery } from "./ask";

/** A case about to open, with what it keeps. */
export type Opening = {
  caseId: string;
  reference: string;
  kind: CaseKind;
  subject: { type: CaseSubject; id: string };
  member: { memberId: string; displayName: string; accountType: AccountType };
  severity: Severity;
  category: Category;
  channel: Channel | null;
  language: string | null;
  dueAt: Date;
  why: CaseWhy;
  reportCount: number;
  strongestSignal: SignalFigure | null;
  snapshot: CaseSnapshot;
};

/**
 * Opens a case with its snapshot, for statements that begin with it; `opened` is empty when the subject has an open case
 * of this kind. Its values are `openingValues`, $1 to $19.
 */
export const WITH_OPENED = `
  with opened as (
    insert into cases (case_id, reference, kind, subject_type, subject_id, member_id, member_name, account_type, severity,
      category, channel, language, opened_at, due_at, why, report_count, strongest_signal, op_id)
    values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$18,$19,$16)
    on conflict (kind, subject_type, subject_id) where state = 'open' do nothing
    returning case_id
  ), kept as (
    insert into case_snapshots (case_id, snapshot, taken_at, op_id) select case_id, $17, $13, $16 from opened
  )`;

/** The values of `WITH_OPENED`. */
export function openingValues(op: NamedQuery & { at: Date }, opening: Opening): unknown[] {
  const { subject, member, strongestSignal } = opening;
  // biome-ignore format: the order of WITH_OPENED
  return [
    opening.caseId, opening.reference, opening.kind, subject.type, subject.id, member.memberId, member.displayName,
    member.accountType, opening.severity, opening.category, opening.channel, opening.language, op.at, opening.dueAt,
    JSON.stringify(opening.why), op.operationId, JSON.stringify(opening.snapshot), opening.reportCount,
    strongestSignal === null ? null : JSON.stringify(strongestSignal),
  ];
}
