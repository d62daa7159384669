import { traceGate } from "./gate";
import { dayOf, directionOf, type GateFacts, type GateSending } from "./gate-facts";
import type { Policy } from "./policy";

/** A held message as far as judging it again needs it. */
export type HeldSending = GateSending & { sentAt: Date };

/** What was sent beside this message: it is counted itself since it was taken, and must not stand in its own way. */
function withoutOwn(facts: GateFacts, held: HeldSending): GateFacts {
  const isStart = directionOf(facts, held) === "start";
  const isFar = held.degree !== 1;
  return {
    ...facts,
    days: facts.days.map((count) =>
      count.day === dayOf(held.sentAt) && count.channel === held.channel
        ? {
            ...count,
            sent: Math.max(0, count.sent - 1),
            started: Math.max(0, count.started - (isStart ? 1 : 0)),
            startedNotConnected: Math.max(0, count.startedNotConnected - (isStart && isFar ? 1 : 0)),
          }
        : count,
    ),
  };
}

/**
 * Whether a message that eligibility held may go on now: no restriction and no rule of eligibility stops it any more.
 * How fast its sender sends today says nothing about it, and its text passed the filter when it came.
 */
export function isMetNow(policy: Policy, facts: GateFacts, held: HeldSending, at: Date): boolean {
  return traceGate(policy, withoutOwn(facts, held), held, null, at).every(
    ({ step, outcome }) => outcome !== "stopped" || (step !== "restrictions" && step !== "eligibility"),
  );
}
