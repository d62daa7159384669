import { type SQL, sql } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import type { CaseKind } from "../../lib/domain/case";

/** A half-open period of cases, all kinds when `kind` is null. */
export type AnalyticsPeriod = { from: Date; to: Date; kind: CaseKind | null };

type Db = Pick<NodePgDatabase, "execute">;

const instant = (at: Date): SQL => sql`${at.toISOString()}::timestamptz`;
const day = (column: SQL): SQL => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD')`;
const within = (column: SQL, { from, to }: AnalyticsPeriod): SQL =>
  sql`${column} >= ${instant(from)} and ${column} < ${instant(to)}`;
const ofKind = (kind: CaseKind | null): SQL => (kind ? sql`and c.kind = ${kind}` : sql``);
/** Appeals belong to the kind of the case first decided; asked for appeals, all of them count. */
const ofAppealedKind = (kind: CaseKind | null): SQL =>
  kind && kind !== "appeal" ? sql`and origin.kind = ${kind}` : sql``;

async function rows<R>(db: Db, query: SQL): Promise<R[]> {
  return (await db.execute(query)).rows as R[];
}

/** Reports received per UTC day. Asks `reports_received`. */
export function listReportsPerDay(db: Db, period: AnalyticsPeriod): Promise<{ day: string; n: number }[]> {
  return rows(
    db,
    sql`select ${day(sql`r.received_at`)} as day, count(*)::int as n
        from reports r join cases c on c.case_id = r.case_id
        where ${within(sql`r.received_at`, period)} ${ofKind(period.kind)} group by 1`,
  );
}

/** Cases opened per UTC day. Asks `cases_opened`. */
export function listOpenedPerDay(db: Db, period: AnalyticsPeriod): Promise<{ day: string; n: number }[]> {
  return rows(
    db,
    sql`select ${day(sql`c.opened_at`)} as day, count(*)::int as n from cases c
        where ${within(sql`c.opened_at`, period)} ${ofKind(period.kind)} group by 1`,
  );
}

/** Decisions per UTC day with the median and 90th percentile of minutes from opening. Asks `decisions_decided`. */
export function listDecidedPerDay(
  db: Db,
  period: AnalyticsPeriod,
): Promise<{ day: string; n: number; median: number; p90: number }[]> {
  const minutes = sql`extract(epoch from d.decided_at - c.opened_at)::float8 / 60`;
  return rows(
    db,
    sql`select ${day(sql`d.decided_at`)} as day, count(*)::int as n,
          percentile_cont(0.5) within group (order by ${minutes}) as median,
          percentile_cont(0.9) within group (order by ${minutes}) as p90
        from decisions d join cases c on c.case_id = d.case_id
        where ${within(sql`d.decided_at`, period)} ${ofKind(period.kind)} group by 1`,
  );
}

/** The same over the whole period, and how many were decided after their due time. */
export async function findDecidedTotals(
  db: Db,
  period: AnalyticsPeriod,
): Promise<{ n: number; missed: number; median: number | null; p90: number | null }> {
  const minutes = sql`extract(epoch from d.decided_at - c.opened_at)::float8 / 60`;
  const [found] = await rows<{ n: number; missed: number; median: number | null; p90: number | null }>(
    db,
    sql`select count(*)::int as n, (count(*) filter (where d.decided_at > c.due_at))::int as missed,
          percentile_cont(0.5) within group (order by ${minutes}) as median,
          percentile_cont(0.9) within group (order by ${minutes}) as p90
        from decisions d join cases c on c.case_id = d.case_id
        where ${within(sql`d.decided_at`, period)} ${ofKind(period.kind)}`,
  );
  return found ?? { n: 0, missed: 0, median: null, p90: null };
}

/** Cases decided by category, and how many of them with a measure. Appeals are no category of their own and left out. */
export function listOutcomesByCategory(
  db: Db,
  period: AnalyticsPeriod,
): Promise<{ category: string; decided: number; actioned: number }[]> {
  return rows(
    db,
    sql`select c.category, count(*)::int as decided, (count(*) filter (where d.outcome = 'actioned'))::int as actioned
        from decisions d join cases c on c.case_id = d.case_id
        where ${within(sql`d.decided_at`, period)} and d.outcome in ('actioned', 'dismissed') ${ofKind(period.kind)}
        group by 1`,
  );
}

/** Measures in decisions of the period; a decision may hold several. */
export function listMeasures(db: Db, period: AnalyticsPeriod): Promise<{ measure: string; n: number }[]> {
  return rows(
    db,
    sql`select one->>'measure' as measure, count(*)::int as n
        from decisions d join cases c on c.case_id = d.case_id, jsonb_array_elements(d.measures) one
        where ${within(sql`d.decided_at`, period)} and d.outcome = 'actioned' ${ofKind(period.kind)} group by 1`,
  );
}

/** Appeals filed per UTC day. Asks `appeals_filed`. */
export function listAppealsFiledPerDay(
  db: Db,
  period: AnalyticsPeriod,
): Promise<{ day: string; n: number }[]> {
  return rows(
    db,
    sql`select ${day(sql`a.filed_at`)} as day, count(*)::int as n
        from appeals a join decisions d on d.decision_id = a.decision_id join cases origin on origin.case_id = d.case_id
        where ${within(sql`a.filed_at`, period)} ${ofAppealedKind(period.kind)} group by 1`,
  );
}

/** Appeals decided per UTC day, and how many of them overturned or reduced the decision. */
export function listAppealsDecidedPerDay(
  db: Db,
  period: AnalyticsPeriod,
): Promise<{ day: string; n: number; granted: number }[]> {
  return rows(
    db,
    sql`select ${day(sql`d.decided_at`)} as day, count(*)::int as n,
          (count(*) filter (where d.outcome in ('overturned', 'reduced')))::int as granted
        from decisions d
          join decisions first_decision on first_decision.decision_id = d.appealed_decision_id
          join cases origin on origin.case_id = first_decision.case_id
        where ${within(sql`d.decided_at`, period)} and d.outcome in ('upheld', 'overturned', 'reduced')
          ${ofAppealedKind(period.kind)} group by 1`,
  );
}

export type AnalyticsRow = {
  case_id: string;
  reference: string;
  kind: CaseKind;
  category: string;
  opened_at: Date;
  decided_at: Date | null;
  outcome: string | null;
  at: Date;
};

/** The cases behind a figure, latest first, before a cursor of (instant, case id). */
export function listAnalyticsRows(
  db: Db,
  of: "decided" | "opened" | "appeals",
  period: AnalyticsPeriod,
  before: { at: Date; caseId: string } | null,
  limit: number,
): Promise<AnalyticsRow[]> {
  const columns = sql`c.case_id, c.reference, c.kind, c.category, c.opened_at`;
  const older = (column: SQL): SQL =>
    before ? sql`and (${column}, c.case_id) < (${instant(before.at)}, ${before.caseId}::uuid)` : sql``;
  if (of === "decided") {
    return rows(
      db,
      sql`select ${columns}, d.decided_at, d.outcome, d.decided_at as at
          from decisions d join cases c on c.case_id = d.case_id
          where ${within(sql`d.decided_at`, period)} ${ofKind(period.kind)} ${older(sql`d.decided_at`)}
          order by d.decided_at desc, c.case_id desc limit ${limit}`,
    );
  }
  if (of === "opened") {
    return rows(
      db,
      sql`select ${columns}, c.decided_at, c.outcome, c.opened_at as at from cases c
          where ${within(sql`c.opened_at`, period)} ${ofKind(period.kind)} ${older(sql`c.opened_at`)}
          order by c.opened_at desc, c.case_id desc limit ${limit}`,
    );
  }
  return rows(
    db,
    sql`select ${columns}, c.decided_at, c.outcome, a.filed_at as at
        from appeals a join cases c on c.case_id = a.case_id
          join decisions d on d.decision_id = a.decision_id join cases origin on origin.case_id = d.case_id
        where ${within(sql`a.filed_at`, period)} ${ofAppealedKind(period.kind)} ${older(sql`a.filed_at`)}
        order by a.filed_at desc, c.case_id desc limit ${limit}`,
  );
}
