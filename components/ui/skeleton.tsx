import { cn } from "./cn";

/** A line of the true width of what is coming, shown after 200 ms, without shimmer. */
export function Skeleton({
  width,
  className,
}: {
  /** A CSS length or share, as wide as the words will be. */
  width: string;
  className?: string | undefined;
}) {
  return (
    <span
      aria-hidden="true"
      className={cn("after-wait block h-2.5 max-w-full rounded-xs bg-line", className)}
      style={{ width }}
    />
  );
}

/** Several lines under one name that readers hear. */
export function SkeletonLines({
  label,
  widths,
  className,
}: {
  label: string;
  widths: readonly string[];
  className?: string | undefined;
}) {
  return (
    <div role="status" className={cn("flex flex-col gap-2.5", className)}>
      <span className="sr-only">{label}</span>
      {widths.map((width, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <Skeleton key={line} width={width} />
      ))}
    </div>
  );
}
