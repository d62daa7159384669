import { campaignWords } from "./campaign-words";

/** Hash functions of a signature, two bits of each: the error of a likeness near 0.8 is about 0.04. */
const HASHES = 126;
/** A sign is a band: texts that agree in no whole one are not alike. At a likeness of 0.5 one in 100,000 is missed. */
const HASHES_A_SIGN = 3;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** Two unlike texts agree in one of four by chance. */
const CHANCE = 1 / 4;

/** By the code of a sign, the six bits it stands for. */
const BITS = new Uint8Array(128);
for (let bits = 0; bits < ALPHABET.length; bits++) BITS[ALPHABET.charCodeAt(bits)] = bits;
/** By the difference of two signs, in how many of their three hashes they agree. */
const AGREEING = Uint8Array.from(
  ALPHABET,
  (_, bits) => [bits & 3, bits & 12, bits & 48].filter((one) => one === 0).length,
);

/** Spreads every bit of a 32-bit number over all of them. */
function mixed(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const FACTORS = Uint32Array.from({ length: HASHES }, (_, nth) => mixed(nth + 1) | 1);
const SHIFTS = Uint32Array.from({ length: HASHES }, (_, nth) => mixed(nth + 0x5eed));

function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return mixed(hash);
}

const smallest = new Uint32Array(HASHES);

function take(feature: number): void {
  for (let nth = 0; nth < HASHES; nth++) {
    const hash = (Math.imul(feature, FACTORS[nth] ?? 0) + (SHIFTS[nth] ?? 0)) >>> 0;
    if (hash < (smallest[nth] ?? 0)) smallest[nth] = hash;
  }
}

/**
 * MinHash of a text over its words and pairs of neighbours, as a string of 42 signs; null for a text under `minWords`
 * words. Names are masked (`campaignWords`), so that one template sent to many people is one text.
 */
export function signatureOf(body: string, minWords: number): string | null {
  const words = campaignWords(body, minWords);
  if (words === null) return null;
  smallest.fill(0xffffffff);
  let before = 0;
  for (const word of words) {
    const hash = hashOf(word);
    take(hash);
    if (before !== 0) take(mixed(Math.imul(before, 0x9e3779b1) ^ hash));
    before = hash;
  }
  let signature = "";
  for (let nth = 0; nth < HASHES; nth += HASHES_A_SIGN) {
    const [first = 0, second = 0, third = 0] = smallest.subarray(nth, nth + HASHES_A_SIGN);
    signature += ALPHABET[(mixed(first) & 3) | ((mixed(second) & 3) << 2) | ((mixed(third) & 3) << 4)];
  }
  return signature;
}

/** How alike two texts are by their signatures: the estimated share of words and pairs they have in common, 0 to 1. */
export function likeness(one: string, other: string): number {
  if (one === other) return 1;
  let agreeing = 0;
  let hasBand = false;
  for (let place = 0; place < one.length; place++) {
    const bits = (BITS[one.charCodeAt(place)] ?? 0) ^ (BITS[other.charCodeAt(place)] ?? 0);
    agreeing += AGREEING[bits] ?? 0;
    hasBand ||= bits === 0;
  }
  return hasBand ? Math.max(0, (agreeing / HASHES - CHANCE) / (1 - CHANCE)) : 0;
}
