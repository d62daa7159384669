"use client";

import { Plus, X } from "lucide-react";
import type { ComponentProps } from "react";
import { chipStyle } from "./chip-style";
import { cn } from "./cn";

/** A filter in force, with the button that takes it off. */
export function Chip({
  label,
  value,
  onRemove,
  className,
}: {
  label: string;
  value: string;
  onRemove?: (() => void) | undefined;
  className?: string | undefined;
}) {
  return (
    <span className={cn(chipStyle({ look: "set" }), className)}>
      <span className="text-ink-2">{label}</span>
      {value}
      {onRemove ? (
        <button
          type="button"
          onClick={onRemove}
          aria-label={`Remove filter ${label} ${value}`}
          className="relative -mr-1 rounded-xs p-0.5 after:absolute after:-inset-1.5 hover:bg-hover"
        >
          <X aria-hidden="true" />
        </button>
      ) : null}
    </span>
  );
}

export function AddChip({
  label,
  className,
  ...rest
}: Omit<ComponentProps<"button">, "children"> & { label: string }) {
  return (
    <button type="button" {...rest} className={cn(chipStyle({ look: "add" }), className)}>
      <Plus aria-hidden="true" />
      {label}
    </button>
  );
}
