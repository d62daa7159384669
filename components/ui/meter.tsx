import { cn } from "./cn";

export type MeterKind = "ceiling" | "floor";

const HEIGHT = { sm: "h-1", md: "h-1.5", lg: "h-2" } as const;

type MeterBarProps = {
  measured: number;
  threshold: number;
  /** A ceiling is crossed from below; a floor is missed from above. */
  kind?: MeterKind | undefined;
  /** Crossing is severe by itself. */
  hard?: boolean | undefined;
  size?: "sm" | "md" | "lg" | undefined;
  className?: string | undefined;
};

function percent(part: number, whole: number): string {
  return whole > 0 ? `${Math.min(100, Math.max(0, (part / whole) * 100))}%` : "0%";
}

/** The drawing alone: scale 0 to the larger of the two, the mitre on the gate. Its figures have to stand beside it. */
export function MeterBar({
  measured,
  threshold,
  kind = "ceiling",
  hard = false,
  size = "md",
  className,
}: MeterBarProps) {
  const scale = kind === "floor" ? Math.max(measured, threshold * 2) : Math.max(measured, threshold);
  const beyond = kind === "ceiling" && measured > threshold;
  const short = kind === "floor" && measured < threshold;
  const gate = percent(threshold, scale);
  return (
    <span aria-hidden="true" className={cn("relative block rounded-[1px] bg-track", HEIGHT[size], className)}>
      <span
        className={cn("absolute inset-y-0 left-0 rounded-l-[1px]", short ? "bg-beyond" : "bg-measured")}
        style={{ width: percent(beyond ? threshold : measured, scale) }}
      />
      {beyond ? (
        <span
          className={cn("absolute inset-y-0 rounded-r-[1px]", hard ? "bg-crit-solid" : "bg-beyond")}
          style={{ left: gate, width: percent(measured - threshold, scale) }}
        />
      ) : null}
      <span className="-inset-y-0.5 absolute w-px bg-ink" style={{ left: gate }}>
        {size === "sm" ? null : <span className="mitre absolute -top-1.25 -left-[3.5px] bg-ink" />}
      </span>
    </span>
  );
}

/** Measured against threshold, with both figures. */
export function Meter({
  label,
  format = (n) => n.toLocaleString("en-GB").replaceAll(",", "\u202f"),
  className,
  barClassName,
  ...bar
}: MeterBarProps & {
  /** What is measured; said to readers, not drawn. */
  label: string;
  format?: ((value: number) => string) | undefined;
  barClassName?: string | undefined;
}) {
  const word = bar.kind === "floor" ? "floor" : "threshold";
  return (
    <span className={cn("flex items-center gap-2", className)}>
      <MeterBar {...bar} className={cn(bar.size === "sm" ? "w-14" : "min-w-14 flex-1", barClassName)} />
      <span className="num shrink-0 whitespace-nowrap">
        <span className="sr-only">{label}: </span>
        <b>{format(bar.measured)}</b>
        <span className="sr-only">, {word} </span>
        <span aria-hidden="true" className="text-ink-3">
          {" / "}
        </span>
        <span className="text-ink-3">{format(bar.threshold)}</span>
      </span>
    </span>
  );
}
