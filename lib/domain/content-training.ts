import { type Base, readBase, type Trust } from "./content-base";
import { type Content, type ContentModel, type LearnedFilter, scoreContent } from "./content-filter";
import {
  type FittedText,
  fitted,
  fittedText,
  logitOf,
  RULE_WEIGHTS,
  rounded,
  thresholdFor,
} from "./content-fit";
import { explainLearned, judgeLearned } from "./content-learned";
import { CONTENT_RULES, type ContentRuleName } from "./content-rule";

/** A judged text, as training takes it. */
export type JudgedText = {
  text: string;
  links: readonly string[];
  isBreach: boolean;
  rule: ContentRuleName | null;
};

/** What the policy asks of a training. */
export type TrainingAims = {
  /** D23: precision in per cent the threshold is chosen for. */
  precisionFloorPercent: number;
  /** D15–D19: the score each rule locks from. */
  lockFrom: Record<ContentRuleName, number>;
  /** Precision of the filter in force on the same texts, 0 to 1: the new one aims no lower. */
  inForce: number;
};

/** A step of a training, for whoever shows how far it is: 0 to 1. */
export type TrainingStep = number;

/** Judged texts of one rule from which on it gets weights of its own. */
const RULE_FROM = 50;
/** Folds on which the threshold is chosen. */
const FOLDS = 5;
/** Texts read between two steps. */
const READ_PER_STEP = 500;

const logit = (share: number): number => Math.log(share / (1 - share));

/** A judged text stands for a message that nobody asked for. */
export function contentOf({ text, links }: Pick<JudgedText, "text" | "links">): Content {
  return { body: text, links, attachments: [], channel: "chat", degree: 3, isReply: false };
}

type ReadJudged = { judged: JudgedText; base: Base; fitted: FittedText };

/**
 * Trains a filter. The same texts in the same order give the same filter. The threshold is chosen on folds of these
 * texts and nothing else, then the scores are moved so that the policy's own threshold stands there.
 */
export function* trainFilter(
  texts: readonly JudgedText[],
  aims: TrainingAims,
): Generator<TrainingStep, LearnedFilter> {
  const read: ReadJudged[] = [];
  for (const judged of texts) {
    const base = readBase(contentOf(judged));
    read.push({ judged, base, fitted: fittedText(base.reading, base.links, judged.isBreach) });
    if (read.length % READ_PER_STEP === 0) yield (0.3 * read.length) / texts.length;
  }
  const trust = trustOf(read);
  const floor = aims.precisionFloorPercent / 100;
  // Half way between the floor and no mistake: new texts do a little worse than those a threshold was chosen on.
  const precision = Math.max((1 + floor) / 2, aims.inForce);
  yield 0.3;
  const all = read.map(({ fitted }) => fitted);
  const breach = yield* weigh(all, precision, aims.lockFrom.D16, { from: 0.3, to: 0.8 });
  const rules: LearnedFilter["rules"] = {};
  for (const rule of CONTENT_RULES) {
    const named = read.filter(({ judged }) => judged.isBreach && judged.rule === rule).length;
    if (rule === "D16" || named < RULE_FROM) continue;
    const own = read.map(({ judged, fitted }) => ({
      buckets: fitted.buckets,
      isBreach: judged.isBreach && judged.rule === rule,
    }));
    rules[rule] = yield* weigh(own, precision, aims.lockFrom[rule], { from: 0.8, to: 1 }, RULE_WEIGHTS);
  }
  return { breach, rules, trust };
}

function* weigh(
  texts: readonly FittedText[],
  precision: number,
  lockFrom: number,
  progress: { from: number; to: number },
  most?: number,
): Generator<TrainingStep, LearnedFilter["breach"]> {
  const judged: { logit: number; isBreach: boolean }[] = [];
  const { from, to } = progress;
  for (let fold = 0; fold <= FOLDS; fold++) {
    const isLast = fold === FOLDS;
    const running = fitted(isLast ? texts : texts.filter((_, nth) => nth % FOLDS !== fold));
    let step = running.next();
    while (!step.done) {
      yield from + ((to - from) * fold) / (FOLDS + 1);
      step = running.next();
    }
    const found = step.value;
    if (isLast) {
      const threshold = thresholdFor(judged, precision);
      // No place is precise enough: it finds nothing rather than too much.
      const shift = Number.isFinite(threshold) ? logit(lockFrom) - threshold : -100;
      return rounded(found, shift, most);
    }
    texts.forEach((text, nth) => {
      if (nth % FOLDS === fold) judged.push({ logit: logitOf(found, text), isBreach: text.isBreach });
    });
  }
  throw new Error("the last fold returns");
}

/** How many findings it takes until training counts as much as what the base says. */
const PRIOR = 5;

/** What each word or sign of the base is still worth: found in breaches only, all; as often in the others, nothing. */
function trustOf(read: readonly ReadJudged[]): Trust {
  const counts = new Map<string, { breach: number; fine: number }>();
  const totals = { breach: 0, fine: 0 };
  for (const { judged, base } of read) {
    const side = judged.isBreach ? "breach" : "fine";
    totals[side]++;
    for (const { key, rule } of base.findings) {
      // A text found fine under one rule says nothing about what another rule found in it.
      if (!judged.isBreach && judged.rule !== null && judged.rule !== rule) continue;
      const count = counts.get(key) ?? { breach: 0, fine: 0 };
      count[side]++;
      counts.set(key, count);
    }
  }
  const trust: Record<string, number> = {};
  for (const [key, { breach, fine }] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (fine === 0) continue;
    const [inBreaches, inFine] = [breach / Math.max(1, totals.breach), fine / Math.max(1, totals.fine)];
    const tells = Math.max(0, (2 * inBreaches) / (inBreaches + inFine) - 1);
    const sure = (breach + fine) / (breach + fine + PRIOR);
    trust[key] = Math.round(100 * (1 - sure * (1 - tells))) / 100;
  }
  return trust;
}

/** Which of the texts a filter would lock, counted: `right` are breaches among the `locked`. */
export type Measured = { texts: number; breaches: number; locked: number; right: number };

/** The share of locked texts that are breaches; null when none was locked. */
export function precisionOf({ locked, right }: Measured): number | null {
  return locked === 0 ? null : right / locked;
}

/** The share of breaches that were locked; null when there was none. */
export function recallOf({ breaches, right }: Measured): number | null {
  return breaches === 0 ? null : right / breaches;
}

/** Whether a filter would lock a text, by any of the rules named. */
function wouldLock(
  model: ContentModel,
  text: Pick<JudgedText, "text" | "links">,
  lockFrom: TrainingAims["lockFrom"],
  rules: readonly ContentRuleName[] = CONTENT_RULES,
): boolean {
  const { scores } = scoreContent(model, contentOf(text));
  return rules.some((rule) => scores[rule] >= lockFrom[rule]);
}

/** Counts what a filter would do with judged texts. */
export function measureFilter(
  model: ContentModel,
  texts: readonly JudgedText[],
  lockFrom: TrainingAims["lockFrom"],
  rules: readonly ContentRuleName[] = CONTENT_RULES,
): Measured {
  const measured: Measured = { texts: 0, breaches: 0, locked: 0, right: 0 };
  for (const text of texts) {
    measured.texts++;
    if (text.isBreach) measured.breaches++;
    if (!wouldLock(model, text, lockFrom, rules)) continue;
    measured.locked++;
    if (text.isBreach) measured.right++;
  }
  return measured;
}

/** A word and what it adds to a score on average, in log-odds. */
export type LearnedWord = { word: string; weight: number; texts: number };

/** Texts a word must occur in to be named. */
const NAMED_FROM = 5;
/** Longer ones are codes. */
const LONGEST_NAMED = 24;

/** The words that speak most for and most against a breach, of those in the texts. */
export function strongestWords(
  { breach }: LearnedFilter,
  texts: readonly JudgedText[],
  most: number,
): { up: LearnedWord[]; down: LearnedWord[] } {
  const sums = new Map<string, { sum: number; texts: number }>();
  for (const text of texts) {
    const { reading, links } = readBase(contentOf(text));
    const inText = new Map<string, number>();
    const judged = judgeLearned(breach, reading, links);
    for (const { word, weight } of explainLearned(breach, reading, links, judged).words) {
      if (word.text.length > 2 && word.text.length <= LONGEST_NAMED)
        inText.set(word.text, (inText.get(word.text) ?? 0) + weight);
    }
    for (const [word, weight] of inText) {
      const known = sums.get(word) ?? { sum: 0, texts: 0 };
      known.sum += weight;
      known.texts++;
      sums.set(word, known);
    }
  }
  const words = [...sums]
    .filter(([, { texts }]) => texts >= NAMED_FROM)
    .map(([word, { sum, texts }]) => ({ word, weight: Math.round((100 * sum) / texts) / 100, texts }))
    .sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1));
  return {
    up: words.filter(({ weight }) => weight > 0).slice(0, most),
    down: words
      .filter(({ weight }) => weight < 0)
      .slice(-most)
      .reverse(),
  };
}

/** Runs a training to its end at once. */
export function trainAtOnce(texts: readonly JudgedText[], aims: TrainingAims): LearnedFilter {
  const running = trainFilter(texts, aims);
  let step = running.next();
  while (!step.done) step = running.next();
  return step.value;
}
