/** z for a two-sided 95 % interval. */
const Z = 1.959964;

/** The 95 % Wilson interval of a share, 0 to 1; null when there is nothing to divide by. */
export function wilson(successes: number, n: number): { value: number; low: number; high: number } | null {
  if (n === 0) return null;
  const share = successes / n;
  const squared = (Z * Z) / n;
  const centre = (share + squared / 2) / (1 + squared);
  const half = (Z / (1 + squared)) * Math.sqrt((share * (1 - share)) / n + squared / (4 * n));
  return {
    value: share,
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  };
}

/** A share with its 95 % interval and what it was made of. */
export type Share = { value: number; low: number; high: number; successes: number; n: number };

/** The share of `successes` among `n`; null when `n` is 0. */
export function shareOf(successes: number, n: number): Share | null {
  const interval = wilson(successes, n);
  return interval ? { ...interval, successes, n } : null;
}

/** Cells with fewer cases than this are not shown (LOOK.md, charts 3). */
export const SMALL_CELL = 10;

/**
 * Which cells of a table stay hidden: those with 1 to 9 cases, and the smallest other one when a single hidden cell
 * could be had by subtracting the rest from a total. Empty cells tell nothing and stay.
 */
export function withheldCells(cells: readonly { key: string; n: number }[]): Set<string> {
  const hidden = new Set(cells.filter(({ n }) => n > 0 && n < SMALL_CELL).map(({ key }) => key));
  if (hidden.size === 1) {
    const next = cells.filter(({ key, n }) => n > 0 && !hidden.has(key)).sort((a, b) => a.n - b.n)[0];
    if (next) hidden.add(next.key);
  }
  return hidden;
}

/** Whole UTC days of a period, oldest first, as ISO dates. */
export function utcDays(from: Date, to: Date): string[] {
  const days: string[] = [];
  for (let at = from.getTime(); at < to.getTime(); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** The last `days` UTC days, today included, as a half-open period. */
export function periodEnding(now: Date, days: number): { from: Date; to: Date } {
  const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
  return { from: new Date(to.getTime() - days * 86_400_000), to };
}
