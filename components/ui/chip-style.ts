import { cva } from "class-variance-authority";

/** Classes of a filter chip: set, unset, or the dashed one that adds another. */
export const chipStyle = cva(
  "inline-flex h-control-sm shrink-0 items-center gap-1.5 whitespace-nowrap rounded-md border px-2 text-12 [&_svg]:size-3.5 [&_svg]:text-ink-3",
  {
    variants: {
      look: {
        unset: "border-line-strong bg-surface hover:bg-hover",
        set: "border-accent-line bg-selected",
        add: "border-dashed border-line-strong text-ink-2 hover:bg-hover",
      },
    },
    defaultVariants: { look: "unset" },
  },
);
