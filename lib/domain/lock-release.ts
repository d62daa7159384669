import { traceGate } from "./gate";
import { directionOf, type GateFacts, type GateSending } from "./gate-facts";
import type { Policy } from "./policy";
import { dayOf } from "./utc-day";

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
 * Whether a message that the gate held may go on now: no restriction, no rule of eligibility and none of the rules it was
 * locked by stops it any more. How fast its sender sends today says nothing about it otherwise, and its text passed the
 * filter when it came.
 */
export function isMetNow(
  policy: Policy,
  facts: GateFacts,
  held: HeldSending,
  lockedBy: readonly string[],
  at: Date,
): boolean {
  return traceGate(policy, withoutOwn(facts, held), held, null, at).every(
    ({ step, rule, outcome }) =>
      outcome !== "stopped" || (step === "velocity" && !lockedBy.includes(rule)) || step === "content",
  );
}
