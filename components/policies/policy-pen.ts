import type { Typed } from "@/lib/client/policy";
import type { Policy } from "@/lib/domain/policy";
import type { PolicyFinding } from "@/lib/domain/policy-check";
import type { FieldValue } from "@/lib/domain/policy-field";

/** What the fields of a policy are written with. */
export type PolicyPen = {
  policy: Policy;
  /** What it is compared with; null for the first version. */
  base: Policy | null;
  /** Why nothing can be changed here; null when it can. */
  readOnly: string | null;
  typed: Readonly<Record<string, Typed>>;
  /** What cannot be right, and what is odd. */
  faults: readonly PolicyFinding[];
  warnings: readonly PolicyFinding[];
  change: (path: string, value: FieldValue, typedKey?: string) => void;
  type: (key: string, typed: Typed) => void;
  clearTyped: (path: string) => void;
};

/** The element a field is edited in, to go to from a finding. */
export function fieldId(path: string, row = ""): string {
  return `policy-${path.replaceAll(".", "-")}${row === "" ? "" : `-${row.replaceAll(".", "-")}`}`;
}

/** Goes to a field: to its row where it has one, else to itself. */
export function goToField(path: string, row = ""): void {
  const element = document.getElementById(fieldId(path, row)) ?? document.getElementById(fieldId(path));
  element?.scrollIntoView({ block: element.offsetHeight > window.innerHeight / 2 ? "nearest" : "center" });
  element?.focus();
}
