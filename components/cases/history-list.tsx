import Link from "next/link";
import { Timeline, TimelineItem } from "@/components/ui/timeline";
import type { CaseDecisionView, CaseView } from "@/lib/contracts/case";
import { caseHref } from "@/lib/contracts/case-href";
import { OUTCOME_LABELS } from "@/lib/domain/case";
import { MEASURE_NAMES } from "@/lib/domain/measure";
import { EvidenceSection } from "./evidence-section";

const SHOWN = 6;

function title(decision: CaseDecisionView): string {
  if (decision.measures.length === 0) return OUTCOME_LABELS[decision.outcome];
  return decision.measures.map(({ measure }) => MEASURE_NAMES[measure]).join(", ");
}

/** Earlier decisions about the member. */
export function HistoryList({ view }: { view: CaseView }) {
  const { history } = view;
  return (
    <EvidenceSection
      title="History"
      note={history.length > SHOWN ? `the latest ${SHOWN} decisions` : "decisions"}
    >
      {history.length === 0 ? (
        <p className="text-12 text-ink-2">No decision about this member before.</p>
      ) : (
        <Timeline label="Earlier decisions">
          {history.slice(0, SHOWN).map((decision) => (
            <TimelineItem
              key={decision.decisionId}
              kind={
                decision.outcome === "dismissed" || decision.outcome === "released" ? "closed" : "decision"
              }
              at={decision.decidedAt}
              title={title(decision)}
            >
              <Link href={caseHref(decision.reference)} className="link">
                {decision.reference}
              </Link>
              , {decision.decidedByName}
              {decision.policyClause ? `, clause ${decision.policyClause}` : ""}
              {decision.appealOutcome && decision.appealReference ? (
                <>
                  ; appeal{" "}
                  <Link href={caseHref(decision.appealReference)} className="link">
                    {OUTCOME_LABELS[decision.appealOutcome].toLowerCase()}
                  </Link>
                </>
              ) : null}
            </TimelineItem>
          ))}
        </Timeline>
      )}
    </EvidenceSection>
  );
}
