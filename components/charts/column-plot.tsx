"use client";

import {
  Bar,
  BarChart,
  CartesianGrid,
  Cell,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { AXIS, PlotTooltip, ThresholdLabel, type TooltipEntry } from "./plot-parts";
import { linearTicks, pickTicks } from "./scale";
import { type ChartPoint, type ChartThreshold, formatMoment } from "./series";
import { type ChartUnit, formatTick } from "./unit";

export type ColumnPlotProps = {
  title: string;
  label: string;
  points: readonly ChartPoint[];
  unit: ChartUnit;
  threshold?: ChartThreshold | undefined;
  height?: number | undefined;
};

/** Columns over time from a zero baseline; those beyond the threshold stand out. */
export default function ColumnPlot({ title, label, points, unit, threshold, height = 200 }: ColumnPlotProps) {
  const data = points.map((point) => ({ at: point.at, value: point.value ?? 0 }));
  const ticks = linearTicks([...data.map((datum) => datum.value), threshold?.value ?? 0], {
    whole: unit === "count",
  });
  const names = new Map([["value", label]]);
  return (
    <ResponsiveContainer width="100%" height={height}>
      <BarChart
        data={data}
        margin={{ top: 14, right: 14, bottom: 0, left: 0 }}
        barCategoryGap={1}
        aria-label={title}
      >
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis
          {...AXIS}
          dataKey="at"
          height={26}
          ticks={pickTicks(
            data.map((datum) => datum.at),
            6,
          )}
          interval="preserveStartEnd"
          tickFormatter={(at: string) => formatMoment(at)}
          axisLine={{ stroke: "var(--line-strong)" }}
        />
        <YAxis
          {...AXIS}
          width="auto"
          domain={[0, ticks[ticks.length - 1] ?? 1]}
          ticks={ticks}
          tickFormatter={(value: number) => formatTick(value, unit)}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: "var(--hover)" }}
          content={(tip) => (
            <PlotTooltip
              active={tip.active}
              label={tip.label}
              payload={tip.payload as readonly TooltipEntry[] | undefined}
              names={names}
              unit={unit}
            />
          )}
        />
        <Bar dataKey="value" isAnimationActive={false}>
          {data.map((datum) => (
            <Cell
              key={datum.at}
              fill={!threshold || datum.value > threshold.value ? "var(--chart-1)" : "var(--chart-4)"}
            />
          ))}
        </Bar>
        {threshold ? (
          <ReferenceLine
            y={threshold.value}
            stroke="var(--ink)"
            label={<ThresholdLabel text={threshold.label} />}
          />
        ) : null}
      </BarChart>
    </ResponsiveContainer>
  );
}
