"use client";

import { useId } from "react";
import { cn } from "./cn";

export type SegmentedOption = { value: string; label: string };

/** A choice of one among few, side by side; arrows move it. */
export function Segmented({
  label,
  name,
  options,
  value,
  defaultValue,
  onChange,
  className,
}: {
  label: string;
  name?: string | undefined;
  options: readonly SegmentedOption[];
  value?: string | null | undefined;
  defaultValue?: string | undefined;
  onChange?: ((value: string) => void) | undefined;
  className?: string | undefined;
}) {
  const made = useId();
  return (
    <fieldset
      aria-label={label}
      className={cn("inline-flex max-w-full rounded-md border border-line-strong bg-surface", className)}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className="relative flex h-6 items-center whitespace-nowrap border-line-strong px-2.25 text-12 font-medium text-ink-2 not-first:border-l first:rounded-l-[5px] last:rounded-r-[5px] hover:bg-hover has-checked:bg-selected has-checked:text-ink has-checked:inset-ring has-checked:inset-ring-accent-line has-focus-visible:z-1 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent pointer-coarse:h-9"
        >
          <input
            type="radio"
            name={name ?? made}
            value={option.value}
            {...(value === undefined
              ? { defaultChecked: defaultValue === option.value }
              : { checked: value === option.value })}
            onChange={() => onChange?.(option.value)}
            className="absolute inset-0 appearance-none opacity-0"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
