import { BandChart } from "@/components/charts/band-chart";
import { BarChart } from "@/components/charts/bar-chart";
import { DotIntervalChart } from "@/components/charts/dot-interval-chart";
import { LineChart } from "@/components/charts/line-chart";
import type { ChartSeries } from "@/components/charts/series";
import type { AnalyticsFilter, AnalyticsView } from "@/lib/contracts/analytics";

type Day = AnalyticsView["perDay"][number];

function series(
  view: AnalyticsView,
  key: keyof Omit<Day, "day">,
  label: string,
  comparison = false,
): ChartSeries {
  return {
    key,
    label,
    comparison,
    points: view.perDay.map((day) => ({ at: day.day, value: day[key] })),
  };
}

/** The charts, each with its definition, its table and the rows behind it. */
export function AnalyticsFigures({ view, filter }: { view: AnalyticsView; filter: AnalyticsFilter }) {
  const query = `days=${filter.days}${filter.kind ? `&kind=${filter.kind}` : ""}`;
  const rows = (of: string, count: number) => ({ href: `/analytics/rows?${query}&of=${of}`, count });
  const cell = "px-6 py-4 max-md:px-4 min-w-0";
  return (
    <div className="grid grid-cols-1 *:border-line *:border-b lg:grid-cols-2 lg:[&>*:nth-child(odd)]:border-r">
      <LineChart
        className={cell}
        title="Intake and decisions"
        definition="By UTC day: reports received, cases opened by a report or a signal, first decisions and appeals decided."
        rows={rows("opened", view.counts.opened)}
        unit="count"
        series={[
          series(view, "opened", "opened"),
          series(view, "decided", "decided", true),
          series(view, "reports", "reports"),
        ]}
      />
      <BandChart
        className={cell}
        title="Time to decision"
        definition="First report or signal to decision, from raw timestamps, by UTC day of the decision. Logarithmic."
        rows={rows("decided", view.decided.now)}
        unit="minutes"
        scale="log"
        lower={series(view, "medianMinutes", "median")}
        upper={series(view, "p90Minutes", "p90", true)}
      />
      <DotIntervalChart
        className={cell}
        title="Measure taken, by category"
        definition="Cases decided with a measure ÷ cases decided, appeals left out, as first decided. Wilson interval."
        rows={rows("decided", view.decided.now)}
        unit="share"
        column="Category"
        dots={view.outcomes.map(({ category, label, share }) =>
          share
            ? { key: category, label, n: share.n, value: share.value, low: share.low, high: share.high }
            : { key: category, label, n: 0, withheld: true },
        )}
      />
      <LineChart
        className={cell}
        title="Appeals filed and overturned"
        definition="Appeals by UTC day of filing; appeals that overturned or reduced the decision by UTC day of the answer."
        rows={rows("appeals", view.counts.appealsFiled)}
        unit="count"
        series={[
          series(view, "appealsFiled", "filed", true),
          series(view, "appealsOverturned", "overturned"),
        ]}
      />
      <BarChart
        className={cell}
        title="Measures by rung"
        definition={`Measures in decisions of the period; the thin bar is the ${view.days} days before. One decision may hold several.`}
        rows={rows("decided", view.decided.now)}
        unit="count"
        column="Measure"
        bars={view.measures.map(({ measure, label, now, before }) => ({
          key: measure,
          label,
          value: now,
          before,
        }))}
      />
      <BarChart
        className={cell}
        title="Decided, by category"
        definition="First decisions of the period by the category reported. Cells under 10 are left out."
        rows={rows("decided", view.decided.now)}
        unit="count"
        column="Category"
        bars={view.outcomes.flatMap(({ category, label, decided }) =>
          decided === null ? [] : [{ key: category, label, value: decided }],
        )}
      />
    </div>
  );
}
