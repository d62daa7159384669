import { CHANNELS, type Channel } from "./channel";
import { type Measure, rungOf } from "./measure";
import { covers, type Scope, type Sending } from "./scope";

/** Why a restriction ended before its time. */
export const LIFT_REASONS = ["overturned", "reduced", "superseded", "withdrawn"] as const;
export type LiftReason = (typeof LIFT_REASONS)[number];

/** A measure in force on a member, as far as the rules need it. Periods are half-open, UTC. */
export type Restriction = {
  restrictionId: string;
  decisionId: string;
  measure: Measure;
  scope: Scope;
  /** R6: conversations a day. */
  capPerDay: number | null;
  startsAt: Date;
  /** Null: until lifted. */
  endsAt: Date | null;
  liftedAt: Date | null;
  policyClause: string;
};

/** Whether a restriction is in force at an instant. */
export function isInForce(
  restriction: Pick<Restriction, "startsAt" | "endsAt" | "liftedAt">,
  at: Date,
): boolean {
  return (
    restriction.startsAt <= at &&
    (restriction.endsAt === null || at < restriction.endsAt) &&
    (restriction.liftedAt === null || at < restriction.liftedAt)
  );
}

export const CHANNEL_STANDINGS = ["open", "limited", "closed"] as const;
export type ChannelStanding = (typeof CHANNEL_STANDINGS)[number];

/** What a member may do at an instant. A pure function of the records. */
export type Standing = {
  at: Date;
  canStartConversations: boolean;
  canReply: boolean;
  channels: Record<Channel, ChannelStanding>;
  /** In force at the instant, earliest first. */
  inForce: Restriction[];
};

/** Whether a measure stops every sending in its scope (R5, R7, R9, R10), as against limiting it. */
export function stops(measure: Measure): boolean {
  return (
    measure === "temporary_block" ||
    measure === "messaging_disabled" ||
    measure === "suspension" ||
    measure === "ban"
  );
}

function cellStanding(
  restrictions: Restriction[],
  channel: Channel,
  direction: "start" | "reply",
): ChannelStanding {
  let standing: ChannelStanding = "open";
  for (const restriction of restrictions) {
    if (restriction.measure === "warning" || restriction.measure === "legal_referral") continue;
    if (!restriction.scope.channels.includes(channel) || !restriction.scope.directions.includes(direction))
      continue;
    if (stops(restriction.measure) && restriction.scope.audience === "anyone") return "closed";
    standing = "limited";
  }
  return standing;
}

/**
 * What a member may do at an instant, from the restrictions on record.
 * A channel is `closed` when neither starting nor replying is possible in it, `limited` when either is narrowed.
 */
export function standingAt(restrictions: Restriction[], at: Date): Standing {
  const inForce = restrictions
    .filter((restriction) => isInForce(restriction, at))
    .sort(
      (a, b) => a.startsAt.getTime() - b.startsAt.getTime() || a.restrictionId.localeCompare(b.restrictionId),
    );
  const cells = CHANNELS.map((channel) => ({
    channel,
    start: cellStanding(inForce, channel, "start"),
    reply: cellStanding(inForce, channel, "reply"),
  }));
  const channels = Object.fromEntries(
    cells.map(({ channel, start, reply }) => [
      channel,
      start === "closed" && reply === "closed"
        ? "closed"
        : start === "open" && reply === "open"
          ? "open"
          : "limited",
    ]),
  ) as Record<Channel, ChannelStanding>;
  return {
    at,
    canStartConversations: cells.some((cell) => cell.start !== "closed"),
    canReply: cells.some((cell) => cell.reply !== "closed"),
    channels,
    inForce,
  };
}

/** Verdicts of the gate (http-api, `send-checks`). */
export const VERDICTS = ["deliver", "lock", "challenge", "refuse"] as const;
export type Verdict = (typeof VERDICTS)[number];

export type VerdictReason = {
  code: "restricted" | "daily_cap_reached";
  rule: string;
  restrictionId: string;
  measured?: number;
  threshold?: number;
  windowSeconds?: number;
  detail: string;
};

export type RestrictionVerdict = {
  verdict: Extract<Verdict, "deliver" | "refuse">;
  reasons: VerdictReason[];
  /** Seconds until sending is possible again; absent when open-ended. */
  retryAfterSeconds?: number;
};

/** Conversations a member has started in the current UTC day, by channel. */
export type StartedToday = Partial<Record<Channel, { started: number; startedNotConnected: number }>>;

const DAY_SECONDS = 86_400;

function secondsUntil(instant: Date, at: Date): number {
  return Math.max(1, Math.ceil((instant.getTime() - at.getTime()) / 1000));
}

function nextUtcDay(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + 1));
}

/** How many of today's starts count against a cap: those in its channels, towards its audience. */
function countedStarts(restriction: Restriction, startedToday: StartedToday): number {
  return restriction.scope.channels.reduce((sum, channel) => {
    const started = startedToday[channel];
    if (!started) return sum;
    return (
      sum + (restriction.scope.audience === "not_connected" ? started.startedNotConnected : started.started)
    );
  }, 0);
}

/**
 * Whether the restrictions in force let a message pass (the first step of the gate, R1–R11).
 * Stopping measures refuse within their scope; a daily cap refuses the start of a conversation once today's starts have
 * reached it (R6). Every reason is reported.
 */
export function checkRestrictions(
  restrictions: Restriction[],
  sending: Sending,
  startedToday: StartedToday,
  at: Date,
): RestrictionVerdict {
  const reasons: VerdictReason[] = [];
  let freeAt: Date | null = at;
  for (const restriction of standingAt(restrictions, at).inForce) {
    if (!covers(restriction.scope, sending)) continue;
    const common = { rule: rungOf(restriction.measure), restrictionId: restriction.restrictionId };
    if (stops(restriction.measure)) {
      reasons.push({
        ...common,
        code: "restricted",
        detail: restriction.endsAt
          ? `Sending is stopped until ${restriction.endsAt.toISOString()}.`
          : "Sending is stopped until the restriction is lifted.",
      });
      freeAt =
        freeAt && restriction.endsAt ? (restriction.endsAt > freeAt ? restriction.endsAt : freeAt) : null;
    } else if (
      restriction.measure === "daily_cap" &&
      restriction.capPerDay !== null &&
      sending.direction === "start"
    ) {
      const measured = countedStarts(restriction, startedToday);
      if (measured < restriction.capPerDay) continue;
      reasons.push({
        ...common,
        code: "daily_cap_reached",
        measured,
        threshold: restriction.capPerDay,
        windowSeconds: DAY_SECONDS,
        detail: `${measured} of ${restriction.capPerDay} conversations started today (UTC).`,
      });
      const midnight = nextUtcDay(at);
      const capFreeAt = restriction.endsAt && restriction.endsAt < midnight ? restriction.endsAt : midnight;
      freeAt = freeAt && (capFreeAt > freeAt ? capFreeAt : freeAt);
    }
  }
  if (reasons.length === 0) return { verdict: "deliver", reasons };
  return { verdict: "refuse", reasons, ...(freeAt ? { retryAfterSeconds: secondsUntil(freeAt, at) } : {}) };
}
