import type { KeptFilter } from "../../lib/domain/content-model";
import type { Judgement } from "../../lib/domain/content-split";
import type { Ask } from "./ask";

/** A version of the filter with its weights. `weights` and `metrics` as kept. */
export type FilterRecord = {
  version: number;
  weights: KeptFilter;
  metrics: unknown;
  trainedAt: Date;
  publishedAt: Date | null;
};

const FILTER = `select version, weights, metrics, trained_at as "trainedAt", published_at as "publishedAt" from content_models`;

/** The version published last; null while nothing was learned. */
export async function findPublishedFilter(ask: Ask): Promise<FilterRecord | null> {
  const text = `${FILTER} where published_at is not null order by published_at desc, version desc limit 1`;
  return (await ask<FilterRecord>("content_model_published", text, []))[0] ?? null;
}

/** One version; null when there is none. */
export async function findFilter(ask: Ask, version: number): Promise<FilterRecord | null> {
  return (
    (await ask<FilterRecord>("content_model_find", `${FILTER} where version = $1`, [version]))[0] ?? null
  );
}

/** Waits for other trainings to end; held until the transaction does. Then the next version's number. */
export async function takeFilterVersion(ask: Ask): Promise<number> {
  await ask("content_model_lock", "select pg_advisory_xact_lock(hashtextextended('content_models', 3))", []);
  const text = "select coalesce(max(version), 0) + 1 as version from content_models";
  return (await ask<{ version: number }>("content_model_next", text, []))[0]?.version ?? 1;
}

/** A version without its weights. */
export type FilterVersionRecord = {
  version: number;
  metrics: unknown;
  trainedAt: Date;
  /** Who asked for it: a person's name, or how it came about. */
  trainedBy: string;
  publishedAt: Date | null;
  refusedBecause: string | null;
};

const LIST_VERSIONS = `
  select m.version, m.metrics, m.trained_at as "trainedAt", coalesce(s.display_name, m.trained_by) as "trainedBy",
         m.published_at as "publishedAt", m.refused_because as "refusedBecause"
  from content_models m left join staff s on s.staff_id::text = m.trained_by
  order by m.version desc limit $1`;

/** The latest versions, newest first. */
export function listFilterVersions(ask: Ask, limit: number): Promise<FilterVersionRecord[]> {
  return ask<FilterVersionRecord>("content_model_list", LIST_VERSIONS, [limit]);
}

const LIST_EXAMPLES = `
  select message_id as "messageId", text, links, is_breach as "isBreach", rule, at
  from content_examples order by at desc, example_id desc limit $1`;

/** The latest judged texts, newest first. */
export function listExamples(ask: Ask, limit: number): Promise<Judgement[]> {
  return ask<Judgement>("content_example_list", LIST_EXAMPLES, [limit]);
}

/** Whether anything was judged after an instant. */
export async function hasExamplesSince(ask: Ask, since: Date): Promise<boolean> {
  const text = "select exists (select 1 from content_examples where at > $1) as found";
  return (await ask<{ found: boolean }>("content_example_since", text, [since]))[0]?.found ?? false;
}

/** Judged texts by where the judgement came from, since an instant. */
export type ExampleCount = { source: string; isBreach: boolean; n: number };

const COUNT_EXAMPLES = `
  select source, is_breach as "isBreach", count(*)::int as n from content_examples where at >= $1 group by 1, 2`;

/** How many texts were judged since an instant. */
export function countExamples(ask: Ask, since: Date): Promise<ExampleCount[]> {
  return ask<ExampleCount>("content_example_count", COUNT_EXAMPLES, [since]);
}

/** What became of the filter's locks of a time. */
export type LockFigures = {
  locked: number;
  /** Of these: a person or the recipient said what it was. */
  right: number;
  wrong: number;
  /** A side said it was locked wrongly. */
  disputed: number;
  /** Of the disputed: released, or permitted. */
  disputedUpheld: number;
};

const COUNT_LOCKS = `
  select count(*)::int as locked,
         count(*) filter (where state in ('reported', 'removed'))::int as right,
         count(*) filter (where state in ('permitted', 'released') and resolved_by <> 'gate')::int as wrong,
         count(*) filter (where disputed_at is not null)::int as disputed,
         count(*) filter (where disputed_at is not null and state in ('permitted', 'released')
                          and resolved_by <> 'gate')::int as "disputedUpheld"
  from locks where locked_at >= $1 and model_version is not null`;

/** Locks of the filter since an instant, and what was said of them. A refused one says nothing: it was simply not wanted. */
export async function countFilterLocks(ask: Ask, since: Date): Promise<LockFigures> {
  const [found] = await ask<LockFigures>("content_model_locks", COUNT_LOCKS, [since]);
  return found ?? { locked: 0, right: 0, wrong: 0, disputed: 0, disputedUpheld: 0 };
}

const LOCKS_BY_WEEK = `
  select to_char(date_trunc('week', locked_at at time zone 'UTC'), 'YYYY-MM-DD') as week,
         count(*) filter (where state in ('reported', 'removed'))::int as right,
         count(*) filter (where state in ('permitted', 'released') and resolved_by <> 'gate')::int as wrong
  from locks where locked_at >= $1 and model_version is not null group by 1 order by 1`;

/** The judged locks of the filter by week (Monday, UTC) since an instant, oldest first. */
export function listLocksByWeek(
  ask: Ask,
  since: Date,
): Promise<{ week: string; right: number; wrong: number }[]> {
  return ask("content_model_locks_by_week", LOCKS_BY_WEEK, [since]);
}

const LATEST_TRAINING = `
  select at, data from audit_entries
  where subject_type = 'content_filter' and subject_id = 'training' order by at desc limit 1`;

/** The last entry about training: asked for, or ended. */
export async function findLatestTraining(ask: Ask): Promise<{ at: Date; data: unknown } | null> {
  return (await ask<{ at: Date; data: unknown }>("content_training_latest", LATEST_TRAINING, []))[0] ?? null;
}
