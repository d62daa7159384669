import { CHANNELS, type Channel, type Degree, DIRECTIONS, type Direction } from "./channel";

/** Towards whom a restriction holds. */
export const AUDIENCES = ["anyone", "not_connected", "named"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What a restriction covers: channels × start/reply × towards whom (policy-facts §4, Scope). */
export type Scope = {
  channels: Channel[];
  directions: Direction[];
  audience: Audience;
  /** Member ids, only with audience `named`. */
  counterparts: string[];
};

/** A scope that covers everything. */
export const EVERYTHING: Scope = {
  channels: [...CHANNELS],
  directions: [...DIRECTIONS],
  audience: "anyone",
  counterparts: [],
};

/** The cells of channel × direction as integers, for the exclusion constraint: channel index × 2 + direction index. */
export function scopeCells(scope: Scope): number[] {
  return scope.channels
    .flatMap((channel) =>
      scope.directions.map((direction) => CHANNELS.indexOf(channel) * 2 + DIRECTIONS.indexOf(direction)),
    )
    .sort((a, b) => a - b);
}

/** Names the audience so that equal audiences compare equal: `anyone`, `not_connected`, `named:a,b`. */
export function audienceKey(scope: Scope): string {
  return scope.audience === "named"
    ? `named:${[...new Set(scope.counterparts)].sort().join(",")}`
    : scope.audience;
}

/** A message about to be sent, as far as scope cares. */
export type Sending = { channel: Channel; direction: Direction; recipientId: string; degree: Degree };

/** Whether a scope covers a sending. */
export function covers(scope: Scope, sending: Sending): boolean {
  if (!scope.channels.includes(sending.channel) || !scope.directions.includes(sending.direction))
    return false;
  switch (scope.audience) {
    case "anyone":
      return true;
    case "not_connected":
      return sending.degree !== 1;
    case "named":
      return scope.counterparts.includes(sending.recipientId);
  }
}
