"use client";

import { cn } from "@/components/ui/cn";
import { Select } from "@/components/ui/select";
import { byCode } from "@/lib/domain/policy-diff";
import type { FieldOption, PolicyField } from "@/lib/domain/policy-field";
import { readField } from "@/lib/domain/policy-fields";
import { NumberCell } from "./number-cell";
import { fieldId, type PolicyPen } from "./policy-pen";

type Rows = Extract<PolicyField, { kind: "numbers" | "selects" }>;

function optionsFor(field: Extract<PolicyField, { kind: "selects" }>, pen: PolicyPen): FieldOption[] {
  if (field.options !== "clauses") return [...field.options];
  return [...pen.policy.clauses]
    .sort((a, b) => byCode(a.code, b.code))
    .map(({ code, title }) => ({ value: code, label: `${code} ${title}` }));
}

/** A choice for one row; a value that is no longer offered stays readable until another is chosen. */
function SelectCell({
  id,
  label,
  value,
  was,
  options,
  pen,
  isInvalid,
  onChange,
}: {
  id: string;
  label: string;
  value: string;
  was: string | undefined;
  options: readonly FieldOption[];
  pen: PolicyPen;
  isInvalid: boolean;
  onChange: (value: string) => void;
}) {
  const isOffered = options.some((option) => option.value === value);
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      {was !== undefined && was !== value ? (
        <s className="text-ink-3">
          <span className="sr-only">was </span>
          {options.find((option) => option.value === was)?.label ?? was}
        </s>
      ) : null}
      <Select
        id={id}
        aria-label={label}
        value={value}
        disabled={pen.readOnly !== null}
        onChange={(event) => onChange(event.target.value)}
        className="w-60 max-w-full"
        {...(isInvalid ? { "aria-invalid": true } : {})}
      >
        {isOffered ? null : <option value={value}>{`${value} (not there)`}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </span>
  );
}

/** A number or a choice for each of some rows, such as account types. */
export function ValueTable({ field, pen }: { field: Rows; pen: PolicyPen }) {
  const value = (readField(pen.policy, field.path) ?? {}) as Record<string, number | string>;
  const was = pen.base ? (readField(pen.base, field.path) as typeof value | undefined) : undefined;
  const options = field.kind === "selects" ? optionsFor(field, pen) : [];
  const isFaulty = (key: string) => pen.faults.some((one) => one.path === field.path && one.row === key);
  const write = (key: string, next: number | string, typedKey?: string) =>
    pen.change(field.path, { ...value, [key]: next } as Record<string, number>, typedKey);
  return (
    <fieldset
      id={fieldId(field.path)}
      tabIndex={-1}
      aria-label={field.label}
      className={cn(
        "grid max-w-160 gap-x-8 outline-none",
        field.kind === "numbers" && field.rows.length > 4 && "xl:grid-cols-2",
      )}
    >
      {field.rows.map(({ key, label }) => {
        const id = fieldId(field.path, key);
        const typedKey = `${field.path}#${key}`;
        return (
          <div
            key={key}
            className="flex min-h-10 flex-wrap items-center justify-between gap-x-4 border-line border-b py-1"
          >
            <span aria-hidden="true">{label}</span>
            {field.kind === "numbers" ? (
              <NumberCell
                id={id}
                label={`${label}, ${field.unit}`}
                typedKey={typedKey}
                value={Number(value[key] ?? 0)}
                was={was ? Number(was[key] ?? 0) : undefined}
                range={field}
                pen={pen}
                isInvalid={typedKey in pen.typed || isFaulty(key)}
                isBare
                onChange={(next) => write(key, next, typedKey)}
              />
            ) : (
              <SelectCell
                id={id}
                label={`${field.label}: ${label}`}
                value={String(value[key] ?? "")}
                was={was ? String(was[key] ?? "") : undefined}
                options={options}
                pen={pen}
                isInvalid={isFaulty(key)}
                onChange={(next) => write(key, next)}
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
