import type { CaseKind, CaseWhy, Severity } from "./case";
import { never } from "./result";
import { SIGNAL_LABELS, SIGNAL_RULES } from "./signal";

const ORDINALS = [
  "First",
  "Second",
  "Third",
  "Fourth",
  "Fifth",
  "Sixth",
  "Seventh",
  "Eighth",
  "Ninth",
  "Tenth",
];
const DAY_HOURS = 24;

function ordinal(n: number): string {
  const word = ORDINALS[n - 1];
  if (word) return word;
  const tail = n % 100 >= 11 && n % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${n}${tail}`;
}

/** An instant as a queue line names it, UTC: the clock on the day itself, else with the date ("19 Nov, 09:32"). */
export function briefInstant(instant: Date, at: Date): string {
  const clock = instant.toISOString().slice(11, 16);
  if (instant.toISOString().slice(0, 10) === at.toISOString().slice(0, 10)) return clock;
  const date = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" }).format(
    instant,
  );
  return `${date}, ${clock}`;
}

function span(hours: number): string {
  if (hours === 1) return "one hour";
  return hours > 72 && hours % DAY_HOURS === 0 ? `${hours / DAY_HOURS} days` : `${hours} hours`;
}

function signalName(rule: string): string {
  const known = SIGNAL_RULES.find((one) => one === rule);
  return known ? `${known} ${SIGNAL_LABELS[known].toLowerCase()}` : rule;
}

function codeLine(why: CaseWhy, severity: Severity, at: Date): string {
  const when = briefInstant(new Date(why.at), at);
  switch (why.code) {
    case "first_report":
      return `${severity} is due ${span(why.hours)} after the first report, ${when}`;
    case "report_pulled_forward":
      return `${ordinal(why.ordinal)} report, ${when}, pulled it ${why.byHours} h forward`;
    case "more_reports":
      return `${why.reports} reports, the latest ${when}; they leave its time as it is`;
    case "signal":
      return `Flagged by ${signalName(why.rule)}, ${when}`;
    case "lock_disputed":
      return `The ${why.by} says it was locked wrongly, ${when}; disputes are due within ${span(why.hours)}`;
    case "appeal_deadline":
      return `Filed ${when}; appeals are due within ${span(why.hours)}`;
    default:
      return never(why);
  }
}

/**
 * The one line that says why a case is where it is in the queue.
 * A lapsed lease and a person's own part in the decision say more than how the case began, so they come first.
 */
export function whyLine(
  found: {
    kind: CaseKind;
    severity: Severity;
    why: CaseWhy;
    /** When the last lease ran out without anybody taking the case since; null otherwise. */
    lapsedAt: Date | null;
    isExcluded: boolean;
  },
  at: Date,
): string {
  if (found.isExcluded) return "You had a part in the decision; another person has to hear it";
  if (found.lapsedAt) return `Lease lapsed ${briefInstant(found.lapsedAt, at)}, so it came back to its place`;
  return codeLine(found.why, found.severity, at);
}
