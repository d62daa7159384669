import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { type FieldSize, fieldStyle } from "./field-style";

export function Input({
  fieldSize,
  leading,
  trailing,
  className,
  ...rest
}: ComponentProps<"input"> & {
  fieldSize?: FieldSize | undefined;
  leading?: ReactNode;
  trailing?: ReactNode;
}) {
  const input = (
    <input
      {...rest}
      className={cn(
        fieldStyle({ fieldSize, shape: "line" }),
        leading ? "pl-9" : null,
        trailing ? "pr-9" : null,
        leading || trailing ? null : className,
      )}
    />
  );
  if (!leading && !trailing) return input;
  return (
    <span className={cn("relative block", className)}>
      {leading ? (
        <span className="pointer-events-none absolute inset-y-0 left-2.5 grid place-items-center text-ink-3 [&_svg]:size-4">
          {leading}
        </span>
      ) : null}
      {input}
      {trailing ? (
        <span className="absolute inset-y-0 right-2 grid place-items-center text-ink-3">{trailing}</span>
      ) : null}
    </span>
  );
}
