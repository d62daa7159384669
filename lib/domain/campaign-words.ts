import { findHidden } from "./hidden-characters";
import { findForeign } from "./look-alikes";

/** As much of a text as is read, in UTF-16 units and in words: templates differ in their beginnings, if anywhere. */
const UNITS_READ = 8_000;
const WORDS_READ = 800;

/** Stands for a run of names. */
const NAME = "*";
const LINK = "@";

const PLAIN = /^[\t\n\r\x20-\x7e]*$/;
const IDEOGRAPHS = /[\u3040-\u30ff\u3400-\u9fff]/g;
const ADDRESS = [
  String.raw`(?:[a-z][a-z0-9+.-]{1,15}:\/\/|www\.)\S+`,
  String.raw`[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,255}`,
  String.raw`[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,4}\.[a-z]{2,24}(?:\/\S*)?(?![\p{L}\p{N}])`,
].join("|");
const WORD = String.raw`([\p{L}\p{N}][\p{L}\p{N}'-]*)|([,.!?:;\n])`;
const TOKENS = new RegExp(WORD, "giu");
const TOKENS_WITH_ADDRESSES = new RegExp(`(?:${ADDRESS})|${WORD}`, "giu");
/** Where none of this stands there is no address to look for. */
const MAY_HOLD_ADDRESS = /[@/]|\S\.\S/;
const CAPITALISED = /^\p{Lu}\p{Ll}/u;

/** Words a name follows at the beginning of a sentence, in the languages of the sample and their neighbours. */
const GREETINGS = new Set(
  `hi hello hey hiya dear good morning afternoon evening greetings mr mrs ms mx miss dr prof professor
  hallo hi moin servus liebe lieber guten tag morgen abend sehr geehrte geehrter geehrtes frau herr grüß grüezi
  hola buenos buenas días dias tardes noches estimado estimada querido querida señor señora sr sra
  bonjour bonsoir salut cher chère chere monsieur madame mme
  ciao buongiorno buonasera gentile caro cara signor signora olá ola bom boa dia tarde prezado prezada beste dag hoi goedemorgen
  cześć dzień dobry pan pani hej hejsan tjena kära`.split(/\s+/),
);
/** Words between a greeting and the sign that ends it; more are not a name. */
const NAME_WORDS = 3;

type Token = { text: string; kind: "word" | "link" | "mark" };

/** The text as an eye reads it: compatible forms and look-alikes made plain, what shows nothing dropped. */
function plain(text: string): string {
  if (PLAIN.test(text)) return text;
  let read = "";
  for (const sign of text.normalize("NFKC")) {
    const code = sign.codePointAt(0) ?? 0;
    if (code < 0x80) {
      if (code >= 0x20 || code === 0x0a || code === 0x09) read += sign;
    } else if (code === 0x2019 || code === 0x02bc) read += "'";
    else if (!findHidden(code)) read += findForeign(sign)?.looksLike ?? sign;
  }
  return read.replace(/\p{M}+/gu, "").replace(IDEOGRAPHS, " $& ");
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(MAY_HOLD_ADDRESS.test(text) ? TOKENS_WITH_ADDRESSES : TOKENS)) {
    const [whole, word, mark] = match;
    const kind = word !== undefined ? "word" : mark !== undefined ? "mark" : "link";
    tokens.push({ text: kind === "link" ? LINK : whole, kind });
    if (tokens.length >= WORDS_READ) break;
  }
  return tokens;
}

function isGreeting(token: Token | undefined): boolean {
  return token?.kind === "word" && GREETINGS.has(token.text.toLowerCase());
}

/** How many tokens from `from` on are the name somebody is greeted by: up to a mark near by, else one. */
function nameAfterGreeting(tokens: readonly Token[], from: number): number {
  let words = 0;
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind !== "word") return words;
    if (words === NAME_WORDS) return 1;
    words++;
  }
  return words;
}

/** Tokens at the beginning that call somebody by name: "Anna, …". */
function nameInFront(tokens: readonly Token[]): number {
  for (const words of [1, 2]) {
    const name = tokens.slice(0, words);
    const isName = name.every(({ kind, text }) => kind === "word" && CAPITALISED.test(text));
    if (isName && tokens[words]?.text === ",") return words;
  }
  return 0;
}

/** The words in order, without greetings and their names; with `isMasking`, names inside a sentence are one sign. */
function read(tokens: readonly Token[], isMasking: boolean): string[] {
  const words: string[] = [];
  let isStart = true;
  let place = nameInFront(tokens);
  while (place < tokens.length) {
    const token = tokens[place++];
    if (!token) break;
    if (token.kind === "mark") {
      isStart = isStart || token.text !== ",";
      continue;
    }
    if (token.kind === "link") words.push(LINK);
    else if (isStart && isGreeting(token)) {
      // A title's full stop ends nothing; the name still follows.
      if (tokens[place]?.text === "." && isGreeting(token)) place++;
      if (!isGreeting(tokens[place])) place += nameAfterGreeting(tokens, place);
      else continue;
    } else if (isMasking && !isStart && CAPITALISED.test(token.text)) {
      if (words[words.length - 1] !== NAME) words.push(NAME);
    } else words.push(token.text.toLowerCase().replace(/\p{N}+/gu, "#"));
    isStart = false;
  }
  return words;
}

/**
 * The words of a text for telling campaigns: lower case, figures as `#`, addresses as one sign, greetings with their
 * names left out, capitalised words inside a sentence taken for names and masked. A text that would lose nearly everything,
 * such as one in Title Case, keeps those. Null when the whole text has under `minWords` words.
 */
export function campaignWords(body: string, minWords: number): string[] | null {
  const tokens = tokensOf(plain(body.slice(0, UNITS_READ)));
  let total = 0;
  for (const { kind } of tokens) if (kind === "word") total++;
  if (total < minWords) return null;
  const masked = read(tokens, true);
  return masked.filter((word) => word !== NAME).length >= minWords ? masked : read(tokens, false);
}
