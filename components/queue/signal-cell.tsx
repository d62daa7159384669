import { Meter } from "@/components/ui/meter";
import type { QueueRow } from "@/lib/contracts/queue";
import { FLOOR_RULES, SIGNAL_LABELS, signalFigure } from "@/lib/domain/signal";
import { GridCell } from "./grid-parts";

function disputeText({ why }: QueueRow): string {
  return why.code === "lock_disputed" ? `Disputed by the ${why.by}` : "Disputed";
}

/** Without a signal: what the case rests on, in two lines. */
function restsOn(row: QueueRow): [string, string] {
  switch (row.kind) {
    case "appeal":
      return ["Asks to be heard again", "By somebody else"];
    case "locked_message":
      return [disputeText(row), "Held back by the gate"];
    default:
      return [reportsText(row.reportCount), "Nothing measured"];
  }
}

function reportsText(count: number): string {
  if (count === 0) return "No report yet";
  return count === 1 ? "One report" : `${count} reports`;
}

/** The detector's strongest figure against its threshold; without one, how many reports there are. */
export function SignalCell({ row }: { row: QueueRow }) {
  const signal = row.strongestSignal;
  const [first, second] = restsOn(row);
  return (
    <GridCell className="hidden min-w-0 leading-4.5 @min-[1000px]:block">
      {signal ? (
        <>
          <span className="block truncate text-ink-2">
            <span className="mono text-ink-3">{signal.rule}</span> {SIGNAL_LABELS[signal.rule]}
          </span>
          <Meter
            size="sm"
            label={SIGNAL_LABELS[signal.rule]}
            measured={signal.measured}
            threshold={signal.threshold}
            kind={FLOOR_RULES.includes(signal.rule) ? "floor" : "ceiling"}
            hard={signal.rule === "D14"}
            className="h-4.5 text-12"
            format={(value) => signalFigure(signal.rule, value)}
          />
        </>
      ) : (
        <>
          <span className="block truncate text-ink-2">{first}</span>
          <span className="block truncate text-12 leading-4.5 text-ink-3">{second}</span>
        </>
      )}
    </GridCell>
  );
}
