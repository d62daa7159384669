import { ReferenceLine } from "recharts";
import { EventLabel, ThresholdLabel } from "./plot-parts";
import type { ChartEvent, ChartThreshold } from "./series";

/** The gate as a line with the mitre at its end, and what happened as dotted verticals with words. */
export function PlotReferences({
  moments,
  events,
  threshold,
}: {
  /** The moments of the axis, in order. */
  moments: readonly string[];
  events: readonly ChartEvent[];
  threshold?: ChartThreshold | undefined;
}) {
  const start = moments[0] ?? "";
  const middle = moments[Math.floor(moments.length / 2)] ?? "";
  const finish = moments.at(-1) ?? "";
  return (
    <>
      {events
        .filter((event) => event.at >= start && event.at <= finish)
        .map((event) => (
          <ReferenceLine
            key={`${event.at} ${event.label}`}
            x={moments.find((at) => at >= event.at) ?? finish}
            stroke="var(--ink-2)"
            strokeDasharray="1 3"
            label={<EventLabel text={event.label} late={event.at > middle} />}
          />
        ))}
      {threshold ? (
        <ReferenceLine
          y={threshold.value}
          stroke="var(--ink)"
          label={<ThresholdLabel text={threshold.label} />}
        />
      ) : null}
    </>
  );
}
