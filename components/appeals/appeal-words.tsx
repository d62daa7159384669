"use client";

import { useState } from "react";
import { FormField } from "@/components/ui/form-field";
import { Textarea } from "@/components/ui/textarea";
import { APPEAL_FIELD_MAX } from "@/lib/contracts/appeal";
import type { AppealDraft } from "./appeal-draft";

export const APPEAL_FIELDS = ["statement", "stepsTaken", "businessNeed"] as const;
export type AppealField = (typeof APPEAL_FIELDS)[number];

function questions(what: string): Record<AppealField, { label: string; optional?: string; hint?: string }> {
  return {
    statement: {
      label: `Why should the ${what} be lifted?`,
      hint: "What were the messages for, and who were they to?",
    },
    stepsTaken: { label: "What have you changed since?", hint: "It is fine if the answer is nothing yet." },
    businessNeed: { label: "Do you need to write more than others?", optional: "If so, why" },
  };
}

const clock = (at: Date) =>
  `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;

/** The three questions of an appeal. */
export function AppealWords({
  what,
  draft,
  errors,
  savedAt,
  onType,
}: {
  what: string;
  draft: AppealDraft;
  errors: Partial<Record<AppealField, string>>;
  savedAt: Date | null;
  onType: (field: AppealField, text: string) => void;
}) {
  const [lastField, setLastField] = useState<AppealField | null>(null);
  return APPEAL_FIELDS.map((field) => {
    const { label, optional, hint } = questions(what)[field];
    const length = draft[field].length;
    const isCounted = (length > 0 || field === lastField) && !errors[field];
    const isLast = field === lastField;
    return (
      <FormField
        key={field}
        id={`appeal-${field}`}
        size="lg"
        label={label}
        {...(optional ? { optional } : {})}
        hint={hint}
        error={errors[field] ?? null}
        under={
          isCounted ? (
            <span className="num flex justify-between">
              <span>{savedAt && isLast ? `Saved on this device at ${clock(savedAt)}` : ""}</span>
              <span className={length > APPEAL_FIELD_MAX ? "text-crit" : undefined}>
                {length.toLocaleString("en").replace(",", " ")} of 2 000
              </span>
            </span>
          ) : null
        }
        className="mt-8"
      >
        {(binding) => (
          <Textarea
            {...binding}
            fieldSize="lg"
            value={draft[field]}
            rows={field === "businessNeed" ? 2 : 4}
            className={field === "businessNeed" ? "min-h-16" : undefined}
            onChange={(event) => {
              setLastField(field);
              onType(field, event.currentTarget.value);
            }}
          />
        )}
      </FormField>
    );
  });
}
