import { recipientsWithin } from "./campaign";
import { CONTENT_RULES } from "./content-rule";
import type { Figures, Marks, ObservedSender } from "./observer";
import type { Policy } from "./policy";
import { FLOOR_RULES, type SignalRule } from "./signal";
import { thresholdOf, weighedVolume } from "./threshold";

/** A figure on the wrong side of its threshold, when it got there. */
export type Hit = {
  rule: SignalRule;
  memberId: string;
  at: Date;
  measured: number;
  threshold: number;
  windowSeconds: number;
  /** Messages that show it, the latest last; the one it was measured at always. */
  messageIds: string[];
  counterpartId?: string;
  detail: Record<string, string | number | boolean>;
};

/** One figure held against its threshold. */
export type Measure = {
  rule: SignalRule;
  /** Which of the rule's figures, where it has several. */
  part?: "day" | "week" | "automated" | "by_hand" | "people" | "minute";
  /** What is crossed: the sender's figure, that towards one counterpart, or that of one campaign. */
  of: "sender" | "counterpart" | "campaign";
  measured: number;
  threshold: number;
  isOver: boolean;
  /** Raised once per UTC day; otherwise when the figure crosses, again only after it was measured on the other side. */
  isDaily: boolean;
  windowSeconds: number;
  detail: Record<string, string | number | boolean>;
};

/** Which marks a policy's crossings are kept in: the memory's own, under a prefix of its own. */
export type Crossings = { sender: Marks; counterpart: Marks; campaign: Marks; prefix: string };

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const WEEK = 7 * DAY;
const MONTH = 30 * DAY;

/** The crossings of a message's sender, counterpart and campaign; `prefix` tells a policy from others on the same memory. */
export function crossingsOf({ sender, towards, campaign }: Figures, prefix = ""): Crossings {
  return {
    sender: sender.marks,
    counterpart: towards?.counterpart.marks ?? {},
    campaign: campaign?.marks ?? {},
    prefix,
  };
}

type Sender = Pick<ObservedSender, "accountType" | "connectionCount">;

function volumes(policy: Policy, sender: Sender, figures: Figures): Measure[] {
  const { D1, D2, D3, D5, D6, D20 } = policy.detectors;
  const found: Measure[] = [];
  const add = (measure: Omit<Measure, "of" | "detail"> & { detail?: Measure["detail"] }) =>
    found.push({ of: "sender", detail: {}, ...measure });
  const { manualDay, automatedDay, manualMonth, automatedMonth } = figures;
  if (D1.isOn) {
    const measured = weighedVolume(manualDay + automatedDay, automatedDay, D1.automatedWeight);
    const threshold = thresholdOf(policy, sender, "D1");
    const detail = { byHand: manualDay, automated: automatedDay, automatedWeight: D1.automatedWeight };
    const isOver = measured > threshold;
    add({ rule: "D1", measured, threshold, isOver, isDaily: true, windowSeconds: DAY, detail });
  }
  if (D2.isOn) {
    const measured = weighedVolume(manualMonth + automatedMonth, automatedMonth, D2.automatedWeight);
    const threshold = thresholdOf(policy, sender, "D2");
    const detail = { byHand: manualMonth, automated: automatedMonth, automatedWeight: D2.automatedWeight };
    const isOver = measured > threshold;
    add({ rule: "D2", measured, threshold, isOver, isDaily: false, windowSeconds: MONTH, detail });
  }
  if (D3.isOn) {
    const measured = figures.sentHour;
    const threshold = thresholdOf(policy, sender, "D3");
    add({
      rule: "D3",
      measured,
      threshold,
      isOver: measured >= threshold,
      isDaily: false,
      windowSeconds: HOUR,
    });
  }
  if (D5.isOn) {
    const measured = figures.manualWeek;
    const threshold = thresholdOf(policy, sender, "D5");
    add({
      rule: "D5",
      measured,
      threshold,
      isOver: measured > threshold,
      isDaily: false,
      windowSeconds: WEEK,
    });
  }
  if (D6.isOn) {
    const threshold = D6.automatedPerMonth;
    const isOver = automatedMonth > threshold;
    add({
      rule: "D6",
      measured: automatedMonth,
      threshold,
      isOver,
      isDaily: false,
      windowSeconds: MONTH,
    });
  }
  if (D20.isOn) {
    const people = figures.firstContactsDay;
    add({
      rule: "D20",
      part: "people",
      measured: people,
      threshold: D20.newPeoplePerDay,
      isOver: people > D20.newPeoplePerDay,
      isDaily: true,
      windowSeconds: DAY,
    });
    add({
      rule: "D20",
      part: "minute",
      measured: figures.sentMinute,
      threshold: D20.perMinute,
      isOver: figures.sentMinute >= D20.perMinute,
      isDaily: false,
      windowSeconds: MINUTE,
    });
  }
  return found;
}

function requests({ detectors: { D4 } }: Policy, { requestsDay, requestsWeek }: Figures): Measure[] {
  if (!D4.isOn) return [];
  const common = { rule: "D4", of: "sender", detail: {} } as const;
  return [
    {
      ...common,
      part: "day",
      measured: requestsDay,
      threshold: D4.perDay,
      isOver: requestsDay > D4.perDay,
      isDaily: true,
      windowSeconds: DAY,
    },
    {
      ...common,
      part: "week",
      measured: requestsWeek,
      threshold: D4.perWeek,
      isOver: requestsWeek > D4.perWeek,
      isDaily: false,
      windowSeconds: WEEK,
    },
  ];
}

/** Whole days since the counterpart last wrote, or since they were first written to; in seconds, a day at least. */
function silenceSeconds({ message, towards }: Figures): number {
  const at = message.sentAt.getTime();
  const since = towards?.counterpart.lastReceivedAt ?? towards?.counterpart.firstSentAt ?? at;
  return Math.max(1, Math.ceil((at - since) / (DAY * 1_000))) * DAY;
}

function towardsOne({ detectors: { D7, D8 } }: Policy, figures: Figures): Measure[] {
  const { towards } = figures;
  if (!towards) return [];
  const common = { of: "counterpart", isDaily: false, detail: {} } as const;
  const { automatedMonth, unansweredTurnsWeek, reminders } = towards;
  const found: Measure[] = [];
  if (D7.isOn) {
    found.push(
      {
        ...common,
        rule: "D7",
        part: "automated",
        measured: automatedMonth,
        threshold: D7.automatedPerMonth,
        isOver: automatedMonth > D7.automatedPerMonth,
        windowSeconds: MONTH,
      },
      {
        ...common,
        rule: "D7",
        part: "by_hand",
        measured: unansweredTurnsWeek,
        threshold: D7.manualPerWeek,
        isOver: unansweredTurnsWeek > D7.manualPerWeek,
        windowSeconds: WEEK,
      },
    );
  }
  if (D8.isOn) {
    const windowSeconds = silenceSeconds(figures);
    const isOver = reminders > D8.reminders;
    found.push({
      ...common,
      rule: "D8",
      measured: reminders,
      threshold: D8.reminders,
      isOver,
      windowSeconds,
    });
  }
  return found;
}

function campaigns({ detectors: { D9 } }: Policy, { campaign, day }: Figures): Measure[] {
  if (!D9.isOn || !campaign) return [];
  const measured = recipientsWithin(campaign, day, D9.windowDays);
  const detail = { similarityPercent: D9.similarityPercent };
  const isOver = measured > D9.recipients;
  const windowSeconds = D9.windowDays * DAY;
  return [
    {
      rule: "D9",
      of: "campaign",
      measured,
      threshold: D9.recipients,
      isOver,
      isDaily: false,
      windowSeconds,
      detail,
    },
  ];
}

function shares({ detectors: { D10, D11 } }: Policy, figures: Figures): Measure[] {
  const { startedBefore, answeredBefore, startedMonth, startedNotConnectedMonth } = figures;
  const common = { of: "sender", isDaily: false, windowSeconds: MONTH } as const;
  const found: Measure[] = [];
  if (D10.isOn && startedBefore >= Math.max(1, D10.minStarted)) {
    const measured = answeredBefore / startedBefore;
    const threshold = D10.floorPercent / 100;
    const detail = { started: startedBefore, answered: answeredBefore };
    const isOver = answeredBefore * 100 < D10.floorPercent * startedBefore;
    found.push({ ...common, rule: "D10", measured, threshold, isOver, detail });
  }
  if (D11.isOn && startedMonth >= Math.max(1, D11.minStarted)) {
    const connected = startedMonth - startedNotConnectedMonth;
    const threshold = D11.floorPercent / 100;
    const detail = { started: startedMonth, toFirstDegree: connected };
    const isOver = connected * 100 < D11.floorPercent * startedMonth;
    found.push({ ...common, rule: "D11", measured: connected / startedMonth, threshold, isOver, detail });
  }
  return found;
}

function contents({ detectors }: Policy, { content }: Figures): Measure[] {
  if (!content) return [];
  return CONTENT_RULES.flatMap((rule) => {
    const { isOn, lockFrom } = detectors[rule];
    const measured = content[rule];
    const common = { of: "sender", isDaily: true, windowSeconds: DAY, detail: {} } as const;
    return isOn ? [{ ...common, rule, measured, threshold: lockFrom, isOver: measured >= lockFrom }] : [];
  });
}

/**
 * Every figure of a message held against the policy's thresholds, whether crossed or not; rules that are off, or have too
 * small a sample to say anything, are not among them. D13, D14, D21, D22 are not measured at messages.
 */
export function measuresOf(policy: Policy, sender: Sender, figures: Figures): Measure[] {
  if (figures.kind === "request") return [...requests(policy, figures), ...contents(policy, figures)];
  return [
    ...volumes(policy, sender, figures),
    ...towardsOne(policy, figures),
    ...campaigns(policy, figures),
    ...shares(policy, figures),
    ...contents(policy, figures),
  ];
}

/** Whether a measure is newly over its threshold; keeps the mark. A late message takes no rolling mark away. */
function crosses({ rule, part, isOver, isDaily }: Measure, marks: Marks, prefix: string, figures: Figures) {
  const key = `${prefix}${rule}${part ? `.${part}` : ""}`;
  const mark = marks[key];
  if (isDaily) {
    if (!isOver || (mark !== undefined && mark >= figures.day)) return false;
    marks[key] = figures.day;
    return true;
  }
  if (isOver) {
    marks[key] = 1;
    return mark === undefined;
  }
  if (mark !== undefined && !figures.isLate) delete marks[key];
  return false;
}

/**
 * What a policy has newly to say about the sender of a message: a signal once per rule, member and window crossing (per
 * counterpart for D7 and D8, per campaign for D9). Keeps in `crossings` what is crossed now.
 */
export function detect(
  policy: Policy,
  sender: Sender,
  figures: Figures,
  crossings: Crossings = crossingsOf(figures),
): Hit[] {
  const hits: Hit[] = [];
  const { message, campaign } = figures;
  for (const measure of measuresOf(policy, sender, figures)) {
    if (!crosses(measure, crossings[measure.of], crossings.prefix, figures)) continue;
    const { rule, part, of, measured, threshold, windowSeconds, detail } = measure;
    hits.push({
      rule,
      memberId: message.senderId,
      at: message.sentAt,
      measured,
      threshold,
      windowSeconds,
      messageIds: of === "campaign" && campaign ? [...campaign.messageIds] : [message.messageId],
      ...(of === "counterpart" ? { counterpartId: message.recipientId } : {}),
      detail: {
        ...detail,
        ...(part ? { part } : {}),
        ...(FLOOR_RULES.includes(rule) ? { isFloor: true } : {}),
      },
    });
  }
  return hits;
}
