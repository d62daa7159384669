"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { Key, Keys } from "@/components/ui/key";

export type PaletteItem = {
  id: string;
  label: string;
  detail?: string | undefined;
  icon?: ReactNode;
  keys?: readonly string[] | undefined;
  /** Further words it is found by. */
  also?: readonly string[] | undefined;
} & ({ href: string } | { run: () => void });

export type PaletteGroup = { title: string; items: readonly PaletteItem[] };

const FOOT = [
  { keys: ["↑", "↓"], label: "Move" },
  { keys: ["↵"], label: "Run" },
] as const;

function Item({ item, onPick }: { item: PaletteItem; onPick: () => void }) {
  return (
    <Command.Item
      value={item.id}
      keywords={[item.label, item.detail ?? "", ...(item.also ?? [])]}
      onSelect={onPick}
      className="flex min-h-9 items-center gap-3 rounded-md px-2 text-14 select-none aria-selected:bg-selected pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:text-ink-3 aria-selected:[&_svg]:text-accent"
    >
      {item.icon}
      <span>{item.label}</span>
      {item.detail ? <span className="text-12 text-ink-3">{item.detail}</span> : null}
      {item.keys ? <Keys keys={item.keys} className="ml-auto" /> : null}
    </Command.Item>
  );
}

/** Places and deeds by name; ⌘K or Ctrl K opens it. */
export function CommandPalette({
  groups,
  groupsFor,
}: {
  groups: readonly PaletteGroup[];
  /** What the words typed so far lead to, such as a record of that name. */
  groupsFor?: ((typed: string) => readonly PaletteGroup[]) | undefined;
}) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const words = typed.trim();
  const all = [...groups, ...(groupsFor && words ? groupsFor(words) : [])];
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setOpen((was) => !was);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  const pick = (item: PaletteItem) => {
    setOpen(false);
    setTyped("");
    if ("href" in item) router.push(item.href);
    else item.run();
  };
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => setOpen(next)}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-scrim bg-scrim" />
        <BaseDialog.Popup
          aria-label="Commands"
          className="fixed top-[14vh] left-1/2 z-palette w-160 max-w-[calc(100vw-24px)] -translate-x-1/2 overflow-hidden rounded-lg border border-line-strong bg-raised shadow-3 outline-none"
        >
          <Command label="Commands">
            <div className="flex h-13 items-center gap-3 border-line border-b px-4">
              <Search aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
              <Command.Input
                value={typed}
                onValueChange={setTyped}
                placeholder="Go to, or do"
                className="h-full min-w-0 flex-1 bg-transparent text-[16px] outline-none"
              />
            </div>
            <Command.List className="max-h-[50vh] overflow-y-auto p-2">
              <Command.Empty className="px-2 py-6 text-ink-2">Nothing by that name.</Command.Empty>
              {all.map((group) => (
                <Command.Group
                  key={group.title}
                  heading={group.title}
                  className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-ink-3"
                >
                  {group.items.map((item) => (
                    <Item key={item.id} item={item} onPick={() => pick(item)} />
                  ))}
                </Command.Group>
              ))}
            </Command.List>
            <div className="flex h-9.5 items-center gap-4 border-line border-t bg-canvas px-4 text-12 text-ink-3">
              {FOOT.map((hint) => (
                <span key={hint.label} className="inline-flex items-center gap-1.5">
                  <Keys keys={hint.keys} />
                  {hint.label}
                </span>
              ))}
              <span className="ml-auto inline-flex items-center gap-1.5">
                <Key>Esc</Key>
                Close
              </span>
            </div>
          </Command>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
