import type { ContentRuleName } from "./content-rule";

/** A message held back from its recipient (policy-facts §3). */
export const LOCK_STATES = ["waiting", "permitted", "refused", "reported", "released", "removed"] as const;
export type LockState = (typeof LOCK_STATES)[number];

/** Who can end a message's waiting. */
export const LOCK_RESOLVERS = ["recipient", "moderator", "gate"] as const;
export type LockResolver = (typeof LOCK_RESOLVERS)[number];

/** Everything that can happen to a lock: what a side answers, what a moderator decides, what the gate finds met. */
export const LOCK_MOVES = ["accept", "refuse", "report", "dispute", "release", "remove", "meet"] as const;
export type LockMove = (typeof LOCK_MOVES)[number];

/**
 * What each move leads to; a move that is not named is refused. A test asserts this table.
 *
 * - A recipient's no is theirs to take back: a moderator's `release` then says that the hold was wrong, and delivers nothing.
 * - What was delivered (permitted, released) can still be reported, and a moderator can still take it away.
 * - What a moderator removed never comes back.
 * - A report takes nothing from the sender: they dispute as after a refusal, and cannot tell the two apart.
 */
export const LOCK_TRANSITIONS = {
  waiting: {
    accept: "permitted",
    refuse: "refused",
    report: "reported",
    dispute: "waiting",
    release: "released",
    remove: "removed",
    meet: "released",
  },
  permitted: { report: "reported", dispute: "permitted", release: "permitted", remove: "removed" },
  refused: {
    accept: "permitted",
    report: "reported",
    dispute: "refused",
    release: "refused",
    remove: "removed",
  },
  reported: { dispute: "reported", release: "reported", remove: "removed" },
  released: { report: "reported", release: "released", remove: "removed" },
  removed: {},
} as const satisfies Record<LockState, Partial<Record<LockMove, LockState>>>;

/** The state a move leads to; null where the move is refused. */
export function lockAfter(state: LockState, move: LockMove): LockState | null {
  return (LOCK_TRANSITIONS[state] as Partial<Record<LockMove, LockState>>)[move] ?? null;
}

/** The states in which a message is in its recipient's inbox, or may be: its text is no longer veiled from them. */
export function isDelivered(state: LockState): boolean {
  return state === "permitted" || state === "released";
}

export const LOCK_SIDES = ["recipient", "sender"] as const;
export type LockSide = (typeof LOCK_SIDES)[number];

/** What a side can answer (http-api, `POST /locks/{lockId}/responses`). */
export const LOCK_RESPONSES = ["accept", "refuse", "report", "wrongly_locked"] as const;
export type LockResponse = (typeof LOCK_RESPONSES)[number];

/** One thing that weighed when the content filter judged a message, as staff and the two sides may read it. */
export type Weighed = {
  rule: ContentRuleName;
  kind: "word" | "link" | "attachment" | "contact" | "lookalike" | "shape" | "campaign" | "relationship";
  /** The word, link or figure as it stands in the message. Hostile. */
  text: string;
  /** Its share of the score, in log-odds; above zero speaks for locking. */
  weight: number;
};

/** Why the gate locked a message, as kept with the lock. */
export type LockReason = {
  code: string;
  rule: string;
  measured?: number;
  threshold?: number;
  windowSeconds?: number;
  detail: string;
};

/** The moves of each side (policy-facts §3): the recipient has all four, the sender can only say that it was wrong. */
export const MOVES_BY_RESPONSE = {
  accept: { move: "accept", sides: ["recipient"] },
  refuse: { move: "refuse", sides: ["recipient"] },
  report: { move: "report", sides: ["recipient"] },
  wrongly_locked: { move: "dispute", sides: ["recipient", "sender"] },
} as const satisfies Record<LockResponse, { move: LockMove; sides: readonly LockSide[] }>;

/** Whether a side may answer this at all, whatever the state. */
export function mayAnswer(by: LockSide, response: LockResponse): boolean {
  return (MOVES_BY_RESPONSE[response].sides as readonly LockSide[]).includes(by);
}

/**
 * Rules that lock until the member meets them: such a lock opens by itself once all are met (policy-facts §1). Not E3: what
 * two people share is only known of a message when it is sent.
 */
export const SELF_RELEASING_RULES = ["E1", "E2", "E4", "E6", "E8", "D1", "D2", "D3", "D4"] as const;

/** Whether a lock opens by itself when its sender comes to meet what stopped the message. */
export function isSelfReleasing(reasons: readonly LockReason[]): boolean {
  const rules: readonly string[] = SELF_RELEASING_RULES;
  return reasons.length > 0 && reasons.every((reason) => rules.includes(reason.rule));
}
