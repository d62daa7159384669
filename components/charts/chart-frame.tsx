"use client";

import Link from "next/link";
import { type ReactNode, useId, useState } from "react";
import { cn } from "@/components/ui/cn";
import type { ChartTable } from "./series";
import { formatCount } from "./unit";

export type ChartHead = {
  title: string;
  /** Numerator ÷ denominator, clock, source. */
  definition: string;
  /** Where the raw rows behind the figures are, and how many. */
  rows?: { href: string; count: number } | undefined;
  className?: string | undefined;
};

/** A chart with its name, its definition and, always, its table. */
export function ChartFrame({
  title,
  definition,
  rows,
  table,
  className,
  children,
}: ChartHead & { table: ChartTable; children: ReactNode }) {
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  const empty = table.rows.length === 0;
  return (
    <section aria-labelledby={id} className={cn("min-w-0", className)}>
      <header className="flex items-baseline gap-3">
        <h2 id={id} className="min-w-0 flex-1">
          {title}
        </h2>
        <button
          type="button"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
          className="link relative text-12 after:absolute after:-inset-x-1 after:-inset-y-1.5"
        >
          {asTable ? "Chart" : "Table"}
        </button>
        {rows ? (
          <Link
            href={rows.href}
            className="link num relative text-12 after:absolute after:-inset-x-1 after:-inset-y-1.5"
          >
            {formatCount(rows.count)} rows
          </Link>
        ) : null}
      </header>
      <p className="mt-px mb-3 max-w-[74ch] text-12 text-pretty text-ink-3">{definition}</p>
      {asTable || empty ? null : <div className="chart">{children}</div>}
      {empty ? <p className="py-8 text-ink-2">No figures in this period.</p> : null}
      <div className={asTable ? "max-h-80 overflow-auto" : "sr-only"} {...(asTable ? { tabIndex: 0 } : {})}>
        <table className="num w-full border-collapse text-left text-12">
          <caption className="sr-only">{title}</caption>
          <thead className="sticky top-0 bg-surface">
            <tr>
              {table.columns.map((column, place) => (
                <th
                  key={column}
                  scope="col"
                  className={cn(
                    "border-line border-b py-1.5 pr-4 font-normal text-ink-3 last:pr-0",
                    place > 0 && "text-right",
                  )}
                >
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.join("\u0000")}>
                {row.map((value, place) =>
                  place === 0 ? (
                    <th
                      key={table.columns[place]}
                      scope="row"
                      className="border-line border-b py-1.5 pr-4 font-normal"
                    >
                      {value}
                    </th>
                  ) : (
                    <td
                      key={table.columns[place]}
                      className="border-line border-b py-1.5 pr-4 text-right last:pr-0"
                    >
                      {value}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
