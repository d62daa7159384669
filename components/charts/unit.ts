/** count: things · share: 0 to 1, shown in per cent · minutes: lengths of time · alpha: an agreement, −1 to 1. */
export const CHART_UNITS = ["count", "share", "minutes", "alpha"] as const;
export type ChartUnit = (typeof CHART_UNITS)[number];

const DAY = 24 * 60;

/** A whole number in groups of three: "1 284". */
export function formatCount(value: number): string {
  return Math.round(value).toLocaleString("en-GB").replaceAll(",", "\u202f");
}

/** A length given in minutes, in at most two units: "38 min", "6 h 12 min", "2 d 3 h". */
export function formatMinutes(minutes: number): string {
  if (minutes < 60)
    return `${minutes < 10 && minutes % 1 !== 0 ? minutes.toFixed(1) : Math.round(minutes)} min`;
  const whole = Math.round(minutes);
  const [big, small, names] =
    whole < DAY
      ? [Math.floor(whole / 60), whole % 60, ["h", "min"]]
      : [Math.floor(whole / DAY), Math.floor((whole % DAY) / 60), ["d", "h"]];
  return small === 0 ? `${big} ${names[0]}` : `${big} ${names[0]} ${small} ${names[1]}`;
}

/** A value as it stands in a table or beside a mark. */
export function formatValue(value: number, unit: ChartUnit): string {
  switch (unit) {
    case "count":
      return Number.isInteger(value) ? formatCount(value) : value.toFixed(1);
    case "share":
      return `${(value * 100).toFixed(1)} %`;
    case "minutes":
      return formatMinutes(value);
    case "alpha":
      return value.toFixed(2);
  }
}

/** A value as it stands at an axis: round, so without decimals that say nothing. */
export function formatTick(value: number, unit: ChartUnit): string {
  if (unit === "minutes" && value === DAY) return "24 h";
  if (unit === "share") return `${Number((value * 100).toFixed(2))} %`;
  if (unit === "alpha") return value.toFixed(1);
  return formatValue(value, unit);
}
