import { claimRefusalText } from "@/lib/contracts/claim";
import { checkLockDecision } from "@/lib/domain/lock-decision";
import type { Policy } from "@/lib/domain/policy";
import { commandOf, type LockChoice } from "./lock-choice";

/** What keeps a decision about a lock from being stored, and where to mend it. */
export type LockFault = { field: "outcome" | "clause" | "reason" | "memberReason" | "foot"; message: string };

type Refusal = { code: string; field?: string; name?: string; reference?: string };

/** A refusal as the moderator reads it, with the field it is about. */
export function faultText(refusal: Refusal): LockFault {
  switch (refusal.code) {
    case "unknown_clause":
      return { field: "clause", message: "Choose the clause it breaks." };
    case "reason_missing":
      return refusal.field === "memberReason"
        ? { field: "memberReason", message: "Write what the two sides are told." }
        : { field: "reason", message: "Write the reason for the record." };
    case "case_changed":
      return { field: "foot", message: "The case has changed. Read what is new, then send." };
    case "case_decided":
      return {
        field: "foot",
        message: `${refusal.name ?? "Somebody else"} decided this case. Your draft was not sent.`,
      };
    case "operation_reused":
      return { field: "foot", message: "You changed something after sending. Send again." };
    default:
      return { field: "foot", message: claimRefusalText(refusal) };
  }
}

/** What is still missing; null when the choice can be sent. The server asks the same again. */
export function missingOf(choice: LockChoice, policy: Policy): LockFault | null {
  const command = commandOf(choice);
  if (!command) return { field: "outcome", message: "Choose to release or to remove." };
  const whole = checkLockDecision(command, policy);
  return whole.ok ? null : faultText(whole.error);
}
