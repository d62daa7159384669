import { findDecidedBy, findStaffName, type LockedCase } from "@/db/queries/decision";
import type { Outcome } from "@/lib/domain/case";
import type { Undecidable } from "@/lib/domain/decision";
import type { Operation } from "./run-operation";

/** Why a case cannot be decided now, with who or what stands in the way. Instants RFC 3339. */
export type UndecidableRefusal =
  | { code: "case_not_claimed" }
  | { code: "case_decided"; staffId: string; name: string; decidedAt: string; outcome: Outcome }
  | { code: "case_held_by_other"; staffId: string; name: string; until: string }
  /** Something joined since the version seen; `version` is the present one. */
  | { code: "case_changed"; version: number };

/** Names who or what stands in the way of deciding a case whose row this operation holds. */
export async function nameUndecidable(
  op: Operation,
  found: Pick<LockedCase, "caseId" | "version" | "claimExpiresAt">,
  refusal: Undecidable,
): Promise<UndecidableRefusal> {
  switch (refusal.code) {
    case "case_decided": {
      const by = await findDecidedBy(op.query, found.caseId);
      if (!by) throw new Error(`case ${found.caseId} is decided without a decision`);
      return { ...by, code: "case_decided", decidedAt: by.decidedAt.toISOString() };
    }
    case "case_held_by_other": {
      const name = (await findStaffName(op.query, refusal.staffId)) ?? "";
      const until = (found.claimExpiresAt ?? op.at).toISOString();
      return { code: "case_held_by_other", staffId: refusal.staffId, name, until };
    }
    case "case_changed":
      return { code: "case_changed", version: found.version };
    case "case_not_claimed":
      return refusal;
  }
}
