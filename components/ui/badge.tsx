import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

const badgeStyle = cva(
  "inline-flex h-5 shrink-0 items-center gap-1.25 whitespace-nowrap rounded-sm px-1.5 text-12 leading-none font-medium num [&_svg]:size-3.5",
  {
    variants: {
      tone: {
        neutral: "bg-quiet text-ink-2",
        crit: "bg-crit-soft text-crit",
        warn: "bg-warn-soft text-warn",
        ok: "bg-ok-soft text-ok",
        accent: "bg-accent-soft text-accent",
        line: "text-ink-2 inset-ring inset-ring-line-strong",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type BadgeTone = NonNullable<VariantProps<typeof badgeStyle>["tone"]>;

/** The state of a thing, in words. */
export function Badge({
  tone,
  icon,
  className,
  children,
  ...rest
}: ComponentProps<"span"> & { tone?: BadgeTone | undefined; icon?: ReactNode }) {
  return (
    <span {...rest} className={cn(badgeStyle({ tone }), className)}>
      {icon}
      {children}
    </span>
  );
}
