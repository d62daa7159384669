import type { ReactNode, Ref } from "react";
import { cn } from "@/components/ui/cn";

/** A column that scrolls by itself, reachable by keyboard. */
export function Scroller({
  label,
  ref,
  className,
  children,
}: {
  label: string;
  ref?: Ref<HTMLElement> | undefined;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <section
      {...(ref ? { ref } : {})}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to take the arrow keys (axe: scrollable-region-focusable)
      tabIndex={0}
      aria-label={label}
      className={cn(
        // Positioned: words for readers only would else stretch the page itself.
        "relative min-h-0 min-w-0 overflow-y-auto outline-none focus-visible:inset-ring-2 focus-visible:inset-ring-accent",
        className,
      )}
    >
      {children}
    </section>
  );
}
