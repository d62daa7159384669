import { cva, type VariantProps } from "class-variance-authority";

/** Classes of a button, for buttons and for links that look like one. */
export const buttonStyle = cva(
  [
    "relative inline-flex shrink-0 items-center justify-center overflow-hidden whitespace-nowrap border font-medium select-none",
    "aria-disabled:border-line aria-disabled:bg-quiet aria-disabled:text-ink-3 aria-disabled:shadow-none",
    "disabled:border-line disabled:bg-quiet disabled:text-ink-3 disabled:shadow-none [&_svg]:shrink-0",
  ],
  {
    variants: {
      variant: {
        primary: "border-transparent bg-accent-fill text-on-accent hover:bg-accent-hover",
        plain: "border-line-strong bg-raised text-ink shadow-1 hover:bg-hover",
        ghost: "border-transparent text-ink-2 hover:bg-hover",
        danger: "border-transparent bg-crit-solid text-on-solid hover:bg-crit-solid/90",
      },
      size: {
        sm: "h-control-sm gap-1.5 rounded-md px-2 text-12",
        md: "h-control gap-2 rounded-md px-3 text-13",
        lg: "h-control-lg gap-2 rounded-lg px-5 text-[16px]",
      },
    },
    compoundVariants: [{ variant: "ghost", size: "md", class: "px-2" }],
    defaultVariants: { variant: "plain", size: "md" },
  },
);

export type ButtonLook = VariantProps<typeof buttonStyle>;
