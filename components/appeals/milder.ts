import type { ChosenMeasure } from "@/lib/domain/decision";
import type { Policy } from "@/lib/domain/policy";
import type { Scope } from "@/lib/domain/scope";

/** What becomes of one measure of the first decision. */
export type MilderRow = {
  as: "kept" | "shorter" | "daily_cap" | "warning" | "lifted";
  hours: number;
  /** Null: until lifted, only where the first decision had no end. */
  days: number | null;
  capPerDay: number;
  /** Replies stay possible. */
  startsOnly: boolean;
};

type Limits = { min: number; max: number };

/** The choices a measure leaves: never anything harsher than itself. */
export function milderChoices(original: ChosenMeasure): MilderRow["as"][] {
  switch (original.measure) {
    case "warning":
      return ["kept", "lifted"];
    case "temporary_block":
      return ["kept", "shorter", "warning", "lifted"];
    case "daily_cap":
      return ["kept", "shorter", "warning", "lifted"];
    case "messaging_disabled":
      return ["kept", "shorter", "daily_cap", "warning", "lifted"];
  }
}

/** Where a row starts: as decided. */
export function rowOf(original: ChosenMeasure, policy: Policy): MilderRow {
  const { measures } = policy;
  return {
    as: "kept",
    hours: original.measure === "temporary_block" ? original.hours : measures.temporaryBlockHours.min,
    days:
      original.measure === "daily_cap" || original.measure === "messaging_disabled"
        ? original.days
        : measures.periodDays.default,
    capPerDay: original.measure === "daily_cap" ? original.capPerDay : measures.dailyCap.default,
    startsOnly: false,
  };
}

/** How far each figure may go: within the policy, and never beyond the first decision. */
export function milderLimits(
  original: ChosenMeasure,
  policy: Policy,
): { hours: Limits; days: Limits; capPerDay: Limits } {
  const { temporaryBlockHours, periodDays, dailyCap } = policy.measures;
  const days =
    original.measure === "daily_cap" || original.measure === "messaging_disabled" ? original.days : null;
  return {
    hours: {
      min: temporaryBlockHours.min,
      max: original.measure === "temporary_block" ? original.hours : temporaryBlockHours.max,
    },
    days: { min: periodDays.min, max: days ?? periodDays.max },
    capPerDay: {
      min: original.measure === "daily_cap" ? original.capPerDay : dailyCap.min,
      max: dailyCap.max,
    },
  };
}

function narrowed(scope: Scope, startsOnly: boolean): Scope {
  return startsOnly && scope.directions.includes("start") ? { ...scope, directions: ["start"] } : scope;
}

function measureOf(original: ChosenMeasure, row: MilderRow): ChosenMeasure | null {
  if (row.as === "lifted") return null;
  if (row.as === "kept" || original.measure === "warning") return original;
  if (row.as === "warning") return { measure: "warning" };
  const scope = narrowed(original.scope, row.startsOnly);
  if (row.as === "daily_cap") {
    return {
      measure: "daily_cap",
      scope: narrowed(original.scope, true),
      capPerDay: row.capPerDay,
      days: row.days,
    };
  }
  switch (original.measure) {
    case "temporary_block":
      return { measure: "temporary_block", scope, hours: row.hours };
    case "daily_cap":
      return { measure: "daily_cap", scope, capPerDay: row.capPerDay, days: row.days };
    case "messaging_disabled":
      return { measure: "messaging_disabled", scope, days: row.days };
  }
}

/** The measures that stay; a warning that two rows leave is one warning. */
export function milderMeasures(original: ChosenMeasure[], rows: MilderRow[]): ChosenMeasure[] {
  const left = original.flatMap((chosen, index) => {
    const row = rows[index];
    const measure = row ? measureOf(chosen, row) : chosen;
    return measure ? [measure] : [];
  });
  return left.filter(
    (one, index) =>
      one.measure !== "warning" || left.findIndex(({ measure }) => measure === "warning") === index,
  );
}
