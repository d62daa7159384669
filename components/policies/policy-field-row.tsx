"use client";

import type { PolicyField } from "@/lib/domain/policy-field";
import { readField, ruleOf } from "@/lib/domain/policy-fields";
import { Choice, Choices, ON_OFF } from "./choice-field";
import { ClauseList } from "./clause-list";
import { FieldNotes, FieldRow } from "./field-row";
import { NumberCell } from "./number-cell";
import { fieldId, type PolicyPen } from "./policy-pen";
import { TierTable } from "./tier-table";
import { ValueTable } from "./value-table";

const WIDE: readonly PolicyField["kind"][] = ["numbers", "selects", "tiers", "clauses", "choices"];

function Control({
  field,
  pen,
  notesId,
  isInvalid,
}: {
  field: PolicyField;
  pen: PolicyPen;
  notesId: string;
  isInvalid: boolean;
}) {
  switch (field.kind) {
    case "number":
      return (
        <NumberCell
          id={fieldId(field.path)}
          label={`${field.label}, ${field.unit}`}
          typedKey={field.path}
          value={Number(readField(pen.policy, field.path) ?? 0)}
          was={pen.base ? (readField(pen.base, field.path) as number | undefined) : undefined}
          range={field}
          pen={pen}
          describedBy={notesId}
          isInvalid={isInvalid}
          onChange={(next) => pen.change(field.path, next)}
        />
      );
    case "switch":
      return <Choice field={field} pen={pen} options={ON_OFF} />;
    case "choice":
      return <Choice field={field} pen={pen} options={field.options} />;
    case "choices":
      return <Choices field={field} pen={pen} />;
    case "numbers":
    case "selects":
      return <ValueTable field={field} pen={pen} />;
    case "tiers":
      return <TierTable field={field} pen={pen} />;
    case "clauses":
      return <ClauseList field={field} pen={pen} />;
  }
}

/** A field's name; a table of numbers says there what they count, unless the name does. */
function nameOf(field: PolicyField, isWide: boolean): string {
  if (!isWide || !("unit" in field) || field.label.toLowerCase().includes(field.unit)) return field.label;
  return `${field.label}, ${field.unit}`;
}

/** One field of a rule, in the form made for its kind. A field of another rule says whose it is. */
export function PolicyFieldRow({
  field,
  pen,
  isRelated = false,
}: {
  field: PolicyField;
  pen: PolicyPen;
  isRelated?: boolean | undefined;
}) {
  const id = fieldId(field.path);
  const own = Object.entries(pen.typed).filter(
    ([key]) => key === field.path || (field.kind !== "clauses" && key.startsWith(`${field.path}#`)),
  );
  const messages = (all: PolicyPen["faults"]) =>
    all.filter(({ path }) => path === field.path).map(({ message }) => message);
  const faults = [...own.map(([, typed]) => typed.message), ...messages(pen.faults)];
  const warnings = messages(pen.warnings);
  const rule = ruleOf(field.path);
  const isWide = WIDE.includes(field.kind);
  return (
    <FieldRow
      label={isRelated ? `${rule.name} (${rule.code})` : nameOf(field, isWide)}
      htmlFor={field.kind === "number" ? id : undefined}
      effect={field.effect}
      effectId={`${id}-effect`}
      isWide={isWide}
      notes={<FieldNotes id={`${id}-notes`} faults={[...new Set(faults)]} warnings={warnings} />}
    >
      <Control
        field={field}
        pen={pen}
        notesId={[
          field.effect ? `${id}-effect` : "",
          faults.length + warnings.length > 0 ? `${id}-notes` : "",
        ]
          .filter(Boolean)
          .join(" ")}
        isInvalid={faults.length > 0}
      />
    </FieldRow>
  );
}
