import type { ReactNode } from "react";
import { cn } from "./cn";

export type DataItem = { term: string; value: ReactNode };

/** Facts by name: term at the left in label ink, value beside it. */
export function DataList({
  items,
  size = "md",
  className,
}: {
  items: readonly DataItem[];
  size?: "md" | "lg" | undefined;
  className?: string | undefined;
}) {
  return (
    <dl
      className={cn(
        "grid grid-cols-[auto_minmax(0,1fr)]",
        size === "lg" ? "gap-x-4 gap-y-1.5 text-15" : "gap-x-3.5 gap-y-0.75 leading-[19px]",
        className,
      )}
    >
      {items.map((item) => (
        <div key={item.term} className="contents">
          <dt className="text-ink-3">{item.term}</dt>
          <dd className="min-w-0 wrap-anywhere">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
