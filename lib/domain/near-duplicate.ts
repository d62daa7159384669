import { campaignWords } from "./campaign-words";

/** Hash functions of a signature: the error of a likeness near 0.8 is about 0.035. */
const SIGNS = 128;
/** Signs of a band. Texts that agree in no band are not alike: at a likeness of 0.4 one in 70,000 is missed. */
const BAND = 2;
/** Six bits of each smallest hash, so that two unlike texts agree in one sign of 64 by chance. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const CHANCE = 1 / ALPHABET.length;

/** Spreads every bit of a 32-bit number over all of them. */
function mixed(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const FACTORS = Uint32Array.from({ length: SIGNS }, (_, nth) => mixed(nth + 1) | 1);
const SHIFTS = Uint32Array.from({ length: SIGNS }, (_, nth) => mixed(nth + 0x5eed));

function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return mixed(hash);
}

const smallest = new Uint32Array(SIGNS);

function take(feature: number): void {
  for (let nth = 0; nth < SIGNS; nth++) {
    const hash = (Math.imul(feature, FACTORS[nth] ?? 0) + (SHIFTS[nth] ?? 0)) >>> 0;
    if (hash < (smallest[nth] ?? 0)) smallest[nth] = hash;
  }
}

/**
 * MinHash of a text over its words and pairs of neighbours, as a string of 128 signs; null for a text under `minWords`
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
  for (const hash of smallest) signature += ALPHABET[mixed(hash) & 63];
  return signature;
}

/** How alike two texts are by their signatures: the estimated share of words and pairs they have in common, 0 to 1. */
export function likeness(one: string, other: string): number {
  if (one === other) return 1;
  let agreeing = 0;
  let hasBand = false;
  for (let band = 0; band < SIGNS; band += BAND) {
    const first = one.charCodeAt(band) === other.charCodeAt(band);
    const second = one.charCodeAt(band + 1) === other.charCodeAt(band + 1);
    agreeing += (first ? 1 : 0) + (second ? 1 : 0);
    hasBand ||= first && second;
  }
  return hasBand ? Math.max(0, (agreeing / SIGNS - CHANCE) / (1 - CHANCE)) : 0;
}
