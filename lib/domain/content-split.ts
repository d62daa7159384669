import { CONTENT_RULES } from "./content-rule";
import type { JudgedText } from "./content-training";

/** A judgement of a text. One message may be judged several times: the latest counts. */
export type Judgement = {
  messageId: string | null;
  text: string;
  links: string[];
  isBreach: boolean;
  rule: string | null;
  at: Date;
};

/** Judged texts by what training does with them, oldest first; `settled` is a part of `heldOut`. */
export type SplitTexts = { learn: JudgedText[]; heldOut: JudgedText[]; settled: JudgedText[] };

/** One of so many texts is held out from training. */
const HELD_OUT_ONE_IN = 5;

/** One text of each message, the latest judgement of it, oldest first; `newestFirst` is the order they come in. */
function latestOf(newestFirst: readonly Judgement[]): Judgement[] {
  const seen = new Set<string>();
  return newestFirst
    .filter(({ messageId }) => {
      if (messageId === null) return true;
      if (seen.has(messageId)) return false;
      seen.add(messageId);
      return true;
    })
    .reverse();
}

/** A number that depends on the words of a text alone: a text that was sent many times is on one side only. */
function sideOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text.toLowerCase().replaceAll(/[\s\d]+/g, " ")) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0) % HELD_OUT_ONE_IN;
}

/**
 * Holds a part of the judged texts out from training, the same one each time. `settled`: of that, what was judged before
 * the filter in force was trained; before anything was learned, the older half.
 */
export function splitExamples(newestFirst: readonly Judgement[], inForceTrainedAt: Date | null): SplitTexts {
  const texts = latestOf(newestFirst);
  const before = inForceTrainedAt ?? texts[Math.floor(texts.length / 2)]?.at ?? new Date(0);
  const parts: SplitTexts = { learn: [], heldOut: [], settled: [] };
  for (const { text, links, isBreach, rule, at } of texts) {
    const judged = { text, links, isBreach, rule: CONTENT_RULES.find((one) => one === rule) ?? null };
    if (sideOf(text) !== 0) {
      parts.learn.push(judged);
      continue;
    }
    parts.heldOut.push(judged);
    if (at < before) parts.settled.push(judged);
  }
  return parts;
}
