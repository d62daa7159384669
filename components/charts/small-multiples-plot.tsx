"use client";

import { Area, AreaChart, CartesianGrid, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { AXIS } from "./plot-parts";
import { linearTicks, pickTicks } from "./scale";
import { type ChartSeries, formatMoment, valuesOf } from "./series";
import { type ChartUnit, formatTick } from "./unit";

/** A series of its own, with the figure over the whole period. */
export type Multiple = ChartSeries & { figure: string; interval?: string | undefined };

export type SmallMultiplesPlotProps = { title: string; multiples: readonly Multiple[]; unit: ChartUnit };

/** The same drawing several times on one scale. */
export default function SmallMultiplesPlot({ title, multiples, unit }: SmallMultiplesPlotProps) {
  const ticks = pickTicks(linearTicks(valuesOf(multiples), { whole: unit === "count" }), 3);
  return (
    <div className="grid grid-cols-1 gap-x-7 gap-y-4 sm:grid-cols-2 lg:grid-cols-5">
      {multiples.map((one) => {
        const moments = one.points.map((point) => point.at);
        return (
          <div key={one.key} className="min-w-0">
            <p aria-hidden="true" className="mb-1 flex justify-between gap-2 text-12">
              <span className="truncate font-medium">{one.label}</span>
              <span className="num shrink-0">
                <b>{one.figure}</b> <span className="text-ink-3">{one.interval}</span>
              </span>
            </p>
            <ResponsiveContainer width="100%" height={84}>
              <AreaChart
                data={[...one.points]}
                margin={{ top: 6, right: 2, bottom: 0, left: 0 }}
                aria-label={`${title}: ${one.label}`}
              >
                <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
                <XAxis
                  {...AXIS}
                  dataKey="at"
                  height={18}
                  ticks={pickTicks(moments, 2)}
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
                <Area
                  dataKey="value"
                  stroke="var(--chart-1)"
                  strokeWidth={1.5}
                  fill="var(--chart-band)"
                  fillOpacity={1}
                  isAnimationActive={false}
                  activeDot={false}
                />
              </AreaChart>
            </ResponsiveContainer>
          </div>
        );
      })}
    </div>
  );
}
