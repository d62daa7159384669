"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Segmented } from "@/components/ui/segmented";
import type { FieldOption, PolicyField } from "@/lib/domain/policy-field";
import { readField } from "@/lib/domain/policy-fields";
import { fieldId, type PolicyPen } from "./policy-pen";

export const ON_OFF: readonly FieldOption[] = [
  { value: "true", label: "On" },
  { value: "false", label: "Off" },
];
/** One of a few, or on and off. Somebody who only reads sees what is chosen. */
export function Choice({
  field,
  pen,
  options,
}: {
  field: PolicyField;
  pen: PolicyPen;
  options: readonly FieldOption[];
}) {
  const value = String(readField(pen.policy, field.path));
  const was = pen.base ? readField(pen.base, field.path) : undefined;
  const wasLabel = options.find((option) => option.value === String(was))?.label;
  const write = (next: string) => pen.change(field.path, field.kind === "switch" ? next === "true" : next);
  return (
    <span id={fieldId(field.path)} tabIndex={-1} className="flex flex-wrap items-center gap-3 outline-none">
      {was !== undefined && String(was) !== value ? (
        <s className="text-ink-3">
          <span className="sr-only">was </span>
          {wasLabel}
        </s>
      ) : null}
      {pen.readOnly === null ? (
        <Segmented
          label={field.label}
          options={options}
          value={value}
          onChange={write}
          className="flex-wrap"
        />
      ) : (
        <span className="py-1 font-medium">
          <span className="sr-only">{field.label}: </span>
          {options.find((option) => option.value === value)?.label}
        </span>
      )}
    </span>
  );
}

/** Any number of a list. */
export function Choices({
  field,
  pen,
}: {
  field: Extract<PolicyField, { kind: "choices" }>;
  pen: PolicyPen;
}) {
  const chosen = (readField(pen.policy, field.path) ?? []) as string[];
  return (
    <fieldset
      id={fieldId(field.path)}
      tabIndex={-1}
      aria-label={field.label}
      className="grid max-w-140 gap-x-6 gap-y-2 outline-none sm:grid-cols-2"
    >
      {field.options.map(({ value, label }) => (
        <Checkbox
          key={value}
          label={label}
          checked={chosen.includes(value)}
          disabled={pen.readOnly !== null}
          onChange={(event) => {
            const isOn = event.target.checked;
            const next = field.options.map((option) => option.value);
            pen.change(
              field.path,
              next.filter((one) => (one === value ? isOn : chosen.includes(one))),
            );
          }}
        />
      ))}
    </fieldset>
  );
}
