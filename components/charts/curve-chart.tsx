"use client";

import dynamic from "next/dynamic";
import { ChartFrame, type ChartHead } from "./chart-frame";
import { ChartRoom } from "./chart-room";
import type { CurvePlotProps } from "./curve-plot";
import { Swatch } from "./plot-parts";
import { SERIES_LOOK } from "./series";
import { formatValue } from "./unit";

const CurvePlot = dynamic(() => import("./curve-plot"), {
  ssr: false,
  loading: () => <ChartRoom height={236} />,
});

/** Curves over a quantity with the gates in question. */
export function CurveChart({ definition, rows, className, ...plot }: ChartHead & CurvePlotProps) {
  const { places, series, unit, axis, title, gates } = plot;
  const named = (x: number): string => {
    const names = gates.filter((gate) => gate.x === x).map(({ label }) => label.split(" ")[0]);
    return names.length > 0 ? `${x} (${names.join(", ")})` : String(x);
  };
  const table = {
    columns: [`Threshold, ${axis}`, ...series.map(({ label }) => label)],
    rows: places.map((place) => [
      named(place.x),
      ...series.map(({ key }) => formatValue(place[key] ?? 0, unit)),
    ]),
  };
  return (
    <ChartFrame {...{ title, definition, rows, className, table }}>
      <CurvePlot {...plot} />
      <ul aria-hidden="true" className="mt-1 flex flex-wrap gap-x-5 text-11 font-medium text-ink-2">
        {series.map(({ key, label }, place) => {
          const look = SERIES_LOOK[place === 0 ? 0 : 2];
          return (
            <li key={key} className="flex items-center gap-1.5">
              <Swatch color={look.color} dash={look.dash} />
              {label}
            </li>
          );
        })}
      </ul>
    </ChartFrame>
  );
}
