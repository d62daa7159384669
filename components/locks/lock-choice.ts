import type { LockDecisionCommand, LockOutcome } from "@/lib/domain/lock-decision";

/** What a moderator has chosen and typed about a lock so far. */
export type LockChoice = {
  outcome: LockOutcome | null;
  policyClause: string | null;
  reason: string;
  memberReason: string;
};

export const EMPTY_CHOICE: LockChoice = { outcome: null, policyClause: null, reason: "", memberReason: "" };

const keyOf = (caseId: string) => `lockkeeper:lock-draft:${caseId}`;

/** The command a choice stands for; null while no outcome is chosen. */
export function commandOf({
  outcome,
  policyClause,
  reason,
  memberReason,
}: LockChoice): LockDecisionCommand | null {
  switch (outcome) {
    case null:
      return null;
    case "released":
      return { outcome, reason: reason.trim() };
    case "removed":
      return {
        outcome,
        policyClause: policyClause ?? "",
        reason: reason.trim(),
        memberReason: memberReason.trim(),
      };
  }
}

/** What this device kept of an unfinished decision; null when nothing. */
export function storedChoice(caseId: string): LockChoice | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(keyOf(caseId)) ?? "null");
    const isWhole =
      typeof value === "object" && value !== null && Object.keys(EMPTY_CHOICE).every((key) => key in value);
    return isWhole ? (value as LockChoice) : null;
  } catch {
    return null;
  }
}

/** Keeps an unfinished decision on this device; null forgets it. */
export function keepChoice(caseId: string, choice: LockChoice | null): void {
  try {
    if (choice) sessionStorage.setItem(keyOf(caseId), JSON.stringify(choice));
    else sessionStorage.removeItem(keyOf(caseId));
  } catch {
    // A device that keeps nothing still decides.
  }
}
