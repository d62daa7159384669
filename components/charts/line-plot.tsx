"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { LineEnds } from "./line-ends";
import { AXIS, PlotTooltip, type TooltipEntry } from "./plot-parts";
import { PlotReferences } from "./plot-references";
import { linearTicks, minuteTicks, pickTicks } from "./scale";
import {
  type ChartEvent,
  type ChartSeries,
  type ChartThreshold,
  fillBetween,
  formatMoment,
  lookOf,
  toData,
  valuesOf,
} from "./series";
import { type ChartUnit, formatTick } from "./unit";

export type LinePlotProps = {
  title: string;
  series: readonly ChartSeries[];
  unit: ChartUnit;
  scale?: "linear" | "log" | undefined;
  /** zero: from nothing · near: from just under the lowest, where small changes matter. */
  baseline?: "zero" | "near" | undefined;
  threshold?: ChartThreshold | undefined;
  events?: readonly ChartEvent[] | undefined;
  /** Fills the room between the first and the second series, which share a colour. */
  between?: boolean | undefined;
  height?: number | undefined;
};

const MARGIN = { top: 14, right: 10, bottom: 0, left: 0 } as const;
const X_AXIS = 26;
const UPPER_LOOK = { color: "var(--chart-1)", dash: "3 3" } as const;

/** Lines over time, their names at their ends. */
export default function LinePlot({
  title,
  series,
  unit,
  scale = "linear",
  baseline = "zero",
  threshold,
  events = [],
  between = false,
  height = 200,
}: LinePlotProps) {
  const data = toData(series);
  const moments = data.map((datum) => datum.at);
  const values = [...valuesOf(series), ...(threshold ? [threshold.value] : [])];
  const ticks =
    scale === "log"
      ? minuteTicks(values)
      : linearTicks(values, { whole: unit === "count", near: baseline === "near" });
  const [low, high] = [ticks[0] ?? 0, ticks[ticks.length - 1] ?? 1];
  const looks = series.map((_, place) => (between && place === 1 ? UPPER_LOOK : lookOf(series, place)));
  const names = new Map(series.map((one) => [one.key, one.label]));
  return (
    <div className="flex">
      <div className="min-w-0 flex-1">
        <ResponsiveContainer width="100%" height={height}>
          <ComposedChart data={between ? fillBetween(data, series) : data} margin={MARGIN} aria-label={title}>
            <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
            <XAxis
              {...AXIS}
              dataKey="at"
              height={X_AXIS}
              ticks={pickTicks(moments, 5)}
              interval="preserveStartEnd"
              tickFormatter={(at: string) => formatMoment(at)}
              axisLine={low === 0 ? { stroke: "var(--line-strong)" } : false}
            />
            <YAxis
              {...AXIS}
              width="auto"
              scale={scale}
              domain={[low, high]}
              ticks={ticks}
              tickFormatter={(value: number) => formatTick(value, unit)}
              allowDataOverflow
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: "var(--line-strong)" }}
              content={({ active, label, payload }) => (
                <PlotTooltip
                  active={active}
                  label={label}
                  payload={payload as readonly TooltipEntry[]}
                  names={names}
                  unit={unit}
                />
              )}
            />
            {between ? (
              <Area
                dataKey="between"
                stroke="none"
                fill="var(--chart-band)"
                fillOpacity={1}
                isAnimationActive={false}
                activeDot={false}
              />
            ) : null}
            {series.map((one, place) => (
              <Area
                key={`${one.key} band`}
                dataKey={`${one.key}:band`}
                stroke="none"
                fill={looks[place]?.color ?? "none"}
                fillOpacity={0.16}
                isAnimationActive={false}
                activeDot={false}
              />
            ))}
            {series.map((one, place) => (
              <Line
                key={one.key}
                dataKey={one.key}
                stroke={looks[place]?.color ?? "var(--ink)"}
                strokeDasharray={looks[place]?.dash ?? ""}
                strokeWidth={one.comparison || (between && place === 1) ? 1.5 : 2}
                dot={data.length === 1}
                activeDot={{ r: 3, stroke: "var(--surface)" }}
                isAnimationActive={false}
              />
            ))}
            <PlotReferences moments={moments} events={events} threshold={threshold} />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <LineEnds
        {...{ series, looks, low, high, scale }}
        top={MARGIN.top}
        plain={height - MARGIN.top - X_AXIS}
      />
    </div>
  );
}
