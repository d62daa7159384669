"use client";

import { Plus } from "lucide-react";
import { FormField } from "@/components/ui/form-field";
import { Textarea } from "@/components/ui/textarea";
import { type CaseView, MEMBER_REASON_MAX, REASON_MAX } from "@/lib/contracts/case";
import { plainSentences } from "./plain-sentences";
import type { Decision } from "./use-decision";

function Sentences({ view, onInsert }: { view: CaseView; onInsert: (sentence: string) => void }) {
  return (
    <ul aria-label="Sentences to put in" className="mb-2 flex flex-col items-start gap-0.5">
      {plainSentences(view).map((sentence) => (
        <li key={sentence} className="max-w-full">
          <button
            type="button"
            onClick={() => onInsert(sentence)}
            className="flex max-w-full items-start gap-1.5 rounded-sm py-0.5 text-left text-12 leading-4 text-ink-2 hover:text-ink pointer-coarse:min-h-11"
          >
            <Plus aria-hidden="true" className="mt-0.5 size-3 shrink-0 text-ink-3" />
            <span>{sentence}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The reason for the record and, with a measure, the words to the member. */
export function WordsFields({ view, decision }: { view: CaseView; decision: Decision }) {
  const { draft, change, fault } = decision;
  const errorAt = (field: string) => (fault?.field === field ? fault.message : null);
  const insert = (sentence: string) => {
    change((now) => ({
      ...now,
      memberReason: [now.memberReason.trim(), sentence].filter(Boolean).join(" "),
    }));
    document.getElementById("decide-memberReason")?.focus();
  };
  return (
    <section aria-label="Reasons" className="flex flex-col gap-3.5 border-line border-b px-5 py-3.5">
      {draft.measures.length > 0 ? (
        <FormField
          id="decide-memberReason"
          label="To the member"
          optional="part of the notice"
          error={errorAt("memberReason")}
        >
          {(binding) => (
            <>
              <Sentences view={view} onInsert={insert} />
              <Textarea
                {...binding}
                rows={3}
                maxLength={MEMBER_REASON_MAX}
                value={draft.memberReason}
                onChange={(event) => change((now) => ({ ...now, memberReason: event.target.value }))}
              />
            </>
          )}
        </FormField>
      ) : null}
      <FormField id="decide-reason" label="For the record" optional="staff only" error={errorAt("reason")}>
        {(binding) => (
          <Textarea
            {...binding}
            rows={2}
            maxLength={REASON_MAX}
            value={draft.reason}
            onChange={(event) => change((now) => ({ ...now, reason: event.target.value }))}
          />
        )}
      </FormField>
    </section>
  );
}
