"use client";

import { useEffect, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Keys } from "@/components/ui/key";
import { isTyping } from "./typing";

export type KeyGroup = { title: string; keys: readonly { keys: readonly string[]; label: string }[] };

/** Every key of the console on one sheet; `?` opens it. */
export function KeysDialog({ groups }: { groups: readonly KeyGroup[] }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "?" || event.metaKey || event.ctrlKey || isTyping(event)) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title="Keys"
      description="Single keys rest while you type."
      className="w-236"
    >
      <div className="gap-12 sm:columns-2 lg:columns-3">
        {groups.map((group) => (
          <section key={group.title} aria-label={group.title} className="mb-5.5 break-inside-avoid">
            <h3 className="mb-1 text-13 font-semibold">{group.title}</h3>
            <dl>
              {group.keys.map((entry) => (
                <div
                  key={entry.label}
                  className="flex h-7.5 items-center justify-between gap-4 border-line not-last:border-b"
                >
                  <dt className="text-ink-2">{entry.label}</dt>
                  <dd>
                    <Keys keys={entry.keys} readable />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
