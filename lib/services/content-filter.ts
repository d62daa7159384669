import type { Database } from "@/db/connect";
import { asking } from "@/db/queries/ask";
import {
  countExamples,
  countFilterLocks,
  type FilterVersionRecord,
  listFilterVersions,
  listLocksByWeek,
} from "@/db/queries/content-model";
import {
  type FilterAnswer,
  type FilterQuestion,
  type FilterVersionView,
  type FilterView,
  readMetrics,
} from "@/lib/contracts/content-filter";
import { scoreContent } from "@/lib/domain/content-filter";
import { belowFloor, type PublishingPolicy } from "@/lib/domain/content-publishing";
import { CONTENT_RULES } from "@/lib/domain/content-rule";
import { shareOf } from "@/lib/domain/figures";
import { DAY_MS } from "@/lib/domain/utc-day";
import { currentContentModel, loadContentModel } from "./content-model";
import { trainingState } from "./content-training-request";
import { currentPolicy } from "./policy";

const VERSIONS_SHOWN = 30;
/** Days of the lock figures, and of the chart by week. */
const DAYS = { locks: 30, chart: 182 };

function versionView(
  found: FilterVersionRecord,
  inForce: number,
  policy: PublishingPolicy,
): FilterVersionView {
  const metrics = readMetrics(found.metrics);
  const { locked, right, breaches, texts } = metrics.heldOut.candidate;
  return {
    version: found.version,
    trainedAt: found.trainedAt.toISOString(),
    trainedBy: found.trainedBy,
    publishedAt: found.publishedAt?.toISOString() ?? null,
    isInForce: found.version === inForce,
    refusedBecause: found.refusedBecause,
    belowFloor: belowFloor(metrics, policy),
    examples: metrics.examples,
    heldOut: texts,
    precision: shareOf(right, locked),
    recall: shareOf(right, breaches),
  };
}

/** How the content filter stands: its versions, what it learned, and what people said of its locks. */
export async function viewFilter(database: Pick<Database, "db" | "pool">, now: Date): Promise<FilterView> {
  const ask = asking(database);
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const [{ policy }, inForce, training, records, locks, weeks, examples] = await Promise.all([
    currentPolicy(database),
    loadContentModel(database),
    trainingState(database, now),
    listFilterVersions(ask, VERSIONS_SHOWN),
    countFilterLocks(ask, before(DAYS.locks)),
    listLocksByWeek(ask, before(DAYS.chart)),
    countExamples(ask, before(DAYS.locks)),
  ]);
  const { D23 } = policy.detectors;
  const versions = records.map((found) => versionView(found, inForce.version, D23));
  const newest = records[0];
  const sources = [...new Set(examples.map(({ source }) => source))].sort();
  const counted = (source: string, isBreach: boolean) =>
    examples.find((one) => one.source === source && one.isBreach === isBreach)?.n ?? 0;
  return {
    at: now.toISOString(),
    inForce: {
      version: inForce.version,
      since: versions.find(({ isInForce }) => isInForce)?.publishedAt ?? null,
    },
    isLearning: D23.isOn,
    floorPercent: D23.precisionFloorPercent,
    minExamples: D23.minExamples,
    trainingSince: training.since?.toISOString() ?? null,
    lastFailure: training.lastFailure,
    versions,
    newest: newest ? { version: newest.version, ...readMetrics(newest.metrics).words } : null,
    locks,
    lockPrecision: shareOf(locks.right, locks.right + locks.wrong),
    byWeek: weeks.map(({ week, right, wrong }) => ({ week, precision: shareOf(right, right + wrong) })),
    examples: sources.map((source) => ({
      source,
      breaches: counted(source, true),
      fine: counted(source, false),
    })),
  };
}

/** What the filter in force says of a text, by the policy's thresholds. Nothing is kept. */
export async function tryFilter(
  database: Pick<Database, "db" | "pool">,
  question: FilterQuestion,
): Promise<FilterAnswer> {
  const [{ version: policyVersion, policy }, { version, model }] = await Promise.all([
    currentPolicy(database),
    currentContentModel(database),
  ]);
  const { scores, weighed } = scoreContent(model, { ...question, channel: "chat" });
  return {
    version,
    policyVersion,
    weighed,
    rules: CONTENT_RULES.map((rule) => {
      const { lockFrom, isOn } = policy.detectors[rule];
      return { rule, score: scores[rule], lockFrom, isOn, locks: isOn && scores[rule] >= lockFrom };
    }),
  };
}
