import { cn } from "./cn";

export type Step = {
  /** When it begins, as it is to be read. */
  at: string;
  /** What is allowed from then on. */
  label: string;
  /** Share of full height, 0 to 1. */
  height: number;
};

const TOP = 56;
const BASE = 162;

/** The way back: steps that rise from left to right, a dotted gate at each date. Drawn anew for narrow screens, so that its words stay readable. */
export function Steps({
  steps,
  label,
  className,
}: {
  steps: readonly Step[];
  /** The same in words. */
  label: string;
  className?: string | undefined;
}) {
  return (
    <>
      <StepsDrawing
        steps={steps}
        label={label}
        width={620}
        size={15}
        className={cn("max-sm:hidden", className)}
      />
      <StepsDrawing
        steps={steps}
        label={label}
        width={350}
        size={14}
        className={cn("sm:hidden", className)}
      />
    </>
  );
}

function StepsDrawing({
  steps,
  label,
  width,
  size,
  className,
}: {
  steps: readonly Step[];
  label: string;
  /** Units it is drawn in; also about the width it is meant for, px. */
  width: number;
  size: number;
  className: string;
}) {
  const each = width / Math.max(1, steps.length);
  const placed = steps.map((step, index) => ({
    ...step,
    x: Math.round(index * each),
    y: Math.round(BASE - Math.max(0.12, Math.min(1, step.height)) * (BASE - TOP)),
  }));
  const first = placed[0];
  if (!first) return null;
  const line = placed
    .map((step, index) => (index === 0 ? `M0 ${step.y}` : `H${step.x}V${step.y}`))
    .join("")
    .concat(`H${width}`);
  return (
    <svg
      viewBox={`0 20 ${width} 176`}
      role="img"
      aria-label={label}
      className={cn("block w-full", className)}
    >
      <path d={`${line}V${BASE}H0Z`} fill="var(--accent-soft)" />
      <path d={line} fill="none" stroke="var(--accent-fill)" strokeWidth="2" />
      <line x1="0" x2={width} y1={BASE} y2={BASE} stroke="var(--line-strong)" />
      <circle cx="6" cy={first.y} r="5" fill="var(--accent-fill)" stroke="var(--surface)" strokeWidth="2" />
      {placed.map((step, index) => (
        <g key={`${step.at} ${step.label}`} fontSize={size} className="num">
          {index > 0 ? (
            <line
              x1={step.x}
              x2={step.x}
              y1={BASE - 26}
              y2={BASE + 4}
              stroke="var(--accent-fill)"
              strokeDasharray="3 3"
            />
          ) : null}
          <text x={index === 0 ? 0 : step.x + 10} y={step.y - 12} fill="var(--ink)" fontWeight="600">
            {step.label}
          </text>
          <text
            x={step.x}
            y={BASE + 24}
            fill="var(--ink-2)"
            fontSize={size - 1}
            textAnchor={index === 0 ? "start" : "middle"}
          >
            {step.at}
          </text>
        </g>
      ))}
    </svg>
  );
}
