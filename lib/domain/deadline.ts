import { type CaseWhy, SEVERITIES, type Severity } from "./case";
import type { Policy } from "./policy";
import type { Category } from "./report";

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
