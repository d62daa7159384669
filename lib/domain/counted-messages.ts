import type { SignalRule } from "./signal";
import { DAY_MS, dayOf } from "./utc-day";

/** Which of a sender's messages a figure counts; `messages` are all but connection requests. */
export type CountedSort =
  | "messages"
  | "by_hand"
  | "automated"
  | "requests"
  | "starts"
  | "starts_not_connected";

const SORTS: Partial<Record<SignalRule, CountedSort>> = {
  D1: "messages",
  D2: "messages",
  D3: "messages",
  D4: "requests",
  D5: "by_hand",
  D6: "automated",
  D7: "automated",
  D8: "messages",
  D10: "starts",
  D11: "starts_not_connected",
  D20: "messages",
};

/**
 * The sort of messages that show a rule's figure; `part` as in `Measure`. Null for rules that count none, or whose hits
 * name all their messages themselves (a campaign, a judged text, reports).
 */
export function countedSort(rule: SignalRule, part: unknown): CountedSort | null {
  if (rule === "D7" && part === "by_hand") return "by_hand";
  if (rule === "D20" && part === "people") return "starts";
  return SORTS[rule] ?? null;
}

/** The time a figure was measured over, ending when it was: whole UTC days, or the seconds before it. */
export function measuredOver({ at, windowSeconds }: { at: Date; windowSeconds: number }): {
  from: Date;
  until: Date;
} {
  const windowMs = windowSeconds * 1_000;
  if (windowMs < DAY_MS) return { from: new Date(at.getTime() - windowMs), until: at };
  const endOfDay = (dayOf(at) + 1) * DAY_MS;
  return { from: new Date(endOfDay - windowMs), until: at };
}
