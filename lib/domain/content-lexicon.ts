import { type Reading, type ReadWord, readText } from "./content-reading";

/** A phrase of a word list, ready to be looked for. */
type Entry = { phrase: string; words: string[]; weight: number };

/** Word lists by the first word of each phrase, longest phrase first. */
export type Lexicon = ReadonlyMap<string, readonly Entry[]>;

/** A phrase found in a text. */
export type Hit = {
  weight: number;
  /** Half-open place in the source. */
  start: number;
  end: number;
  phrase: string;
  disguise: ReadWord["disguise"];
  /** Half-open place in `reading.words`; -1 for another way to read a word. */
  from: number;
  to: number;
};

/** Makes a lexicon; phrases are read the way texts are, so accents and capitals do not matter. */
export function makeLexicon(lists: readonly (readonly [weight: number, phrases: string])[]): Lexicon {
  const lexicon = new Map<string, Entry[]>();
  for (const [weight, phrases] of lists) {
    for (const phrase of phrases.split(";")) {
      const words = readText(phrase).words.map(({ text }) => text);
      const first = words[0];
      if (first === undefined) continue;
      const entries = lexicon.get(first) ?? [];
      const joined = words.join(" ");
      if (!entries.some((known) => known.phrase === joined)) entries.push({ phrase: joined, words, weight });
      lexicon.set(first, entries);
    }
  }
  for (const entries of lexicon.values()) entries.sort((a, b) => b.words.length - a.words.length);
  return lexicon;
}

function entriesFor(lexicon: Lexicon, text: string): readonly Entry[] | undefined {
  const found = lexicon.get(text);
  if (found) return found;
  // The plural of a word stands for it.
  return text.length > 4 && text.endsWith("s") ? lexicon.get(text.slice(0, -1)) : undefined;
}

/** Phrases looked at in one text, the repeated ones included. */
const HITS_AT_MOST = 500;

/**
 * The phrases of a lexicon in a text, in order, the longest where several begin at one word. Also finds single words that
 * were kept from being read: "f r e e", "fr33", "fr*e".
 */
export function findPhrases(lexicon: Lexicon, { words, guesses }: Reading): Hit[] {
  const hits: Hit[] = [];
  for (let at = 0; at < words.length && hits.length < HITS_AT_MOST; ) {
    const entry = matchAt(lexicon, words, at);
    const first = words[at];
    if (!entry || !first) {
      at++;
      continue;
    }
    const to = at + entry.words.length;
    let disguise: Hit["disguise"] = null;
    for (let nth = at; nth < to; nth++) disguise ??= words[nth]?.disguise ?? null;
    const [start, end] = [first.start, words[to - 1]?.end ?? first.end];
    hits.push({ weight: entry.weight, start, end, phrase: entry.phrase, disguise, from: at, to });
    at = to;
  }
  let starred = 0;
  for (const guess of guesses) {
    if (guess.text.includes("*") && ++starred > STARRED_AT_MOST) continue;
    for (const { phrase, weight } of readGuess(lexicon, guess)) {
      const { start, end, disguise } = guess;
      hits.push({ weight, start, end, phrase, disguise, from: -1, to: -1 });
    }
  }
  return hits;
}

function matchAt(lexicon: Lexicon, words: readonly ReadWord[], at: number): Entry | undefined {
  const first = words[at];
  if (!first) return;
  const whole = first.text === "#" || first.digits === 0;
  return entriesFor(lexicon, whole ? first.text : "")?.find((entry) => {
    for (let nth = 1; nth < entry.words.length; nth++) {
      if (words[at + nth]?.text !== entry.words[nth]) return false;
    }
    return true;
  });
}

/** Shortest word looked for inside letters that were joined. */
const INSIDE_FROM = 4;
const LONGEST_INSIDE = 16;

function readGuess(lexicon: Lexicon, guess: ReadWord): Entry[] {
  const { text } = guess;
  if (text.includes("*")) return readStarred(lexicon, text);
  const whole = single(lexicon, text);
  if (whole) return [whole];
  if (guess.disguise !== "spacing") return [];
  const inside: Entry[] = [];
  for (let at = 0; at + INSIDE_FROM <= text.length; ) {
    let step = 1;
    for (let size = Math.min(LONGEST_INSIDE, text.length - at); size >= INSIDE_FROM; size--) {
      const found = single(lexicon, text.slice(at, at + size));
      if (!found) continue;
      inside.push(found);
      step = size;
      break;
    }
    at += step;
  }
  return inside;
}

/** A guess stands for one word of three letters or more. */
function single(lexicon: Lexicon, text: string): Entry | null {
  if (text.length < 3) return null;
  const entry = entriesFor(lexicon, text)?.find(({ words }) => words.length === 1);
  return entry ?? null;
}

/** "fr*e": a star stands for one letter. One or two stars are tried. */
function readStarred(lexicon: Lexicon, text: string): Entry[] {
  const first = text.indexOf("*");
  if (first < 1 || text.length > LONGEST_INSIDE) return [];
  const second = text.indexOf("*", first + 1);
  if (second >= 0 && text.includes("*", second + 1)) return [];
  for (const letter of LETTERS) {
    const one = text.replace("*", letter);
    for (const candidate of second < 0 ? [one] : [...LETTERS].map((other) => one.replace("*", other))) {
      const found = single(lexicon, candidate);
      if (found) return [found];
    }
  }
  return [];
}

/** Words with stars that are tried in one text. */
const STARRED_AT_MOST = 8;
const LETTERS = "aeioucktsnrlhpbdgmfvwxyzjq";
