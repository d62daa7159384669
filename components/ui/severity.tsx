import { cn } from "./cn";

const LOOK = {
  0: "bg-crit-solid text-on-solid",
  1: "bg-warn-soft text-warn inset-ring inset-ring-warn-line",
  2: "text-ink-2 inset-ring inset-ring-line-strong",
} as const;

export function Severity({ level, className }: { level: 0 | 1 | 2; className?: string | undefined }) {
  return (
    <span
      className={cn(
        "inline-flex h-4.5 w-6 shrink-0 items-center justify-center rounded-[3px] font-mono text-11 leading-none font-semibold tracking-tight",
        LOOK[level],
        className,
      )}
    >
      P{level}
    </span>
  );
}
