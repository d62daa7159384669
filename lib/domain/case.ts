import { ok, type Result, refuse } from "./result";

/** Units of review. One open case per subject and kind. */
export const CASE_KINDS = [
  "reported_message",
  "reported_account",
  "flagged_account",
  "locked_message",
  "appeal",
] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

export const CASE_KIND_LABELS: Record<CaseKind, string> = {
  reported_message: "Reported message",
  reported_account: "Reported account",
  flagged_account: "Flagged account",
  locked_message: "Locked message",
  appeal: "Appeal",
};

export const CASE_SUBJECTS = ["message", "member", "decision", "lock"] as const;
export type CaseSubject = (typeof CASE_SUBJECTS)[number];

/** A case is open until a decision closes it. A claim is a lease on an open case, not a state. */
export const CASE_STATES = ["open", "decided"] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** P0 due in 1 h, P1 in 24 h, P2 in 72 h by default (policy `deadlines`). */
export const SEVERITIES = ["P0", "P1", "P2"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How a case ended. `released` and `removed` are a locked message's, the last three an appeal's. */
export const OUTCOMES = [
  "dismissed",
  "actioned",
  "released",
  "removed",
  "upheld",
  "reduced",
  "overturned",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const OUTCOME_LABELS: Record<Outcome, string> = {
  dismissed: "Dismissed",
  actioned: "Measure taken",
  released: "Released",
  removed: "Removed",
  upheld: "Upheld",
  reduced: "Reduced",
  overturned: "Overturned",
};

/** Why a case is where it is in the queue; the console turns it into one line. */
export type CaseWhy =
  | { code: "first_report"; hours: number; at: string }
  | { code: "report_pulled_forward"; ordinal: number; at: string; byHours: number }
  | { code: "more_reports"; reports: number; at: string }
  | { code: "signal"; rule: string; at: string }
  | { code: "lock_disputed"; by: "recipient" | "sender"; hours: number; at: string }
  | { code: "appeal_deadline"; hours: number; at: string };

/** A claim on a case: a lease that lapses by itself. */
export type Claim = { staffId: string; expiresAt: Date };

/** How long a claim holds without a heartbeat. */
export const CLAIM_LEASE_MS = 15 * 60_000;
/** How often an open case page renews its claim. */
export const CLAIM_HEARTBEAT_MS = 60_000;

/** Whether a claim is held by somebody at an instant: a lapsed lease is simply free. */
export function isClaimed(
  claim: { claimedBy: string | null; claimExpiresAt: Date | null },
  at: Date,
): boolean {
  return claim.claimedBy !== null && claim.claimExpiresAt !== null && claim.claimExpiresAt > at;
}

/** What moves a case, and from which state: everything else is refused with `case_state`. A test asserts this table. */
export const CASE_TRANSITIONS = {
  open: ["claim", "release", "attach_report", "decide"],
  decided: [],
} as const satisfies Record<CaseState, readonly string[]>;
export type CaseMove = (typeof CASE_TRANSITIONS)["open"][number];

/** Whether a case in `state` allows `move`. */
export function allows(state: CaseState, move: CaseMove): boolean {
  return (CASE_TRANSITIONS[state] as readonly string[]).includes(move);
}

/** What a claim needs to know of the case. */
export type ClaimableCase = {
  state: CaseState;
  claimedBy: string | null;
  claimExpiresAt: Date | null;
  excludedStaffIds: readonly string[];
};

export type ClaimRefusal =
  | { code: "case_decided" }
  | { code: "case_excluded" }
  | { code: "case_held_by_other"; staffId: string; expiresAt: Date };

/**
 * Whether a person may take this case now: it is open, they had no part in the decision appealed against, and nobody
 * else's lease runs. One's own lease is simply renewed.
 */
export function checkClaimable(found: ClaimableCase, staffId: string, at: Date): Result<null, ClaimRefusal> {
  if (!allows(found.state, "claim")) return refuse({ code: "case_decided" });
  if (found.excludedStaffIds.includes(staffId)) return refuse({ code: "case_excluded" });
  const { claimedBy, claimExpiresAt } = found;
  if (claimedBy !== null && claimedBy !== staffId && claimExpiresAt !== null && isClaimed(found, at)) {
    return refuse({ code: "case_held_by_other", staffId: claimedBy, expiresAt: claimExpiresAt });
  }
  return ok(null);
}

export type HolderRefusal =
  | { code: "case_decided" }
  | { code: "case_not_claimed" }
  | { code: "case_held_by_other"; staffId: string; expiresAt: Date };

/** Whether a person still holds this case: a lapsed lease of one's own counts until somebody else takes the case. */
export function checkHolder(
  found: Pick<ClaimableCase, "state" | "claimedBy" | "claimExpiresAt">,
  staffId: string,
  at: Date,
): Result<null, HolderRefusal> {
  if (!allows(found.state, "release")) return refuse({ code: "case_decided" });
  if (found.claimedBy === staffId) return ok(null);
  if (found.claimedBy !== null && found.claimExpiresAt !== null && isClaimed(found, at)) {
    return refuse({ code: "case_held_by_other", staffId: found.claimedBy, expiresAt: found.claimExpiresAt });
  }
  return refuse({ code: "case_not_claimed" });
}

const DUE_STATES = ["overdue", "soon", "ahead"] as const;
export type DueState = (typeof DUE_STATES)[number];

/** How a case stands to its due time: past it, under a quarter of its whole time left, or ahead. */
export function dueState(found: { openedAt: Date; dueAt: Date }, at: Date): DueState {
  const leftMs = found.dueAt.getTime() - at.getTime();
  if (leftMs <= 0) return "overdue";
  return leftMs * 4 < found.dueAt.getTime() - found.openedAt.getTime() ? "soon" : "ahead";
}
