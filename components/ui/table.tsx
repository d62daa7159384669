import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A table inside its own sideways scroller; the caption is its name and may carry its definition. */
export function Table({
  caption,
  captionHidden = false,
  size = "md",
  className,
  children,
  ...rest
}: ComponentProps<"table"> & {
  caption: string;
  captionHidden?: boolean | undefined;
  /** lg on member pages. */
  size?: "md" | "lg" | undefined;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller has to be reachable by keys
    <section className="overflow-x-auto" tabIndex={0} aria-label={caption}>
      <table
        {...rest}
        className={cn(
          "w-full border-collapse text-left",
          size === "lg" ? "text-[16px] leading-6" : "text-13",
          className,
        )}
      >
        <caption className={captionHidden ? "sr-only" : "pb-2 text-left text-12 text-ink-3"}>
          {caption}
        </caption>
        {children}
      </table>
    </section>
  );
}

type CellProps = { numeric?: boolean | undefined };

export function TableHeader({ numeric, className, ...rest }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope="col"
      {...rest}
      className={cn(
        "border-line border-b py-2 pr-5 font-normal text-12 text-ink-3 whitespace-nowrap last:pr-0 [[scope=row]]:text-13 [[scope=row]]:font-medium [[scope=row]]:text-ink [[scope=row]]:whitespace-normal",
        numeric && "text-right",
        className,
      )}
    />
  );
}

export function TableRow({ className, ...rest }: ComponentProps<"tr">) {
  return <tr {...rest} className={cn("[tbody_&]:hover:bg-hover", className)} />;
}

export function TableCell({ numeric, className, ...rest }: ComponentProps<"td"> & CellProps) {
  return (
    <td
      {...rest}
      className={cn(
        "border-line border-b py-2 pr-5 last:pr-0",
        numeric && "num text-right whitespace-nowrap",
        className,
      )}
    />
  );
}
