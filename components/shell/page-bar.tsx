import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** The head of a console page: its name, what stands beside it, and its deeds at the right. */
export function PageBar({
  title,
  lead,
  before,
  actions,
  size = "page",
  className,
}: {
  title: ReactNode;
  /** Support beside the name, such as how live it is. */
  lead?: ReactNode;
  /** The way back, in front of the name. */
  before?: ReactNode;
  actions?: ReactNode;
  /** record: 15 px, for a case or an appeal whose own words are the thing. */
  size?: "page" | "record" | undefined;
  className?: string | undefined;
}) {
  return (
    <header
      className={cn(
        "flex min-h-15 shrink-0 flex-wrap items-center gap-x-3 gap-y-2 bg-surface px-6 py-2 max-md:px-4",
        size === "record" && "min-h-13 border-line border-b",
        className,
      )}
    >
      {before}
      <h1 className={size === "record" ? "text-15 leading-5 font-semibold tracking-[-0.012em]" : undefined}>
        {title}
      </h1>
      {lead ? <div className="flex items-center gap-2 text-12 text-ink-3">{lead}</div> : null}
      {actions ? <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}

/** A green dot and words: what is seen follows what happens. Amber when it does not. */
export function LiveMark({ live, children }: { live: boolean; children: ReactNode }) {
  return (
    <span role="status" className="inline-flex items-center gap-2">
      <span
        aria-hidden="true"
        className={cn("size-1.5 rounded-full", live ? "bg-ok-solid" : "bg-warn-solid")}
      />
      {children}
    </span>
  );
}
