import type { Channel } from "./channel";
import { type Base, baseLogit, readBase, START, type Trust } from "./content-base";
import { type Explained, explainLearned, judgeLearned, type LearnedWeights } from "./content-learned";
import { CONTENT_RULES, type ContentRuleName } from "./content-rule";
import type { Weighed } from "./lock";

/** What the filter may look at: one message, nothing about its sender. Hostile. */
export type Content = {
  body: string;
  /** Addresses the platform says the message links to. */
  links: readonly string[];
  attachments: readonly { name: string; contentType?: string }[];
  channel: Channel;
  /** 1 connected, 2 shared connection, 3 none. */
  degree: number;
  isReply: boolean;
};

/** What the filter says of a message: 0 to 1 per rule, and what spoke for locking, at most eight: of the rules over one half first, strongest first. */
export type ContentScores = { scores: Record<ContentRuleName, number>; weighed: Weighed[] };

/** What training adds to the base. */
export type LearnedFilter = {
  /** Whether a text breaks any content rule; speaks for D16. */
  breach: LearnedWeights;
  /** The same for one rule, where enough judged texts name it. */
  rules: Partial<Record<Exclude<ContentRuleName, "D16">, LearnedWeights>>;
  /** How much of their weight the base's words and signs still have. */
  trust: Trust;
};

/** A filter as it runs: the words everybody starts with and, once trained, what was learned from decisions. */
export type ContentModel = { learned: LearnedFilter | null };

/** The filter before anything was learned: version 0. */
export const BASE_CONTENT_MODEL: ContentModel = { learned: null };

const NOTHING_TRUSTED_LESS: Trust = {};
const WEIGHED_AT_MOST = 8;
/** More than anything can weigh. */
const MOST_WEIGHT = 1_000;
/** A share of the score under this many log-odds explains nothing. */
const WORTH_SAYING = 0.3;
/** Log-odds under which nothing learned speaks for locking. */
const WORTH_EXPLAINING = -1;

const share = (logit: number): number => 1 / (1 + Math.exp(-logit));

/**
 * Scores a message against D15–D19. A pure function of the model and the message; time is linear in the text.
 * The text is normalised for judging only: what `weighed` quotes stands in the message as it is quoted.
 */
export function scoreContent({ learned }: ContentModel, content: Content): ContentScores {
  const base = readBase(content);
  const scores = { D15: 0, D16: 0, D17: 0, D18: 0, D19: 0 };
  const weighed: Weighed[] = [];
  const trust = learned?.trust ?? NOTHING_TRUSTED_LESS;
  for (const rule of CONTENT_RULES) {
    const known = baseLogit(rule, base, trust);
    const weights = rule === "D16" ? learned?.breach : learned?.rules[rule];
    const judged = weights ? judgeLearned(weights, base.reading, base.links) : null;
    const further = judged ? judged.logit + Math.min(0, base.relation[rule]) : Number.NEGATIVE_INFINITY;
    scores[rule] = share(Math.max(known, further));
    if (weights && judged && further > known) {
      if (further < WORTH_EXPLAINING) continue;
      const explained = explainLearned(weights, base.reading, base.links, judged);
      weighed.push(...learnedWeighed(rule, explained, base));
    } else if (known > START[rule]) weighed.push(...baseWeighed(rule, base, trust));
  }
  // What raised a score above one half comes before what did not.
  const rank = ({ rule, weight }: Weighed) => (scores[rule] >= 0.5 ? MOST_WEIGHT : 0) + weight;
  weighed.sort((a, b) => rank(b) - rank(a));
  return { scores, weighed: weighed.slice(0, WEIGHED_AT_MOST) };
}

function baseWeighed(rule: ContentRuleName, base: Base, trust: Trust): Weighed[] {
  const found: Weighed[] = [];
  for (const { key, ...one } of base.findings) {
    const weight = one.weight * (trust[key] ?? 1);
    if (one.rule === rule && weight >= WORTH_SAYING) found.push({ ...one, weight });
  }
  const relation = base.relation[rule];
  if (relation > 0 && found.length > 0) {
    found.push({ rule, kind: "relationship", text: "not connected, not a reply", weight: relation });
  }
  return found;
}

function learnedWeighed(rule: ContentRuleName, { shape, words }: Explained, { reading }: Base): Weighed[] {
  const found = new Map<string, Weighed>();
  for (const { word, weight } of words) {
    const text = reading.source.slice(word.start, word.end);
    const known = found.get(word.text);
    if (known) known.weight += weight;
    else found.set(word.text, { rule, kind: word.disguise ? "lookalike" : "word", text, weight });
  }
  const list = [...found.values()].filter(({ weight }) => weight >= WORTH_SAYING);
  if (shape >= WORTH_SAYING) {
    const { length, digits, capitals } = reading.shape;
    const text = `${length} characters, ${digits} digits, ${capitals} capitals`;
    list.push({ rule, kind: "shape", text, weight: shape });
  }
  return list;
}
