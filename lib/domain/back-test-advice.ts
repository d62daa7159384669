import type { Curve, CurvePoint, Judged, ScopeResult } from "./back-test-result";
import { SMALL_CELL, wilson } from "./figures";

/** The threshold nearest to the draft's at which the extra accounts are cleared no more often than the base's. */
export type BetterPoint = { path: string; value: number; extra: Judged };

export type Wrongness = {
  /** Share cleared of the extra accounts judged ÷ the same of the base's. */
  times: number;
  better: BetterPoint | null;
};

/** The extra accounts have to be cleared at least so many times as often before it is said. */
const WORTH_SAYING = 1.5;

function clearedShare({ judged, cleared }: Judged): ReturnType<typeof wilson> {
  return judged < SMALL_CELL ? null : wilson(cleared, judged);
}

function betterPoint(curve: Curve, ceiling: number): BetterPoint | null {
  const between = (point: CurvePoint): boolean =>
    (point.at - curve.base) * (point.at - curve.draft) < 0 && point.extra.accounts > 0;
  const fine = curve.points.filter((point) => {
    const share = clearedShare(point.extra);
    return between(point) && share !== null && share.value <= ceiling;
  });
  const nearest = fine.sort((a, b) => Math.abs(a.at - curve.draft) - Math.abs(b.at - curve.draft))[0];
  return nearest ? { path: curve.path, value: nearest.at, extra: nearest.extra } : null;
}

/**
 * Whether the accounts a draft newly flags are wrong much more often than those the base flags: ten or more of each
 * judged since, their 95 % intervals apart, and at least one and a half times the share. With one changed threshold, the
 * nearest one on the way back to the base at which the share is within the base's interval.
 */
export function wrongnessOf(scope: ScopeResult, curves: readonly Curve[]): Wrongness | null {
  const extra = clearedShare(scope.newly);
  const base = clearedShare(scope.base);
  if (!extra || !base || extra.low <= base.high) return null;
  const times = base.value > 0 ? extra.value / base.value : Number.POSITIVE_INFINITY;
  if (times < WORTH_SAYING) return null;
  const changed = curves.filter((curve) => curve.base !== curve.draft);
  const [only] = changed;
  return { times, better: changed.length === 1 && only ? betterPoint(only, base.high) : null };
}
