import type { CaseView } from "@/lib/contracts/case";
import type { ChosenMeasure } from "@/lib/domain/decision";
import { measureEffect } from "@/lib/domain/measure-effect";

/** From here on ticks become a bar. */
const TICKS = 120;

function Ticks({ blocked, all, spared }: { blocked: number; all: number; spared: number }) {
  if (all + spared > TICKS) {
    return (
      <span aria-hidden="true" className="block h-3.5 bg-line-strong">
        <span
          className="block h-full bg-accent"
          style={{ width: `${(blocked / Math.max(1, all)) * 100}%` }}
        />
      </span>
    );
  }
  const ticks = [
    ...Array.from({ length: all }, (_, n) => (n < blocked ? "bg-accent" : "bg-line-strong")),
    ...Array.from({ length: spared }, () => "inset-ring inset-ring-ok-solid"),
  ];
  return (
    <span aria-hidden="true" className="flex flex-wrap gap-0.5">
      {ticks.map((look, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: ticks have no identity but their place
          key={index}
          className={`h-3.5 w-[3.6px] rounded-[0.5px] ${look} ${index === all ? "ml-2" : ""}`}
        />
      ))}
    </span>
  );
}

/** What the chosen measures would have stopped of what the member sent in the last 30 days. */
export function EffectLine({ view, measures }: { view: CaseView; measures: readonly ChosenMeasure[] }) {
  if (measures.every((chosen) => chosen.measure === "warning")) return null;
  const effect = measureEffect(measures, view.sendings);
  if (!effect) {
    return (
      <p className="px-5 pb-3.5 text-12 text-ink-2">
        What it would have stopped is not counted by named member.
      </p>
    );
  }
  const spared = effect.replies - effect.repliesBlocked;
  return (
    <div className="border-line border-b px-5 pb-3.5">
      <Ticks blocked={effect.startsBlocked} all={effect.starts} spared={spared} />
      <p className="num mt-1.75 leading-[18px]">
        Would have blocked{" "}
        <b className="font-semibold text-accent">
          {effect.startsBlocked} of {effect.starts}
        </b>{" "}
        conversations started in 30 days
        {effect.repliesBlocked > 0 ? (
          <>
            {" "}
            and <b className="font-semibold text-accent">{effect.repliesBlocked}</b>{" "}
            {effect.repliesBlocked === 1 ? "reply" : "replies"}
          </>
        ) : null}
        {spared > 0 ? (
          <>
            , and spared{" "}
            <b className="font-semibold text-ok">
              {spared} {spared === 1 ? "reply" : "replies"}
            </b>
          </>
        ) : null}
        .
      </p>
    </div>
  );
}
