import type { Reading, ReadWord } from "./content-reading";

/**
 * What was learned from judged texts: one weight per bucket of a hash over words, pairs of words, pieces of words and the
 * shape of the text (logistic regression on texts scaled to one length).
 */
export type LearnedWeights = {
  /** Weight of a bucket in steps of `step` log-odds. */
  weights: Int8Array;
  step: number;
  /** Log-odds of a text nothing is known about, set so that the threshold chosen in training scores `at`. */
  bias: number;
};

/** Buckets of the hash: 2^16. */
export const BUCKETS = 65_536;
const MASK = BUCKETS - 1;

/** Longer texts are judged in pieces of so many words, so that a breach cannot drown in talk. */
const PIECE_WORDS = 120;
const PIECE_STEP = 90;
const FEATURES_AT_MOST = 4_096;

/** The features of one piece of a text: buckets, each once, and the word each came from (-1: the shape). */
export type Features = { count: number; buckets: Int32Array; owners: Int32Array };

// Scratch, overwritten by each reading: nothing is kept between two.
const seen = new Uint32Array(BUCKETS);
let generation = 0;
const scratch: Features = {
  count: 0,
  buckets: new Int32Array(FEATURES_AT_MOST),
  owners: new Int32Array(FEATURES_AT_MOST),
};

function see(hash: number, owner: number): void {
  // The high bits of a product hash are the good ones.
  const bucket = (hash ^ (hash >>> 15)) & MASK;
  if (seen[bucket] === generation || scratch.count === FEATURES_AT_MOST) return;
  seen[bucket] = generation;
  scratch.buckets[scratch.count] = bucket;
  scratch.owners[scratch.count] = owner;
  scratch.count++;
}

const mix = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);
const WORD = 0x811c9dc5;
const PAIR = 0x2f0b4c47;
const PIECE = 0x5bd1e995;
const SHAPE = 0x1b873593;

/** A digit counts as any digit: codes and numbers change from one text to the next. */
const codeAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57 ? 48 : code;
};

function hashWord({ text, digits }: ReadWord): number {
  let hash = WORD;
  for (let at = 0; at < text.length; at++) hash = mix(hash, codeAt(text, at));
  return text === "#" ? mix(hash, Math.min(digits, 12)) : hash;
}

const SIZES = { from: 3, to: 5 };

function seePieces(text: string, owner: number): void {
  const length = text.length + 2;
  for (let start = 0; start + SIZES.from <= length; start++) {
    let hash = PIECE;
    for (let size = 1; size <= SIZES.to && start + size <= length; size++) {
      const at = start + size - 2;
      hash = mix(hash, at < 0 || at >= text.length ? 32 : codeAt(text, at));
      if (size >= SIZES.from) see(mix(hash, size), owner);
    }
  }
}

/** Which band of `edges` a figure falls into. */
function band(value: number, edges: readonly number[]): number {
  let nth = 0;
  while (nth < edges.length && value >= (edges[nth] ?? 0)) nth++;
  return nth;
}

function seeShape({ shape, words }: Reading, links: number): void {
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const figures = [
    band(shape.length, [20, 40, 80, 120, 140, 180, 400, 1000]),
    band(share(shape.capitals, shape.letters), [0.02, 0.06, 0.12, 0.2, 0.35, 0.6]),
    band(shape.digits, [1, 3, 5, 8, 12, 18]),
    band(share(shape.digits, shape.length), [0.01, 0.04, 0.08, 0.15]),
    band(shape.exclamations, [1, 2, 4]),
    band(shape.currencies, [1, 2, 4]),
    band(shape.phones, [1, 2]),
    band(shape.hidden, [1, 2]),
    band(links, [1, 2, 4]),
    band(words.length, [5, 10, 20, 30]),
    words.some(({ text, digits }) => text === "#" && (digits === 5 || digits === 6)) ? 1 : 0,
  ];
  for (let nth = 0; nth < figures.length; nth++) see(mix(mix(SHAPE, nth), figures[nth] ?? 0), -1);
}

/**
 * The features of the words `from` to `to`. The answer is overwritten by the next call.
 * `links`: how many links the text has.
 */
export function readFeatures(reading: Reading, links: number, from: number, to: number): Features {
  generation = generation === 0xffffffff ? 1 : generation + 1;
  if (generation === 1) seen.fill(0);
  scratch.count = 0;
  seeShape(reading, links);
  let before = PAIR;
  for (let nth = from; nth < to; nth++) {
    const word = reading.words[nth];
    if (!word) break;
    const hash = hashWord(word);
    see(hash, nth);
    see(mix(mix(before, hash), hash >>> 16), nth);
    if (word.text.length > 1) seePieces(word.text, nth);
    before = mix(PAIR, hash);
  }
  return scratch;
}

/** Half-open places of the pieces a text is judged in. */
export function piecesOf(words: number): { from: number; to: number }[] {
  if (words <= PIECE_WORDS) return [{ from: 0, to: words }];
  const pieces: { from: number; to: number }[] = [];
  for (let from = 0; from < words; from += PIECE_STEP) {
    pieces.push({ from, to: Math.min(words, from + PIECE_WORDS) });
    if (from + PIECE_WORDS >= words) break;
  }
  return pieces;
}

/** What one feature counts in a text with so many of them. */
export function featureValue(count: number): number {
  return count === 0 ? 0 : 10 / Math.sqrt(count);
}

/** What the learned weights say of a text: log-odds of its worst piece, and which words that is. */
export type Judged = { logit: number; from: number; to: number };

/** Judges a text by the learned weights. */
export function judgeLearned(learned: LearnedWeights, reading: Reading, links: number): Judged {
  let worst: Judged = { logit: Number.NEGATIVE_INFINITY, from: 0, to: 0 };
  for (const { from, to } of piecesOf(reading.words.length)) {
    const { count, buckets } = readFeatures(reading, links, from, to);
    let sum = 0;
    for (let nth = 0; nth < count; nth++) sum += learned.weights[buckets[nth] ?? 0] ?? 0;
    const logit = learned.bias + sum * learned.step * featureValue(count);
    if (logit > worst.logit) worst = { logit, from, to };
  }
  return worst;
}

/** What a judgement is made of, in log-odds: the shape of the text, and each word with its pairs and pieces. */
export type Explained = { shape: number; words: { word: ReadWord; weight: number }[] };

/** Takes a judgement apart. */
export function explainLearned(
  learned: LearnedWeights,
  reading: Reading,
  links: number,
  { from, to }: Judged,
): Explained {
  const { count, buckets, owners } = readFeatures(reading, links, from, to);
  const factor = learned.step * featureValue(count);
  const shares = new Float64Array(to - from);
  let shape = 0;
  for (let nth = 0; nth < count; nth++) {
    const weight = (learned.weights[buckets[nth] ?? 0] ?? 0) * factor;
    const owner = owners[nth] ?? -1;
    if (owner < 0) shape += weight;
    else shares[owner - from] = (shares[owner - from] ?? 0) + weight;
  }
  const words: Explained["words"] = [];
  for (let nth = from; nth < to; nth++) {
    const word = reading.words[nth];
    const weight = shares[nth - from] ?? 0;
    if (word && weight !== 0) words.push({ word, weight });
  }
  return { shape, words };
}
