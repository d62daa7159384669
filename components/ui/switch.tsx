import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";

export function Switch({
  label,
  description,
  className,
  ...rest
}: Omit<ComponentProps<"input">, "type" | "role"> & { label: ReactNode; description?: ReactNode }) {
  const made = useId();
  const id = rest.id ?? made;
  return (
    <span className={cn("flex items-start gap-3", className)}>
      <span className="min-w-0 flex-1">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {description ? (
          <span id={`${id}-more`} className="block text-ink-2">
            {description}
          </span>
        ) : null}
      </span>
      <span className="relative mt-0.5 inline-flex shrink-0">
        <input
          {...rest}
          id={id}
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox tells its own checked state
          role="switch"
          {...(description ? { "aria-describedby": `${id}-more` } : {})}
          className="peer h-4.5 w-8 appearance-none rounded-full border border-control bg-raised transition-colors duration-fast before:absolute before:-inset-1 checked:border-accent-fill checked:bg-accent-fill disabled:border-line disabled:bg-quiet pointer-coarse:before:-inset-3.5"
        />
        <span
          aria-hidden="true"
          className="pointer-events-none absolute top-1 left-1 size-2.5 rounded-full bg-control transition-transform duration-fast peer-checked:translate-x-3.5 peer-checked:bg-on-accent"
        />
      </span>
    </span>
  );
}
