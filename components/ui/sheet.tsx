"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { cn } from "./cn";
import type { DialogProps } from "./dialog";

const SIDE = {
  bottom: "inset-x-0 bottom-0 max-h-[85vh] rounded-t-lg border-t",
  right: "inset-y-0 right-0 w-114 max-w-[calc(100vw-40px)] border-l",
  left: "inset-y-0 left-0 w-70 max-w-[calc(100vw-40px)] border-r",
} as const;

/** A panel that slides over an edge on narrow screens; its foot stays in view. */
export function Sheet({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  side = "bottom",
  children,
  footer,
  className,
}: DialogProps & { side?: "bottom" | "right" | "left" | undefined }) {
  return (
    <BaseDialog.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange ? { onOpenChange: (next: boolean) => onOpenChange(next) } : {})}
    >
      {trigger ? <BaseDialog.Trigger render={trigger} /> : null}
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-scrim bg-scrim" />
        <BaseDialog.Popup
          className={cn(
            "fixed z-dialog flex flex-col border-line-strong bg-canvas shadow-3 outline-none panel-in",
            SIDE[side],
            className,
          )}
        >
          <header className="flex min-h-13 items-center gap-3 border-line border-b px-5">
            <BaseDialog.Title className="text-15 leading-5 font-semibold">{title}</BaseDialog.Title>
            {description ? (
              <BaseDialog.Description className="sr-only">{description}</BaseDialog.Description>
            ) : null}
            <BaseDialog.Close
              aria-label="Close"
              className="-mr-2 ml-auto grid size-11 place-items-center rounded-md text-ink-3 hover:bg-hover"
            >
              <X aria-hidden="true" className="size-4" />
            </BaseDialog.Close>
          </header>
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to take the arrow keys (axe: scrollable-region-focusable)
            tabIndex={0}
            aria-label="Contents"
            className="min-h-0 flex-1 overflow-y-auto outline-none focus-visible:inset-ring-2 focus-visible:inset-ring-accent"
          >
            {children}
          </section>
          {footer ? (
            <footer className="border-line-strong border-t bg-surface px-5 py-3">{footer}</footer>
          ) : null}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
