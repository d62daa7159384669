import type { Memory } from "../../lib/domain/observer";
import { HOUR_MS } from "./world";

const instant = (at: number | null): Date | null => (at === null ? null : new Date(at));

/** The rows in which the database keeps what the detectors remember. */
export function memoryRows({ senders, counterparts, conversations, counters }: Memory) {
  return {
    counters: [...(counters?.values() ?? [])].map(({ hour, ...count }) => ({
      ...count,
      hour: new Date(hour * HOUR_MS),
    })),
    senders: [...senders.values()].map(({ memberId, minutes, campaigns, marks }) => ({
      memberId,
      minutes,
      campaigns,
      marks,
    })),
    counterparts: [...counterparts.values()].map(({ isChanged: _, ...pair }) => ({
      ...pair,
      firstSentAt: instant(pair.firstSentAt),
      lastSentAt: instant(pair.lastSentAt),
      lastReceivedAt: instant(pair.lastReceivedAt),
      requestedAt: instant(pair.requestedAt),
    })),
    conversations: [...conversations.values()].map(({ isChanged: _, ...one }) => ({
      ...one,
      startedAt: new Date(one.startedAt),
      answeredAt: instant(one.answeredAt),
    })),
  };
}
