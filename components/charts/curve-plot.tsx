"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { AXIS, GateLabel } from "./plot-parts";
import { linearTicks } from "./scale";
import { type ChartUnit, formatTick, formatValue } from "./unit";

/** One place of the axis and the values there, by series. */
export type CurvePlace = { x: number } & Record<string, number>;

/** A curve over a quantity: the first series in water, the second dotted in brick. */
export type CurveSeries = { key: string; label: string };

/** A gate across the plot: one in force is ink, one proposed is the accent. */
export type CurveGate = { x: number; label: string; proposed?: boolean | undefined };

export type CurvePlotProps = {
  title: string;
  /** In the order the axis runs from left to right. */
  places: readonly CurvePlace[];
  series: readonly CurveSeries[];
  gates: readonly CurveGate[];
  unit: ChartUnit;
  /** What the axis counts, under its right end. */
  axis: string;
};

const HEIGHT = 236;
const MARGIN = { top: 24, right: 10, bottom: 0, left: 0 } as const;
const LOOK = [
  { stroke: "var(--chart-1)", fill: "var(--chart-band)", opacity: 1, width: 2, dash: "" },
  { stroke: "var(--chart-3)", fill: "var(--chart-3)", opacity: 0.22, width: 1.75, dash: "2 3" },
] as const;

type Entry = { payload?: CurvePlace };

function CurveTooltip({
  active,
  payload,
  series,
  unit,
  axis,
}: {
  active?: boolean | undefined;
  payload?: readonly Entry[] | undefined;
  series: readonly CurveSeries[];
  unit: ChartUnit;
  axis: string;
}) {
  const place = payload?.[0]?.payload;
  if (!active || !place) return null;
  return (
    <div className="rounded-md bg-inverse px-2.25 py-1.5 text-12 text-on-inverse shadow-2">
      <p>
        {place.x} {axis}
      </p>
      {series.map(({ key, label }) => (
        <p key={key} className="num flex justify-between gap-4">
          <span>{label}</span>
          <b>{formatValue(place[key] ?? 0, unit)}</b>
        </p>
      ))}
    </div>
  );
}

/** Curves over a quantity with its gates: what would be counted if the threshold stood elsewhere. */
export default function CurvePlot({ title, places, series, gates, unit, axis }: CurvePlotProps) {
  const first = places[0]?.x ?? 0;
  const last = places.at(-1)?.x ?? 1;
  const [low, high] = [Math.min(first, last), Math.max(first, last)];
  const ticks = linearTicks(
    places.flatMap((place) => series.map(({ key }) => place[key] ?? 0)),
    { whole: unit === "count" },
  );
  const top = ticks.at(-1) ?? 1;
  const along = linearTicks([low, high], {
    near: true,
    whole: places.every(({ x }) => Number.isInteger(x)),
  }).filter((tick) => tick >= low && tick <= high);
  const head = series[0]?.key ?? "";
  const share = (x: number): number => (last === first ? 0 : (x - first) / (last - first));
  // The name of a gate stands at its left, unless the edge or another gate is there.
  const isCrowded = (x: number): boolean =>
    share(x) < 0.2 || gates.some((gate) => share(gate.x) < share(x) && share(x) - share(gate.x) < 0.2);
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <ComposedChart data={[...places]} margin={MARGIN} aria-label={title}>
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis
          {...AXIS}
          type="number"
          dataKey="x"
          height={42}
          domain={[low, high]}
          reversed={first > last}
          ticks={along}
          axisLine={{ stroke: "var(--line-strong)" }}
          label={{ value: axis, position: "insideBottomRight", fontSize: 11, fill: "var(--ink-3)" }}
        />
        <YAxis
          {...AXIS}
          width="auto"
          domain={[0, top]}
          ticks={ticks}
          tickFormatter={(value: number) => formatTick(value, unit)}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--line-strong)" }}
          content={({ active, payload }) => (
            <CurveTooltip {...{ active, series, unit, axis }} payload={payload as readonly Entry[]} />
          )}
        />
        {series.map(({ key }, place) => {
          const look = LOOK[Math.min(place, LOOK.length - 1)] ?? LOOK[0];
          return (
            <Area
              key={key}
              dataKey={key}
              stroke={look.stroke}
              strokeWidth={look.width}
              strokeDasharray={look.dash}
              fill={look.fill}
              fillOpacity={look.opacity}
              isAnimationActive={false}
              activeDot={{ r: 3, stroke: "var(--surface)" }}
            />
          );
        })}
        {gates.map(({ x, label, proposed = false }) => (
          <ReferenceLine
            key={label}
            x={x}
            stroke={proposed ? "var(--accent)" : "var(--ink)"}
            strokeWidth={proposed ? 1.5 : 1}
            label={<GateLabel text={label} proposed={proposed} right={isCrowded(x)} />}
          />
        ))}
        {gates.map(({ x, label, proposed = false }) => (
          <ReferenceDot
            key={`${label} dot`}
            x={x}
            y={places.find((place) => place.x === x)?.[head] ?? 0}
            r={3.5}
            fill={proposed ? "var(--accent)" : "var(--ink)"}
            stroke="var(--surface)"
            strokeWidth={1.5}
          />
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
