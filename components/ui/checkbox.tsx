import { Check } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";

export function Checkbox({
  label,
  labelHidden = false,
  description,
  size = "md",
  className,
  ...rest
}: Omit<ComponentProps<"input">, "type" | "size"> & {
  label: ReactNode;
  labelHidden?: boolean | undefined;
  description?: ReactNode;
  /** lg on member pages. */
  size?: "md" | "lg" | undefined;
}) {
  const made = useId();
  const id = rest.id ?? made;
  const box = size === "lg" ? "size-5.5 rounded-sm" : "size-3.75 rounded-[3px]";
  return (
    <span className={cn("flex items-start", size === "lg" ? "gap-3.5 py-2.5" : "gap-2", className)}>
      <span
        className={cn("relative grid shrink-0", size === "lg" ? "mt-0.5 size-5.5" : "mt-0.625 size-3.75")}
      >
        <input
          {...rest}
          id={id}
          type="checkbox"
          {...(description ? { "aria-describedby": `${id}-more` } : {})}
          className={cn(
            "peer appearance-none border border-control bg-raised before:absolute before:-inset-1.5 checked:border-accent-fill checked:bg-accent-fill disabled:border-line disabled:bg-quiet aria-invalid:border-crit-solid pointer-coarse:before:-inset-3.5",
            box,
          )}
        />
        <Check
          aria-hidden="true"
          strokeWidth={3}
          className={cn(
            "pointer-events-none absolute inset-0 m-auto hidden text-on-accent peer-checked:block",
            size === "lg" ? "size-3.75" : "size-2.75",
          )}
        />
      </span>
      <span className={labelHidden ? "sr-only" : "min-w-0"}>
        <label htmlFor={id} className={description ? "font-medium" : undefined}>
          {label}
        </label>
        {description ? (
          <span id={`${id}-more`} className={cn("block text-ink-2", size === "lg" && "text-15")}>
            {description}
          </span>
        ) : null}
      </span>
    </span>
  );
}
