import { findAsks } from "./content-asks";
import type { Content } from "./content-filter";
import { findPhrases, makeLexicon } from "./content-lexicon";
import { findLinks, suspectAttachment, suspectLink, suspectShown } from "./content-links";
import { type Reading, readText } from "./content-reading";
import type { ContentRuleName } from "./content-rule";
import { CONTENT_WORDS } from "./content-words";
import type { Weighed } from "./lock";

/** One thing the base lists or rules found. `key` names it apart from this text, so that training can count it. */
export type Finding = Weighed & { key: string };

/** What the filter knows of a message before anything learned: log-odds per rule, and what they are made of. */
export type Base = {
  reading: Reading;
  links: number;
  findings: Finding[];
  /** What speaks for or against in the relationship, by rule. */
  relation: Record<ContentRuleName, number>;
};

/** How much of its weight something still has after training: 1 all, 0 none. Absent: 1. */
export type Trust = Readonly<Record<string, number>>;

/** Log-odds of a message nothing speaks against. */
export const START: Readonly<Record<ContentRuleName, number>> = {
  D15: -3,
  D16: -4.5,
  D17: -3,
  D18: -3,
  D19: -2.5,
};

/** More of the same says less and less: a rule's words together weigh at most this. */
const WORDS_AT_MOST = 9;
const SHOWN_AT_MOST = 80;

const LEXICONS = (["D15", "D16", "D17", "D19"] as const).map((rule) => ({
  rule,
  lexicon: makeLexicon(CONTENT_WORDS[rule]),
}));

/** Finds what the base lists and rules have to say about a message. Time is linear in the text. */
export function readBase(content: Content): Base {
  const { body, attachments } = content;
  const reading = readText(body);
  const links = findLinks(body, content.links);
  const findings: Finding[] = [];
  for (const { rule, lexicon } of LEXICONS) findings.push(...phraseFindings(rule, lexicon, reading));
  findings.push(...askFindings(reading));
  for (const link of links) {
    for (const { text, why, weight } of suspectLink(link)) {
      findings.push({ rule: "D17", kind: "link", text: `${cut(text)} (${why})`, weight, key: `D17 ${why}` });
    }
  }
  for (const { text, why, weight } of suspectShown(body)) {
    findings.push({ rule: "D17", kind: "link", text: `${cut(text)} (${why})`, weight, key: "D17 shown" });
  }
  if (links.length >= 4) {
    findings.push({
      rule: "D17",
      kind: "link",
      text: `${links.length} links`,
      weight: 1.6,
      key: "D17 many links",
    });
  }
  for (const attachment of attachments) {
    for (const { text, why, weight } of suspectAttachment(attachment)) {
      findings.push({
        rule: "D17",
        kind: "attachment",
        text: `${cut(text)} (${why})`,
        weight,
        key: `D17 ${why}`,
      });
    }
  }
  findings.push(...shapeFindings(reading, links.length));
  return { reading, links: links.length, findings, relation: relationOf(content) };
}

function cut(text: string): string {
  return text.length > SHOWN_AT_MOST ? `${text.slice(0, SHOWN_AT_MOST - 1)}…` : text;
}

/** Who hides a word does so for a reason: it weighs more, and by itself too. */
const HIDING = 1.5;

function phraseFindings(
  rule: ContentRuleName,
  lexicon: ReturnType<typeof makeLexicon>,
  reading: Reading,
): Finding[] {
  const found = new Map<string, Finding>();
  for (const hit of findPhrases(lexicon, reading)) {
    const hidden = hit.disguise !== null;
    const known = found.get(hit.phrase);
    if (known && (known.kind === "lookalike" || !hidden)) continue;
    found.set(hit.phrase, {
      rule,
      kind: hidden ? "lookalike" : "word",
      text: cut(reading.source.slice(hit.start, hit.end)),
      weight: hidden ? hit.weight + HIDING : hit.weight,
      key: `${rule} ${hit.phrase}`,
    });
  }
  return [...found.values()];
}

function askFindings(reading: Reading): Finding[] {
  const found = new Map<string, Finding>();
  for (const hit of findAsks(reading)) {
    if (found.has(hit.phrase)) continue;
    found.set(hit.phrase, {
      rule: "D18",
      kind: "contact",
      text: cut(reading.source.slice(hit.start, hit.end)),
      weight: hit.weight,
      key: `D18 ${hit.phrase}`,
    });
  }
  return [...found.values()];
}

function shapeFindings({ shape, words }: Reading, links: number): Finding[] {
  const found: Finding[] = [];
  const add = (name: string, text: string, weight: number) =>
    void found.push({ rule: "D16", kind: "shape", text, weight, key: `D16 ${name}` });
  if (shape.letters >= 20 && shape.capitals * 2 > shape.letters) {
    add("capitals", `${shape.capitals} of ${shape.letters} letters are capitals`, 1.2);
  }
  if (shape.exclamations >= 3) add("exclamations", `${shape.exclamations} exclamation marks`, 0.9);
  if (shape.currencies >= 2) add("currencies", `${shape.currencies} amounts of money`, 0.8);
  if (shape.phones > 0) {
    const text = shape.phones === 1 ? "a telephone number" : `${shape.phones} telephone numbers`;
    found.push({ rule: "D16", kind: "contact", text, weight: 1.4, key: "D16 phone" });
  }
  if (links > 0 && words.length < 12) add("short with link", "a link and hardly a word", 0.7);
  if (shape.hidden > 1) {
    const text = `${shape.hidden} places with hidden or look-alike letters`;
    found.push({
      rule: "D16",
      kind: "lookalike",
      text,
      weight: Math.min(3, 0.8 * shape.hidden),
      key: "D16 hidden",
    });
  }
  return found;
}

/** A reply, or a message to a connection, is not unasked for. */
function relationOf({ degree, isReply, channel }: Content): Record<ContentRuleName, number> {
  const isKnown = degree <= 1 || isReply;
  if (isKnown) return { D15: -6, D16: -1, D17: 0, D18: -1, D19: 0 };
  return { D15: channel === "page" ? 0 : 1, D16: 0, D17: 0, D18: 1.4, D19: 0 };
}

/** Log-odds of one rule: where it starts, what was found, and the relationship where something was found at all. */
export function baseLogit(rule: ContentRuleName, { findings, relation }: Base, trust: Trust): number {
  let words = 0;
  let others = 0;
  for (const one of findings) {
    if (one.rule !== rule) continue;
    const weight = one.weight * (trust[one.key] ?? 1);
    if (one.kind === "word") words += weight;
    else others += weight;
  }
  if (words + others === 0) return START[rule];
  return START[rule] + Math.min(WORDS_AT_MOST, words) + others + relation[rule];
}
