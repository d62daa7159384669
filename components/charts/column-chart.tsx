"use client";

import dynamic from "next/dynamic";
import { ChartFrame, type ChartHead } from "./chart-frame";
import { ChartRoom } from "./chart-room";
import type { ColumnPlotProps } from "./column-plot";
import { toTable } from "./series";

const ColumnPlot = dynamic(() => import("./column-plot"), {
  ssr: false,
  loading: () => <ChartRoom height={200} />,
});

/** Columns over time against a threshold. */
export function ColumnChart({ definition, rows, className, ...plot }: ChartHead & ColumnPlotProps) {
  return (
    <ChartFrame
      title={plot.title}
      definition={definition}
      rows={rows}
      className={className}
      table={toTable([{ key: "value", label: plot.label, points: plot.points }], plot.unit)}
    >
      <ColumnPlot {...plot} />
    </ChartFrame>
  );
}
