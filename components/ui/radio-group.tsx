"use client";

import { useId } from "react";
import { cn } from "./cn";

export type RadioOption = {
  value: string;
  label: string;
  description?: string | undefined;
  disabledReason?: string | null | undefined;
};

export function RadioGroup({
  legend,
  legendHidden = false,
  name,
  options,
  value,
  defaultValue,
  onChange,
  size = "md",
  className,
}: {
  legend: string;
  legendHidden?: boolean | undefined;
  name: string;
  options: readonly RadioOption[];
  value?: string | null | undefined;
  defaultValue?: string | undefined;
  onChange?: ((value: string) => void) | undefined;
  size?: "md" | "lg" | undefined;
  className?: string | undefined;
}) {
  const base = useId();
  const lg = size === "lg";
  return (
    <fieldset className={className}>
      <legend className={legendHidden ? "sr-only" : "mb-1 font-semibold"}>{legend}</legend>
      {options.map((option) => {
        const id = `${base}-${option.value}`;
        const more = option.disabledReason ?? option.description;
        return (
          <div key={option.value} className={cn("flex items-start", lg ? "gap-3.5 py-2.5" : "gap-2 py-1")}>
            <input
              id={id}
              type="radio"
              name={name}
              value={option.value}
              disabled={Boolean(option.disabledReason)}
              {...(more ? { "aria-describedby": `${id}-more` } : {})}
              {...(value === undefined
                ? { defaultChecked: defaultValue === option.value }
                : { checked: value === option.value })}
              onChange={() => onChange?.(option.value)}
              className={cn(
                "relative shrink-0 appearance-none rounded-full border border-control bg-raised before:absolute before:-inset-1.5 checked:border-accent-fill disabled:border-line disabled:bg-quiet",
                lg ? "mt-0.5 size-5.5 checked:border-[7px]" : "mt-0.625 size-3.75 checked:border-[5px]",
              )}
            />
            <span className="min-w-0">
              <label
                htmlFor={id}
                className={cn(more && "font-medium", option.disabledReason && "text-ink-3")}
              >
                {option.label}
              </label>
              {more ? (
                <span id={`${id}-more`} className="block text-ink-2">
                  {more}
                </span>
              ) : null}
            </span>
          </div>
        );
      })}
    </fieldset>
  );
}
