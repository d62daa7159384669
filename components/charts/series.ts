import { type ChartUnit, formatValue } from "./unit";

/** One moment of a series: `at` an ISO date or instant (UTC), its value, and its interval when it is a share. */
export type ChartPoint = { at: string; value: number | null; low?: number | null; high?: number | null };

export type ChartSeries = {
  key: string;
  label: string;
  points: readonly ChartPoint[];
  /** What the series in question is compared with; drawn in slate. */
  comparison?: boolean;
};

/** A horizontal gate, with its name. */
export type ChartThreshold = { value: number; label: string };

/** Something that happened, told in words at its moment. */
export type ChartEvent = { at: string; label: string };

/** A finished table: what the chart shows, in figures. */
export type ChartTable = { columns: readonly string[]; rows: readonly (readonly string[])[] };

export type ChartDatum = { at: string } & Record<string, string | number | null | readonly [number, number]>;

/** Colours and dashes by place; the comparison is always slate. */
export const SERIES_LOOK = [
  { color: "var(--chart-1)", dash: "" },
  { color: "var(--chart-2)", dash: "6 3" },
  { color: "var(--chart-3)", dash: "2 3" },
  { color: "var(--chart-5)", dash: "8 3 2 3" },
] as const;
const COMPARISON_LOOK = { color: "var(--chart-4)", dash: "" } as const;

/** The look of the series at a place; the fifth and later ones repeat, so a chart holds four and a comparison. */
export function lookOf(series: readonly ChartSeries[], place: number): { color: string; dash: string } {
  if (series[place]?.comparison) return COMPARISON_LOOK;
  const rank = series.slice(0, place).filter((before) => !before.comparison).length;
  return SERIES_LOOK[rank % SERIES_LOOK.length] ?? COMPARISON_LOOK;
}

/** One datum per moment over all series, in order of time; a missing value is null, so that the line breaks there. */
export function toData(series: readonly ChartSeries[]): ChartDatum[] {
  const data = new Map<string, ChartDatum>();
  for (const one of series) {
    for (const point of one.points) {
      const datum: ChartDatum = data.get(point.at) ?? { at: point.at };
      datum[one.key] = point.value;
      if (isNumber(point.low) && isNumber(point.high)) datum[`${one.key}:band`] = [point.low, point.high];
      data.set(point.at, datum);
    }
  }
  return [...data.values()].sort((a, b) => a.at.localeCompare(b.at));
}

/** The same data with the room between the first two series, where both have a value. */
export function fillBetween(data: readonly ChartDatum[], series: readonly ChartSeries[]): ChartDatum[] {
  const [first, second] = series;
  return data.map((datum) => {
    const a = first ? datum[first.key] : null;
    const b = second ? datum[second.key] : null;
    if (typeof a !== "number" || typeof b !== "number") return datum;
    return { ...datum, between: [Math.min(a, b), Math.max(a, b)] as const };
  });
}

/** The table of a chart over time: a row per moment, a column per series, the interval behind its value. */
export function toTable(series: readonly ChartSeries[], unit: ChartUnit): ChartTable {
  const moments = [...new Set(series.flatMap((one) => one.points.map((point) => point.at)))].sort();
  const places = series.map((one) => new Map(one.points.map((point) => [point.at, point])));
  return {
    columns: ["Date (UTC)", ...series.map((one) => one.label)],
    rows: moments.map((at) => [formatMoment(at, true), ...places.map((place) => cell(place.get(at), unit))]),
  };
}

function cell(point: ChartPoint | undefined, unit: ChartUnit): string {
  if (!point || point.value === null) return "no figure";
  const value = formatValue(point.value, unit);
  if (!isNumber(point.low) || !isNumber(point.high)) return value;
  return `${value} (${formatValue(point.low, unit)} to ${formatValue(point.high, unit)})`;
}

/** "20 Nov" of an ISO date or instant, in UTC; with the year in tables. */
export function formatMoment(at: string, withYear = false): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
    ...(withYear ? { year: "numeric" } : {}),
  }).format(new Date(at));
}

/** Every number a chart over time has to make room for. */
export function valuesOf(series: readonly ChartSeries[]): number[] {
  return series.flatMap((one) =>
    one.points.flatMap((point) => [point.value, point.low ?? null, point.high ?? null].filter(isNumber)),
  );
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
