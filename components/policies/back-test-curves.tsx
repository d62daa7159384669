import { CurveChart } from "@/components/charts/curve-chart";
import type { FiguresView } from "@/lib/contracts/back-test";
import type { Curve } from "@/lib/domain/back-test-result";

function gatesOf({ base, draft }: Curve) {
  if (base === draft) return [{ x: base, label: `live ${base}` }];
  return [
    { x: base, label: `live ${base}` },
    { x: draft, label: `draft ${draft}`, proposed: true },
  ];
}

/** How many accounts a rule would hit at other thresholds, the strictest at the right. */
export function BackTestCurves({ view, href }: { view: FiguresView; href: string }) {
  return (
    <div className="grid gap-6">
      {view.curves.map((curve) => (
        <CurveChart
          key={curve.path}
          title={
            view.curves.length > 1 ? `If it were elsewhere: ${curve.unit}` : "If the threshold were elsewhere"
          }
          definition="Accounts hit at least once, and those of them whose decisions since were all dismissed or overturned."
          rows={view.kept.newly > 0 ? { href, count: view.kept.newly } : undefined}
          unit="count"
          axis={curve.unit}
          series={[
            { key: "hit", label: "hit" },
            { key: "cleared", label: "cleared since" },
          ]}
          gates={gatesOf(curve)}
          places={curve.points.toReversed().map(({ at, accounts }) => ({
            x: at,
            hit: accounts.accounts,
            cleared: accounts.cleared,
          }))}
        />
      ))}
    </div>
  );
}
