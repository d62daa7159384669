import type { ObservedMessage } from "../observer";
import { DEFAULT_POLICY, type Policy } from "../policy";

/** Texts of which no two are alike; the last are too short to count. */
const TEXTS = [
  "we offer a course that doubles what you earn within a few short weeks",
  "our agency finds guests for your podcast at half of the usual price",
  "i have looked at the accounts and the third line does not add up",
  "could somebody from your team open the gate for the delivery at noon",
  "an old friend told me about the lecture, was it recorded anywhere perhaps",
  "buy followers now, delivered tonight, pay only after they have arrived safely",
  "the committee meets again on friday and wants to hear about the budget",
  "there is a flat to let near the river with a view of both bridges",
  "see you",
  "thanks a lot",
];
const NAMES = ["Anna", "Ben", "Chloé", "Dinesh", "Öykü"];

/** Thresholds that a few hundred messages of a dozen members cross in every rule. */
export const STRICT_POLICY: Policy = {
  ...DEFAULT_POLICY,
  detectors: {
    ...DEFAULT_POLICY.detectors,
    D1: { ...DEFAULT_POLICY.detectors.D1, perDay: 8 },
    D2: { ...DEFAULT_POLICY.detectors.D2, perMonth: 30 },
    D3: { ...DEFAULT_POLICY.detectors.D3, perHour: 5 },
    D4: { ...DEFAULT_POLICY.detectors.D4, perDay: 3, perWeek: 8 },
    D5: { ...DEFAULT_POLICY.detectors.D5, manualPerWeek: 10 },
    D6: { ...DEFAULT_POLICY.detectors.D6, automatedPerMonth: 5 },
    D9: { ...DEFAULT_POLICY.detectors.D9, recipients: 2, windowDays: 9 },
    D10: { ...DEFAULT_POLICY.detectors.D10, floorPercent: 40, minStarted: 4 },
    D11: { ...DEFAULT_POLICY.detectors.D11, floorPercent: 60, minStarted: 4 },
    D20: { ...DEFAULT_POLICY.detectors.D20, newPeoplePerDay: 2, perMinute: 3 },
  },
};

/** A reproducible source of numbers. */
export function numbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) / 2 ** 24;
  };
}

export type RandomStream = {
  /** A number from 0 to below 1. */
  random: () => number;
  members: string[];
  count: number;
  /** From the first message to the last. */
  days: number;
};

/**
 * A stream of members with habits of their own: talkers, machines that blast templates, people who ask everybody to connect,
 * in bursts and pauses, with answers, false answers and conversations taken up again. In order.
 */
export function randomStream({ random, members, count, days }: RandomStream): ObservedMessage[] {
  const pick = <T>(list: readonly T[], fallback: T): T =>
    list[Math.floor(random() * list.length)] ?? fallback;
  const messages: ObservedMessage[] = [];
  let at = Date.UTC(2026, 2, 30, 21, 15);
  const pause = (days * 86_400_000) / Math.max(1, count);
  while (messages.length < count) {
    const place = Math.floor(random() ** 2 * members.length);
    const senderId = members[place] ?? "";
    const habit = place % 4;
    const burst = random() < 0.1 ? 1 + Math.floor(random() * 40) : 1;
    const text = pick(TEXTS, "");
    let recipientId = pick(members, "");
    for (let nth = 0; nth < burst && messages.length < count; nth++) {
      if (random() < 0.5) recipientId = pick(members, recipientId);
      if (recipientId === senderId)
        recipientId = members[(members.indexOf(senderId) + 1) % members.length] ?? "";
      at += Math.floor(burst > 1 ? random() * 20_000 : -Math.log(1 - random()) * pause * 2);
      // Several in one instant: the order of the ids decides.
      if (random() < 0.02) at = Math.floor(at / 60_000) * 60_000 + 60_000;
      const pair = [senderId, recipientId].sort().join("-");
      messages.push({
        messageId: `r${String(messages.length).padStart(7, "0")}`,
        senderId,
        recipientId,
        conversationId: random() < 0.9 ? pair : `${pair}-${Math.floor(random() * 3)}`,
        channel: habit === 2 && random() < 0.7 ? "connection_request" : random() < 0.2 ? "inmail" : "chat",
        degree: random() < 0.6 ? 1 : random() < 0.5 ? 2 : 3,
        isReply: random() < (habit === 0 ? 0.6 : 0.2),
        isAutomated: habit === 1 && random() < 0.6,
        body: random() < 0.5 ? text : `${pick(["Hi", "Dear"], "Hi")} ${pick(NAMES, "Anna")}, ${text}`,
        sentAt: new Date(at),
      });
    }
  }
  return messages;
}
