"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./cn";

export type DialogProps = {
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  trigger?: ReactElement | undefined;
  title: string;
  description?: string | undefined;
  children: ReactNode;
  footer?: ReactNode;
  className?: string | undefined;
};

/** Only for what has to be settled before anything else; everything else is a panel or in place. */
export function Dialog({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  children,
  footer,
  className,
}: DialogProps) {
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
            "fixed top-[12vh] left-1/2 z-dialog flex max-h-[80vh] w-120 max-w-[calc(100vw-24px)] -translate-x-1/2 flex-col rounded-lg border border-line-strong bg-raised shadow-3 outline-none",
            className,
          )}
        >
          <header className="flex min-h-13 items-center gap-3 border-line border-b px-6 py-3">
            <BaseDialog.Title className="text-15 leading-5 font-semibold">{title}</BaseDialog.Title>
            {description ? (
              <BaseDialog.Description className="text-13 text-ink-2">{description}</BaseDialog.Description>
            ) : null}
            <BaseDialog.Close
              aria-label="Close"
              className="-mr-2 ml-auto grid size-8 shrink-0 place-items-center rounded-md text-ink-3 hover:bg-hover pointer-coarse:size-11"
            >
              <X aria-hidden="true" className="size-4" />
            </BaseDialog.Close>
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller has to be reachable by keys */}
          <section className="overflow-y-auto px-6 py-5" tabIndex={0} aria-label={title}>
            {children}
          </section>
          {footer ? (
            <footer className="flex justify-end gap-2 border-line border-t px-6 py-3">{footer}</footer>
          ) : null}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
