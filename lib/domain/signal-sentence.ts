import type { SignalRule } from "./signal";

const SENTENCES: Partial<Record<SignalRule, (measured: string, threshold: string) => string>> = {
  D1: (measured, threshold) => `you sent ${measured} messages in one day; our limit is ${threshold}`,
  D2: (measured, threshold) => `you sent ${measured} messages in 30 days; our limit is ${threshold}`,
  D3: (measured, threshold) => `you sent ${measured} messages within one hour; our limit is ${threshold}`,
  D4: (measured, threshold) => `you sent ${measured} connection requests; our limit is ${threshold}`,
  D5: (measured, threshold) => `you sent ${measured} messages in 7 days; our limit is ${threshold}`,
  D6: (measured, threshold) => `a program sent ${measured} messages for you; our limit is ${threshold}`,
  D7: (measured, threshold) => `you sent ${measured} messages to one person; our limit is ${threshold}`,
  D8: (measured, threshold) =>
    `you sent ${measured} reminders to someone who had not answered; our limit is ${threshold}`,
  D9: (measured, threshold) =>
    `${measured} of your messages carried nearly the same text; our limit is ${threshold}`,
};

/**
 * What a detector measured, as a member is told: in the middle of a sentence, with the limit, without the rule's code. Null
 * where the figure says nothing to a member, or would say who reported.
 */
export function signalSentence(rule: SignalRule, measured: string, threshold: string): string | null {
  return SENTENCES[rule]?.(measured, threshold) ?? null;
}
