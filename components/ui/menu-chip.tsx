"use client";

import { Menu as BaseMenu } from "@base-ui/react/menu";
import { Check, ChevronDown } from "lucide-react";
import { chipStyle } from "./chip-style";
import { cn } from "./cn";
import { menuItemStyle, menuPopupStyle } from "./menu";

export type ChipOption = { value: string; label: string; count?: number | undefined };

const ANY = "";

/** A filter with a list behind it: pick one value, or any. */
export function MenuChip({
  label,
  options,
  selected,
  onSelect,
  anyLabel = "any",
  className,
}: {
  label: string;
  options: readonly ChipOption[];
  selected: string | null;
  onSelect: (value: string | null) => void;
  /** What an unset filter reads as; null leaves no way to unset it. */
  anyLabel?: string | null | undefined;
  className?: string | undefined;
}) {
  const current = options.find((option) => option.value === selected);
  const all: readonly ChipOption[] =
    anyLabel === null ? options : [{ value: ANY, label: anyLabel }, ...options];
  const isSet = current !== undefined && anyLabel !== null;
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger className={cn(chipStyle({ look: isSet ? "set" : "unset" }), className)}>
        <span className={isSet ? "text-ink-2" : "text-ink-3"}>{label}</span>
        <span>{current?.label ?? anyLabel}</span>
        <ChevronDown aria-hidden="true" />
      </BaseMenu.Trigger>
      <BaseMenu.Portal>
        <BaseMenu.Positioner className="z-menu" sideOffset={4} align="start">
          <BaseMenu.Popup className={menuPopupStyle}>
            <BaseMenu.RadioGroup
              value={selected ?? ANY}
              onValueChange={(value: string) => onSelect(value === ANY ? null : value)}
            >
              {all.map((option) => (
                <BaseMenu.RadioItem
                  key={option.value}
                  value={option.value}
                  closeOnClick
                  className={menuItemStyle}
                >
                  <span className="flex-1">{option.label}</span>
                  {option.count === undefined ? null : <span className="num text-ink-3">{option.count}</span>}
                  <span className="w-3.5">
                    <BaseMenu.RadioItemIndicator>
                      <Check aria-hidden="true" className="size-3.5" />
                    </BaseMenu.RadioItemIndicator>
                  </span>
                </BaseMenu.RadioItem>
              ))}
            </BaseMenu.RadioGroup>
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
