import { Swatch } from "./plot-parts";
import { shareOf, spread } from "./scale";
import type { ChartSeries } from "./series";

const GAP = 15;
const HALF = 8;

/** The names of the lines, each at the end of its own and none over another. */
export function LineEnds({
  series,
  looks,
  low,
  high,
  scale,
  top,
  plain,
}: {
  series: readonly ChartSeries[];
  looks: readonly { color: string; dash: string }[];
  /** The values at the foot and the head of the plain. */
  low: number;
  high: number;
  scale: "linear" | "log";
  /** Where the plain begins and how high it is, px. */
  top: number;
  plain: number;
}) {
  const ends = series.map((one) => one.points.findLast((point) => point.value !== null)?.value ?? low);
  const places = spread(
    ends.map((end) => plain * (1 - shareOf(end, low, high, scale))),
    GAP,
    plain,
  );
  return (
    <ul aria-hidden="true" className="relative w-26 shrink-0 text-11 font-medium">
      {series.map((one, place) => (
        <li
          key={one.key}
          className="absolute left-0 flex items-center gap-1.5 whitespace-nowrap text-ink-2"
          style={{ top: (places[place] ?? 0) + top - HALF }}
        >
          <Swatch color={looks[place]?.color ?? "currentColor"} dash={looks[place]?.dash ?? ""} />
          {one.label}
        </li>
      ))}
    </ul>
  );
}
