import { CHANNELS, type Channel, type Direction } from "@/lib/domain/channel";
import type { Scope } from "@/lib/domain/scope";

/** The narrowest scope that still answers what happened: where it happened, new conversations only. */
export function leastScope(channel: Channel | null, degree: number | null): Scope {
  return {
    channels: channel ? [channel] : [...CHANNELS],
    directions: ["start"],
    audience: degree === 1 ? "anyone" : "not_connected",
    counterparts: [],
  };
}

/**
 * Clicks a cell of the scope grid. A start cell puts its channel in or out. A reply cell puts replies in or out for all
 * chosen channels, and its channel in when it was out: a scope is channels × directions, never a single cell.
 */
export function toggleCell(scope: Scope, direction: Direction, channel: Channel): Scope {
  const isIn = scope.channels.includes(channel);
  const channels = isIn
    ? scope.channels.filter((one) => one !== channel)
    : CHANNELS.filter((one) => one === channel || scope.channels.includes(one));
  if (direction === "start" && scope.directions.includes("start")) return { ...scope, channels };
  if (!isIn) return { ...scope, channels, directions: withDirection(scope.directions, direction) };
  const left = scope.directions.filter((one) => one !== direction);
  if (left.length === scope.directions.length)
    return { ...scope, directions: withDirection(left, direction) };
  return left.length === 0 ? { ...scope, channels } : { ...scope, directions: left };
}

function withDirection(directions: Direction[], direction: Direction): Direction[] {
  if (directions.includes(direction)) return directions;
  return direction === "start" ? ["start", ...directions] : [...directions, "reply"];
}
