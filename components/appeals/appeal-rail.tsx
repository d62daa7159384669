"use client";

import { EvidenceSection } from "@/components/cases/evidence-section";
import { Banner } from "@/components/ui/banner";
import { cn } from "@/components/ui/cn";
import { DataList } from "@/components/ui/data-list";
import { FormField } from "@/components/ui/form-field";
import { Key } from "@/components/ui/key";
import { Textarea } from "@/components/ui/textarea";
import { Instant } from "@/components/ui/time-element";
import type { AppealView } from "@/lib/contracts/appeal";
import { MEMBER_REASON_MAX, REASON_MAX } from "@/lib/contracts/case";
import { APPEAL_OUTCOMES, type AppealOutcome } from "@/lib/domain/appeal";
import { OUTCOME_LABELS } from "@/lib/domain/case";
import { AnswerPreview } from "./answer-preview";
import { measureWords } from "./measure-words";
import { ReducePicker } from "./reduce-picker";
import type { AppealDecision } from "./use-appeal-decision";
import { OUTCOME_KEYS } from "./use-appeal-keys";

const MEANS: Record<AppealOutcome, { label: string; detail: string }> = {
  upheld: { label: "Uphold", detail: "stays as it is" },
  reduced: { label: "Reduce", detail: "milder measures" },
  overturned: { label: "Overturn", detail: "lifted, strikes removed" },
};

function Answered({ view }: { view: AppealView }) {
  const { answer } = view;
  if (!answer) return null;
  return (
    <EvidenceSection
      title={OUTCOME_LABELS[answer.outcome]}
      note={<Instant at={answer.decidedAt} format="full" />}
    >
      <DataList
        items={[
          { term: "Heard by", value: answer.name },
          ...(answer.measures.length > 0
            ? [{ term: "Stays", value: answer.measures.map(measureWords).join("; ") }]
            : []),
          { term: "For the record", value: answer.reason },
          { term: "To the member", value: answer.reply },
        ]}
      />
    </EvidenceSection>
  );
}

function Outcomes({ decision }: { decision: AppealDecision }) {
  const { choice, change, fault } = decision;
  return (
    <fieldset id="appeal-outcome" tabIndex={-1}>
      <legend className="mb-1.5 font-semibold">Outcome</legend>
      {APPEAL_OUTCOMES.map((outcome) => {
        const isChosen = choice.outcome === outcome;
        return (
          <button
            key={outcome}
            type="button"
            aria-pressed={isChosen}
            onClick={() => change({ outcome })}
            className={cn(
              "-mx-2 flex h-8.5 w-[calc(100%+16px)] items-center gap-2.5 rounded-sm px-2 text-left hover:bg-hover pointer-coarse:h-11",
              isChosen && "bg-accent-soft font-semibold inset-ring inset-ring-accent",
            )}
          >
            <Key>{OUTCOME_KEYS[outcome]}</Key>
            {MEANS[outcome].label}
            <span className="ml-auto font-normal text-ink-3">{MEANS[outcome].detail}</span>
          </button>
        );
      })}
      {fault?.field === "outcome" ? (
        <p role="alert" className="mt-1 text-12 text-crit">
          {fault.message}
        </p>
      ) : null}
    </fieldset>
  );
}

/** Uphold, reduce or overturn, with reasons for the record and for the member, and what they will read. */
export function AppealRail({
  view,
  decision,
  mayDecide,
}: {
  view: AppealView;
  decision: AppealDecision;
  mayDecide: boolean;
}) {
  if (view.answer) return <Answered view={view} />;
  if (!mayDecide) {
    return (
      <div className="p-5">
        {view.isExcluded ? (
          <Banner title="You decided this; another person has to hear it.">
            You can read the appeal. It is in the queue of everybody who had no part in the decision.
          </Banner>
        ) : (
          <Banner title="It takes the moderator role to hear an appeal.">You can read it.</Banner>
        )}
      </div>
    );
  }
  const { choice, change, fault } = decision;
  const words = [
    { field: "reason", label: "Why, for the record", hint: "Staff only.", max: REASON_MAX },
    {
      field: "reply",
      label: "To the member",
      hint: "What you looked at and why. They read it as it stands.",
      max: MEMBER_REASON_MAX,
    },
  ] as const;
  return (
    <>
      <div className="border-line border-b px-5 py-3.5">
        <Outcomes decision={decision} />
        {choice.outcome === "reduced" ? <ReducePicker view={view} decision={decision} /> : null}
      </div>
      <div className="space-y-4 border-line border-b px-5 py-3.5">
        {words.map(({ field, label, hint, max }) => (
          <FormField
            key={field}
            id={`appeal-${field}`}
            label={label}
            hint={hint}
            error={fault?.field === field ? fault.message : null}
          >
            {(binding) => (
              <Textarea
                {...binding}
                value={choice[field]}
                maxLength={max}
                onChange={(event) => change({ [field]: event.currentTarget.value })}
              />
            )}
          </FormField>
        ))}
      </div>
      <AnswerPreview view={view} choice={choice} />
    </>
  );
}
