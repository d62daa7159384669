import { CHANNELS, type Direction } from "@/lib/domain/channel";
import {
  type ChosenMeasure,
  checkDecision,
  type DecisionCommand,
  type DecisionRefusal,
} from "@/lib/domain/decision";
import { type AvailableMeasure, MEASURE_NAMES, MEASURES } from "@/lib/domain/measure";
import type { Policy } from "@/lib/domain/policy";
import { never } from "@/lib/domain/result";
import type { Scope } from "@/lib/domain/scope";

/** What a moderator has chosen and typed so far. Nothing is chosen until a key or a click does it. */
export type DecisionDraft = {
  isDismissed: boolean;
  /** In the ladder's order. */
  measures: ChosenMeasure[];
  policyClause: string | null;
  reason: string;
  memberReason: string;
};

export const EMPTY_DRAFT: DecisionDraft = {
  isDismissed: false,
  measures: [],
  policyClause: null,
  reason: "",
  memberReason: "",
};

/** The parts of the rail a refusal can point at; also the ids of their fields. */
export type DraftField = "measures" | "clause" | "scope" | "reason" | "memberReason";

/** Whether anything would be lost. */
export function isTouched(draft: DecisionDraft): boolean {
  return JSON.stringify(draft) !== JSON.stringify(EMPTY_DRAFT);
}

/** A measure as it is first chosen: the policy's figures, everywhere, towards anyone. A cap only counts starts (R6). */
export function firstChoice(measure: AvailableMeasure, policy: Policy): ChosenMeasure {
  const scope = (directions: Direction[]): Scope => ({
    channels: [...CHANNELS],
    directions,
    audience: "anyone",
    counterparts: [],
  });
  const { temporaryBlockHours, dailyCap, periodDays } = policy.measures;
  switch (measure) {
    case "warning":
      return { measure };
    case "temporary_block":
      return { measure, scope: scope(["start", "reply"]), hours: temporaryBlockHours.default };
    case "daily_cap":
      return { measure, scope: scope(["start"]), capPerDay: dailyCap.default, days: periodDays.default };
    case "messaging_disabled":
      return { measure, scope: scope(["start", "reply"]), days: periodDays.default };
    default:
      return never(measure);
  }
}

/** Chooses a measure, or takes it back; a dismissal and a measure exclude each other. */
export function toggleMeasure(
  draft: DecisionDraft,
  measure: AvailableMeasure,
  policy: Policy,
): DecisionDraft {
  const without = draft.measures.filter((chosen) => chosen.measure !== measure);
  if (without.length < draft.measures.length) return { ...draft, measures: without };
  const measures = [...without, firstChoice(measure, policy)].sort(
    (a, b) => MEASURES.indexOf(a.measure) - MEASURES.indexOf(b.measure),
  );
  return { ...draft, isDismissed: false, measures };
}

/** Chooses to dismiss, or takes it back. */
export function toggleDismissed(draft: DecisionDraft): DecisionDraft {
  return { ...draft, isDismissed: !draft.isDismissed, measures: draft.isDismissed ? draft.measures : [] };
}

/** Puts a measure's changed scope, period or figure in place. */
export function changeMeasure(draft: DecisionDraft, changed: ChosenMeasure): DecisionDraft {
  const measures = draft.measures.map((chosen) => (chosen.measure === changed.measure ? changed : chosen));
  return { ...draft, measures };
}

/** What would be sent; null while neither a measure nor the dismissal is chosen. */
export function toCommand(draft: DecisionDraft): DecisionCommand | null {
  if (draft.isDismissed) return { outcome: "dismissed", reason: draft.reason.trim() };
  if (draft.measures.length === 0) return null;
  return {
    outcome: "actioned",
    measures: draft.measures,
    policyClause: draft.policyClause ?? "",
    reason: draft.reason.trim(),
    memberReason: draft.memberReason.trim(),
  };
}

export type DraftFault = { field: DraftField; message: string };

/** A refusal that a field can mend, at its field and in words; null for those that are about the case. */
export function faultOf(refusal: DecisionRefusal | { code: string }): DraftFault | null {
  const known = refusal as DecisionRefusal;
  switch (known.code) {
    case "no_measure":
      return { field: "measures", message: "Choose a measure, or dismiss." };
    case "unknown_clause":
      return { field: "clause", message: "Choose the clause it breaks." };
    case "reason_missing":
      return known.field === "reason"
        ? { field: "reason", message: "Write the reason for the record." }
        : { field: "memberReason", message: "Write what the member is told." };
    case "scope_empty":
      return {
        field: "scope",
        message: `${MEASURE_NAMES[known.measure]}: choose at least one channel and whom it concerns.`,
      };
    case "out_of_range": {
      const what = { hours: "hours", days: "days", capPerDay: "conversations a day" }[known.field];
      return {
        field: "scope",
        message: `${MEASURE_NAMES[known.measure]}: from ${known.min} to ${known.max} ${what}.`,
      };
    }
    case "measure_twice":
    case "measure_not_available":
      return { field: "measures", message: "One of these measures cannot be chosen now." };
    default:
      return null;
  }
}

/** What is missing before the decision can be sent; null when it is complete. The server asks the same again. */
export function findFault(draft: DecisionDraft, policy: Policy): DraftFault | null {
  const command = toCommand(draft);
  if (!command) return { field: "measures", message: "Choose a measure, or dismiss." };
  if (command.outcome === "actioned" && !command.policyClause) return faultOf({ code: "unknown_clause" });
  const checked = checkDecision(command, policy);
  return checked.ok ? null : faultOf(checked.error);
}
