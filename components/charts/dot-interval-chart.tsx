"use client";

import dynamic from "next/dynamic";
import { ChartFrame, type ChartHead } from "./chart-frame";
import { ChartRoom } from "./chart-room";
import type { DotIntervalPlotProps } from "./dot-interval-plot";
import { formatCount, formatValue } from "./unit";

const DotIntervalPlot = dynamic(() => import("./dot-interval-plot"), {
  ssr: false,
  loading: () => <ChartRoom height={180} />,
});

/** Estimates with their 95 % intervals, by name. */
export function DotIntervalChart({
  definition,
  rows,
  className,
  column = "Name",
  ...plot
}: ChartHead & DotIntervalPlotProps & { column?: string | undefined }) {
  return (
    <ChartFrame
      title={plot.title}
      definition={definition}
      rows={rows}
      className={className}
      table={{
        columns: [column, "Value", "95 % interval", "n"],
        rows: plot.dots.map((dot) =>
          dot.withheld
            ? [dot.label, "fewer than 10, not shown", "not shown", "< 10"]
            : [
                dot.label,
                formatValue(dot.value, plot.unit),
                `${formatValue(dot.low, plot.unit)} to ${formatValue(dot.high, plot.unit)}`,
                formatCount(dot.n),
              ],
        ),
      }}
    >
      <DotIntervalPlot {...plot} />
    </ChartFrame>
  );
}
