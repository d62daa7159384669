import type { ComponentProps } from "react";
import { cn } from "./cn";
import { type FieldSize, fieldStyle } from "./field-style";

export function Textarea({
  fieldSize,
  className,
  ...rest
}: ComponentProps<"textarea"> & { fieldSize?: FieldSize | undefined }) {
  return (
    <textarea
      {...rest}
      className={cn(
        fieldStyle({ fieldSize, shape: "area" }),
        "block resize-y field-sizing-content",
        className,
      )}
    />
  );
}
