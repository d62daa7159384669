import { type DecisionDraft, EMPTY_DRAFT } from "./draft";

/** What was sent, and the id it was sent under. */
export type Intent = { key: string; operationId: string };
type Stored = { draft: DecisionDraft; intent: Intent | null };

function keyOf(caseId: string): string {
  return `lockkeeper:case-draft:${caseId}`;
}

function isStored(value: unknown): value is Stored {
  if (typeof value !== "object" || value === null || !("draft" in value)) return false;
  const { draft } = value;
  if (typeof draft !== "object" || draft === null) return false;
  return Object.keys(EMPTY_DRAFT).every((key) => key in draft);
}

/** What this device kept of an unfinished decision; null when nothing, or when it can keep nothing. */
export function loadDraft(caseId: string): Stored | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(keyOf(caseId)) ?? "null");
    return isStored(value) ? value : null;
  } catch {
    return null;
  }
}

/** Keeps an unfinished decision on this device until it is sent or the browser is closed. */
export function saveDraft(caseId: string, draft: DecisionDraft, intent: Intent | null): void {
  try {
    sessionStorage.setItem(keyOf(caseId), JSON.stringify({ draft, intent } satisfies Stored));
  } catch {
    // A device that keeps nothing still decides.
  }
}

/** Forgets a decision once it is stored. */
export function clearDraft(caseId: string): void {
  try {
    sessionStorage.removeItem(keyOf(caseId));
  } catch {
    // As above.
  }
}
