"use client";

import type { ClaimLease } from "@/components/queue/claim-lease";
import type { CaseView } from "@/lib/contracts/case";
import { ClausePicker } from "./clause-picker";
import { ConflictBanner } from "./conflict-banner";
import { changeMeasure, toggleDismissed, toggleMeasure } from "./draft";
import { EffectLine } from "./effect-line";
import { EvidenceSection } from "./evidence-section";
import { Ladder } from "./ladder";
import { MeasureScope, type ScopedMeasure } from "./measure-scope";
import { MeasuresPicker } from "./measures-picker";
import { NoticePreview } from "./notice-preview";
import type { Decision } from "./use-decision";
import { WordsFields } from "./words-fields";

/** The decision, from the ladder to the notice. Its foot stands apart, so that it is always in view. */
export function DecisionRail({
  view,
  decision,
  lease,
}: {
  view: CaseView;
  decision: Decision;
  lease: ClaimLease;
}) {
  const { draft, change, fault } = decision;
  const { policy } = view.policy;
  const scoped = draft.measures.filter((chosen): chosen is ScopedMeasure => chosen.measure !== "warning");
  const errorAt = (field: string) => (fault?.field === field ? fault.message : null);
  const conflict = <ConflictBanner view={view} decision={decision} lease={lease} />;
  return (
    <>
      <div className="sticky top-0 z-sticky bg-canvas px-5 py-3 empty:hidden">{conflict}</div>
      <EvidenceSection
        title="Ladder"
        note={view.history.length > 0 ? "dots are earlier measures" : "nothing was used before"}
      >
        <Ladder history={view.history} chosen={draft.measures.map(({ measure }) => measure)} />
      </EvidenceSection>
      <EvidenceSection title="Measures" note="several may go together; pale ones come later">
        <MeasuresPicker
          draft={draft}
          error={errorAt("measures")}
          onToggle={(measure) => change((now) => toggleMeasure(now, measure, policy))}
          onDismiss={() => change(toggleDismissed)}
        />
      </EvidenceSection>
      {draft.measures.length > 0 ? (
        <ClausePicker
          view={view}
          value={draft.policyClause}
          error={errorAt("clause")}
          onChange={(policyClause) => change((now) => ({ ...now, policyClause }))}
        />
      ) : null}
      <div id="decide-scope" tabIndex={-1} className="outline-none">
        {scoped.map((chosen) => (
          <MeasureScope
            key={chosen.measure}
            view={view}
            chosen={chosen}
            isAlone={scoped.length === 1}
            onChange={(changed) => change((now) => changeMeasure(now, changed))}
          />
        ))}
        {errorAt("scope") ? (
          <p role="alert" className="border-line border-b px-5 pb-3 text-12 text-crit">
            {errorAt("scope")}
          </p>
        ) : null}
      </div>
      {scoped.length > 0 ? <EffectLine view={view} measures={draft.measures} /> : null}
      {draft.measures.length > 0 || draft.isDismissed ? (
        <WordsFields view={view} decision={decision} />
      ) : null}
      <NoticePreview view={view} draft={draft} />
    </>
  );
}
