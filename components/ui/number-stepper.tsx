"use client";

import { NumberField } from "@base-ui/react/number-field";
import { Minus, Plus } from "lucide-react";
import { useId } from "react";
import { cn } from "./cn";

const END =
  "grid w-7 place-items-center text-ink-2 hover:bg-hover disabled:text-ink-3 pointer-coarse:w-11 [&_svg]:size-3";

export function NumberStepper({
  label,
  labelHidden = false,
  value,
  defaultValue,
  onChange,
  min,
  max,
  step = 1,
  unit,
  name,
  className,
}: {
  label: string;
  labelHidden?: boolean | undefined;
  value?: number | null | undefined;
  defaultValue?: number | undefined;
  /** Called with null while the field is empty. */
  onChange?: ((value: number | null) => void) | undefined;
  min?: number | undefined;
  max?: number | undefined;
  step?: number | undefined;
  unit?: string | undefined;
  name?: string | undefined;
  className?: string | undefined;
}) {
  const id = useId();
  return (
    <NumberField.Root
      id={id}
      step={step}
      className={cn("inline-flex items-center gap-2", className)}
      {...(value === undefined ? {} : { value })}
      {...(defaultValue === undefined ? {} : { defaultValue })}
      {...(onChange ? { onValueChange: (next: number | null) => onChange(next) } : {})}
      {...(min === undefined ? {} : { min })}
      {...(max === undefined ? {} : { max })}
      {...(name === undefined ? {} : { name })}
    >
      <label htmlFor={id} className={labelHidden ? "sr-only" : "text-12 text-ink-2"}>
        {label}
      </label>
      <NumberField.Group className="inline-flex h-control-sm items-stretch rounded-md border border-line-strong bg-surface">
        <NumberField.Decrement
          className={cn(END, "rounded-l-[5px] border-line-strong border-r")}
          aria-label={`Less: ${label}`}
        >
          <Minus aria-hidden="true" />
        </NumberField.Decrement>
        <span className="flex items-center gap-1 px-1.5 text-12">
          <NumberField.Input className="num h-full w-[4ch] bg-transparent text-right font-medium" />
          {unit ? <span className="pr-1 text-ink-3">{unit}</span> : null}
        </span>
        <NumberField.Increment
          className={cn(END, "rounded-r-[5px] border-line-strong border-l")}
          aria-label={`More: ${label}`}
        >
          <Plus aria-hidden="true" />
        </NumberField.Increment>
      </NumberField.Group>
    </NumberField.Root>
  );
}
