import type { Policy } from "./policy";
import type { SignalRule } from "./signal";

/** One number of the policy that a detector compares a figure with. */
export type ThresholdField = {
  /** Where it stands in the policy. */
  path: string;
  rule: SignalRule;
  /** What is counted, in words for an axis. */
  unit: string;
  /** Crossed above it, from it on, or below it. */
  crossing: "above" | "from" | "below";
  kind: "count" | "percent" | "score";
  read: (policy: Policy) => number;
};

function field<R extends keyof Policy["detectors"]>(
  rule: R,
  key: keyof Policy["detectors"][R] & string,
  crossing: ThresholdField["crossing"],
  unit: string,
  kind: ThresholdField["kind"] = "count",
): ThresholdField {
  return {
    path: `detectors.${rule}.${key}`,
    rule,
    unit,
    crossing,
    kind,
    read: ({ detectors }) => Number(detectors[rule][key]),
  };
}

/** Every threshold of D1–D11, D15–D20 that a message's figures are compared with (policy-facts §2). */
export const THRESHOLD_FIELDS: readonly ThresholdField[] = [
  field("D1", "perDay", "above", "messages a day"),
  field("D2", "perMonth", "above", "messages in 30 days"),
  field("D3", "perHour", "from", "messages in an hour"),
  field("D4", "perDay", "above", "connection requests a day"),
  field("D4", "perWeek", "above", "connection requests in 7 days"),
  field("D5", "manualPerWeek", "above", "messages by hand in 7 days"),
  field("D6", "automatedPerMonth", "above", "automated messages in 30 days"),
  field("D7", "automatedPerMonth", "above", "automated messages to one person in 30 days"),
  field("D7", "manualPerWeek", "above", "unanswered messages to one person in 7 days"),
  field("D8", "reminders", "above", "reminders without an answer"),
  field("D9", "recipients", "above", "people with nearly the same text"),
  field("D10", "floorPercent", "below", "% of conversations answered", "percent"),
  field("D11", "floorPercent", "below", "% of conversations with 1st degree", "percent"),
  field("D15", "lockFrom", "from", "score of promotion", "score"),
  field("D16", "lockFrom", "from", "score of spam", "score"),
  field("D17", "lockFrom", "from", "score of links", "score"),
  field("D18", "lockFrom", "from", "score of asking for contact data", "score"),
  field("D19", "lockFrom", "from", "score of offensive language", "score"),
  field("D20", "newPeoplePerDay", "above", "people first written to in a day"),
  field("D20", "perMinute", "from", "messages in a minute"),
];

/** Whether a figure crosses a threshold of this kind. */
export function isCrossed(crossing: ThresholdField["crossing"], value: number, threshold: number): boolean {
  if (crossing === "below") return value < threshold;
  return crossing === "from" ? value >= threshold : value > threshold;
}

/** Places of a curve at most, the two thresholds in question among them. */
const LEVELS = 25;
const TOP = { count: Number.POSITIVE_INFINITY, percent: 100, score: 1 } as const;
/** Smallest step between two places of a curve. */
const GRAIN = { count: 1, percent: 0.5, score: 0.01 } as const;
const ROUND_STEPS = [1, 2, 2.5, 5, 10] as const;

/** The round step at which `most` places about fill a span; whole for counts. */
function stepFor(kind: ThresholdField["kind"], span: number, most: number): number {
  const rough = Math.max(GRAIN[kind], (span / most) * 0.9);
  const power = 10 ** Math.floor(Math.log10(rough) + 1e-9);
  const isFit = (step: number): boolean => step >= rough - 1e-9 && (kind !== "count" || step % 1 === 0);
  return ROUND_STEPS.map((one) => one * power).find(isFit) ?? 10 * power;
}

/**
 * At most 25 thresholds around the two in question, round ones from about half the smaller to half as much again as the
 * larger, and both of them. The one most accounts cross comes first.
 */
export function curveLevels(
  { kind, crossing }: Pick<ThresholdField, "kind" | "crossing">,
  base: number,
  draft: number,
): number[] {
  const lowest = kind === "count" && crossing === "from" ? 1 : 0;
  const half = Math.min(base, draft) / 2;
  const low = Math.max(lowest, kind === "count" ? Math.floor(half) : half);
  const high = Math.min(TOP[kind], Math.max(base, draft) * 1.5 + (kind === "count" ? 2 : 0));
  const most = LEVELS - 3;
  const step = stepFor(kind, high - low, most);
  const first = Math.ceil(low / step - 1e-9);
  const round = Array.from({ length: most + 1 }, (_, place) => Number(((first + place) * step).toFixed(4)));
  const levels = [...new Set([base, draft, ...round.filter((level) => level <= high)])].sort((a, b) => a - b);
  return crossing === "below" ? levels.reverse() : levels;
}
