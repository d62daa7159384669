import type { SignalRule } from "./signal";

/** Automated messages among those counted, and how many times each counts. */
export type Automated = { messages: number; weight: number };

/** What was sent, and how it counts where that is more. */
function sent(measured: string, when: string, automated: Automated | null): string {
  if (!automated || automated.messages === 0 || automated.weight === 1)
    return `you sent ${measured} messages ${when}`;
  const { messages, weight } = automated;
  const count = Number(measured) - messages * (weight - 1);
  return `you sent ${count} messages ${when}, ${messages} of them by a program, which count ${weight} times: ${measured} in all`;
}

type Sentence = (measured: string, threshold: string, automated: Automated | null) => string;
const SENTENCES: Partial<Record<SignalRule, Sentence>> = {
  D1: (measured, threshold, automated) =>
    `${sent(measured, "in one day", automated)}; our limit is ${threshold}`,
  D2: (measured, threshold, automated) =>
    `${sent(measured, "in 30 days", automated)}; our limit is ${threshold}`,
  D3: (measured, threshold) =>
    `you sent ${measured} messages within one hour; we ask for fewer than ${threshold}`,
  D4: (measured, threshold) => `you sent ${measured} connection requests; our limit is ${threshold}`,
  D5: (measured, threshold) => `you sent ${measured} messages in 7 days; our limit is ${threshold}`,
  D6: (measured, threshold) =>
    `a program sent ${measured} messages for you in 30 days; our limit is ${threshold}`,
  D7: (measured, threshold) => `you sent ${measured} messages to one person; our limit is ${threshold}`,
  D8: (measured, threshold) =>
    `you sent ${measured} reminders to someone who had not answered; our limit is ${threshold}`,
  D9: (measured, threshold) =>
    `${measured} people got nearly the same text from you; our limit is ${threshold}`,
};

/**
 * What a detector measured, as a member is told: in the middle of a sentence, with the limit, without the rule's code. Null
 * where the figure says nothing to a member, or would say who reported.
 */
export function signalSentence(
  rule: SignalRule,
  measured: string,
  threshold: string,
  automated: Automated | null = null,
): string | null {
  return SENTENCES[rule]?.(measured, threshold, automated) ?? null;
}
