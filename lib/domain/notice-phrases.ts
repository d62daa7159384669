import type { Channel } from "./channel";
import type { Measure } from "./measure";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

const two = (n: number) => String(n).padStart(2, "0");
const day = (at: Date) => `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()] ?? ""}`;
const time = (at: Date) => `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
const list = (items: string[]) =>
  items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
const until = (end: string | null) => (end === null ? "" : ` until ${end}`);

/** Channels as a member knows them. */
const CHANNEL_NAMES: Record<Channel, string> = {
  chat: "Chat",
  inmail: "InMail",
  group: "Groups",
  page: "Your page",
  connection_request: "Requests",
};

/** Channels inside a sentence. */
const CHANNELS_IN_TEXT: Record<Channel, string> = {
  chat: "chat",
  inmail: "InMail",
  group: "groups",
  page: "your page",
  connection_request: "connection requests",
};

const MEASURE_WORDS: Record<Measure, string> = {
  warning: "warning",
  throttle: "slow-down",
  captcha: "check before sending",
  phone_verification: "phone check",
  temporary_block: "block",
  daily_cap: "daily limit",
  messaging_disabled: "stop on messaging",
  account_restricted: "limit on your account",
  suspension: "suspension",
  ban: "ban",
  legal_referral: "referral",
};

/**
 * The English of everything a member is told, as functions of what varies: another language is another object of this
 * shape. Instants are spoken in UTC.
 */
export const ENGLISH = {
  day,
  time,
  dayWithYear: (at: Date) => `${day(at)} ${at.getUTCFullYear()}`,
  dayInFull: (at: Date) => `${WEEKDAYS[at.getUTCDay()] ?? ""} ${day(at)} ${at.getUTCFullYear()}`,
  shortDay: (at: Date) => `${at.getUTCDate()} ${(MONTHS[at.getUTCMonth()] ?? "").slice(0, 3)}`,
  dayAndTime: (end: string, at: Date) => `${end}, ${time(at)}`,
  list,
  channel: (channel: Channel) => CHANNEL_NAMES[channel],
  channelInText: (channel: Channel) => CHANNELS_IN_TEXT[channel],
  measure: (measure: Measure) => MEASURE_WORDS[measure],

  inChannels: (channels: string[]) => (channels.length === 0 ? "" : ` in ${list(channels)}`),
  towardsNotConnected: " to people you are not connected to",
  towardsNotConnectedStart: " with people you are not connected to",
  towardsNamed: " to certain members",
  towardsNamedStart: " with certain members",

  titleWarning: "This is a warning about your messages",
  titleCap: (cap: number, where: string, end: string | null) =>
    `You can start up to ${cap} ${cap === 1 ? "conversation" : "conversations"} a day${where}${until(end)}`,
  titleNoStart: (where: string, end: string | null) => `You cannot start conversations${where}${until(end)}`,
  titleReplyOnly: (end: string | null) => `You can reply, but not start conversations${until(end)}`,
  titleNoReply: (where: string, end: string | null) => `You cannot reply${where}${until(end)}`,
  titleNoSend: (where: string, end: string | null) => `You cannot send messages${where}${until(end)}`,
  titleThrottle: (end: string | null) => `Your messages go out more slowly${until(end)}`,
  titleCaptcha: (end: string | null) => `You confirm that you are a person before you send${until(end)}`,
  titlePhone: "You can send again once your phone number is confirmed",
  titleAccountRestricted: (end: string | null) => `Parts of your account are limited${until(end)}`,
  titleSuspension: (end: string | null) => `Your account is suspended${until(end)}`,
  titleBan: "Your account is closed",
  titleLegal: "Your case was passed on",
  titleNothing: "Nothing limits your messages",

  canAsBefore: "You can send messages as before.",
  canReplyToEveryone: "You can still reply to everyone.",
  canReply: "You can still reply.",
  canStart: "You can still start conversations.",
  canWriteIn: (channels: string[]) => `You can still write in ${list(channels)}.`,
  canWriteToConnections: "You can still write to the people you are connected to.",
  canWriteToOthers: "You can still write to everyone else.",
  canRead: "You can still read what others send you.",
  warningRest: "Nothing is limited. Read why below, and confirm that you have read it.",
  nothingElse: "Nothing else on your account has changed.",
  also: (sentence: string) => `Also: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}.`,
  alsoWarning: "It is also a warning.",

  receivedTitle: "Your appeal has arrived",
  receivedStrong: "Someone who had no part in the decision reads all of it.",
  receivedRest: (by: string | null) =>
    `The answer comes with reasons${by ? `, normally by ${by}` : ""}. The decision stays as it is meanwhile.`,
  overturnedTitle: "The decision no longer stands",
  overturnedRest: "Someone who had no part in it read your appeal and lifted everything that came with it.",
  earlierHoldsAgain: (sentence: string) =>
    `An earlier decision holds again: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}.`,
  reducedTitle: "Your appeal made the decision milder",
  reducedRest: (sentence: string) => `From now on: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}.`,
  upheldTitle: "After your appeal, the decision stands",
  upheldRest: "Someone who had no part in it read your appeal and everything you sent with it.",

  yes: "Yes",
  no: "No",
  onlyConnections: "To your connections only",
  notCertain: "Yes, except certain members",
  capCell: (cap: number, isTogether: boolean) => `${cap} a day${isTogether ? ", together" : ""}`,
  limitedCell: "Limited",
  capCountsAll: "The limit counts every conversation you start, whoever it is with.",
  capCountsNotConnected: "The limit counts people you are not connected to. Connections are never counted.",
  capCountsNamed: "The limit counts conversations with certain members only.",

  originReport:
    "We received a report; we never say from whom. A moderator read the messages and decided. No part of the decision was automatic.",
  originDetector:
    "Our counters pointed the messages out. A moderator read them and decided. The counting was automatic; the decision was not.",
  originAppeal: "A person decided your appeal, and that person had no part in the first decision.",

  endsAt: (what: string, date: string, at: string) => `The ${what} ends by itself on ${date} at ${at} UTC.`,
  endsOpen: (what: string) => `The ${what} has no end date. An appeal is the way to ask for it to be lifted.`,
  endsOpenAfterAppeal: (what: string) => `The ${what} has no end date.`,
  endsAllAt: (date: string, at: string) =>
    `It ends by itself on ${date} at ${at} UTC. You do not have to do anything.`,

  stepNoMessages: "No messages",
  stepRepliesOnly: "Replies only",
  stepCap: (cap: number) => `${cap} a day`,
  stepPartly: "Some limits",
  stepNoLimit: "No limit",

  appealHeading: "Do you think this is wrong?",
  appealText: (within: string | null) =>
    `Someone who had no part in it will read your appeal${within ? `, normally within ${within}` : ""}. The decision stays as it is meanwhile.`,
  appealUntil: (date: string) => `Open until ${date}. Appealing can never make it worse.`,
  within: (hours: number) => (hours % 24 === 0 && hours > 72 ? `${hours / 24} days` : `${hours} hours`),

  factMeasure: "Measure",
  factFrom: "From",
  factTo: "To",
  factClause: "Clause",
  factDecidedBy: "Decided by",
  factUntilLifted: "Until lifted",
  aPerson: "A person",
};

export type Phrases = typeof ENGLISH;
