import type { ReactNode } from "react";
import { cn } from "./cn";

/** A number with its name, its unit and what it means. */
export function Figure({
  label,
  value,
  unit,
  definition,
  className,
}: {
  label: string;
  value: string;
  unit?: string | undefined;
  /** Numerator ÷ denominator, clock, interval, n. */
  definition: ReactNode;
  className?: string | undefined;
}) {
  return (
    <div className={cn("min-w-0", className)}>
      <p className="text-12 text-ink-2">{label}</p>
      <p className="num mt-1 mb-0.5 text-26 font-semibold">
        {value}
        {unit ? <span className="ml-0.5 text-14 font-medium tracking-normal text-ink-2">{unit}</span> : null}
      </p>
      <p className="text-12 text-pretty text-ink-2">{definition}</p>
    </div>
  );
}
