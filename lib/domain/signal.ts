import { CATEGORIES, type Category } from "./report";

/** Detector rules (policy-facts D1–D23). */
// biome-ignore format: a table reads better than a column
export const SIGNAL_RULES = [
  "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D12",
  "D13", "D14", "D15", "D16", "D17", "D18", "D19", "D20", "D21", "D22", "D23",
] as const;
export type SignalRule = (typeof SIGNAL_RULES)[number];

export const SIGNAL_LABELS: Record<SignalRule, string> = {
  D1: "Messages a day",
  D2: "Messages a month",
  D3: "In one hour",
  D4: "Connection requests",
  D5: "Manual messages a week",
  D6: "Automated messages",
  D7: "Automated to one person",
  D8: "Reminders",
  D9: "Near-identical",
  D10: "Replies",
  D11: "1st degree",
  D12: "Volume, large network",
  D13: "Credible reporters",
  D14: "Severe, credible report",
  D15: "Promotion score",
  D16: "Spam score",
  D17: "Link score",
  D18: "Asks for contact data",
  D19: "Offensive language",
  D20: "Breadth and rate",
  D21: "Fake account",
  D22: "Linked accounts",
  D23: "Filter feedback",
};

/** Rules that flag a figure below its threshold (a floor) instead of above it. */
export const FLOOR_RULES: readonly SignalRule[] = ["D10", "D11"];

/** Rules whose figure is a share of a number of conversations or messages, from 0 to 1. */
const SHARE_RULES: readonly SignalRule[] = ["D10", "D11"];

/** Rules whose figure is a content score from 0 to 1. */
const SCORE_RULES: readonly SignalRule[] = ["D15", "D16", "D17", "D18", "D19"];

/** A measured figure or its threshold as staff read it: 4.1 %, 0.91, 1 940. */
export function signalFigure(rule: SignalRule, value: number): string {
  if (SHARE_RULES.includes(rule)) return `${(value * 100).toFixed(value >= 0.1 ? 0 : 1)}\u202f%`;
  if (SCORE_RULES.includes(rule)) return value.toFixed(2);
  return String(Math.round(value * 100) / 100).replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, "\u202f");
}

export const SIGNAL_MODES = ["live", "shadow"] as const;

/** One detector's finding, as a case keeps it. */
export type SignalFigure = {
  rule: SignalRule;
  measured: number;
  threshold: number;
  windowSeconds: number;
};

/** What a case is about that a rule opens; a complaint's own category counts more (D13, D14: `detail.category`). */
export const CATEGORY_BY_RULE: Record<SignalRule, Category> = {
  D1: "spam",
  D2: "spam",
  D3: "spam",
  D4: "spam",
  D5: "spam",
  D6: "spam",
  D7: "spam",
  D8: "spam",
  D9: "spam",
  D10: "spam",
  D11: "spam",
  D12: "spam",
  D13: "spam",
  D14: "harassment",
  D15: "spam",
  D16: "spam",
  D17: "scam",
  D18: "privacy",
  D19: "harassment",
  D20: "spam",
  D21: "fake_account",
  D22: "fake_account",
  D23: "other",
};

/** The category of a case that a hit opens. */
export function categoryOf({
  rule,
  detail,
}: {
  rule: SignalRule;
  detail: Record<string, unknown>;
}): Category {
  return CATEGORIES.find((one) => one === detail.category) ?? CATEGORY_BY_RULE[rule];
}

/** How far beyond its threshold a figure is: 2 is twice a ceiling, or half of a floor. */
export function strengthOf({ rule, measured, threshold }: SignalFigure): number {
  const [part, whole] = FLOOR_RULES.includes(rule) ? [threshold, measured] : [measured, threshold];
  if (whole === 0) return part === 0 ? 1 : Number.POSITIVE_INFINITY;
  return part / whole;
}

/** The figure furthest beyond its threshold, the first of equals; null when there is none. */
export function strongestOf(figures: readonly SignalFigure[]): SignalFigure | null {
  return figures.reduce<SignalFigure | null>(
    (best, one) => (best === null || strengthOf(one) > strengthOf(best) ? one : best),
    null,
  );
}
