import { DataList } from "@/components/ui/data-list";
import { LinkButton } from "@/components/ui/link-button";
import { Instant } from "@/components/ui/time-element";
import type { CaseView } from "@/lib/contracts/case";
import { caseHref } from "@/lib/contracts/case-href";
import { OUTCOME_LABELS } from "@/lib/domain/case";
import { findClause } from "@/lib/domain/policy";
import { deedDone } from "./deed";
import { EvidenceSection } from "./evidence-section";
import { Ladder } from "./ladder";

/** What was decided, by whom, and why; for readers, that it is not decided yet. A decided case does not change. */
export function DecidedRail({ view }: { view: CaseView }) {
  const { decision } = view;
  if (!decision) {
    return (
      <EvidenceSection title="Not decided yet" note="it takes the moderator role to decide">
        <Ladder history={view.history} chosen={[]} />
      </EvidenceSection>
    );
  }
  const done = deedDone({ isDismissed: decision.outcome === "dismissed", measures: decision.measures });
  const clause = decision.policyClause ? findClause(view.policy.policy, decision.policyClause) : null;
  return (
    <>
      <EvidenceSection
        title={`${done.charAt(0).toUpperCase()}${done.slice(1)}`}
        note={<Instant at={decision.decidedAt} format="full" />}
      >
        <Ladder history={view.history} chosen={decision.measures.map(({ measure }) => measure)} />
        <DataList
          className="mt-3"
          items={[
            { term: "Decided by", value: decision.decidedByName },
            ...(decision.policyClause
              ? [{ term: "Clause", value: `${decision.policyClause}${clause ? ` ${clause.title}` : ""}` }]
              : []),
            { term: "For the record", value: decision.reason },
            ...(decision.memberReason ? [{ term: "To the member", value: decision.memberReason }] : []),
          ]}
        />
      </EvidenceSection>
      {decision.appealReference ? (
        <EvidenceSection
          title="Appeal"
          note={
            decision.appealOutcome ? OUTCOME_LABELS[decision.appealOutcome] : "waiting for another person"
          }
          action={
            <LinkButton size="sm" href={caseHref(decision.appealReference)}>
              {decision.appealReference}
            </LinkButton>
          }
        >
          <p className="text-12 text-ink-2">Heard by someone who had no part in this decision.</p>
        </EvidenceSection>
      ) : null}
    </>
  );
}
