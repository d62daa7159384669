import type { Channel } from "./channel";
import type { ChosenMeasure } from "./decision";
import type { Scope } from "./scope";

/** How many messages a member sent on one UTC day, of one channel and kind. */
export type Sendings = {
  day: string;
  channel: Channel;
  isConnected: boolean;
  isReply: boolean;
  sent: number;
};

/** What measures would have done in a period: conversations started and replies, and how many of each they would have stopped. */
export type MeasureEffect = {
  starts: number;
  startsBlocked: number;
  replies: number;
  repliesBlocked: number;
};

function isCovered(scope: Scope, sendings: Sendings): boolean {
  const direction = sendings.isReply ? "reply" : "start";
  return (
    scope.channels.includes(sendings.channel) &&
    scope.directions.includes(direction) &&
    (scope.audience === "anyone" || !sendings.isConnected)
  );
}

/** Of each row, how many one measure would have stopped. A cap lets the first of a day pass and stops the rest (R6). */
function stoppedBy(chosen: ChosenMeasure, rows: readonly Sendings[]): number[] {
  if (chosen.measure === "warning") return rows.map(() => 0);
  const passed = new Map<string, number>();
  return rows.map((row) => {
    if (!isCovered(chosen.scope, row)) return 0;
    if (chosen.measure !== "daily_cap") return row.sent;
    if (row.isReply) return 0;
    const before = passed.get(row.day) ?? 0;
    const pass = Math.min(row.sent, Math.max(0, chosen.capPerDay - before));
    passed.set(row.day, before + pass);
    return row.sent - pass;
  });
}

/**
 * What the chosen measures together would have stopped of what a member sent. Null when one of them is towards named
 * members: the figures do not say to whom.
 */
export function measureEffect(
  measures: readonly ChosenMeasure[],
  rows: readonly Sendings[],
): MeasureEffect | null {
  const isNamed = measures.some(
    (chosen) => chosen.measure !== "warning" && chosen.scope.audience === "named",
  );
  if (isNamed) return null;
  const stopped = measures.map((chosen) => stoppedBy(chosen, rows));
  const effect: MeasureEffect = { starts: 0, startsBlocked: 0, replies: 0, repliesBlocked: 0 };
  for (const [index, row] of rows.entries()) {
    const blocked = Math.max(0, ...stopped.map((counts) => counts[index] ?? 0));
    if (row.isReply) {
      effect.replies += row.sent;
      effect.repliesBlocked += blocked;
    } else {
      effect.starts += row.sent;
      effect.startsBlocked += blocked;
    }
  }
  return effect;
}
