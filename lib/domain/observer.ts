import { type Campaign, campaignOf } from "./campaign";
import type { Channel, Degree } from "./channel";
import type { ContentScores } from "./content-filter";
import type { AccountType, Profile } from "./member";
import type { Policy } from "./policy";
import { DAY_MS, HOUR_MS, MINUTE_MS, MONTH_DAYS, WEEK_DAYS } from "./utc-day";

/** A message as the detectors look at it. */
export type ObservedMessage = {
  messageId: string;
  senderId: string;
  recipientId: string;
  conversationId: string;
  channel: Channel;
  degree: Degree;
  /** As the platform says; corrected by what is known of the conversation. */
  isReply: boolean;
  isAutomated: boolean;
  body: string;
  sentAt: Date;
};

/** Who sent it, as known when it is observed. */
export type ObservedSender = {
  memberId: string;
  displayName: string;
  accountType: AccountType;
  connectionCount: number;
  joinedAt: Date;
  profile: Profile;
};

/** What is crossed now: by rule, the UTC day (days since 1970) it was last crossed on, or 1 while it is. */
export type Marks = Record<string, number>;

/** How figures are taken, where the policy has a say in the taking itself (D8, D9). */
export type Measuring = {
  /** Messages to one person within this time of each other are one turn. */
  burstMinutes: number;
  /** From this likeness on, 0 to 100, two texts are one campaign. */
  similarityPercent: number;
  /** Days a campaign remembers a recipient. */
  windowDays: number;
  /** Shorter texts belong to no campaign. */
  minWords: number;
};

/** A member's messages of one UTC day. Connection requests are counted in `requests` and in nothing else. */
export type DayTotals = {
  /** Days since 1970. */
  day: number;
  manual: number;
  automated: number;
  requests: number;
  started: number;
  startedNotConnected: number;
  /** Of the started ones, those answered, whenever that was. */
  answered: number;
  firstContacts: number;
};

/** A member's sends of one hour and channel: a row of `send_counters`, or what is added to one. */
export type HourCount = {
  memberId: string;
  /** Hours since 1970. */
  hour: number;
  channel: Channel;
  sent: number;
  started: number;
  startedNotConnected: number;
  automated: number;
  answered: number;
  firstContacts: number;
};

export type SenderState = {
  memberId: string;
  /** [minutes since 1970, messages], ascending: the two hours up to the latest. */
  minutes: [number, number][];
  /** Ascending. Read from the counters, not kept in the state's row. */
  days: DayTotals[];
  /** The one used last stands last. */
  campaigns: Campaign[];
  marks: Marks;
  hasNewCampaigns: boolean;
};

/** One member towards another; instants in milliseconds since 1970. Connection requests touch `requestedAt` only. */
export type Counterpart = {
  memberId: string;
  counterpartId: string;
  firstSentAt: number | null;
  lastSentAt: number | null;
  lastReceivedAt: number | null;
  requestedAt: number | null;
  /** Turns since the counterpart last wrote. */
  unanswered: number;
  /** [UTC day, unanswered turns by hand, automated messages], ascending, 30 days at most. */
  cadence: [number, number, number][];
  marks: Marks;
  isChanged: boolean;
};

/** A conversation a member started; instants in milliseconds since 1970. */
export type Conversation = {
  memberId: string;
  conversationId: string;
  counterpartId: string;
  channel: Channel;
  startedAt: number;
  answeredAt: number | null;
  isChanged: boolean;
};

/** Everything the detectors remember, of all members or of those a batch touches. */
export type Memory = {
  measuring: Measuring;
  senders: Map<string, SenderState>;
  /** By `keyOf(member, counterpart)`. */
  counterparts: Map<string, Counterpart>;
  /** By `keyOf(who started it, conversation)`. */
  conversations: Map<string, Conversation>;
  /** What was counted here, by `keyOf(member, hour, channel)`; null when nobody wants it. */
  counters: Map<string, HourCount> | null;
};

/**
 * What a message is, whatever the platform calls it. `follow_up`: called a reply, though the sender started the
 * conversation and nobody answered. `again`: called a start in a conversation the sender started before.
 */
type MessageKind = "request" | "start" | "again" | "follow_up" | "reply";

/** What is measured at one message, itself included. Windows: policy-facts §2. */
export type Figures = {
  message: ObservedMessage;
  kind: MessageKind;
  /** UTC day of the message, days since 1970. */
  day: number;
  /** From an earlier UTC day than the latest message seen of its sender. */
  isLate: boolean;
  manualDay: number;
  automatedDay: number;
  manualWeek: number;
  manualMonth: number;
  automatedMonth: number;
  sentHour: number;
  sentMinute: number;
  requestsDay: number;
  requestsWeek: number;
  firstContactsDay: number;
  startedMonth: number;
  startedNotConnectedMonth: number;
  /** Conversations started in the month before this day, and those of them that were answered. */
  startedBefore: number;
  answeredBefore: number;
  /** Towards the recipient; null for a connection request. */
  towards: {
    counterpart: Counterpart;
    automatedMonth: number;
    /** Turns by hand in the week that are neither answers nor answered. */
    unansweredTurnsWeek: number;
    /** Turns since the counterpart last wrote, without the first. */
    reminders: number;
  } | null;
  /** The campaign the text belongs to. */
  campaign: Campaign | null;
  sender: SenderState;
  /** Scores of its content (D15–D19), where somebody judged it: set after `observe`. */
  content: Readonly<ContentScores["scores"]> | null;
};

/** Minute buckets of an hour, and how many are kept for messages that come late. */
const HOUR_MINUTES = 60;
const KEPT_MINUTES = 120;

/** A key of ids, which hold no zero character. */
export function keyOf(first: string, second: string | number, third = ""): string {
  return `${first}\u0000${second}\u0000${third}`;
}

/** How a policy takes figures; with more than one, in a way that serves them all: the first decides on turns and texts. */
export function measuringOf({ detectors: { D8, D9 } }: Policy, ...others: Policy[]): Measuring {
  return {
    burstMinutes: D8.burstMinutes,
    similarityPercent: D9.similarityPercent,
    windowDays: Math.max(D9.windowDays, ...others.map((other) => other.detectors.D9.windowDays)),
    minWords: D9.minWords,
  };
}

/** A memory of nothing. `isCounting` keeps what was counted by hour, for `send_counters`. */
export function emptyMemory(measuring: Measuring, { isCounting = false } = {}): Memory {
  return {
    measuring,
    senders: new Map(),
    counterparts: new Map(),
    conversations: new Map(),
    counters: isCounting ? new Map() : null,
  };
}

/** The state of a sender, empty when the memory has none. */
function senderOf(memory: Memory, memberId: string): SenderState {
  let found = memory.senders.get(memberId);
  if (!found) {
    found = { memberId, minutes: [], days: [], campaigns: [], marks: {}, hasNewCampaigns: false };
    memory.senders.set(memberId, found);
  }
  return found;
}

function hourOf(memory: Memory, memberId: string, at: number, channel: Channel): HourCount | null {
  if (!memory.counters) return null;
  const hour = Math.floor(at / HOUR_MS);
  const key = keyOf(memberId, hour, channel);
  let found = memory.counters.get(key);
  if (!found) {
    const none = {
      sent: 0,
      started: 0,
      startedNotConnected: 0,
      automated: 0,
      answered: 0,
      firstContacts: 0,
    };
    found = { memberId, hour, channel, ...none };
    memory.counters.set(key, found);
  }
  return found;
}

/** Place of the first entry after `value`, where lists mostly grow at the end. */
function placeAfter<T>(list: readonly T[], value: number, of: (entry: T) => number): number {
  let place = list.length;
  for (; place > 0; place--) {
    const entry = list[place - 1];
    if (entry === undefined || of(entry) <= value) break;
  }
  return place;
}

function dayOf(state: SenderState, day: number): DayTotals {
  const place = placeAfter(state.days, day, (one) => one.day);
  const found = state.days[place - 1];
  if (found?.day === day) return found;
  const made: DayTotals = {
    day,
    manual: 0,
    automated: 0,
    requests: 0,
    started: 0,
    startedNotConnected: 0,
    answered: 0,
    firstContacts: 0,
  };
  state.days.splice(place, 0, made);
  return made;
}

/** Forgets the days no message on or after `day` is measured over. */
function forgetDays(state: SenderState, day: number): void {
  let past = 0;
  for (const one of state.days) {
    if (one.day > day - MONTH_DAYS) break;
    past++;
  }
  if (past > 0) state.days.splice(0, past);
}

function countMinute(state: SenderState, minute: number, sent: number): void {
  const { minutes } = state;
  const place = placeAfter(minutes, minute, (one) => one[0]);
  const found = minutes[place - 1];
  if (found?.[0] === minute) found[1] += sent;
  else minutes.splice(place, 0, [minute, sent]);
  const latest = minutes[minutes.length - 1]?.[0] ?? minute;
  let past = 0;
  while ((minutes[past]?.[0] ?? latest) <= latest - KEPT_MINUTES) past++;
  if (past > 0) minutes.splice(0, past);
}

/** Messages in the `span` minutes ending with `minute`, one at least. */
function sumMinutes(state: SenderState, minute: number, span: number): number {
  let sum = 0;
  for (let place = state.minutes.length - 1; place >= 0; place--) {
    const [at, count] = state.minutes[place] ?? [0, 0];
    if (at <= minute - span) break;
    if (at <= minute) sum += count;
  }
  return Math.max(sum, 1);
}

function counterpartOf(memory: Memory, memberId: string, counterpartId: string): Counterpart {
  const key = keyOf(memberId, counterpartId);
  let found = memory.counterparts.get(key);
  if (!found) {
    found = {
      memberId,
      counterpartId,
      firstSentAt: null,
      lastSentAt: null,
      // The other may have written first.
      lastReceivedAt: memory.counterparts.get(keyOf(counterpartId, memberId))?.lastSentAt ?? null,
      requestedAt: null,
      unanswered: 0,
      cadence: [],
      marks: {},
      isChanged: true,
    };
    memory.counterparts.set(key, found);
  }
  return found;
}

/** Counts a message towards its recipient: the first of a turn that does not answer counts as unanswered. */
function countTowards(pair: Counterpart, message: ObservedMessage, at: number, burstMinutes: number): void {
  const day = Math.floor(at / DAY_MS);
  const { lastSentAt } = pair;
  const isSameTurn =
    pair.unanswered > 0 && lastSentAt !== null && Math.abs(at - lastSentAt) <= burstMinutes * MINUTE_MS;
  const isAnswer = pair.unanswered === 0 && pair.lastReceivedAt !== null;
  const byHand = isSameTurn || isAnswer || message.isAutomated ? 0 : 1;
  const automated = message.isAutomated ? 1 : 0;
  if (!isSameTurn) pair.unanswered += 1;
  if (byHand + automated > 0) {
    const place = placeAfter(pair.cadence, day, (one) => one[0]);
    const found = pair.cadence[place - 1];
    if (found?.[0] === day) {
      found[1] += byHand;
      found[2] += automated;
    } else pair.cadence.splice(place, 0, [day, byHand, automated]);
    const latest = pair.cadence[pair.cadence.length - 1]?.[0] ?? day;
    pair.cadence = pair.cadence.filter((one) => one[0] > latest - MONTH_DAYS);
  }
  pair.firstSentAt = Math.min(pair.firstSentAt ?? at, at);
  pair.lastSentAt = Math.max(lastSentAt ?? at, at);
  pair.isChanged = true;
}

/** The other side wrote: what was unanswered is answered. */
function countReceived(pair: Counterpart, at: number): void {
  pair.lastReceivedAt = Math.max(pair.lastReceivedAt ?? at, at);
  pair.unanswered = 0;
  pair.cadence = pair.cadence.flatMap(([day, , automated]) => (automated > 0 ? [[day, 0, automated]] : []));
  pair.isChanged = true;
}

/** What a message is in its conversation; a start opens it, and one the other side started is answered. */
function countConversation(memory: Memory, message: ObservedMessage, at: number): MessageKind {
  const { senderId, recipientId, conversationId, channel } = message;
  const key = keyOf(senderId, conversationId);
  const own = memory.conversations.get(key);
  const theirs = memory.conversations.get(keyOf(recipientId, conversationId));
  if (theirs && theirs.answeredAt === null) {
    theirs.answeredAt = at;
    theirs.isChanged = true;
    const hour = hourOf(memory, recipientId, theirs.startedAt, theirs.channel);
    if (hour) hour.answered += 1;
    dayOf(senderOf(memory, recipientId), Math.floor(theirs.startedAt / DAY_MS)).answered += 1;
  }
  if (message.isReply) return own && own.answeredAt === null ? "follow_up" : "reply";
  if (own) return "again";
  memory.conversations.set(key, {
    memberId: senderId,
    conversationId,
    counterpartId: recipientId,
    channel,
    startedAt: at,
    answeredAt: null,
    isChanged: true,
  });
  return "start";
}

/** Counts the message everywhere and says what it is, and its campaign. */
function count(
  memory: Memory,
  state: SenderState,
  message: ObservedMessage,
): Pick<Figures, "kind" | "towards" | "campaign"> {
  const { senderId, recipientId, channel, isAutomated } = message;
  const at = message.sentAt.getTime();
  const totals = dayOf(state, Math.floor(at / DAY_MS));
  const hour = hourOf(memory, senderId, at, channel);
  const notConnected = message.degree > 1 ? 1 : 0;
  if (hour) {
    hour.sent += 1;
    if (isAutomated) hour.automated += 1;
  }
  const counterpart = counterpartOf(memory, senderId, recipientId);
  if (channel === "connection_request") {
    totals.requests += 1;
    // Nothing is counted in it; it says how late the latest was.
    countMinute(state, Math.floor(at / MINUTE_MS), 0);
    if (hour && !message.isReply) {
      hour.started += 1;
      hour.startedNotConnected += notConnected;
    }
    counterpart.requestedAt = Math.max(counterpart.requestedAt ?? at, at);
    counterpart.isChanged = true;
    return { kind: "request", towards: null, campaign: null };
  }
  if (isAutomated) totals.automated += 1;
  else totals.manual += 1;
  countMinute(state, Math.floor(at / MINUTE_MS), 1);
  if (counterpart.firstSentAt === null) {
    totals.firstContacts += 1;
    if (hour) hour.firstContacts += 1;
  }
  countTowards(counterpart, message, at, memory.measuring.burstMinutes);
  const back = memory.counterparts.get(keyOf(recipientId, senderId));
  if (back) countReceived(back, at);
  const kind = countConversation(memory, message, at);
  if (kind === "start") {
    totals.started += 1;
    totals.startedNotConnected += notConnected;
    if (hour) {
      hour.started += 1;
      hour.startedNotConnected += notConnected;
    }
  }
  const campaign = kind === "reply" ? null : campaignOf(state.campaigns, message, memory.measuring);
  if (campaign) state.hasNewCampaigns = true;
  const towards = { counterpart, ...measureTowards(counterpart, Math.floor(at / DAY_MS)) };
  return { kind, towards, campaign };
}

function measureTowards(pair: Counterpart, today: number) {
  let automatedMonth = 0;
  let unansweredTurnsWeek = 0;
  for (const [day, byHand, automated] of pair.cadence) {
    if (day > today || day <= today - MONTH_DAYS) continue;
    automatedMonth += automated;
    if (day > today - WEEK_DAYS) unansweredTurnsWeek += byHand;
  }
  return { automatedMonth, unansweredTurnsWeek, reminders: Math.max(0, pair.unanswered - 1) };
}

/**
 * Observes one message: updates the memory and returns what is measured at it. Independent of thresholds, so that any
 * number of policies can be held against the same figures (`detect`). Messages come in order of `sentAt`, equal ones in
 * order of id (`inOrder`).
 *
 * A late message, older than what was seen of its sender, is measured over the days that end with its own; the days,
 * counters and people get it where it belongs. Minutes are kept for the two hours up to the latest, so that hours before
 * are measured short. Turns and answers are counted as messages arrive.
 */
export function observe(memory: Memory, message: ObservedMessage): Figures {
  const at = message.sentAt.getTime();
  const day = Math.floor(at / DAY_MS);
  const minute = Math.floor(at / MINUTE_MS);
  const state = senderOf(memory, message.senderId);
  const latest = state.minutes[state.minutes.length - 1]?.[0];
  const isLate = latest !== undefined && day < Math.floor((latest * MINUTE_MS) / DAY_MS);
  if (!isLate) forgetDays(state, day);
  const counted = count(memory, state, message);
  const figures: Figures = {
    message,
    ...counted,
    day,
    isLate,
    manualDay: 0,
    automatedDay: 0,
    manualWeek: 0,
    manualMonth: 0,
    automatedMonth: 0,
    sentHour: counted.kind === "request" ? 0 : sumMinutes(state, minute, HOUR_MINUTES),
    sentMinute: counted.kind === "request" ? 0 : sumMinutes(state, minute, 1),
    requestsDay: 0,
    requestsWeek: 0,
    firstContactsDay: 0,
    startedMonth: 0,
    startedNotConnectedMonth: 0,
    startedBefore: 0,
    answeredBefore: 0,
    sender: state,
    content: null,
  };
  for (const one of state.days) {
    if (one.day > day) break;
    if (one.day <= day - MONTH_DAYS) continue;
    figures.manualMonth += one.manual;
    figures.automatedMonth += one.automated;
    figures.startedMonth += one.started;
    figures.startedNotConnectedMonth += one.startedNotConnected;
    if (one.day > day - WEEK_DAYS) {
      figures.manualWeek += one.manual;
      figures.requestsWeek += one.requests;
    }
    if (one.day < day) {
      figures.startedBefore += one.started;
      figures.answeredBefore += one.answered;
    } else {
      figures.manualDay = one.manual;
      figures.automatedDay = one.automated;
      figures.requestsDay = one.requests;
      figures.firstContactsDay = one.firstContacts;
    }
  }
  return figures;
}

/** Order in which messages are observed: by instant, equal ones by id. */
export function inOrder(one: ObservedMessage, other: ObservedMessage): number {
  const apart = one.sentAt.getTime() - other.sentAt.getTime();
  if (apart !== 0) return apart;
  return one.messageId < other.messageId ? -1 : one.messageId > other.messageId ? 1 : 0;
}
