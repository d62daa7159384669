import type { Outcome } from "./case";
import { MEASURES, type Measure } from "./measure";

/** What people decided about an account since: a measure that stands, or everything dismissed or overturned. */
export type Verdict = { outcome: "upheld" | "cleared"; measure: Measure | null };

/** A decision about a member, as far as it says whether flagging them was right. */
export type Ruling = {
  decidedAt: Date;
  outcome: Outcome;
  measures: readonly { measure: Measure }[];
  /** An appeal overturned it. */
  isOverturned: boolean;
};

/**
 * What people decided about a member from an instant on: upheld while any decision to act stands (a removed message
 * counts), with its severest measure; cleared when all were dismissals, releases or overturned; null without a decision.
 */
export function verdictSince(rulings: readonly Ruling[], since: number): Verdict | null {
  let verdict: Verdict | null = null;
  for (const { decidedAt, outcome, measures, isOverturned } of rulings) {
    if (decidedAt.getTime() < since) continue;
    const stands = (outcome === "actioned" || outcome === "removed") && !isOverturned;
    if (!stands) verdict ??= { outcome: "cleared", measure: null };
    else {
      const rungs = [verdict?.measure ?? null, ...measures.map(({ measure }) => measure)];
      const severest = Math.max(...rungs.map((measure) => (measure ? MEASURES.indexOf(measure) : -1)));
      verdict = { outcome: "upheld", measure: MEASURES[severest] ?? null };
    }
  }
  return verdict;
}
