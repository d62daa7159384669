import { CONTENT_RULES } from "./content-rule";
import type { LockMove, LockReason } from "./lock";
import { findClause, type Policy } from "./policy";
import type { Category } from "./report";
import { ok, type Result, refuse } from "./result";
import { CATEGORY_BY_RULE } from "./signal";

/** What a moderator submits about a disputed lock: the message goes on, or never reaches anybody. */
export type LockDecisionCommand =
  | {
      outcome: "released";
      /** For the record, staff only. */
      reason: string;
    }
  | {
      outcome: "removed";
      policyClause: string;
      reason: string;
      /** What the two sides read. */
      memberReason: string;
    };
export type LockOutcome = LockDecisionCommand["outcome"];
export const LOCK_OUTCOMES = ["released", "removed"] as const satisfies readonly LockOutcome[];

export type LockDecisionRefusal =
  | { code: "unknown_clause" }
  | { code: "reason_missing"; field: "reason" | "memberReason" };

/** What each outcome does to the lock. */
export const MOVE_BY_OUTCOME = { released: "release", removed: "remove" } as const satisfies Record<
  LockOutcome,
  LockMove
>;

/** Whether a decision about a lock is complete: reasons, and for a removal the clause it breaks. */
export function checkLockDecision(
  command: LockDecisionCommand,
  policy: Policy,
): Result<null, LockDecisionRefusal> {
  if (command.outcome === "removed") {
    if (findClause(policy, command.policyClause) === null) return refuse({ code: "unknown_clause" });
    if (command.memberReason.trim() === "") return refuse({ code: "reason_missing", field: "memberReason" });
  }
  return command.reason.trim() === "" ? refuse({ code: "reason_missing", field: "reason" }) : ok(null);
}

/** The category of the case about a lock: what the deciding reason suspects; unsolicited messages where it is no text. */
export function categoryOfLock([first]: readonly Pick<LockReason, "rule">[]): Category {
  const rule = CONTENT_RULES.find((one) => one === first?.rule);
  return rule ? CATEGORY_BY_RULE[rule] : "spam";
}
