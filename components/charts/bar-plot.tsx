"use client";

import { Bar, BarChart, Cell, LabelList, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { AXIS } from "./plot-parts";
import { type ChartUnit, formatValue } from "./unit";

/** One row of bars: its name, its value, and the value it is compared with. */
export type BarRow = { key: string; label: string; value: number; before?: number | undefined };

export type BarPlotProps = { title: string; bars: readonly BarRow[]; unit: ChartUnit };

const ROW = 30;

function delta(row: BarRow): string {
  if (row.before === undefined) return "";
  const difference = Math.round(row.value - row.before);
  return difference > 0 ? `+${difference}` : difference < 0 ? `−${-difference}` : "±0";
}

/** Bars by name from a zero baseline; the thin bar under each is what it is compared with. */
export default function BarPlot({ title, bars, unit }: BarPlotProps) {
  const compared = bars.some((row) => row.before !== undefined);
  const data = bars.map((row) => ({ ...row, said: formatValue(row.value, unit) }));
  const height = bars.length * ROW + 4;
  return (
    <div className="flex">
      <div className="min-w-0 flex-1">
        <ResponsiveContainer width="100%" height={height}>
          <BarChart
            data={data}
            layout="vertical"
            margin={{ top: 0, right: 52, bottom: 0, left: 0 }}
            barGap={2}
            barCategoryGap={compared ? 6 : 9}
            aria-label={title}
          >
            <XAxis type="number" hide domain={[0, "dataMax"]} />
            <YAxis
              {...AXIS}
              type="category"
              dataKey="label"
              width={132}
              interval={0}
              tick={{ fontSize: 12, fill: "var(--ink)", textAnchor: "start", dx: -124 }}
              axisLine={{ stroke: "var(--line-strong)" }}
            />
            <Bar dataKey="value" barSize={12} isAnimationActive={false} minPointSize={1}>
              {data.map((row) => (
                <Cell key={row.key} fill="var(--chart-1)" />
              ))}
              <LabelList
                dataKey="said"
                position="right"
                style={{ fill: "var(--ink)", fontWeight: 600, fontSize: 12 }}
              />
            </Bar>
            {compared ? (
              <Bar
                dataKey="before"
                barSize={4}
                fill="var(--chart-4)"
                fillOpacity={0.7}
                isAnimationActive={false}
              />
            ) : null}
          </BarChart>
        </ResponsiveContainer>
      </div>
      {compared ? (
        <ul aria-hidden="true" className="num w-11 shrink-0 text-right text-12 text-ink-3">
          {bars.map((row) => (
            <li key={row.key} className="flex h-7.5 items-center justify-end">
              {delta(row)}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
