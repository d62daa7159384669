"use client";

import dynamic from "next/dynamic";
import { ChartFrame, type ChartHead } from "./chart-frame";
import { ChartRoom } from "./chart-room";
import { toTable } from "./series";
import type { SmallMultiplesPlotProps } from "./small-multiples-plot";

const SmallMultiplesPlot = dynamic(() => import("./small-multiples-plot"), {
  ssr: false,
  loading: () => <ChartRoom height={104} />,
});

/** More series than one drawing holds: each alone, all on one scale. */
export function SmallMultiples({
  definition,
  rows,
  className,
  ...plot
}: ChartHead & SmallMultiplesPlotProps) {
  return (
    <ChartFrame
      title={plot.title}
      definition={definition}
      rows={rows}
      className={className}
      table={toTable(plot.multiples, plot.unit)}
    >
      <SmallMultiplesPlot {...plot} />
    </ChartFrame>
  );
}
