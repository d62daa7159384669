import type { ReactNode } from "react";
import { cn } from "./cn";
import { CommandKey } from "./command-key";

/** One key cap. Decoration of something that already has a name, so it is hidden from readers unless it stands in a list of keys. */
export function Key({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return (
    <kbd
      className={cn(
        "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line-strong bg-surface px-1 font-sans text-11 leading-none font-medium text-ink-2 num",
        "[.bg-accent-fill_&]:border-on-accent-line [.bg-accent-fill_&]:bg-transparent [.bg-accent-fill_&]:text-inherit",
        "[.bg-inverse_&]:border-inverse-line [.bg-inverse_&]:bg-transparent [.bg-inverse_&]:text-inherit",
        className,
      )}
    >
      {children}
    </kbd>
  );
}

export function Keys({
  keys,
  readable = false,
  className,
}: {
  keys: readonly string[];
  readable?: boolean | undefined;
  className?: string | undefined;
}) {
  return (
    <span className={cn("inline-flex gap-0.75", className)} {...(readable ? {} : { "aria-hidden": true })}>
      {keys.map((key) => (
        <Key key={key}>{key === "⌘" ? <CommandKey /> : key}</Key>
      ))}
    </span>
  );
}
