"use client";

import dynamic from "next/dynamic";
import { ChartFrame, type ChartHead } from "./chart-frame";
import { ChartRoom } from "./chart-room";
import type { LinePlotProps } from "./line-plot";
import { toTable } from "./series";

const LinePlot = dynamic(() => import("./line-plot"), {
  ssr: false,
  loading: () => <ChartRoom height={200} />,
});

/** Lines over time, at most four and a comparison. */
export function LineChart({ definition, rows, className, ...plot }: ChartHead & LinePlotProps) {
  return (
    <ChartFrame
      title={plot.title}
      definition={definition}
      rows={rows}
      className={className}
      table={toTable(plot.series, plot.unit)}
    >
      <LinePlot {...plot} />
    </ChartFrame>
  );
}
