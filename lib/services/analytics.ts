import type { Database } from "@/db/connect";
import {
  type AnalyticsPeriod,
  findDecidedTotals,
  listAnalyticsRows,
  listAppealsDecidedPerDay,
  listAppealsFiledPerDay,
  listDecidedPerDay,
  listMeasures,
  listOpenedPerDay,
  listOutcomesByCategory,
  listReportsPerDay,
} from "@/db/queries/analytics";
import { readingDrizzle } from "@/db/queries/ask";
import type { AnalyticsFilter, AnalyticsView, RowsFilter, RowView } from "@/lib/contracts/analytics";
import { caseHref } from "@/lib/contracts/case-href";
import { CASE_KIND_LABELS, OUTCOME_LABELS, OUTCOMES } from "@/lib/domain/case";
import { periodEnding, shareOf, utcDays, withheldCells } from "@/lib/domain/figures";
import { MEASURE_NAMES, MEASURES, rungOf } from "@/lib/domain/measure";
import { CATEGORIES, CATEGORY_LABELS } from "@/lib/domain/report";
import { openCursor, sealCursor } from "./cursor";

const sum = (cells: { n: number }[]): number => cells.reduce((total, cell) => total + cell.n, 0);
const byDay = <R extends { day: string }>(found: R[]): Map<string, R> =>
  new Map(found.map((row) => [row.day, row]));

function labelOf(category: string): string {
  const known = CATEGORIES.find((one) => one === category);
  return known ? CATEGORY_LABELS[known] : category;
}

/** By category, small cells withheld together with one that would give them away. */
function outcomesOf(
  found: { category: string; decided: number; actioned: number }[],
): AnalyticsView["outcomes"] {
  const hidden = withheldCells(found.map(({ category, decided }) => ({ key: category, n: decided })));
  return [...found]
    .sort((a, b) => b.decided - a.decided || a.category.localeCompare(b.category))
    .map(({ category, decided, actioned }) => {
      const isHidden = hidden.has(category);
      return {
        category,
        label: labelOf(category),
        decided: isHidden ? null : decided,
        share: isHidden ? null : shareOf(actioned, decided),
      };
    });
}

/**
 * The figures of `/analytics` for the last days up to `now` and the same number of days before. Cost grows with the
 * period, not with history: every query starts at an index on the instant it counts by.
 */
export async function viewAnalytics(
  database: Pick<Database, "pool">,
  filter: AnalyticsFilter,
  now: Date,
): Promise<AnalyticsView> {
  const period: AnalyticsPeriod = { ...periodEnding(now, filter.days), kind: filter.kind };
  const length = period.to.getTime() - period.from.getTime();
  const before: AnalyticsPeriod = {
    ...period,
    from: new Date(period.from.getTime() - length),
    to: period.from,
  };
  const [reports, opened, decided, totals, earlier, outcomes, measures, earlierMeasures, filed, heard] =
    await readingDrizzle(database, (db) =>
      Promise.all([
        listReportsPerDay(db, period),
        listOpenedPerDay(db, period),
        listDecidedPerDay(db, period),
        findDecidedTotals(db, period),
        findDecidedTotals(db, before),
        listOutcomesByCategory(db, period),
        listMeasures(db, period),
        listMeasures(db, before),
        listAppealsFiledPerDay(db, period),
        listAppealsDecidedPerDay(db, period),
      ]),
    );
  const [reportsOn, openedOn, decidedOn, filedOn, heardOn] = [
    byDay(reports),
    byDay(opened),
    byDay(decided),
    byDay(filed),
    byDay(heard),
  ];
  const granted = heard.reduce((total, row) => total + row.granted, 0);
  const countOf = (cells: { measure: string; n: number }[], measure: string): number =>
    cells.find((cell) => cell.measure === measure)?.n ?? 0;
  return {
    at: now.toISOString(),
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    days: filter.days,
    decided: { now: totals.n, before: earlier.n },
    minutesToDecision: { median: totals.median, p90: totals.p90 },
    dueMissed: shareOf(totals.missed, totals.n),
    overturned: shareOf(granted, sum(heard)),
    perDay: utcDays(period.from, period.to).map((day) => ({
      day,
      reports: reportsOn.get(day)?.n ?? 0,
      opened: openedOn.get(day)?.n ?? 0,
      decided: decidedOn.get(day)?.n ?? 0,
      medianMinutes: decidedOn.get(day)?.median ?? null,
      p90Minutes: decidedOn.get(day)?.p90 ?? null,
      appealsFiled: filedOn.get(day)?.n ?? 0,
      appealsOverturned: heardOn.get(day)?.granted ?? 0,
    })),
    outcomes: outcomesOf(outcomes),
    measures: MEASURES.map((measure) => ({
      measure,
      label: `${rungOf(measure)} ${MEASURE_NAMES[measure]}`,
      now: countOf(measures, measure),
      before: countOf(earlierMeasures, measure),
    })).filter((row) => row.now > 0 || row.before > 0),
    counts: {
      reports: sum(reports),
      opened: sum(opened),
      appealsFiled: sum(filed),
      appealsDecided: sum(heard),
      measures: sum(measures),
    },
  };
}

const ROWS_PER_PAGE = 100;

const FEED = "analytics";

/** The cases behind a figure, latest first, a page at a time. A cursor that was not made here starts at the beginning. */
export async function listFigureRows(
  { db }: Pick<Database, "db">,
  filter: RowsFilter,
  now: Date,
): Promise<{ rows: RowView[]; next: string | null }> {
  const period = { ...periodEnding(now, filter.days), kind: filter.kind };
  const opened = filter.before === null ? null : openCursor(FEED, filter.before);
  const before = opened ? { at: opened.at, caseId: opened.place } : null;
  const found = await listAnalyticsRows(db, filter.of, period, before, ROWS_PER_PAGE + 1);
  const page = found.slice(0, ROWS_PER_PAGE);
  const last = found.length > ROWS_PER_PAGE ? page.at(-1) : undefined;
  return {
    rows: page.map((row) => {
      const outcome = OUTCOMES.find((one) => one === row.outcome);
      const [openedAt, decidedAt] = [
        new Date(row.opened_at),
        row.decided_at ? new Date(row.decided_at) : null,
      ];
      return {
        reference: row.reference,
        kind: CASE_KIND_LABELS[row.kind],
        category: labelOf(row.category),
        openedAt: openedAt.toISOString(),
        decidedAt: decidedAt?.toISOString() ?? null,
        outcome: outcome ? OUTCOME_LABELS[outcome] : null,
        minutes: decidedAt ? (decidedAt.getTime() - openedAt.getTime()) / 60_000 : null,
        href: caseHref(row.reference),
      };
    }),
    next: last ? sealCursor(FEED, { at: new Date(last.at), place: last.case_id }) : null,
  };
}
