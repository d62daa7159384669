"use client";

import { EyeOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cn } from "./cn";
import { Key } from "./key";

/** Covers what may hurt to read. The cap says what and how much; showing it is a deed, and it can be veiled again. */
export function Veil({
  what,
  kind = "inline",
  keyHint,
  icon,
  open,
  onOpenChange,
  className,
  children,
}: {
  /** What is behind and how much of it: "slur, 5 letters". */
  what: string;
  kind?: "inline" | "block" | undefined;
  keyHint?: string | undefined;
  icon?: ReactNode;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  className?: string | undefined;
  children: ReactNode;
}) {
  const [own, setOwn] = useState(false);
  const shown = open ?? own;
  const set = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  const cap = (
    <>
      <span aria-hidden="true" className="[&_svg]:size-3.5">
        {icon ?? <EyeOff strokeWidth={1.75} />}
      </span>
      <span>
        <span className="sr-only">Show </span>
        {what}
      </span>
      {keyHint ? (
        <span aria-hidden="true">
          <Key>{keyHint}</Key>
        </span>
      ) : null}
    </>
  );
  const capClass =
    "inline-flex items-center gap-1.5 rounded-[3px] bg-surface px-1.5 py-0.5 text-12 font-medium text-ink-2";
  if (kind === "inline") {
    if (shown) {
      return (
        <button
          type="button"
          onClick={() => set(false)}
          className={cn("inline rounded-sm underline decoration-dotted underline-offset-3", className)}
        >
          {children}
          <span className="sr-only"> (veil again: {what})</span>
        </button>
      );
    }
    return (
      <button
        type="button"
        onClick={() => set(true)}
        className={cn(
          "veil mx-px inline-flex h-5 items-center gap-1.5 rounded-sm px-1.5 align-[-4px] text-12 font-medium whitespace-nowrap text-ink-2",
          className,
        )}
      >
        {cap}
      </button>
    );
  }
  return (
    <div
      className={cn(
        "relative rounded-md",
        shown ? null : "veil grid min-h-29 place-items-center p-3",
        className,
      )}
    >
      {shown ? children : null}
      <button
        type="button"
        onClick={() => set(!shown)}
        className={cn(capClass, "pointer-coarse:min-h-11", shown && "mt-2 border border-line-strong")}
      >
        {shown ? (
          <span>
            Veil again<span className="sr-only">: {what}</span>
          </span>
        ) : (
          cap
        )}
      </button>
    </div>
  );
}
