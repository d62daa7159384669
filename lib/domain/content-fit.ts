import { BUCKETS, featureValue, type LearnedWeights, piecesOf, readFeatures } from "./content-learned";
import type { Reading } from "./content-reading";

/** A text as its features, so that several trainings read it once. */
export type FittedText = { buckets: Uint16Array; isBreach: boolean };

/** The features of a judged text; of a long one those of its beginning. */
export function fittedText(reading: Reading, links: number, isBreach: boolean): FittedText {
  const [piece] = piecesOf(reading.words.length);
  const { count, buckets } = readFeatures(reading, links, piece?.from ?? 0, piece?.to ?? 0);
  return { buckets: Uint16Array.from(buckets.subarray(0, count)), isBreach };
}

/**
 * How training runs. A small rate and few rounds keep the weights of rare words small. Few texts are gone through more
 * often, so that every training takes about the same steps.
 */
const FIT = { rate: 0.02, shrink: 1e-6, steps: 48_000, rounds: { min: 8, max: 80 }, seed: 20_261_120 };

/** Numbers from 0 up to 1 that follow from a seed alone (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Shuffles in place, the same way for the same numbers. */
export function shuffle<T>(list: T[], random: () => number): T[] {
  for (let last = list.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [list[last] as T, list[other] as T];
    list[last] = b;
    list[other] = a;
  }
  return list;
}

/** Weights before they are rounded for keeping. */
export type Fit = { weights: Float32Array; bias: number };

/**
 * Logistic regression by AdaGrad over the texts in a seeded order: the same texts give the same weights. Yields after
 * every round, so that whoever drives it can let others have their turn.
 */
export function* fitted(texts: readonly FittedText[]): Generator<void, Fit> {
  const weights = new Float32Array(BUCKETS);
  const squares = new Float32Array(BUCKETS).fill(1e-3);
  const random = randomFrom(FIT.seed);
  const order = texts.map((_, nth) => nth);
  const wanted = Math.ceil(FIT.steps / Math.max(1, texts.length));
  const rounds = Math.min(FIT.rounds.max, Math.max(FIT.rounds.min, wanted));
  let bias = 0;
  let biasSquares = 1e-3;
  for (let round = 0; round < rounds; round++) {
    for (const nth of shuffle(order, random)) {
      const text = texts[nth];
      if (!text) continue;
      const { buckets } = text;
      const value = featureValue(buckets.length);
      const error = 1 / (1 + Math.exp(-logitOf({ weights, bias }, text))) - (text.isBreach ? 1 : 0);
      if (Math.abs(error) < 1e-4) continue;
      biasSquares += error * error;
      bias -= (FIT.rate * error) / Math.sqrt(biasSquares);
      for (let at = 0; at < buckets.length; at++) {
        const bucket = buckets[at] ?? 0;
        const weight = weights[bucket] ?? 0;
        const slope = error * value + FIT.shrink * weight * texts.length;
        const square = (squares[bucket] ?? 0) + slope * slope;
        squares[bucket] = square;
        weights[bucket] = weight - (FIT.rate * slope) / Math.sqrt(square);
      }
    }
    yield;
  }
  return { weights, bias };
}

/** Log-odds of a text by weights that are not rounded yet. */
export function logitOf({ weights, bias }: Fit, { buckets }: FittedText): number {
  let sum = 0;
  for (let at = 0; at < buckets.length; at++) sum += weights[buckets[at] ?? 0] ?? 0;
  return bias + sum * featureValue(buckets.length);
}

/**
 * The lowest log-odds from which on at least the share `precision` of `judged` are breaches; infinity when no place
 * has it. Ties stay together.
 */
export function thresholdFor(
  judged: readonly { logit: number; isBreach: boolean }[],
  precision: number,
): number {
  const sorted = [...judged].sort((a, b) => b.logit - a.logit);
  let right = 0;
  let best = Number.POSITIVE_INFINITY;
  for (let nth = 0; nth < sorted.length; nth++) {
    const one = sorted[nth];
    if (!one) break;
    if (one.isBreach) right++;
    const next = sorted[nth + 1]?.logit ?? one.logit - 1;
    if (next < one.logit && right / (nth + 1) >= precision) best = (one.logit + next) / 2;
  }
  return best;
}

/** Weights kept for one rule: those that matter most. */
export const RULE_WEIGHTS = 6_000;

/**
 * Rounds the weights for keeping, the `most` heaviest of them; `shift` moves the log-odds so that the chosen threshold
 * stands where it should.
 */
export function rounded({ weights, bias }: Fit, shift: number, most = BUCKETS): LearnedWeights {
  const sizes = Float32Array.from(weights, Math.abs).sort();
  const step = Math.max(sizes.at(-1) ?? 0, 1e-9) / 127;
  const least = most >= BUCKETS ? 0 : (sizes[BUCKETS - most] ?? 0);
  const kept = (weight: number) => (Math.abs(weight) < least ? 0 : Math.round(weight / step));
  return { weights: Int8Array.from(weights, kept), step, bias: bias + shift };
}
