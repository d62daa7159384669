import { type Measured, precisionOf, recallOf } from "./content-training";
import { wilson } from "./figures";

/** A measurement of the new filter and of the one in force on the same texts. */
export type Compared = { candidate: Measured; inForce: Measured };

/** What decides whether a trained filter may be published (D23). */
export type PublishingFacts = {
  /** Judged texts it was trained and measured on. */
  examples: number;
  /** The part held out from training. */
  heldOut: Compared;
  /**
   * Of those, the texts judged before the filter in force was trained (before anything was learned: the older half).
   * Somebody who floods the newest examples with wrong labels does not reach them.
   */
  settled: Compared;
};

/** D23 of the policy. */
export type PublishingPolicy = { precisionFloorPercent: number; minExamples: number };

/** Locks the held-out part must have made until its precision means something. */
const LOCKED_FROM = 10;
/** Share of what the filter in force finds that a new one must still find. */
const STILL_FINDS = 0.8;

const percent = (share: number | null): string => (share === null ? "none" : `${(100 * share).toFixed(1)} %`);

/** Why a filter does not hold the policy's floor, in plain words; null when it does. Nobody publishes one that does not. */
export function belowFloor(
  { examples, heldOut }: PublishingFacts,
  { precisionFloorPercent, minExamples }: PublishingPolicy,
): string | null {
  if (examples < minExamples) {
    return `It was trained on ${examples} judged texts; the policy asks for ${minExamples} or more.`;
  }
  const precision = precisionOf(heldOut.candidate);
  if (precision === null || heldOut.candidate.locked < LOCKED_FROM) {
    return `It locks ${heldOut.candidate.locked} of the ${heldOut.candidate.texts} texts held out: too few to tell how precise it is.`;
  }
  if (100 * precision < precisionFloorPercent) {
    return `Precision on the texts held out is ${percent(precision)}, under the floor of ${precisionFloorPercent} %.`;
  }
  return null;
}

/**
 * Why a newly trained filter is not published by itself, in plain words; null when it is. On all texts held out its
 * precision may not fall at all. The older ones are fewer: there it may not be under the floor, nor clearly lower (its
 * 95 % interval below that of the filter in force).
 */
export function refusalToPublish(facts: PublishingFacts, policy: PublishingPolicy): string | null {
  return belowFloor(facts, policy) ?? fallsBehind(facts.heldOut) ?? failsOnOlder(facts.settled, policy);
}

function fallsBehind({ candidate, inForce }: Compared): string | null {
  const [now, before] = [precisionOf(candidate), precisionOf(inForce)];
  if (before !== null && (now === null || now < before)) {
    return `Precision on the texts held out would fall from ${percent(before)} to ${percent(now)}.`;
  }
  return findsLess({ candidate, inForce }, "the texts held out");
}

function failsOnOlder({ candidate, inForce }: Compared, policy: PublishingPolicy): string | null {
  const precision = precisionOf(candidate);
  if (
    precision !== null &&
    candidate.locked >= LOCKED_FROM &&
    100 * precision < policy.precisionFloorPercent
  ) {
    return `Precision on the older texts held out is ${percent(precision)}, under the floor of ${policy.precisionFloorPercent} %.`;
  }
  const now = wilson(candidate.right, candidate.locked);
  const before = wilson(inForce.right, inForce.locked);
  if (now && before && now.high < before.low) {
    return `Precision on the older texts held out would fall from ${percent(before.value)} to ${percent(now.value)}.`;
  }
  return findsLess({ candidate, inForce }, "the older texts held out");
}

function findsLess({ candidate, inForce }: Compared, where: string): string | null {
  const [finds, found] = [recallOf(candidate), recallOf(inForce)];
  if (finds === null || found === null || finds >= STILL_FINDS * found) return null;
  return `It would find ${percent(finds)} of the breaches among ${where}, where the filter in force finds ${percent(found)}.`;
}
