import { cva } from "class-variance-authority";

/** Classes of an editable field's own element. */
export const fieldStyle = cva(
  "w-full rounded-md border border-control bg-raised text-ink [&[readonly]]:bg-quiet disabled:bg-quiet disabled:text-ink-3 aria-invalid:border-crit-solid aria-invalid:inset-ring aria-invalid:inset-ring-crit-solid",
  {
    variants: {
      fieldSize: { md: "text-13 pointer-coarse:text-[16px]", lg: "rounded-lg text-[16px] leading-[25px]" },
      shape: { line: "", area: "" },
    },
    compoundVariants: [
      { fieldSize: "md", shape: "line", class: "h-control px-2.5" },
      { fieldSize: "lg", shape: "line", class: "h-11 px-3.5" },
      { fieldSize: "md", shape: "area", class: "min-h-20 px-2.5 py-2" },
      { fieldSize: "lg", shape: "area", class: "min-h-28 px-3.5 py-3" },
    ],
    defaultVariants: { fieldSize: "md", shape: "line" },
  },
);

export type FieldSize = "md" | "lg";
