const STEPS = [1, 2, 2.5, 5, 10] as const;
const LOG_MINUTES = [1, 10, 60, 240, 1440, 10_080, 43_200] as const;

/**
 * Round ticks over the greatest value, at most six lines: from 0 (or the lowest, if below), or, with `near`, from under
 * the lowest, which only lines may do.
 */
export function linearTicks(values: readonly number[], { whole = false, near = false } = {}): number[] {
  const top = Math.max(near ? Number.NEGATIVE_INFINITY : 0, ...values);
  const bottom = Math.min(near ? Number.POSITIVE_INFINITY : 0, ...values);
  if (!Number.isFinite(top) || !Number.isFinite(bottom)) return [0, 1];
  const span = top - bottom > 1e-9 ? top - bottom : 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((one) => one * power >= rough) ?? 10) * power;
  const size = whole ? Math.max(1, Math.ceil(step)) : step;
  const first = Math.floor(bottom / size);
  const last = Math.max(first + 1, Math.ceil(top / size));
  return Array.from({ length: last - first + 1 }, (_, place) =>
    Number(((first + place) * size).toPrecision(12)),
  );
}

/** Ticks a logarithmic axis of minutes is read by: 1 min, 10 min, 1 h, 4 h, 24 h, 7 d, 30 d; those round the values. */
export function minuteTicks(values: readonly number[]): number[] {
  const positive = values.filter((value) => value > 0);
  const low = Math.min(...positive, LOG_MINUTES[LOG_MINUTES.length - 1] ?? 1);
  const high = Math.max(...positive, LOG_MINUTES[0]);
  const from = Math.max(
    0,
    LOG_MINUTES.findLastIndex((tick) => tick <= low),
  );
  const found = LOG_MINUTES.findIndex((tick) => tick >= high);
  const to = Math.max(from + 1, found === -1 ? LOG_MINUTES.length - 1 : found);
  return LOG_MINUTES.slice(from, to + 1);
}

/** Where a value lies between two bounds, 0 to 1. */
export function shareOf(value: number, low: number, high: number, scale: "linear" | "log"): number {
  const at = scale === "log" ? Math.log : (given: number) => given;
  const span = at(high) - at(low);
  return span === 0 ? 0 : (at(Math.max(value, scale === "log" ? low : value)) - at(low)) / span;
}

/** Pushes places apart so that labels `gap` high do not cover each other, within 0 and `height`; same order in and out. */
export function spread(places: readonly number[], gap: number, height: number): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  let floor = Number.NEGATIVE_INFINITY;
  for (const one of order) {
    one.place = Math.max(one.place, floor + gap);
    floor = one.place;
  }
  let ceiling = height + gap;
  for (const one of order.toReversed()) {
    one.place = Math.min(one.place, ceiling - gap);
    ceiling = one.place;
  }
  const result = [...places];
  for (const one of order) result[one.index] = one.place;
  return result;
}

/** Evenly chosen members of a list, the first and the last among them. */
export function pickTicks<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from(
    { length: most },
    (_, place) => all[Math.round((place * (all.length - 1)) / (most - 1))],
  ).filter((one): one is T => one !== undefined);
}
