"use client";

import type { ChartHead } from "./chart-frame";
import { LineChart } from "./line-chart";
import type { LinePlotProps } from "./line-plot";
import type { ChartSeries } from "./series";

/** Two lines and the room between them, such as a median and its ninetieth percentile. */
export function BandChart({
  lower,
  upper,
  ...rest
}: ChartHead & Omit<LinePlotProps, "series" | "between"> & { lower: ChartSeries; upper: ChartSeries }) {
  return <LineChart {...rest} between series={[lower, upper]} />;
}
