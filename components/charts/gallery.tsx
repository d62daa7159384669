import { BandChart } from "./band-chart";
import { BarChart } from "./bar-chart";
import { ColumnChart } from "./column-chart";
import { DotIntervalChart } from "./dot-interval-chart";
import { LineChart } from "./line-chart";
import type { ChartPoint } from "./series";
import { SmallMultiples } from "./small-multiples";

const DAYS = 28;
const DAY_MS = 86_400_000;
const START = Date.parse("2026-10-24T00:00:00Z");

/** A made-up series that looks like one: `shape` gives the value of a day. */
function daily(shape: (day: number) => number, band = 0): ChartPoint[] {
  return Array.from({ length: DAYS }, (_, day) => {
    const value = shape(day);
    const at = new Date(START + day * DAY_MS).toISOString().slice(0, 10);
    return band > 0 ? { at, value, low: value - band, high: value + band } : { at, value };
  });
}

const wave = (day: number, size: number) => Math.sin(day * 1.3) * size + Math.sin(day * 0.4) * size;

/** Every chart with made-up figures. */
export function ChartGallery() {
  return (
    <main className="grid gap-x-12 gap-y-10 p-6 lg:grid-cols-2">
      <h1 className="lg:col-span-2">Charts</h1>
      <LineChart
        title="Cases opened and decided"
        definition="Cases by UTC day of opening and of first decision. A case that is reopened counts once."
        rows={{ href: "/look", count: 9640 }}
        unit="count"
        series={[
          {
            key: "opened",
            label: "opened",
            points: daily((day) => Math.round(180 + wave(day, 25) + (day === 20 ? 80 : 0))),
          },
          {
            key: "decided",
            label: "decided",
            comparison: true,
            points: daily((day) => Math.round(172 + wave(day - 1, 28))),
          },
        ]}
        events={[{ at: "2026-11-13", label: "Wave W-109" }]}
      />
      <BandChart
        title="Time to decision"
        definition="First report or signal to decision, from raw timestamps. Logarithmic. On hold time counts."
        unit="minutes"
        scale="log"
        lower={{ key: "median", label: "median", points: daily((day) => 42 + wave(day, 5)) }}
        upper={{ key: "p90", label: "p90", points: daily((day) => 372 + wave(day, 60)) }}
        events={[{ at: "2026-11-03", label: "Deadline order on" }]}
      />
      <DotIntervalChart
        title="Overturned on appeal, by clause"
        definition="Appeals that overturn or reduce ÷ appeals heard. Wilson interval."
        unit="share"
        column="Clause"
        overall={{ value: 0.064, label: "all 6.4 %" }}
        dots={[
          { key: "4.2", label: "4.2 Bulk messages", n: 331, value: 0.04, low: 0.029, high: 0.057 },
          { key: "4.4", label: "4.4 Promotion", n: 214, value: 0.079, low: 0.052, high: 0.117 },
          { key: "7.2", label: "7.2 Fake account", n: 109, value: 0.138, low: 0.085, high: 0.216 },
          { key: "3.1", label: "3.1 Scraping", n: 4, withheld: true },
        ]}
      />
      <LineChart
        title="Message filter"
        definition="Precision: locks not judged wrong ÷ locks judged. Recall: from a random sample of 1 in 500 delivered."
        unit="share"
        baseline="near"
        series={[
          { key: "precision", label: "precision", points: daily((day) => 0.88 + wave(day, 0.008), 0.015) },
          { key: "recall", label: "recall", points: daily((day) => 0.78 + wave(day, 0.01), 0.03) },
        ]}
      />
      <BarChart
        title="Measures by rung"
        definition="Measures in decisions of the period; thin bar is the period before. One decision may hold several."
        unit="count"
        column="Rung"
        before="Period before"
        bars={[
          { key: "r1", label: "R1 Warning", value: 1204, before: 1160 },
          { key: "r2", label: "R2 Throttle", value: 402, before: 371 },
          { key: "r5", label: "R5 Block", value: 296, before: 344 },
          { key: "r6", label: "R6 Daily cap", value: 214, before: 171 },
        ]}
      />
      <ColumnChart
        title="Messages a day"
        definition="Accepted messages by UTC day, all channels. Threshold of the policy version in force that day."
        label="Messages"
        unit="count"
        threshold={{ value: 100, label: "threshold 100" }}
        points={daily((day) => (day === 26 ? 412 : Math.max(4, Math.round(40 + wave(day, 30)))))}
      />
      <SmallMultiples
        className="lg:col-span-2"
        title="Due time missed, by kind"
        definition="Decisions after their due time ÷ decisions, per cent by UTC day, one scale for all five."
        unit="share"
        multiples={["Reported message", "Flagged account", "Locked message", "Appeal", "Approval"].map(
          (label, place) => ({
            key: label,
            label,
            figure: "2.1 %",
            interval: "1.5–2.8",
            points: daily((day) =>
              Math.max(0, 0.015 + wave(day + place, 0.006) + (day === 18 + place ? 0.05 : 0)),
            ),
          }),
        )}
      />
    </main>
  );
}
