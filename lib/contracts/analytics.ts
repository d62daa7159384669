import { z } from "zod";
import { CASE_KINDS } from "@/lib/domain/case";

export const PERIOD_DAYS = [7, 28, 90, 120] as const;
export type PeriodDays = (typeof PERIOD_DAYS)[number];

/** What the charts are narrowed to; anything not understood falls back to 28 days and all kinds. */
export const analyticsFilter = z.object({
  days: z.coerce.number().pipe(z.literal(PERIOD_DAYS)).catch(28),
  kind: z.enum(CASE_KINDS).nullable().catch(null),
});
export type AnalyticsFilter = z.infer<typeof analyticsFilter>;

/** A share with its 95 % Wilson interval and what it was counted from. */
export type ShareView = { value: number; low: number; high: number; successes: number; n: number } | null;

export type AnalyticsView = {
  at: string;
  from: string;
  to: string;
  days: PeriodDays;
  decided: { now: number; before: number };
  minutesToDecision: { median: number | null; p90: number | null };
  dueMissed: ShareView;
  overturned: ShareView;
  /** Per UTC day of the period, oldest first. */
  perDay: {
    day: string;
    reports: number;
    opened: number;
    decided: number;
    medianMinutes: number | null;
    p90Minutes: number | null;
    appealsFiled: number;
    appealsOverturned: number;
  }[];
  /** By category, most decided first. `share`: with a measure ÷ decided; null when withheld. */
  outcomes: { category: string; label: string; decided: number | null; share: ShareView }[];
  /** Measures in decisions of the period and of the one before. */
  measures: { measure: string; label: string; now: number; before: number }[];
  counts: { reports: number; opened: number; appealsFiled: number; appealsDecided: number; measures: number };
};

/** Which rows stand behind a figure. */
export const ROWS_OF = ["decided", "opened", "appeals"] as const;
export const rowsFilter = analyticsFilter.extend({
  of: z.enum(ROWS_OF).catch("decided"),
  before: z.string().max(100).nullable().catch(null),
});
export type RowsFilter = z.infer<typeof rowsFilter>;

export type RowView = {
  reference: string;
  kind: string;
  category: string;
  openedAt: string;
  decidedAt: string | null;
  outcome: string | null;
  minutes: number | null;
  href: string;
};
