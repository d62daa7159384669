import { BUCKETS, featureValue, type LearnedWeights, piecesOf, readFeatures } from "./content-learned";
import { findLinks } from "./content-links";
import { readText } from "./content-reading";

/** A judged text, as training takes it. */
export type JudgedText = { text: string; links: readonly string[]; isBreach: boolean };

/** A text as its features, so that several trainings read it once. */
export type FittedText = { buckets: Uint16Array; isBreach: boolean };

/** The features of a judged text; of a long one those of its beginning. */
export function fittedText({ text, links, isBreach }: JudgedText): FittedText {
  const reading = readText(text);
  const [piece] = piecesOf(reading.words.length);
  const found = findLinks(text, links).length;
  const { count, buckets } = readFeatures(reading, found, piece?.from ?? 0, piece?.to ?? 0);
  return { buckets: Uint16Array.from(buckets.subarray(0, count)), isBreach };
}

/** How training runs. Chosen on shape, not on one set of texts: see bench/README. */
export type FitOptions = { rounds: number; rate: number; shrink: number; seed: number };
export const FIT: FitOptions = { rounds: 12, rate: 0.02, shrink: 1e-6, seed: 20_261_120 };

/** Numbers from 0 up to 1 that follow from a seed alone. */
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

/** Logistic regression by AdaGrad over the texts in a seeded order: the same texts and options give the same weights. */
export function fit(texts: readonly FittedText[], options: FitOptions = FIT): Fit {
  const weights = new Float32Array(BUCKETS);
  const squares = new Float32Array(BUCKETS).fill(1e-3);
  const random = randomFrom(options.seed);
  const order = shuffle(
    texts.map((_, nth) => nth),
    random,
  );
  let bias = 0;
  let biasSquares = 1e-3;
  for (let round = 0; round < options.rounds; round++) {
    for (const nth of shuffle(order, random)) {
      const text = texts[nth];
      if (!text) continue;
      const { buckets } = text;
      const value = featureValue(buckets.length);
      let logit = bias;
      for (let at = 0; at < buckets.length; at++) logit += (weights[buckets[at] ?? 0] ?? 0) * value;
      const error = 1 / (1 + Math.exp(-logit)) - (text.isBreach ? 1 : 0);
      if (Math.abs(error) < 1e-4) continue;
      biasSquares += error * error;
      bias -= (options.rate * error) / Math.sqrt(biasSquares);
      for (let at = 0; at < buckets.length; at++) {
        const bucket = buckets[at] ?? 0;
        const weight = weights[bucket] ?? 0;
        const slope = error * value + options.shrink * weight * texts.length;
        const square = (squares[bucket] ?? 0) + slope * slope;
        squares[bucket] = square;
        weights[bucket] = weight - (options.rate * slope) / Math.sqrt(square);
      }
    }
  }
  return { weights, bias };
}

/** Log-odds of a text by weights that are not rounded yet. */
export function logitOf({ weights, bias }: Fit, { buckets }: FittedText): number {
  let sum = 0;
  for (let at = 0; at < buckets.length; at++) sum += weights[buckets[at] ?? 0] ?? 0;
  return bias + sum * featureValue(buckets.length);
}

/** Rounds the weights for keeping; `shift` moves the log-odds so that the chosen threshold stands where it should. */
export function rounded({ weights, bias }: Fit, shift: number): LearnedWeights {
  let most = 1e-9;
  for (const weight of weights) most = Math.max(most, Math.abs(weight));
  const step = most / 127;
  return {
    weights: Int8Array.from(weights, (weight) => Math.round(weight / step)),
    step,
    bias: bias + shift,
  };
}
