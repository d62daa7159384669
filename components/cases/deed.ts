import type { ChosenMeasure } from "@/lib/domain/decision";
import { never } from "@/lib/domain/result";
import type { DecisionDraft } from "./draft";

function period(days: number | null): string {
  if (days === null) return "until lifted";
  return days === 1 ? "for 1 day" : `for ${days} days`;
}

function deedOf(chosen: ChosenMeasure, isDone: boolean): string {
  switch (chosen.measure) {
    case "warning":
      return isDone ? "warned" : "warn";
    case "temporary_block":
      return `${isDone ? "blocked" : "block"} for ${chosen.hours} h`;
    case "daily_cap":
      return `${isDone ? "capped" : "cap"} ${period(chosen.days)}`;
    case "messaging_disabled":
      return `${isDone ? "stopped from messaging" : "stop messaging"} ${period(chosen.days)}`;
    default:
      return never(chosen);
  }
}

function joined(parts: string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

type Chosen = Pick<DecisionDraft, "isDismissed" | "measures">;

/** Names the deed of the rail's button: "Cap for 30 days and open the next case". */
export function deedLabel(draft: Chosen): string {
  if (draft.isDismissed) return "Dismiss and open the next case";
  if (draft.measures.length === 0) return "Decide and open the next case";
  const deeds = draft.measures.map((chosen) => deedOf(chosen, false));
  // Several deeds fill the button by themselves; the line under it says what follows.
  return deeds.length > 1 ? capital(joined(deeds)) : `${capital(joined(deeds))} and open the next case`;
}

/** Says what was done, for the toast: "capped for 30 days". */
export function deedDone(draft: Chosen): string {
  if (draft.isDismissed) return "dismissed";
  return joined(draft.measures.map((chosen) => deedOf(chosen, true)));
}
