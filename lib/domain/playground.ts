import type { Channel, Degree } from "./channel";
import { factsAbout, type GateFacts, sumOf } from "./gate-facts";
import type { AcceptsMessagesFrom, AccountType } from "./member";
import { DAY_MS, dayOf, MINUTE_MS } from "./utc-day";
import { lastHour } from "./velocity";

/** Figures to try instead of those on record; what is absent stays as it is. */
export type WhatIf = {
  accountType?: AccountType | undefined;
  connectionCount?: number | undefined;
  /** Days since the account was made. */
  ageDays?: number | undefined;
  completenessPercent?: number | undefined;
  /** Messages sent today (UTC) before this one, by hand, in its channel. */
  sentToday?: number | undefined;
  /** Messages sent in the 60 minutes before this one. */
  sentLastHour?: number | undefined;
  acceptsMessagesFrom?: AcceptsMessagesFrom | undefined;
  /** The recipient asked the sender to stop (E10). */
  hasAskedToStop?: boolean | undefined;
  /** A connection request was sent before (E4). */
  hasRequested?: boolean | undefined;
};

/** A sender nobody told us of: an ordinary free account with a complete profile and no history. */
export function madeUpFacts(at: Date): GateFacts {
  return factsAbout({
    accountType: "basic",
    joinedAt: new Date(at.getTime() - 400 * DAY_MS),
    connectionCount: 120,
    profile: { photo: true, currentPosition: true, skills: 5, schools: 1, completenessPercent: 80 },
    isFollowersOnlyPage: false,
  });
}

function daysWith(
  facts: GateFacts,
  sent: number,
  { channel, degree }: { channel: Channel; degree: Degree },
  at: Date,
): GateFacts["days"] {
  const today = dayOf(at);
  const startedNotConnected = degree === 1 ? 0 : sent;
  return [
    ...facts.days.filter(({ day }) => day !== today),
    { day: today, channel, sent, started: sent, startedNotConnected, automated: 0 },
  ];
}

/** The facts as they would be under other figures, so that thresholds can be tried out. Pure. */
export function supposing(
  facts: GateFacts,
  whatIf: WhatIf,
  sending: { channel: Channel; degree: Degree },
  at: Date,
): GateFacts {
  const { sender, recipient, stoppedAt, requestedAt } = facts;
  const { accountType, connectionCount, ageDays, completenessPercent, sentToday, sentLastHour } = whatIf;
  const { acceptsMessagesFrom, hasAskedToStop, hasRequested } = whatIf;
  const known = (since: Date | null, isSo: boolean | undefined): Date | null =>
    isSo === undefined ? since : isSo ? (since ?? at) : null;
  return {
    ...facts,
    sender: {
      ...sender,
      accountType: accountType ?? sender.accountType,
      connectionCount: connectionCount ?? sender.connectionCount,
      joinedAt: ageDays === undefined ? sender.joinedAt : new Date(at.getTime() - ageDays * DAY_MS),
      profile: {
        ...sender.profile,
        completenessPercent: completenessPercent ?? sender.profile.completenessPercent,
      },
    },
    recipient: acceptsMessagesFrom === undefined ? recipient : { acceptsMessagesFrom },
    stoppedAt: known(stoppedAt, hasAskedToStop),
    requestedAt: known(requestedAt, hasRequested),
    days: sentToday === undefined ? facts.days : daysWith(facts, sentToday, sending, at),
    minutes:
      sentLastHour === undefined ? facts.minutes : [[Math.floor(at.getTime() / MINUTE_MS), sentLastHour]],
  };
}

/** The figures that can be tried otherwise, as they are on record. */
export function figuresOnRecord(
  { sender, recipient, days, minutes, stoppedAt, requestedAt }: GateFacts,
  at: Date,
): Required<{ [K in keyof WhatIf]: NonNullable<WhatIf[K]> }> {
  return {
    accountType: sender.accountType,
    connectionCount: sender.connectionCount,
    ageDays: Math.max(0, Math.floor((at.getTime() - sender.joinedAt.getTime()) / DAY_MS)),
    completenessPercent: sender.profile.completenessPercent,
    sentToday: sumOf({ days }, at, 1, ({ sent }) => sent),
    sentLastHour: lastHour({ minutes }, at),
    acceptsMessagesFrom: recipient?.acceptsMessagesFrom ?? "anyone",
    hasAskedToStop: stoppedAt !== null,
    hasRequested: requestedAt !== null,
  };
}
