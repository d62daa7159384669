import type { ReporterRecord } from "@/lib/domain/credibility";
import type { Category, ReportSubject } from "@/lib/domain/report";
import type { Ask } from "./ask";

/** Reports about one member that are weighed, the latest. */
const REPORTS_WEIGHED = 200;
/** Decided reports of one person that count for their record. */
const RECORD_LENGTH = 200;

/** Keeps other reports about a member from being weighed until this transaction ends. */
export async function holdReportsAbout(ask: Ask, memberId: string): Promise<void> {
  await ask("credibility_hold", "select pg_advisory_xact_lock(hashtextextended($1, 2))", [memberId]);
}

export type WeighedReport = {
  reportId: string;
  reporterId: string;
  subjectType: ReportSubject;
  subjectId: string;
  category: Category;
  receivedAt: Date;
  /** Null when we were never told of the reporter. */
  reporterJoinedAt: Date | null;
};

const LIST_REPORTS_ABOUT = `
  select r.report_id as "reportId", r.reporter_id as "reporterId", r.subject_type as "subjectType",
    r.subject_id as "subjectId", r.category, r.received_at as "receivedAt", m.joined_at as "reporterJoinedAt"
  from (select * from reports where member_id = $1 and received_at > $2 and state <> 'not_upheld'
        order by received_at desc limit ${REPORTS_WEIGHED}) r
  left join members m on m.member_id = r.reporter_id
  order by r.received_at, r.report_id`;

/** Reports about a member since an instant that were not found wrong, oldest first; the latest 200. */
export function listReportsAbout(ask: Ask, memberId: string, since: Date): Promise<WeighedReport[]> {
  return ask("credibility_reports", LIST_REPORTS_ABOUT, [memberId, since]);
}

/**
 * How often a person was right, as a lateral part of other statements: `reporter` names their id there. The latest decided
 * reports only, so that a long history costs no more than a short one.
 */
export const recordOf = (reporter: string): string => `(
    select count(*) filter (where o.state = 'upheld')::int as upheld, count(*)::int as decided
    from (select state from reports where reporter_id = ${reporter} and state in ('upheld', 'not_upheld')
          order by decided_at desc limit ${RECORD_LENGTH}) o)`;

const LIST_RECORDS = `
  select wanted.reporter_id as "reporterId", record.upheld, record.decided
  from unnest($1::text[]) wanted(reporter_id) cross join lateral ${recordOf("wanted.reporter_id")} record`;

/** How often each of these people was right, by their latest 200 decided reports. */
export async function listRecords(ask: Ask, reporterIds: string[]): Promise<Map<string, ReporterRecord>> {
  const rows = await ask<ReporterRecord & { reporterId: string }>("credibility_records", LIST_RECORDS, [
    reporterIds,
  ]);
  return new Map(rows.map(({ reporterId, ...record }) => [reporterId, record]));
}
