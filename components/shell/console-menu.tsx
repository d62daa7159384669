"use client";

import { Menu } from "lucide-react";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Sheet } from "@/components/ui/sheet";

/** The navigation of narrow screens, behind one button; closes when the address changes. */
export function ConsoleMenu({ children }: { children: ReactNode }) {
  const path = usePathname();
  const [openAt, setOpenAt] = useState<string | null>(null);
  return (
    <Sheet
      side="left"
      title="Places"
      open={openAt === path}
      onOpenChange={(open) => setOpenAt(open ? path : null)}
      trigger={
        <button
          type="button"
          aria-label="Open the menu"
          className="grid size-11 place-items-center rounded-md hover:bg-hover"
        >
          <Menu aria-hidden="true" className="size-5" strokeWidth={1.75} />
        </button>
      }
    >
      <nav aria-label="Main" className="flex min-h-full flex-col px-2.5 py-3">
        {children}
      </nav>
    </Sheet>
  );
}
