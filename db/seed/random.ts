/** A stream of chance that is the same on every machine: everything the sample platform draws comes from one. */
export type Chance = {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `min` to `max`, both possible. */
  int(min: number, max: number): number;
  /** True with this probability. */
  has(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** One of the keys, each as often as its weight says. */
  weighted<K extends string>(weights: Partial<Record<K, number>>): K;
  /** Log-normal by its median and its 90th percentile. */
  skewed(median: number, p90: number): number;
  /** A UUID of version 7 whose time is `at` and whose rest is drawn. */
  uuid(at: Date): string;
  /** So many characters of an alphabet. */
  letters(count: number, alphabet: string): string;
};

/** ln(p90 / median) of a log-normal is this many standard deviations. */
const P90_DEVIATIONS = 1.2815515655;

/** Starts a stream from a seed (sfc32, warmed up). */
export function chance(seed: number): Chance {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, seed >>> 0];
  const draw = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  };
  for (let round = 0; round < 16; round++) draw();
  const next = (): number => draw() / 0x1_0000_0000;
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(from: readonly T[]): T => {
    if (from.length === 0) throw new Error("nothing to pick from");
    return from[int(0, from.length - 1)] as T;
  };
  return {
    next,
    int,
    pick,
    has: (probability) => next() < probability,
    weighted: <K extends string>(weights: Partial<Record<K, number>>): K => {
      const entries = Object.entries(weights) as [K, number][];
      let rest = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        rest -= weight;
        if (rest < 0) return key;
      }
      return pick(entries)[0];
    },
    skewed: (median, p90) => {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return median * Math.exp((normal * Math.log(p90 / median)) / P90_DEVIATIONS);
    },
    uuid: (at) => {
      const time = at.getTime().toString(16).padStart(12, "0");
      const rest = [draw(), draw(), draw()].map((part) => part.toString(16).padStart(8, "0")).join("");
      const variant = "89ab"[int(0, 3)];
      return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-${variant}${rest.slice(3, 6)}-${rest.slice(6, 18)}`;
    },
    letters: (count, alphabet) =>
      Array.from({ length: count }, () => alphabet[int(0, alphabet.length - 1)]).join(""),
  };
}

/** Crockford's base 32, as in references. */
export const REFERENCE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
