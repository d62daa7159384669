import {
  holdReportsAbout,
  listRecords,
  listReportsAbout,
  type WeighedReport,
} from "@/db/queries/credibility";
import { listSharedAmong } from "@/db/queries/linked-accounts";
import { listRaised } from "@/db/queries/signal";
import { credibilityOf, type Reporter, type ReporterRecord, weighReporters } from "@/lib/domain/credibility";
import type { Hit } from "@/lib/domain/detector";
import { linksOf, type SharedFingerprint } from "@/lib/domain/linked-accounts";
import type { Policy } from "@/lib/domain/policy";
import { DAY_MS } from "@/lib/domain/utc-day";
import type { Operation } from "./run-operation";
import { type Measuring, recordHits } from "./signal";

const NO_RECORD: ReporterRecord = { upheld: 0, decided: 0 };

type Known = { records: ReadonlyMap<string, ReporterRecord>; shared: SharedFingerprint[] };

/** Each reporter once; fresh when their account was new at any of their reports. */
function reportersOf(reports: WeighedReport[], freshDays: number, { records }: Known): Reporter[] {
  const found = new Map<string, Reporter>();
  for (const { reporterId, reporterJoinedAt, receivedAt } of reports) {
    const isFresh =
      reporterJoinedAt === null || receivedAt.getTime() - reporterJoinedAt.getTime() < freshDays * DAY_MS;
    const record = records.get(reporterId) ?? NO_RECORD;
    found.set(reporterId, {
      ...record,
      reporterId,
      isFresh: isFresh || (found.get(reporterId)?.isFresh ?? false),
    });
  }
  return [...found.values()];
}

function within(reports: WeighedReport[], days: number, at: Date): WeighedReport[] {
  return reports.filter((report) => at.getTime() - report.receivedAt.getTime() < days * DAY_MS);
}

/** What most of the reports complain about. */
function commonest(reports: WeighedReport[]): string {
  const counts = new Map<string, number>();
  for (const { category } of reports) counts.set(category, (counts.get(category) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "other";
}

type About = { memberId: string; report: WeighedReport; isRepeat: boolean };

/** D13, when this report brings the weight over the threshold, or none was raised in this window yet. */
function severalReporters(
  { detectors: { D13, D22 } }: Policy,
  { memberId, report }: About,
  all: WeighedReport[],
  known: Known,
  raisedAt: Date | null,
  at: Date,
): Hit | null {
  if (!D13.isOn) return null;
  const reports = within(all, D13.windowDays, at);
  const links = linksOf(known.shared, D22);
  const weigh = (some: WeighedReport[]) => weighReporters(reportersOf(some, D13.freshDays, known), links);
  const { weight, reporters, groups } = weigh(reports);
  if (weight < D13.reporters) return null;
  const wasOver = weigh(reports.filter((one) => one.reportId !== report.reportId)).weight >= D13.reporters;
  const windowMs = D13.windowDays * DAY_MS;
  if (wasOver && raisedAt !== null && at.getTime() - raisedAt.getTime() < windowMs) return null;
  const messages = reports.filter((one) => one.subjectType === "message").map((one) => one.subjectId);
  return {
    rule: "D13",
    memberId,
    at,
    measured: weight,
    threshold: D13.reporters,
    windowSeconds: windowMs / 1_000,
    messageIds: [...new Set(messages)],
    detail: { reporters, groups, category: commonest(reports) },
  };
}

/** D14: a severe report by somebody who is believed. The same complaint by the same person again says nothing new. */
function severeReport(
  { detectors: { D14 } }: Policy,
  { memberId, report, isRepeat }: About,
  { records }: Known,
  at: Date,
): Hit | null {
  if (!D14.isOn || isRepeat || !D14.categories.includes(report.category)) return null;
  const credibility = credibilityOf(records.get(report.reporterId) ?? NO_RECORD);
  if (credibility < D14.minCredibility) return null;
  return {
    rule: "D14",
    memberId,
    at,
    measured: Math.round(credibility * 1_000) / 1_000,
    threshold: D14.minCredibility,
    windowSeconds: 0,
    messageIds: report.subjectType === "message" ? [report.subjectId] : [],
    detail: { category: report.category, reportId: report.reportId },
  };
}

/** Whether a policy could have anything to say, before anybody's history is read. */
function isWorthWeighing({ detectors: { D13, D14 } }: Policy, { report }: About, reporters: number): boolean {
  return (D13.isOn && reporters >= D13.reporters) || (D14.isOn && D14.categories.includes(report.category));
}

/**
 * Weighs who has reported a member once a further report is filed: several credible people (D13), or a severe report by
 * a credible one (D14). Reports about one member are weighed one after the other. Restricts nobody.
 */
export async function weighReports(
  op: Operation,
  measurings: Measuring[],
  { memberId, reportId, isRepeat }: { memberId: string; reportId: string; isRepeat: boolean },
): Promise<void> {
  const days = Math.max(...measurings.map(({ policy }) => policy.detectors.D13.windowDays));
  const since = new Date(op.at.getTime() - days * DAY_MS);
  const [, reports] = await Promise.all([
    holdReportsAbout(op.query, memberId),
    listReportsAbout(op.query, memberId, since),
  ]);
  const report = reports.find((one) => one.reportId === reportId);
  if (!report) throw new Error(`report ${reportId} is not among those about its member`);
  const about: About = { memberId, report, isRepeat };
  const reporterIds = [...new Set(reports.map((one) => one.reporterId))];
  if (!measurings.some(({ policy }) => isWorthWeighing(policy, about, reporterIds.length))) return;
  const [records, shared, raised] = await Promise.all([
    listRecords(op.query, reporterIds),
    listSharedAmong(op.query, reporterIds),
    Promise.all(measurings.map((measuring) => listRaised(op.query, [memberId], ["D13"], measuring))),
  ]);
  const known: Known = { records, shared };
  for (const [place, measuring] of measurings.entries()) {
    const raisedAt = raised[place]?.[0]?.at ?? null;
    const hits = [
      severalReporters(measuring.policy, about, reports, known, raisedAt, op.at),
      severeReport(measuring.policy, about, known, op.at),
    ].filter((hit) => hit !== null);
    await recordHits(op, measuring, hits);
  }
}
