import { findHidden } from "./hidden-characters";
import { findForeign, findStyled } from "./look-alikes";

/** How a word was kept from being read as what it is. */
export type Disguise = "lookalike" | "hidden" | "figures" | "spacing" | "stretched";

/** A word as the filter reads it, and where it stands in the text. */
export type ReadWord = {
  /** Lower case, without accents, look-alike letters as their Latin ones; `#` for a whole number, `¤` for a currency. */
  text: string;
  /** Half-open place in the source, UTF-16. */
  start: number;
  end: number;
  /** How many digits it holds. */
  digits: number;
  disguise: Disguise | null;
};

/** What a text looks like, whatever it says. */
export type Shape = {
  length: number;
  letters: number;
  capitals: number;
  digits: number;
  exclamations: number;
  currencies: number;
  /** Hidden characters between Latin letters. */
  hidden: number;
  /** Numbers of seven digits or more, also written with spaces between. */
  phones: number;
};

/** A text as the filter reads it. The text itself is never changed. */
export type Reading = {
  source: string;
  words: ReadWord[];
  /** Other ways to read a word (letters joined, figures for letters): looked up in the word lists and nowhere else. */
  guesses: ReadWord[];
  shape: Shape;
};

/** Text beyond this many UTF-16 units is not judged: no message of the API is longer. */
const READ_AT_MOST = 60_000;
const LONGEST_WORD = 64;
/** Letters a guess may be made of, and how many are kept. */
const GUESS = { min: 3, max: 40, kept: 400 };

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
const CURRENCY = 3;
const SPACE = 4;
const JOINER = 5;
const GONE = 6;
const STAND_IN = 7;

type Fold = { kind: number; text: string; trick: "lookalike" | "foreign" | "hidden" | null; upper: boolean };

const FIGURES_FOR_LETTERS: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "l",
  "+": "t",
  "€": "e",
  "£": "l",
};

const ASCII: readonly Fold[] = Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  const fold = (kind: number, text = char.toLowerCase()) => ({
    kind,
    text,
    trick: null,
    upper: char >= "A" && char <= "Z",
  });
  if (/[a-z]/i.test(char)) return fold(LETTER);
  if (/[0-9]/.test(char)) return fold(DIGIT);
  if (char === "$") return fold(CURRENCY, "¤");
  if (/\s/.test(char)) return fold(SPACE);
  if (char === "'") return fold(JOINER);
  if (code < 32 || code === 127) return fold(GONE, "");
  if (/[@!|+*]/.test(char)) return fold(STAND_IN);
  return fold(OTHER);
});

const folds = new Map<number, Fold>();
const FOLDS_KEPT = 20_000;

/** What one code point reads as; remembered, because the same few letters come again and again. */
function foldOf(code: number): Fold {
  const known = code < 128 ? ASCII[code] : folds.get(code);
  if (known) return known;
  const fold = makeFold(code);
  if (folds.size < FOLDS_KEPT) folds.set(code, fold);
  return fold;
}

function makeFold(code: number): Fold {
  const char = String.fromCodePoint(code);
  if (findHidden(code)) return { kind: GONE, text: "", trick: code === 0xad ? null : "hidden", upper: false };
  const upper = /^\p{Lu}$/u.test(char);
  if (/^\p{Sc}$/u.test(char)) return { kind: CURRENCY, text: "¤", trick: null, upper };
  if (char === "’" || char === "ʼ") return { kind: JOINER, text: "'", trick: null, upper };
  if (/^\s$/u.test(char)) return { kind: SPACE, text: " ", trick: null, upper };
  if (/^\p{M}$/u.test(char)) return { kind: GONE, text: "", trick: null, upper };
  const styled = findStyled(char);
  const foreign = styled ? null : findForeign(char);
  if (styled || foreign) {
    const text = (styled ?? foreign)?.looksLike.toLowerCase() ?? char;
    const kind = /^[0-9]$/.test(text) ? DIGIT : LETTER;
    return { kind, text, trick: styled ? "lookalike" : "foreign", upper };
  }
  const text = char.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
  if (/^\p{L}+$/u.test(text)) return { kind: LETTER, text, trick: null, upper };
  if (/^\p{Nd}+$/u.test(text)) return { kind: DIGIT, text, trick: null, upper };
  return { kind: OTHER, text, trick: null, upper };
}

/** One word as it is being read. */
class Pending {
  start = -1;
  end = -1;
  folded = "";
  raw = "";
  digits = 0;
  letters = 0;
  latin = false;
  foreign = false;
  styled = false;
  hidden = false;
  hiddenBefore = false;

  clear(): void {
    this.start = -1;
    this.folded = this.raw = "";
    this.digits = this.letters = 0;
    this.latin = this.foreign = this.styled = this.hidden = this.hiddenBefore = false;
  }
}

/** Reads a text in one pass, in time linear in its length. */
export function readText(source: string): Reading {
  const words: ReadWord[] = [];
  const guesses: ReadWord[] = [];
  const shape: Shape = {
    length: source.length,
    letters: 0,
    capitals: 0,
    digits: 0,
    exclamations: 0,
    currencies: 0,
    hidden: 0,
    phones: 0,
  };
  const limit = Math.min(source.length, READ_AT_MOST);
  const word = new Pending();
  let chunkStart = 0;
  let chunkMixes = false;

  const endWord = () => {
    if (word.start >= 0) addWord(word, words, guesses, shape);
    word.clear();
  };
  const endChunk = (end: number) => {
    if (chunkMixes) addStandIns(source, chunkStart, end, guesses);
    chunkMixes = false;
  };

  for (let at = 0; at < limit; ) {
    const unit = source.charCodeAt(at);
    const code = unit < 0xd800 || unit > 0xdfff ? unit : (source.codePointAt(at) ?? unit);
    const size = code > 0xffff ? 2 : 1;
    const fold = foldOf(code);
    switch (fold.kind) {
      case LETTER:
      case DIGIT: {
        if (word.start < 0) word.start = at;
        word.end = at + size;
        if (word.hiddenBefore) {
          word.hidden = true;
          shape.hidden++;
          word.hiddenBefore = false;
        }
        if (word.folded.length < LONGEST_WORD) {
          word.folded += fold.text;
          word.raw += fold.trick === "foreign" ? String.fromCodePoint(code).toLowerCase() : fold.text;
        }
        if (fold.kind === DIGIT) {
          word.digits++;
          shape.digits++;
          if (word.letters > 0) chunkMixes = true;
        } else {
          word.letters++;
          shape.letters++;
          if (fold.upper) shape.capitals++;
          if (word.digits > 0) chunkMixes = true;
          if (fold.trick === "foreign") word.foreign = true;
          else if (fold.trick === "lookalike") word.styled = true;
          else if (code < 0x250) word.latin = true;
        }
        break;
      }
      case GONE:
        if (fold.trick === "hidden" && word.latin && !word.foreign) word.hiddenBefore = true;
        break;
      case JOINER:
        if (word.letters === 0) endWord();
        break;
      case SPACE:
        endWord();
        endChunk(at);
        chunkStart = at + size;
        break;
      case CURRENCY:
        if (word.letters > 0) chunkMixes = true;
        endWord();
        shape.currencies++;
        words.push({ text: "¤", start: at, end: at + size, digits: 0, disguise: null });
        break;
      default:
        if (code === 33) shape.exclamations++;
        if (fold.kind === STAND_IN && word.letters > 0) chunkMixes = true;
        endWord();
        if (code === 37) words.push({ text: "%", start: at, end: at + 1, digits: 0, disguise: null });
    }
    at += size;
  }
  endWord();
  endChunk(limit);
  joinSingles(source, words, guesses);
  shape.phones = countPhones(source, words);
  if (guesses.length > GUESS.kept) guesses.length = GUESS.kept;
  return { source, words, guesses, shape };
}

function addWord(word: Pending, words: ReadWord[], guesses: ReadWord[], shape: Shape): void {
  const { start, end, digits, folded } = word;
  if (word.letters === 0) {
    words.push({ text: "#", start, end, digits, disguise: null });
    return;
  }
  // A letter of another script deceives where the rest is Latin; a word all of such letters is a word of its own language.
  const deceives = word.foreign && word.latin;
  if (deceives) shape.hidden++;
  const disguise = deceives || word.styled ? "lookalike" : word.hidden ? "hidden" : null;
  const text = word.foreign && !word.latin ? word.raw : folded;
  words.push({ text, start, end, digits, disguise });
  if (word.foreign && !word.latin && folded.length >= GUESS.min) {
    guesses.push({ text: folded, start, end, digits, disguise: "lookalike" });
  }
  const short = unstretch(folded);
  if (short !== folded) {
    guesses.push({ text: short, start, end, digits, disguise: "stretched" });
    guesses.push({ text: short.replaceAll(/(.)\1/g, "$1"), start, end, digits, disguise: "stretched" });
  }
}

/** "freeeee" as "free": three or more of a letter count as two. */
function unstretch(text: string): string {
  let same = 1;
  for (let at = 1; at < text.length; at++) {
    same = text[at] === text[at - 1] ? same + 1 : 1;
    if (same === 3) return text.replaceAll(/(\D)\1{2,}/g, "$1$1");
  }
  return text;
}

/** "fr33", "c@sh", "v!agra": the letters the figures and signs stand for. A star stays: it stands for any letter. */
function addStandIns(source: string, from: number, to: number, guesses: ReadWord[]): void {
  let start = from;
  let end = to;
  while (start < end && /[^\p{L}\p{N}@$]/u.test(source[start] ?? "")) start++;
  while (end > start && /[^\p{L}\p{N}@$]/u.test(source[end - 1] ?? "")) end--;
  if (end - start < GUESS.min || end - start > GUESS.max) return;
  let text = "";
  let letters = 0;
  for (const char of source.slice(start, end)) {
    const fold = foldOf(char.codePointAt(0) ?? 0);
    const letter =
      fold.kind === LETTER ? fold.text : (FIGURES_FOR_LETTERS[char] ?? (char === "*" ? char : ""));
    if (letter === "" && fold.kind !== GONE) return;
    if (fold.kind === LETTER) letters++;
    text += letter;
  }
  // Signs at the end of a word are signs; and mostly figures is a code, no word.
  if (letters === text.length || letters * 3 < text.length) return;
  guesses.push({ text, start, end, digits: 0, disguise: "figures" });
}

/** "f r e e", "f.r.e.e": three or more single letters with the same short gap between each. */
function joinSingles(source: string, words: readonly ReadWord[], guesses: ReadWord[]): void {
  let from = 0;
  const isSingle = (word: ReadWord | undefined) =>
    word !== undefined && word.text.length === 1 && word.end - word.start <= 2 && !/[#¤%]/.test(word.text);
  const gapAfter = (index: number) => {
    const [word, next] = [words[index], words[index + 1]];
    if (!word || !next || next.start - word.end > 2) return null;
    return source.slice(word.end, next.start);
  };
  while (from < words.length) {
    if (!isSingle(words[from])) {
      from++;
      continue;
    }
    let to = from;
    const gap = gapAfter(from);
    while (gap !== null && isSingle(words[to + 1]) && gapAfter(to) === gap) to++;
    const [first, last] = [words[from], words[to]];
    if (first && last && to - from + 1 >= GUESS.min) {
      let text = "";
      for (let nth = from; nth <= to && text.length < GUESS.max; nth++) text += words[nth]?.text ?? "";
      guesses.push({ text, start: first.start, end: last.end, digits: 0, disguise: "spacing" });
    }
    // The last one may be the first of a run with another gap.
    from = to > from ? to : to + 1;
  }
}

/** Numbers of seven or more digits, with single spaces, dots or hyphens between their groups. */
function countPhones(source: string, words: readonly ReadWord[]): number {
  let phones = 0;
  let digits = 0;
  let end = -1;
  for (const word of words) {
    const joins = end >= 0 && word.start - end <= 2 && /^[\s().-]*$/.test(source.slice(end, word.start));
    if (word.text !== "#") {
      if (digits >= 7) phones++;
      digits = 0;
      continue;
    }
    if (!joins && digits >= 7) phones++;
    digits = joins ? digits + word.digits : word.digits;
    end = word.end;
  }
  return digits >= 7 ? phones + 1 : phones;
}
