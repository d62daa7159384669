"use client";

import { Plus } from "lucide-react";
import { FormField } from "@/components/ui/form-field";
import { Textarea } from "@/components/ui/textarea";
import { type CaseView, MEMBER_REASON_MAX, REASON_MAX } from "@/lib/contracts/case";
import { removalSentence } from "@/lib/domain/lock-words";
import type { LockDecision } from "./use-lock-decision";

/** The reason for the record and, with a removal, what both sides read. */
export function LockReasons({ view, decision }: { view: CaseView; decision: LockDecision }) {
  const { choice, change, fault } = decision;
  const errorAt = (field: string) => (fault?.field === field ? fault.message : null);
  const sentence = removalSentence(view.category);
  const insert = () => {
    change({ memberReason: [choice.memberReason.trim(), sentence].filter(Boolean).join(" ") });
    document.getElementById("decide-memberReason")?.focus();
  };
  return (
    <section aria-label="Reasons" className="flex flex-col gap-3.5 border-line border-b px-5 py-3.5">
      {choice.outcome === "removed" ? (
        <FormField
          id="decide-memberReason"
          label="To both sides"
          optional="on the page of each"
          error={errorAt("memberReason")}
        >
          {(binding) => (
            <>
              <button
                type="button"
                onClick={insert}
                className="mb-2 flex max-w-full items-start gap-1.5 rounded-sm py-0.5 text-left text-12 leading-4 text-ink-2 hover:text-ink pointer-coarse:min-h-11"
              >
                <Plus aria-hidden="true" className="mt-0.5 size-3 shrink-0 text-ink-3" />
                <span>{sentence}</span>
              </button>
              <Textarea
                {...binding}
                rows={3}
                maxLength={MEMBER_REASON_MAX}
                value={choice.memberReason}
                onChange={(event) => change({ memberReason: event.target.value })}
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
            value={choice.reason}
            onChange={(event) => change({ reason: event.target.value })}
          />
        )}
      </FormField>
    </section>
  );
}
