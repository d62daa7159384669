import { cn } from "@/components/ui/cn";
import { GridHead, GridRow } from "./grid-parts";
import { QUEUE_COLUMNS } from "./queue-row";

const HEADS = [
  { label: "Due" },
  { label: "Case and why it is here" },
  { label: "Kind" },
  { label: "Member", className: "hidden @min-[1180px]:block" },
  { label: "Strongest signal", className: "hidden @min-[1000px]:block" },
  { label: "Held by" },
];

/** The names of the grid's columns. */
export function QueueHead() {
  return (
    <GridRow
      aria-rowindex={1}
      className={cn(
        QUEUE_COLUMNS,
        "sticky top-0 z-sticky h-8 border-line border-b bg-surface text-12 text-ink-3 max-sm:sr-only",
      )}
    >
      {HEADS.map((head) => (
        <GridHead key={head.label} className={head.className}>
          {head.label}
        </GridHead>
      ))}
    </GridRow>
  );
}
