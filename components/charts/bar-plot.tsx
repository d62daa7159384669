"use client";

import { Bar, BarChart, LabelList, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { type ChartUnit, formatValue } from "./unit";

/** One row of bars: its name, its value, and the value it is compared with. */
export type BarRow = { key: string; label: string; value: number; before?: number | undefined };

export type BarPlotProps = { title: string; bars: readonly BarRow[]; unit: ChartUnit };

const ROW = 30;
const LINE = { height: ROW };

function delta(row: BarRow, unit: ChartUnit): string {
  if (row.before === undefined) return "";
  const difference = row.value - row.before;
  const size = formatValue(Math.abs(difference), unit);
  return difference > 0 ? `+${size}` : difference < 0 ? `−${size}` : "same";
}

/** Bars by name from a zero baseline; the thin bar under each is what it is compared with. */
export default function BarPlot({ title, bars, unit }: BarPlotProps) {
  const compared = bars.some((row) => row.before !== undefined);
  const data = bars.map((row) => ({ ...row, said: formatValue(row.value, unit) }));
  return (
    <div className="flex text-12">
      <ul aria-hidden="true" className="max-w-[45%] shrink-0 pr-3">
        {bars.map((row) => (
          <li key={row.key} className="flex items-center" style={LINE}>
            <span className="truncate">{row.label}</span>
          </li>
        ))}
      </ul>
      <div className="min-w-0 flex-1">
        <ResponsiveContainer width="100%" height={bars.length * ROW}>
          <BarChart
            data={data}
            layout="vertical"
            margin={{ top: 0, right: 56, bottom: 0, left: 0 }}
            barGap={2}
            aria-label={title}
          >
            <XAxis type="number" hide domain={[0, "dataMax"]} />
            <YAxis
              type="category"
              dataKey="key"
              width={1}
              tick={false}
              tickLine={false}
              axisLine={{ stroke: "var(--line-strong)" }}
            />
            <Bar
              dataKey="value"
              barSize={12}
              fill="var(--chart-1)"
              isAnimationActive={false}
              minPointSize={1}
            >
              <LabelList dataKey="said" position="right" style={{ fill: "var(--ink)", fontWeight: 600 }} />
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
        <ul aria-hidden="true" className="num w-14 shrink-0 text-right text-ink-3">
          {bars.map((row) => (
            <li key={row.key} className="flex items-center justify-end" style={LINE}>
              {delta(row, unit)}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
