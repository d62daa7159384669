import { formatCount, formatMinutes } from "@/components/charts/unit";
import { Figure } from "@/components/ui/figure";
import type { AnalyticsView, ShareView } from "@/lib/contracts/analytics";
import { SMALL_CELL } from "@/lib/domain/figures";

const percent = (value: number): string => (value * 100).toFixed(1);

function shareFigure(share: ShareView, of: string): { value: string; unit?: string; definition: string } {
  if (!share) return { value: "–", definition: `nothing to count: no ${of} in the period` };
  if (share.n < SMALL_CELL) return { value: "–", definition: `fewer than ${SMALL_CELL} ${of}, not shown` };
  const interval = `${percent(share.low)} to ${percent(share.high)} %`;
  return {
    value: percent(share.value),
    unit: "%",
    definition: `${interval}; ${formatCount(share.successes)} of ${formatCount(share.n)} ${of}`,
  };
}

function minutesFigure(minutes: number | null): string {
  return minutes === null ? "–" : formatMinutes(minutes);
}

/** The figures that say whether it is quick, consistent and fair, each with what it means. */
export function AnalyticsHeadline({ view }: { view: AnalyticsView }) {
  const { median, p90 } = view.minutesToDecision;
  const figures = [
    {
      label: "Decided",
      value: formatCount(view.decided.now),
      definition: `cases with a decision in the period; ${formatCount(view.decided.before)} in the ${view.days} days before`,
    },
    {
      label: "Time to decision, median",
      value: minutesFigure(median),
      definition: `first report or signal to decision; p90 ${minutesFigure(p90)}`,
    },
    { label: "Due time missed", ...shareFigure(view.dueMissed, "decisions") },
    { label: "Overturned or reduced on appeal", ...shareFigure(view.overturned, "appeals heard") },
  ];
  return (
    <div className="grid grid-cols-1 gap-y-4 border-line border-b px-6 py-4 max-md:px-4 sm:grid-cols-2 lg:grid-cols-4">
      {figures.map((figure) => (
        <Figure
          key={figure.label}
          {...figure}
          className="lg:not-first:border-line lg:not-first:border-l lg:not-first:pl-6 lg:pr-4"
        />
      ))}
    </div>
  );
}
