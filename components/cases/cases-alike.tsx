import Link from "next/link";
import { cn } from "@/components/ui/cn";
import type { CaseView } from "@/lib/contracts/case";
import { caseHref } from "@/lib/contracts/case-href";
import { MEASURE_NAMES, type Measure, rungOf } from "@/lib/domain/measure";
import { EvidenceSection } from "./evidence-section";

function tileText(measure: Measure | "none"): string {
  return measure === "none" ? "none" : rungOf(measure);
}

function outcomeName(measure: Measure | "none"): string {
  return measure === "none" ? "dismissed" : MEASURE_NAMES[measure].toLowerCase();
}

/** How cases of the same category ended: the latest few as tiles, all of them in a sentence. */
export function CasesAlike({ view, chosen }: { view: CaseView; chosen: Measure | "none" | null }) {
  const { alike } = view;
  const note = "180 days, same category, newest 2\u202f000 decisions";
  if (alike.total === 0) {
    return (
      <EvidenceSection title="Cases alike" note={note}>
        <p className="text-12 text-ink-2">No case of this category was decided in that time.</p>
      </EvidenceSection>
    );
  }
  const title =
    alike.total >= 200
      ? "200 cases alike, or more"
      : `${alike.total} ${alike.total === 1 ? "case" : "cases"} alike`;
  const counts = alike.outcomes.map(({ measure, count }) => `${count} ${outcomeName(measure)}`).join(", ");
  const appeals =
    alike.appealed === 0
      ? "None appealed."
      : `${alike.appealed} appealed, ${alike.overturned || "none"} overturned.`;
  return (
    <EvidenceSection title={title} note={note}>
      <ul className="mb-2.5 grid grid-cols-7 gap-0.75" aria-label="The latest, newest first">
        {alike.latest.map(({ reference, measure }) => (
          <li key={reference}>
            <Link
              href={caseHref(reference)}
              aria-label={`${tileText(measure)}, ${outcomeName(measure)}: ${reference}`}
              className={cn(
                "grid h-8.5 place-items-center rounded-[3px] font-mono text-11 font-medium",
                measure === "none" ? "inset-ring inset-ring-line-strong text-ink-2" : "bg-quiet text-ink-2",
                measure === chosen && "bg-accent-soft text-accent",
              )}
            >
              {tileText(measure)}
            </Link>
          </li>
        ))}
      </ul>
      <p className="text-12 text-ink-2">
        {counts}. {appeals}
      </p>
    </EvidenceSection>
  );
}
