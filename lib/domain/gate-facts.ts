import type { Channel, Degree, Direction } from "./channel";
import { type AcceptsMessagesFrom, type AccountType, PREMIUM_ACCOUNT_TYPES, type Profile } from "./member";
import type { Restriction, Verdict } from "./restriction";
import { dayOf } from "./utc-day";

/** A message about to be sent, as far as the gate looks at it; its text is judged apart (`ContentScores`). */
export type GateSending = {
  recipientId: string;
  conversationId: string;
  channel: Channel;
  degree: Degree;
  sharedConnections: number;
  /** What the platform says; see `directionOf`. */
  isReply: boolean;
};

/** A sender as far as the gate looks at it. */
export type GateSender = {
  accountType: AccountType;
  joinedAt: Date;
  connectionCount: number;
  profile: Profile;
  isFollowersOnlyPage: boolean;
};

/** What a member sent in one channel on one UTC day. */
export type DayCount = {
  /** Days since 1970. */
  day: number;
  channel: Channel;
  sent: number;
  started: number;
  /** Of the started ones, those to members who are not connected. */
  startedNotConnected: number;
  automated: number;
};

/** Everything on record that the gate's answer follows from, at one instant. */
export type GateFacts = {
  sender: GateSender;
  /** Null when the platform never told us the recipient: then taken to accept anyone. */
  recipient: { acceptsMessagesFrom: AcceptsMessagesFrom } | null;
  /** Since when the recipient wants nothing more of the sender (E10). */
  stoppedAt: Date | null;
  /** When the sender last sent the recipient a connection request (E4). */
  requestedAt: Date | null;
  /** The conversation, when the sender is on record as having started it. */
  conversation: { answeredAt: Date | null } | null;
  restrictions: Restriction[];
  /** Today's in every channel, and those before that `countsNeeded` asks for. */
  days: DayCount[];
  /** [minutes since 1970, messages], ascending. */
  minutes: [number, number][];
  /** When the sender last passed a challenge. */
  passedAt: Date | null;
};

/** The facts about a sender of whom nothing else is on record, writing to a member who accepts anyone. */
export function factsAbout(sender: GateSender): GateFacts {
  return {
    sender,
    recipient: { acceptsMessagesFrom: "anyone" },
    stoppedAt: null,
    requestedAt: null,
    conversation: null,
    restrictions: [],
    days: [],
    minutes: [],
    passedAt: null,
  };
}

/** The gate's steps, in its order. */
export const GATE_STEPS = ["restrictions", "eligibility", "velocity", "content"] as const;
export type GateStep = (typeof GATE_STEPS)[number];

/** Why the gate stops a message: stable, part of the API. */
export const GATE_CODES = [
  "restricted",
  "daily_cap_reached",
  "recipient_connections_only",
  "recipient_opted_out",
  "too_few_connections",
  "profile_incomplete",
  "no_shared_connections",
  "degree_too_far",
  "inmail_allowance_used",
  "new_account_limit",
  "page_limit",
  "captcha_required",
  "too_many_messages_today",
  "too_many_messages_this_month",
  "too_many_messages_this_hour",
  "too_many_requests_sent",
  "content_locked",
] as const;
export type GateCode = (typeof GATE_CODES)[number];

/** What a rule says to a message. */
const CHECK_OUTCOMES = ["passed", "stopped", "not_applicable"] as const;
type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

/** One rule at one message, with the figure it measured; `detail` also says why a rule does not apply. */
export type GateCheck = {
  step: GateStep;
  /** The row of the policy: E1–E10, D1–D4, D15–D19, R1–R11; "R" when nothing restricts. */
  rule: string;
  outcome: CheckOutcome;
  /** What becomes of a message the rule stops. */
  effect: Exclude<Verdict, "deliver">;
  code: GateCode;
  measured?: number;
  threshold?: number;
  windowSeconds?: number;
  detail: string;
  restrictionId?: string;
  /** When the rule lets go by itself; null when it does not. Only where `effect` is refuse. */
  freeAt?: Date | null;
};

/**
 * Whether a message opens or answers. The platform says what is a reply, unless our own records know better: whoever
 * started a conversation that nobody answered follows up.
 */
export function directionOf(facts: Pick<GateFacts, "conversation">, sending: GateSending): Direction {
  const isFollowUp = facts.conversation !== null && facts.conversation.answeredAt === null;
  return sending.isReply && !isFollowUp ? "reply" : "start";
}

/** The sum of a figure over the last so many UTC days, today included. */
export function sumOf(
  facts: Pick<GateFacts, "days">,
  at: Date,
  lastDays: number,
  figure: (count: DayCount) => number,
): number {
  const today = dayOf(at);
  return facts.days.reduce(
    (sum, count) => (count.day <= today && count.day > today - lastDays ? sum + figure(count) : sum),
    0,
  );
}

/** Whether an account pays (E9). A company page does not. */
export function isPremium({ accountType }: Pick<GateSender, "accountType">): boolean {
  return PREMIUM_ACCOUNT_TYPES.includes(accountType);
}
