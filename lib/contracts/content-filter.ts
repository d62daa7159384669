import { z } from "zod";
import { CONTENT_RULES, type ContentRuleName } from "../domain/content-rule";
import type { Weighed } from "../domain/lock";
import type { ShareView } from "./analytics";

const count = z.int().min(0);
const measured = z.strictObject({ texts: count, breaches: count, locked: count, right: count });
const compared = z.strictObject({ candidate: measured, inForce: measured });
const word = z.strictObject({ word: z.string(), weight: z.number(), texts: count });

/** What a training leaves beside its weights. */
const filterMetrics = z.strictObject({
  /** Judged texts, and how many of them are breaches. */
  examples: count,
  breaches: count,
  /** Of these, the ones it learned from. */
  learnedFrom: count,
  heldOut: compared,
  settled: compared,
  /** The version that was in force then. */
  inForceVersion: count,
  policyVersion: count,
  floorPercent: z.number(),
  /** Rules that got weights of their own. */
  rules: z.array(z.enum(CONTENT_RULES)),
  words: z.strictObject({ up: z.array(word), down: z.array(word) }),
  /** Locks of the filter in the 30 days before, of which people said right or wrong. */
  locks: z.strictObject({
    locked: count,
    right: count,
    wrong: count,
    disputed: count,
    disputedUpheld: count,
  }),
  seconds: z.number(),
});
export type FilterMetrics = z.output<typeof filterMetrics>;

/** The figures of a version as the database keeps them. */
export function readMetrics(kept: unknown): FilterMetrics {
  return filterMetrics.parse(kept);
}

/** A version of the filter, as its page shows it. Instants RFC 3339. */
export type FilterVersionView = {
  version: number;
  trainedAt: string;
  trainedBy: string;
  publishedAt: string | null;
  isInForce: boolean;
  refusedBecause: string | null;
  /** Why it cannot be published by hand either; null when it can. */
  belowFloor: string | null;
  examples: number;
  heldOut: number;
  precision: ShareView;
  recall: ShareView;
};

/** What `/policies/filter` shows. */
export type FilterView = {
  at: string;
  inForce: { version: number; since: string | null };
  /** D23. */
  isLearning: boolean;
  floorPercent: number;
  minExamples: number;
  /** Since when a training runs. */
  trainingSince: string | null;
  /** How the last training ended that left no version. */
  lastFailure: string | null;
  versions: FilterVersionView[];
  newest: { version: number; up: FilterMetrics["words"]["up"]; down: FilterMetrics["words"]["down"] } | null;
  /** The last 30 days. */
  locks: FilterMetrics["locks"];
  lockPrecision: ShareView;
  byWeek: { week: string; precision: ShareView }[];
  examples: { source: string; breaches: number; fine: number }[];
};

/** A text to try the filter on; one link or file name a line in the form. */
export const filterQuestion = z.strictObject({
  body: z.string().max(50_000),
  links: z.array(z.string().max(2_048)).max(20),
  attachments: z.array(z.strictObject({ name: z.string().max(255) })).max(20),
  degree: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  isReply: z.boolean(),
});
export type FilterQuestion = z.output<typeof filterQuestion>;

/** What the filter says of a text. */
export type FilterAnswer = {
  version: number;
  policyVersion: number;
  rules: { rule: ContentRuleName; score: number; lockFrom: number; isOn: boolean; locks: boolean }[];
  weighed: Weighed[];
};

export const trainFilterInput = z.strictObject({ operationId: z.uuid() });
export const publishFilterInput = z.strictObject({ operationId: z.uuid(), version: z.int().min(1) });
