import { formatMoment } from "./series";
import { type ChartUnit, formatValue } from "./unit";

/** Settings every axis of the house shares. */
export const AXIS = {
  tickLine: false,
  axisLine: false,
  tick: { fontSize: 11, fill: "var(--ink-3)" },
} as const;

export type TooltipEntry = {
  dataKey?: unknown;
  value?: unknown;
  color?: string | undefined;
  payload?: unknown;
};

/** What stands at the moment under the pointer or the arrows. */
export function PlotTooltip({
  active,
  label,
  payload,
  names,
  unit,
}: {
  active?: boolean | undefined;
  label?: unknown;
  payload?: readonly TooltipEntry[] | undefined;
  names: ReadonlyMap<string, string>;
  unit: ChartUnit;
}) {
  if (!active || !payload?.length) return null;
  return (
    <div className="rounded-md bg-inverse px-2.25 py-1.5 text-12 text-on-inverse shadow-2">
      <p>{typeof label === "string" ? formatMoment(label, true) : null}</p>
      {payload.map((entry) => {
        const name = names.get(String(entry.dataKey));
        if (!name || typeof entry.value !== "number") return null;
        return (
          <p key={name} className="num flex justify-between gap-4">
            <span>{name}</span>
            <b>{formatValue(entry.value, unit)}</b>
          </p>
        );
      })}
    </div>
  );
}

type ViewBox = { x?: number; y?: number; width?: number; height?: number };

/** The name of a threshold at its left, the mitre at its right end. */
export function ThresholdLabel({ viewBox, text }: { viewBox?: ViewBox | undefined; text: string }) {
  const x = viewBox?.x ?? 0;
  const y = viewBox?.y ?? 0;
  const end = x + (viewBox?.width ?? 0);
  return (
    <g>
      <text x={x + 4} y={y - 5} style={{ fill: "var(--ink)" }}>
        {text}
      </text>
      <path
        transform={`translate(${end + 2} ${y - 4.5})`}
        d="M0 0H1.9L5 4.5L1.9 9H0L3.1 4.5Z"
        fill="var(--ink)"
      />
    </g>
  );
}

/** The words of an event at the head of its dotted line, on the side that has room. */
export function EventLabel({
  viewBox,
  text,
  late,
}: {
  viewBox?: ViewBox | undefined;
  text: string;
  late: boolean;
}) {
  const x = viewBox?.x ?? 0;
  const y = viewBox?.y ?? 0;
  return (
    <text
      x={late ? x - 4 : x + 4}
      y={y + 8}
      textAnchor={late ? "end" : "start"}
      style={{ fill: "var(--ink-2)" }}
    >
      {text}
    </text>
  );
}

/** The name of a gate across the plot at its head, the mitre over it. */
export function GateLabel({
  viewBox,
  text,
  proposed,
  right,
}: {
  viewBox?: ViewBox | undefined;
  text: string;
  proposed: boolean;
  /** The name stands at the right, where the left has no room. */
  right: boolean;
}) {
  const x = viewBox?.x ?? 0;
  const y = viewBox?.y ?? 0;
  const fill = proposed ? "var(--accent)" : "var(--ink)";
  return (
    <g>
      <path transform={`translate(${x - 5} ${y - 8})`} d="M0 0L5 4.2L10 0V3.2L5 7.4L0 3.2Z" fill={fill} />
      <text
        x={right ? x + 9 : x - 9}
        y={y + 2}
        textAnchor={right ? "start" : "end"}
        style={{ fill, fontWeight: 600 }}
      >
        {text}
      </text>
    </g>
  );
}

/** A short line in a series' own colour and dash, before its name. */
export function Swatch({ color, dash }: { color: string; dash: string }) {
  return (
    <svg width="16" height="4" viewBox="0 0 16 4" aria-hidden="true" className="shrink-0">
      <line x1="0" x2="16" y1="2" y2="2" stroke={color} strokeWidth="2" strokeDasharray={dash} />
    </svg>
  );
}
