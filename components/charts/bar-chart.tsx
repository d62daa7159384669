"use client";

import dynamic from "next/dynamic";
import type { BarPlotProps } from "./bar-plot";
import { ChartFrame, type ChartHead } from "./chart-frame";
import { ChartRoom } from "./chart-room";
import { formatValue } from "./unit";

const BarPlot = dynamic(() => import("./bar-plot"), {
  ssr: false,
  loading: () => <ChartRoom height={180} />,
});

/** Bars by name, each with what it is compared with. */
export function BarChart({
  definition,
  rows,
  className,
  before = "Before",
  column = "Name",
  ...plot
}: ChartHead &
  BarPlotProps & {
    /** What the thin bar is, for the table's head. */
    before?: string | undefined;
    /** What the bars are named by. */
    column?: string | undefined;
  }) {
  const compared = plot.bars.some((row) => row.before !== undefined);
  return (
    <ChartFrame
      title={plot.title}
      definition={definition}
      rows={rows}
      className={className}
      table={{
        columns: [column, "Value", ...(compared ? [before] : [])],
        rows: plot.bars.map((row) => [
          row.label,
          formatValue(row.value, plot.unit),
          ...(compared ? [row.before === undefined ? "no figure" : formatValue(row.before, plot.unit)] : []),
        ]),
      }}
    >
      <BarPlot {...plot} />
    </ChartFrame>
  );
}
