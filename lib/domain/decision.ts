import { allows, type CaseState, isClaimed } from "./case";
import { AVAILABLE_MEASURES, type AvailableMeasure, type Measure, rungOf } from "./measure";
import { findClause, type Policy } from "./policy";
import { ok, type Result, refuse } from "./result";
import { audienceKey, type Scope, scopeCells } from "./scope";

/** A measure as a moderator chose it. A warning has no scope and no period. */
export type ChosenMeasure =
  | { measure: "warning" }
  | { measure: "temporary_block"; scope: Scope; hours: number }
  | { measure: "daily_cap"; scope: Scope; capPerDay: number; days: number | null }
  | { measure: "messaging_disabled"; scope: Scope; days: number | null };

/** What a moderator submits. */
export type DecisionCommand =
  | { outcome: "dismissed"; reason: string }
  | {
      outcome: "actioned";
      measures: ChosenMeasure[];
      policyClause: string;
      /** For the record, staff only. */
      reason: string;
      /** For the member, in the notice. */
      memberReason: string;
    };

/** Why a case cannot be decided by this person now. */
export type Undecidable =
  | { code: "case_decided" }
  | { code: "case_changed" }
  | { code: "case_not_claimed" }
  | { code: "case_held_by_other"; staffId: string };

/** Why a decision is not complete. */
export type DecisionRefusal =
  | { code: "no_measure" }
  | { code: "measure_twice"; measure: AvailableMeasure }
  | { code: "measure_not_available"; measure: string }
  | { code: "unknown_clause" }
  | { code: "reason_missing"; field: "reason" | "memberReason" }
  | { code: "scope_empty"; measure: AvailableMeasure }
  | {
      code: "out_of_range";
      measure: AvailableMeasure;
      field: "hours" | "days" | "capPerDay";
      min: number;
      max: number;
    };

/** What the decision needs to know of the case. */
export type DecidableCase = {
  state: CaseState;
  version: number;
  claimedBy: string | null;
  claimExpiresAt: Date | null;
};

/**
 * Whether this person may decide this case now. A lapsed lease of one's own still counts, as long as nobody else took
 * the case and its version is the one seen.
 */
export function checkDecidable(
  found: DecidableCase,
  seenVersion: number,
  staffId: string,
  at: Date,
): Result<null, Undecidable> {
  if (!allows(found.state, "decide")) return refuse({ code: "case_decided" });
  if (isClaimed(found, at) && found.claimedBy !== null && found.claimedBy !== staffId) {
    return refuse({ code: "case_held_by_other", staffId: found.claimedBy });
  }
  if (found.claimedBy !== staffId) return refuse({ code: "case_not_claimed" });
  if (found.version !== seenVersion) return refuse({ code: "case_changed" });
  return ok(null);
}

function between(
  measure: AvailableMeasure,
  field: "hours" | "days" | "capPerDay",
  value: number,
  range: { min: number; max: number },
): DecisionRefusal | null {
  const isInside = Number.isInteger(value) && value >= range.min && value <= range.max;
  return isInside ? null : { code: "out_of_range", measure, field, min: range.min, max: range.max };
}

function checkMeasure(chosen: ChosenMeasure, policy: Policy): DecisionRefusal | null {
  if (chosen.measure === "warning") return null;
  const { scope } = chosen;
  const isNamedEmpty = scope.audience === "named" && scope.counterparts.length === 0;
  if (scope.channels.length === 0 || scope.directions.length === 0 || isNamedEmpty) {
    return { code: "scope_empty", measure: chosen.measure };
  }
  switch (chosen.measure) {
    case "temporary_block":
      return between("temporary_block", "hours", chosen.hours, policy.measures.temporaryBlockHours);
    case "daily_cap":
      return (
        between("daily_cap", "capPerDay", chosen.capPerDay, policy.measures.dailyCap) ??
        (chosen.days === null ? null : between("daily_cap", "days", chosen.days, policy.measures.periodDays))
      );
    case "messaging_disabled":
      return chosen.days === null
        ? null
        : between("messaging_disabled", "days", chosen.days, policy.measures.periodDays);
  }
}

/** Whether a decision is complete and within the policy: clause, reasons, measures with their ranges (R1, R5, R6, R7). */
export function checkDecision(command: DecisionCommand, policy: Policy): Result<null, DecisionRefusal> {
  const isReasoned = command.reason.trim() !== "";
  if (command.outcome === "dismissed") {
    return isReasoned ? ok(null) : refuse({ code: "reason_missing", field: "reason" });
  }
  if (command.measures.length === 0) return refuse({ code: "no_measure" });
  if (findClause(policy, command.policyClause) === null) return refuse({ code: "unknown_clause" });
  if (command.memberReason.trim() === "") return refuse({ code: "reason_missing", field: "memberReason" });
  if (!isReasoned) return refuse({ code: "reason_missing", field: "reason" });
  const seen = new Set<string>();
  for (const chosen of command.measures) {
    if (!AVAILABLE_MEASURES.includes(chosen.measure)) {
      return refuse({ code: "measure_not_available", measure: chosen.measure });
    }
    if (seen.has(chosen.measure)) return refuse({ code: "measure_twice", measure: chosen.measure });
    seen.add(chosen.measure);
    const refusal = checkMeasure(chosen, policy);
    if (refusal) return refuse(refusal);
  }
  return ok(null);
}

/** When a chosen measure ends; null for a warning and for an open period. */
export function endOf(chosen: ChosenMeasure, startsAt: Date): Date | null {
  switch (chosen.measure) {
    case "warning":
      return null;
    case "temporary_block":
      return new Date(startsAt.getTime() + chosen.hours * 3_600_000);
    case "daily_cap":
    case "messaging_disabled":
      return chosen.days === null ? null : new Date(startsAt.getTime() + chosen.days * 86_400_000);
  }
}

/** The weight of the strike a decision leaves: that of its heaviest rung (policy `strikes`); 0 leaves none. */
export function strikeWeight(measures: ChosenMeasure[], policy: Policy): number {
  return Math.max(0, ...measures.map((chosen) => policy.strikes.weightByRung[rungOf(chosen.measure)] ?? 0));
}

/** A restriction that runs now or later, as far as superseding needs it. */
export type Running = { restrictionId: string; measure: Measure; scopeCells: number[]; audienceKey: string };

/**
 * Which running restrictions a newly chosen measure takes the place of: those of the same measure towards the same
 * audience that share a channel × direction with it. The latest decision about a measure is the one that counts: what is
 * superseded ends even where it was wider or would have run longer, so the console names it before the decision is sent.
 */
export function supersededBy(chosen: ChosenMeasure, running: readonly Running[]): string[] {
  if (chosen.measure === "warning") return [];
  const cells = scopeCells(chosen.scope);
  const key = audienceKey(chosen.scope);
  return running
    .filter(
      (other) =>
        other.measure === chosen.measure &&
        other.audienceKey === key &&
        other.scopeCells.some((cell) => cells.includes(cell)),
    )
    .map((other) => other.restrictionId);
}
