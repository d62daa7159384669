/** A message held back from its recipient (policy-facts §3). */
export const LOCK_STATES = ["waiting", "permitted", "refused", "reported", "released", "removed"] as const;
export type LockState = (typeof LOCK_STATES)[number];

export const LOCK_SIDES = ["recipient", "sender"] as const;
export type LockSide = (typeof LOCK_SIDES)[number];

/** What a side can answer (http-api, `POST /locks/{lockId}/responses`). */
export const LOCK_RESPONSES = ["accept", "refuse", "report", "wrongly_locked"] as const;
export type LockResponse = (typeof LOCK_RESPONSES)[number];

/** One thing that weighed when the content filter judged a message, as staff and the two sides may read it. */
export type Weighed = {
  /** D15–D19. */
  rule: "D15" | "D16" | "D17" | "D18" | "D19";
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
