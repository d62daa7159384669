import { ChevronsUpDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { type FieldSize, fieldStyle } from "./field-style";

/** The platform's own select: it works before scripts do, and on a phone it is the phone's. */
export function Select({
  fieldSize,
  className,
  children,
  ...rest
}: ComponentProps<"select"> & { fieldSize?: FieldSize | undefined }) {
  return (
    <span className={cn("relative block", className)}>
      <select
        {...rest}
        className={cn(fieldStyle({ fieldSize, shape: "line" }), "appearance-none truncate pr-8")}
      >
        {children}
      </select>
      <ChevronsUpDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-ink-3"
      />
    </span>
  );
}
