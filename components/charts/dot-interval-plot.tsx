"use client";

import {
  CartesianGrid,
  ErrorBar,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  XAxis,
  YAxis,
} from "recharts";
import { AXIS } from "./plot-parts";
import { linearTicks } from "./scale";
import { type ChartUnit, formatCount, formatTick } from "./unit";

/** One estimate with its interval. A withheld one has too few cases to be told without giving people away. */
export type DotRow = { key: string; label: string; n: number; strong?: boolean | undefined } & (
  | { value: number; low: number; high: number; withheld?: false }
  | { withheld: true }
);

export type DotIntervalPlotProps = {
  title: string;
  dots: readonly DotRow[];
  unit: ChartUnit;
  /** The figure over all, as a dotted vertical. */
  overall?: { value: number; label: string } | undefined;
  /** From where on it is reliable. */
  reliableFrom?: { value: number; label: string } | undefined;
};

const ROW = 25;
const HEAD = 18;
const FOOT = 28;

/** Dots with pale bars for their intervals, one row each, n at the right. */
export default function DotIntervalPlot({ title, dots, unit, overall, reliableFrom }: DotIntervalPlotProps) {
  const shown = dots.flatMap((dot, row) =>
    dot.withheld ? [] : [{ row, value: dot.value, spread: [dot.value - dot.low, dot.high - dot.value] }],
  );
  const ticks = linearTicks([
    ...dots.flatMap((dot) => (dot.withheld ? [] : [dot.high, dot.low])),
    ...(overall ? [overall.value] : []),
    ...(reliableFrom ? [1] : []),
  ]);
  const [low, high] = [ticks[0] ?? 0, ticks[ticks.length - 1] ?? 1];
  const height = dots.length * ROW + HEAD + FOOT;
  return (
    <div className="flex text-12">
      <ul aria-hidden="true" className="w-34 shrink-0" style={{ paddingTop: HEAD }}>
        {dots.map((dot) => (
          <li
            key={dot.key}
            className={dot.strong ? "truncate font-semibold" : "truncate"}
            style={{ lineHeight: `${ROW}px` }}
          >
            {dot.label}
          </li>
        ))}
      </ul>
      <div className="relative min-w-0 flex-1">
        {dots.map((dot, row) =>
          dot.withheld ? (
            <span
              key={dot.key}
              aria-hidden="true"
              className="absolute left-5 z-1 truncate bg-surface pr-1 text-11 text-ink-3"
              style={{ top: HEAD + row * ROW, lineHeight: `${ROW}px` }}
            >
              fewer than 10, not shown
            </span>
          ) : null,
        )}
        <ResponsiveContainer width="100%" height={height}>
          <ScatterChart margin={{ top: HEAD, right: 16, bottom: 0, left: 16 }} aria-label={title}>
            <CartesianGrid horizontal={false} stroke="var(--chart-grid)" />
            <XAxis
              {...AXIS}
              type="number"
              dataKey="value"
              height={FOOT}
              domain={[low, high]}
              ticks={ticks}
              tickFormatter={(value: number) => formatTick(value, unit)}
            />
            <YAxis
              type="number"
              dataKey="row"
              hide
              reversed
              domain={[-0.5, dots.length - 0.5]}
              interval={0}
            />
            {reliableFrom ? (
              <ReferenceArea
                x1={reliableFrom.value}
                x2={high}
                fill="var(--ok-soft)"
                fillOpacity={1}
                label={{ value: reliableFrom.label, position: "top", fontSize: 11, fill: "var(--ink-2)" }}
              />
            ) : null}
            {overall ? (
              <ReferenceLine
                x={overall.value}
                stroke="var(--ink-2)"
                strokeDasharray="1 3"
                label={{ value: overall.label, position: "top", fontSize: 11, fill: "var(--ink)" }}
              />
            ) : null}
            <Scatter data={shown} fill="var(--chart-1)" isAnimationActive={false} shape={Dot}>
              <ErrorBar
                dataKey="spread"
                direction="x"
                width={0}
                strokeWidth={6}
                stroke="var(--chart-1)"
                opacity={0.3}
                isAnimationActive={false}
              />
            </Scatter>
          </ScatterChart>
        </ResponsiveContainer>
      </div>
      <ul aria-hidden="true" className="num w-16 shrink-0 text-right text-ink-3" style={{ paddingTop: HEAD }}>
        {dots.map((dot) => (
          <li key={dot.key} style={{ lineHeight: `${ROW}px` }}>
            {dot.withheld ? "n < 10" : `n ${formatCount(dot.n)}`}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Dot({ cx, cy }: { cx?: number | undefined; cy?: number | undefined }) {
  return <circle cx={cx} cy={cy} r={3.5} fill="var(--chart-1)" />;
}
