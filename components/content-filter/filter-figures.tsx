import { LineChart } from "@/components/charts/line-chart";
import { Figure } from "@/components/ui/figure";
import type { ShareView } from "@/lib/contracts/analytics";
import type { FilterView } from "@/lib/contracts/content-filter";
import { intervalText, percentText } from "./share-text";

function ShareFigure({ label, share, of }: { label: string; share: ShareView; of: string }) {
  return (
    <Figure
      label={label}
      value={percentText(share)}
      definition={
        share ? `${of}: ${share.successes} of ${share.n}, ${intervalText(share)}` : `${of}: none yet`
      }
    />
  );
}

/** How precise the filter is: on texts held out, and in what people said of its locks. */
export function FilterFigures({ view }: { view: FilterView }) {
  const current = view.versions.find(({ isInForce }) => isInForce);
  return (
    <section aria-label="Figures" className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <div className="grid gap-6 sm:grid-cols-2 lg:grid-cols-4">
        <ShareFigure
          label="Precision, held out"
          share={current?.precision ?? null}
          of="Breaches ÷ texts it would lock, not learned from"
        />
        <ShareFigure
          label="Recall, held out"
          share={current?.recall ?? null}
          of="Texts it would lock ÷ breaches, not learned from"
        />
        <ShareFigure
          label="Locks judged right, 30 days"
          share={view.lockPrecision}
          of="Reported or removed ÷ judged either way"
        />
        <Figure
          label="Floor"
          value={String(view.floorPercent)}
          unit="%"
          definition={`Precision a version needs, from ${view.minExamples} judged texts on. Set in the policy (D23).`}
        />
      </div>
      <LineChart
        title="Locks judged right, by week"
        definition="Locks of the filter that the recipient reported or a moderator removed ÷ those and the ones permitted or released, by week of the lock (UTC). Wilson interval."
        unit="share"
        baseline="near"
        threshold={{ value: view.floorPercent / 100, label: `floor ${view.floorPercent} %` }}
        series={[
          {
            key: "precision",
            label: "judged right",
            points: view.byWeek.map(({ week, precision }) => ({
              at: week,
              value: precision?.value ?? null,
              low: precision?.low ?? null,
              high: precision?.high ?? null,
            })),
          },
        ]}
        events={view.versions
          .filter(({ publishedAt }) => publishedAt !== null)
          .slice(0, 6)
          .map(({ version, publishedAt }) => ({
            at: publishedAt?.slice(0, 10) ?? "",
            label: `version ${version}`,
          }))}
      />
    </section>
  );
}
