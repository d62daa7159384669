import type { ContentScores } from "../content-filter";
import type { AccountType } from "../member";
import type { ObservedMessage } from "../observer";
import type { Policy } from "../policy";
import { thresholdOf } from "../threshold";

/** A signal as both ways of finding one tell it. */
export type Found = {
  rule: string;
  part: string;
  memberId: string;
  counterpartId: string;
  messageId: string;
  at: number;
  measured: number;
  threshold: number;
  windowSeconds: number;
};

type Sender = { accountType: AccountType; connectionCount: number };
type Kept = ObservedMessage & { day: number; minute: number; ms: number };

const DAY = 86_400;

/** Texts are one campaign when they are equal without a greeting and figures: streams are made so. */
function campaignOf(body: string): string {
  return body
    .replace(/^(?:Hi|Dear|Hello) \p{L}+, /u, "")
    .replace(/\d+/g, "#")
    .toLowerCase();
}

function wordsOf(body: string): number {
  return body.match(/[\p{L}\p{N}][\p{L}\p{N}'-]*/gu)?.length ?? 0;
}

/** Turns from one to the other as of the last of what passed between them, told again from the first. */
function turnsOf(between: Kept[], memberId: string, burstMinutes: number) {
  let turns = 0;
  let hasHeard = false;
  let lastSent = Number.NEGATIVE_INFINITY;
  let lastHeard: number | null = null;
  let unanswered: Kept[] = [];
  for (const one of between) {
    if (one.senderId !== memberId) {
      turns = 0;
      hasHeard = true;
      lastHeard = one.ms;
      unanswered = [];
      continue;
    }
    const goesOn = turns > 0 && one.ms - lastSent <= burstMinutes * 60_000;
    if (!goesOn) {
      const answers = turns === 0 && hasHeard;
      turns++;
      if (!answers && !one.isAutomated) unanswered.push(one);
    }
    lastSent = one.ms;
  }
  return { turns, unanswered, lastHeard };
}

/**
 * The signals of a stream, found the long way: at every message everything is counted again from the messages themselves.
 * Shares nothing with the observer and the detector but the policy and `thresholdOf`. The messages are in order.
 */
export function signalsByBruteForce(
  policy: Policy,
  senders: ReadonlyMap<string, Sender>,
  messages: readonly ObservedMessage[],
  scores: ReadonlyMap<string, ContentScores["scores"]> = new Map(),
): Found[] {
  const { D1, D2, D3, D4, D5, D6, D7, D8, D9, D10, D11, D20 } = policy.detectors;
  const found: Found[] = [];
  const crossed = new Map<string, number>();
  const sent = new Map<string, Kept[]>();
  const between = new Map<string, Kept[]>();
  const inConversation = new Map<string, Kept[]>();
  const push = (map: Map<string, Kept[]>, key: string, one: Kept) =>
    map.set(key, [...(map.get(key) ?? []), one]);

  for (const message of messages) {
    const ms = message.sentAt.getTime();
    const now: Kept = { ...message, ms, day: Math.floor(ms / 86_400_000), minute: Math.floor(ms / 60_000) };
    const { senderId: me, recipientId: them, day } = now;
    const sender = senders.get(me);
    if (!sender) throw new Error(`nobody is ${me}`);
    const isRequest = now.channel === "connection_request";
    push(sent, me, now);
    if (!isRequest) {
      push(between, [me, them].sort().join("\n"), now);
      push(inConversation, now.conversationId, now);
    }
    const all = sent.get(me) ?? [];
    const own = all.filter((one) => one.channel !== "connection_request");
    const within = (list: Kept[], days: number) => list.filter((one) => one.day > day - days);

    const judge = (
      rule: string,
      part: string,
      [measured, threshold, isOver]: [number, number, boolean],
      windowSeconds: number,
      { isDaily = false, about = "", counterpartId = "" } = {},
    ) => {
      const key = [rule, part, me, about].join("\n");
      if (isDaily) {
        if (!isOver || crossed.get(key) === day) return;
        crossed.set(key, day);
      } else if (!isOver) {
        crossed.delete(key);
        return;
      } else if (crossed.has(key)) return;
      else crossed.set(key, day);
      const { messageId } = now;
      found.push({
        ...{ rule, part, memberId: me, counterpartId, messageId, at: ms, measured, threshold, windowSeconds },
      });
    };
    const over = (n: number, limit: number): [number, number, boolean] => [n, limit, n > limit];
    const from = (n: number, limit: number): [number, number, boolean] => [n, limit, n >= limit];

    const judged = scores.get(now.messageId);
    if (judged) {
      for (const rule of ["D15", "D16", "D17", "D18", "D19"] as const) {
        const { isOn, lockFrom } = policy.detectors[rule];
        if (isOn) judge(rule, "", from(judged[rule], lockFrom), DAY, { isDaily: true });
      }
    }
    if (isRequest) {
      const requests = all.filter((one) => one.channel === "connection_request");
      if (D4.isOn) {
        judge("D4", "day", over(within(requests, 1).length, D4.perDay), DAY, { isDaily: true });
        judge("D4", "week", over(within(requests, 7).length, D4.perWeek), 7 * DAY);
      }
      continue;
    }

    const weighed = (list: Kept[], weight: number) =>
      list.reduce((sum, one) => sum + (one.isAutomated ? weight : 1), 0);
    const byHand = own.filter((one) => !one.isAutomated);
    const automated = own.filter((one) => one.isAutomated);
    if (D1.isOn) {
      const volume = weighed(within(own, 1), D1.automatedWeight);
      judge("D1", "", over(volume, thresholdOf(policy, sender, "D1")), DAY, { isDaily: true });
    }
    if (D2.isOn) {
      const volume = weighed(within(own, 30), D2.automatedWeight);
      judge("D2", "", over(volume, thresholdOf(policy, sender, "D2")), 30 * DAY);
    }
    if (D3.isOn) {
      const hour = own.filter((one) => one.minute > now.minute - 60).length;
      judge("D3", "", from(hour, thresholdOf(policy, sender, "D3")), 3_600);
    }
    if (D5.isOn) judge("D5", "", over(within(byHand, 7).length, thresholdOf(policy, sender, "D5")), 7 * DAY);
    if (D6.isOn) judge("D6", "", over(within(automated, 30).length, D6.automatedPerMonth), 30 * DAY);

    const toThem = own.filter((one) => one.recipientId === them);
    const { turns, unanswered, lastHeard } = turnsOf(
      between.get([me, them].sort().join("\n")) ?? [],
      me,
      D8.burstMinutes,
    );
    const about = { about: them, counterpartId: them };
    if (D7.isOn) {
      const machine = within(toThem, 30).filter((one) => one.isAutomated).length;
      judge("D7", "automated", over(machine, D7.automatedPerMonth), 30 * DAY, about);
      judge("D7", "by_hand", over(within(unanswered, 7).length, D7.manualPerWeek), 7 * DAY, about);
    }
    if (D8.isOn) {
      const since = lastHeard ?? toThem[0]?.ms ?? ms;
      const days = Math.max(1, Math.ceil((ms - since) / 86_400_000));
      judge("D8", "", over(turns - 1, D8.reminders), days * DAY, about);
    }

    const starts = own.filter(
      (one, place) =>
        !one.isReply &&
        !own.slice(0, place).some((b) => !b.isReply && b.conversationId === one.conversationId),
    );
    const isAnswered = (start: Kept) => {
      const talk = inConversation.get(start.conversationId) ?? [];
      return talk.slice(talk.indexOf(start)).some((one) => one.recipientId === me);
    };
    if (D9.isOn) {
      const isReply = (one: Kept, until: number) =>
        one.isReply &&
        !starts.some((start) => {
          if (start.conversationId !== one.conversationId || own.indexOf(start) > own.indexOf(one))
            return false;
          const talk = (inConversation.get(start.conversationId) ?? []).slice(0, until);
          return !talk.slice(talk.indexOf(start)).some((x) => x.recipientId === me);
        });
      const placeOf = (one: Kept) => (inConversation.get(one.conversationId) ?? []).indexOf(one);
      if (wordsOf(now.body) >= D9.minWords && !isReply(now, placeOf(now))) {
        const key = campaignOf(now.body);
        const alike = within(own, D9.windowDays).filter(
          (one) => campaignOf(one.body) === key && !isReply(one, placeOf(one)),
        );
        const people = new Set(alike.map((one) => one.recipientId)).size;
        judge("D9", "", over(people, D9.recipients), D9.windowDays * DAY, { about: key });
      }
    }

    const before = within(starts, 30).filter((one) => one.day < day);
    if (D10.isOn && before.length >= D10.minStarted) {
      const share = before.filter(isAnswered).length / before.length;
      judge("D10", "", [share, D10.floorPercent / 100, share * 100 < D10.floorPercent], 30 * DAY);
    }
    const month = within(starts, 30);
    if (D11.isOn && month.length >= D11.minStarted) {
      const share = month.filter((one) => one.degree === 1).length / month.length;
      judge("D11", "", [share, D11.floorPercent / 100, share * 100 < D11.floorPercent], 30 * DAY);
    }
    if (D20.isOn) {
      const first = within(own, 1).filter(
        (one) => own.findIndex((b) => b.recipientId === one.recipientId) === own.indexOf(one),
      );
      judge("D20", "people", over(first.length, D20.newPeoplePerDay), DAY, { isDaily: true });
      const minute = own.filter((one) => one.minute === now.minute).length;
      judge("D20", "minute", from(minute, D20.perMinute), 60);
    }
  }
  return found;
}
