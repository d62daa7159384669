import { cn } from "./cn";

/** The closed leaves of a lock: a threshold, the next case, the rung proposed, a decision. Nowhere else. */
export function Mitre({
  direction = "down",
  label,
  className,
}: {
  direction?: "down" | "right" | undefined;
  label?: string | undefined;
  className?: string | undefined;
}) {
  return (
    <span
      className={cn(direction === "down" ? "mitre" : "mitre-right", "shrink-0", className)}
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    />
  );
}
