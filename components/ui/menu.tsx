"use client";

import { Menu as BaseMenu } from "@base-ui/react/menu";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./cn";
import { Keys } from "./key";

export const menuPopupStyle =
  "max-h-(--available-height) min-w-44 overflow-y-auto rounded-md border border-line-strong bg-raised p-1 shadow-2 outline-none panel-in";
export const menuItemStyle =
  "flex min-h-8 items-center gap-2 rounded-sm px-2 text-13 outline-none select-none data-highlighted:bg-selected data-disabled:text-ink-3 pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-3";

export type MenuEntry =
  | {
      kind?: "item";
      label: string;
      icon?: ReactNode;
      keys?: readonly string[];
      href?: string;
      onSelect?: () => void;
      danger?: boolean;
      /** Why it cannot be chosen now; shown under its name. */
      disabledReason?: string | null;
    }
  | { kind: "separator" }
  | { kind: "label"; label: string };

function entryKey(entry: MenuEntry, index: number): string {
  return entry.kind === "separator" ? `separator-${index}` : `${entry.kind ?? "item"}-${entry.label}`;
}

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry.kind === "separator") return <BaseMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
  if (entry.kind === "label") return <div className="px-2 pt-2 pb-1 text-12 text-ink-3">{entry.label}</div>;
  const inside = (
    <>
      {entry.icon}
      <span className="flex-1">
        {entry.label}
        {entry.disabledReason ? <span className="block text-12">{entry.disabledReason}</span> : null}
      </span>
      {entry.keys ? <Keys keys={entry.keys} /> : null}
    </>
  );
  const className = cn(menuItemStyle, entry.danger && "text-crit");
  if (entry.href) {
    return (
      <BaseMenu.LinkItem className={className} closeOnClick render={<Link href={entry.href} />}>
        {inside}
      </BaseMenu.LinkItem>
    );
  }
  return (
    <BaseMenu.Item
      className={className}
      disabled={Boolean(entry.disabledReason)}
      {...(entry.onSelect ? { onClick: entry.onSelect } : {})}
    >
      {inside}
    </BaseMenu.Item>
  );
}

/** A list of deeds behind one button. */
export function Menu({
  trigger,
  items,
  align = "end",
}: {
  trigger: ReactElement;
  items: readonly MenuEntry[];
  align?: "start" | "end" | undefined;
}) {
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner className="z-menu" sideOffset={4} align={align}>
          <BaseMenu.Popup className={menuPopupStyle}>
            {items.map((entry, index) => (
              <Entry key={entryKey(entry, index)} entry={entry} />
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
