import { findPhrases, type Hit, makeLexicon } from "./content-lexicon";
import type { Reading } from "./content-reading";
import { ASKS, SENSITIVE_DATA } from "./content-words";

/** Words that may stand between how one asks and what one asks for. */
const REACH = 5;

const asks = makeLexicon([[1, ASKS]]);
const targets = makeLexicon(SENSITIVE_DATA);
const NOT = new Set(
  "never not dont no nobody without nie niemals nicht kein keine nunca jamas no jamais pas aucun".split(" "),
);

/** Asks for data that is nobody's business: from the verb to what is asked for. "Never send your password" asks nothing. */
export function findAsks(reading: Reading): Hit[] {
  const wanted = findPhrases(targets, reading);
  if (wanted.length === 0) return [];
  const verbs = findPhrases(asks, reading).filter(
    ({ from }) =>
      from >= 0 && !reading.words.slice(Math.max(0, from - 3), from).some(({ text }) => NOT.has(text)),
  );
  const found: Hit[] = [];
  let verb = 0;
  for (const target of wanted) {
    if (target.from < 0) continue;
    // Both are in order: the last verb that begins before what is asked for.
    while ((verbs[verb + 1]?.from ?? Number.POSITIVE_INFINITY) < target.from) verb++;
    const ask = verbs[verb];
    if (!ask || ask.from >= target.from || target.from - ask.to > REACH) continue;
    found.push({ ...target, start: ask.start, from: ask.from });
  }
  return found;
}
