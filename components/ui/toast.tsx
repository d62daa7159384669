"use client";

import { Check, CircleAlert } from "lucide-react";
import { Toaster as SonnerToaster, toast as sonner } from "sonner";
import { ToastDrain } from "./toast-drain";
// What sonner puts in by script is refused by a strict policy, so its sheet comes with the page's own.
import "sonner/dist/styles.css";

export type ToastUndo = {
  /** Puts back what was done; only for what undo really restores. */
  run: () => void;
  label?: string | undefined;
  key?: string | undefined;
  /** How long it can be undone; ten seconds unless told. */
  ms?: number | undefined;
};

export type ToastInput = { text: string; tone?: "ok" | "crit" | undefined; undo?: ToastUndo | undefined };

const UNDO_MS = 10_000;
const PLAIN_MS = 6_000;
const ID = "toast";

/** Shows one line at the bottom in place of the one before. Only for undo and for what finished elsewhere. */
export function toast({ text, tone = "ok", undo }: ToastInput): void {
  const ms = undo?.ms ?? (undo ? UNDO_MS : PLAIN_MS);
  const Mark = tone === "ok" ? Check : CircleAlert;
  sonner.custom(
    () => (
      <div className="relative flex h-11 w-full min-w-75 items-center gap-3 overflow-hidden rounded-lg bg-inverse pr-2 pl-3.5 text-13 text-on-inverse shadow-2">
        <Mark aria-hidden="true" className="size-3.5 shrink-0" />
        <span className="flex-1 truncate">{text}</span>
        {undo ? (
          <ToastDrain
            ms={ms}
            label={undo.label ?? "Undo"}
            undoKey={undo.key}
            onUndo={() => {
              undo.run();
              dismissToast();
            }}
            onDrained={dismissToast}
          />
        ) : null}
      </div>
    ),
    { id: ID, duration: undo ? Number.POSITIVE_INFINITY : ms, unstyled: true },
  );
}

/** Takes the line away at once. */
export function dismissToast(): void {
  sonner.dismiss(ID);
}

/** The place toasts appear in; mounted once, in the root layout. */
export function Toaster() {
  return (
    <SonnerToaster
      position="bottom-center"
      visibleToasts={1}
      containerAriaLabel="Messages"
      hotkey={[]}
      style={{ zIndex: 50 }}
    />
  );
}
