"use client";

import { cn } from "./cn";

export type ScopeAxis = { key: string; label: string };
export type ScopeCell = { limited: boolean; text: string };

const CELL =
  "grid h-7 w-full place-items-center rounded-sm border px-1 text-[11.5px] num pointer-coarse:h-11";

/** Columns by rows; a limited cell is filled and says how much. With `onToggle` each cell is a switch. */
export function ScopeGrid({
  label,
  columns,
  rows,
  cellAt,
  onToggle,
  className,
}: {
  label: string;
  columns: readonly ScopeAxis[];
  rows: readonly ScopeAxis[];
  cellAt: (row: string, column: string) => ScopeCell;
  onToggle?: ((row: string, column: string) => void) | undefined;
  className?: string | undefined;
}) {
  return (
    <table className={cn("w-full table-fixed border-separate border-spacing-1", className)}>
      <caption className="sr-only">{label}</caption>
      <thead>
        <tr>
          <td className="w-12" />
          {columns.map((column) => (
            <th key={column.key} scope="col" className="truncate text-center text-11 font-normal text-ink-3">
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row" className="text-left text-12 font-normal text-ink-2">
              {row.label}
            </th>
            {columns.map((column) => {
              const cell = cellAt(row.key, column.key);
              const look = cell.limited
                ? "border-accent-line bg-accent-soft text-ink font-semibold"
                : "border-line-strong bg-surface text-ink-2";
              return (
                <td key={column.key} className="p-0">
                  {onToggle ? (
                    <button
                      type="button"
                      aria-pressed={cell.limited}
                      aria-label={`${column.label}, ${row.label}: ${cell.text}`}
                      onClick={() => onToggle(row.key, column.key)}
                      className={cn(CELL, look)}
                    >
                      {cell.text}
                    </button>
                  ) : (
                    <span className={cn(CELL, look)}>{cell.text}</span>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
