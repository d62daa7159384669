import type { LearnedFilter } from "./content-filter";
import { BUCKETS, type LearnedWeights } from "./content-learned";

/** Weights as kept: all buckets, or only those that weigh something, each as two bytes of its number and one of its weight. */
type KeptWeights = { form: "dense" | "sparse"; data: string; step: number; bias: number };

/** A trained filter as the database keeps it; `features` names how texts were read when it was trained. */
export type KeptFilter = {
  features: number;
  breach: KeptWeights;
  rules: Record<string, KeptWeights>;
  trust: Record<string, number>;
};

/** Changes when texts are read in another way, because old weights would then mean something else. */
const FEATURES_VERSION = 1;

const CHUNK = 8_192;

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK)
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

function keep({ weights, step, bias }: LearnedWeights): KeptWeights {
  const heavy: number[] = [];
  weights.forEach((weight, bucket) => {
    if (weight !== 0) heavy.push(bucket);
  });
  if (heavy.length * 3 >= BUCKETS) {
    return { form: "dense", data: toBase64(new Uint8Array(weights.buffer.slice(0))), step, bias };
  }
  const bytes = new Uint8Array(heavy.length * 3);
  heavy.forEach((bucket, nth) => {
    bytes.set([bucket >> 8, bucket & 255, (weights[bucket] ?? 0) & 255], nth * 3);
  });
  return { form: "sparse", data: toBase64(bytes), step, bias };
}

function read({ form, data, step, bias }: KeptWeights): LearnedWeights {
  const bytes = fromBase64(data);
  const weights = new Int8Array(BUCKETS);
  if (form === "dense") weights.set(new Int8Array(bytes.buffer).subarray(0, BUCKETS));
  else {
    for (let at = 0; at + 2 < bytes.length; at += 3) {
      weights[((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)] = ((bytes[at + 2] ?? 0) << 24) >> 24;
    }
  }
  return { weights, step, bias };
}

/** A trained filter for keeping: JSON of at most about 250 kB. */
export function keepFilter({ breach, rules, trust }: LearnedFilter): KeptFilter {
  const kept: KeptFilter["rules"] = {};
  for (const [rule, weights] of Object.entries(rules)) kept[rule] = keep(weights);
  return { features: FEATURES_VERSION, breach: keep(breach), rules: kept, trust: { ...trust } };
}

/** The filter that was kept; null when it was trained on texts read in another way and must be trained anew. */
export function readFilter(kept: KeptFilter): LearnedFilter | null {
  if (kept.features !== FEATURES_VERSION) return null;
  const rules: LearnedFilter["rules"] = {};
  for (const rule of ["D15", "D17", "D18", "D19"] as const) {
    const weights = kept.rules[rule];
    if (weights) rules[rule] = read(weights);
  }
  return { breach: read(kept.breach), rules, trust: kept.trust };
}
