import { cn } from "./cn";

/** How much of a known whole is done. */
export function Progress({
  value,
  max,
  label,
  className,
}: {
  value: number;
  max: number;
  label: string;
  className?: string | undefined;
}) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      className={cn("h-1 overflow-hidden rounded-xs bg-track", className)}
    >
      <span className="block h-full bg-accent-fill" style={{ width: `${share * 100}%` }} />
    </div>
  );
}
