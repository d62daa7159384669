"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { AXIS, EventLabel, PlotTooltip, Swatch, ThresholdLabel, type TooltipEntry } from "./plot-parts";
import { linearTicks, minuteTicks, pickTicks, shareOf, spread } from "./scale";
import {
  type ChartEvent,
  type ChartSeries,
  type ChartThreshold,
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
  threshold?: ChartThreshold | undefined;
  events?: readonly ChartEvent[] | undefined;
  /** Fills the room between the first and the second series. */
  between?: boolean | undefined;
  height?: number | undefined;
};

const MARGIN = { top: 14, right: 10, bottom: 0, left: 0 } as const;
const X_AXIS = 26;
const LABEL_GAP = 15;

/** Lines over time, their names at their ends. */
export default function LinePlot(props: LinePlotProps) {
  const {
    title,
    series,
    unit,
    scale = "linear",
    threshold,
    events = [],
    between = false,
    height = 200,
  } = props;
  const data = toData(series);
  const values = [...valuesOf(series), ...(threshold ? [threshold.value] : [])];
  const ticks = scale === "log" ? minuteTicks(values) : linearTicks(values, unit === "count");
  const [low, high] = [ticks[0] ?? 0, ticks[ticks.length - 1] ?? 1];
  const plain = height - MARGIN.top - X_AXIS;
  const ends = series.map((one) => one.points.findLast((point) => point.value !== null)?.value ?? low);
  const places = spread(
    ends.map((end) => plain * (1 - shareOf(end, low, high, scale))),
    LABEL_GAP,
    plain,
  );
  const [first, second] = series;
  const joined = data.map((datum) => {
    const a = first ? datum[first.key] : null;
    const b = second ? datum[second.key] : null;
    return typeof a === "number" && typeof b === "number"
      ? { ...datum, between: [Math.min(a, b), Math.max(a, b)] }
      : datum;
  });
  const names = new Map(series.map((one) => [one.key, one.label]));
  const middle = data[Math.floor(data.length / 2)]?.at ?? "";
  const start = data[0]?.at ?? "";
  const finish = data[data.length - 1]?.at ?? "";
  return (
    <div className="flex">
      <div className="min-w-0 flex-1">
        <ResponsiveContainer width="100%" height={height}>
          <ComposedChart data={between ? joined : data} margin={MARGIN} aria-label={title}>
            <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
            <XAxis
              {...AXIS}
              dataKey="at"
              height={X_AXIS}
              ticks={pickTicks(
                data.map((datum) => datum.at),
                5,
              )}
              interval="preserveStartEnd"
              tickFormatter={(at: string) => formatMoment(at)}
              axisLine={scale === "linear" ? { stroke: "var(--line-strong)" } : false}
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
            {between ? (
              <Area
                dataKey="between"
                stroke="none"
                fill="var(--chart-band)"
                isAnimationActive={false}
                activeDot={false}
              />
            ) : null}
            {series.map((one, place) => (
              <Area
                key={`${one.key} band`}
                dataKey={`${one.key}:band`}
                stroke="none"
                fill={lookOf(series, place).color}
                fillOpacity={0.16}
                isAnimationActive={false}
                activeDot={false}
              />
            ))}
            {series.map((one, place) => (
              <Line
                key={one.key}
                dataKey={one.key}
                stroke={lookOf(series, place).color}
                strokeDasharray={lookOf(series, place).dash}
                strokeWidth={one.comparison ? 1.5 : 2}
                dot={data.length === 1}
                activeDot={{ r: 3, stroke: "var(--surface)" }}
                isAnimationActive={false}
              />
            ))}
            {events
              .filter((event) => event.at >= start && event.at <= finish)
              .map((event) => (
                <ReferenceLine
                  key={`${event.at} ${event.label}`}
                  x={data.find((datum) => datum.at >= event.at)?.at ?? finish}
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
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <ul aria-hidden="true" className="relative w-26 shrink-0 text-11 font-medium" style={{ height }}>
        {series.map((one, place) => (
          <li
            key={one.key}
            className="absolute left-0 flex items-center gap-1.5 whitespace-nowrap text-ink-2"
            style={{ top: (places[place] ?? 0) + MARGIN.top - 8 }}
          >
            <Swatch {...lookOf(series, place)} />
            {one.label}
          </li>
        ))}
      </ul>
    </div>
  );
}
