import { type CaseWhy, SEVERITIES, type Severity } from "./case";
import type { Policy } from "./policy";
import type { Category } from "./report";
import type { SignalRule } from "./signal";

const HOUR_MS = 3_600_000;

/** The severer of two. */
export function severer(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) <= SEVERITIES.indexOf(b) ? a : b;
}

/** Severity and due time a first report gives a case (P0 1 h, P1 24 h, P2 72 h by default). */
export function openingDeadline(
  category: Category,
  receivedAt: Date,
  policy: Policy,
): { severity: Severity; dueAt: Date; why: CaseWhy } {
  const severity = policy.severityByCategory[category];
  const hours = policy.deadlineHours[severity];
  return {
    severity,
    dueAt: new Date(receivedAt.getTime() + hours * HOUR_MS),
    why: { code: "first_report", hours, at: receivedAt.toISOString() },
  };
}

/** What a further report does to an open case: it can only pull the due time earlier. `reports` counts the new one. */
export function joinedDeadline(
  open: { severity: Severity; dueAt: Date; why: CaseWhy },
  category: Category,
  reports: number,
  receivedAt: Date,
  policy: Policy,
): { severity: Severity; dueAt: Date; why: CaseWhy } {
  const joined = openingDeadline(category, receivedAt, policy);
  const severity = severer(open.severity, joined.severity);
  if (joined.dueAt >= open.dueAt) {
    return {
      severity,
      dueAt: open.dueAt,
      why: { code: "more_reports", reports, at: receivedAt.toISOString() },
    };
  }
  const byHours = Math.round((open.dueAt.getTime() - joined.dueAt.getTime()) / HOUR_MS);
  return {
    severity,
    dueAt: joined.dueAt,
    why: { code: "report_pulled_forward", ordinal: reports, at: receivedAt.toISOString(), byHours },
  };
}

/** Severity and due time a detector's finding gives a case, from the instant it is filed. */
export function flaggedDeadline(
  rule: SignalRule,
  severity: Severity,
  at: Date,
  policy: Policy,
): { severity: Severity; dueAt: Date; why: CaseWhy } {
  return {
    severity,
    dueAt: new Date(at.getTime() + policy.deadlineHours[severity] * HOUR_MS),
    why: { code: "signal", rule, at: at.toISOString() },
  };
}

/** What a further finding does to an open case: it can raise the severity and pull the due time earlier, never the reverse. */
export function joinedByFlag(
  open: { severity: Severity; dueAt: Date; why: CaseWhy },
  flagged: { severity: Severity; dueAt: Date; why: CaseWhy },
): { severity: Severity; dueAt: Date; why: CaseWhy } {
  const isEarlier = flagged.dueAt < open.dueAt;
  return {
    severity: severer(open.severity, flagged.severity),
    dueAt: isEarlier ? flagged.dueAt : open.dueAt,
    why: isEarlier ? flagged.why : open.why,
  };
}
