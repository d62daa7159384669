import type { Policy, PolicyClause } from "./policy";
import type { NewAccountTier } from "./policy-gate";

/** What a field of the policy can hold. */
export type FieldValue =
  | number
  | boolean
  | string
  | string[]
  | Record<string, number>
  | Record<string, string>
  | NewAccountTier[]
  | PolicyClause[];

export type FieldOption = { value: string; label: string };

/** Where a number may lie, what it counts, and why it may not lie elsewhere, where that is not plain. */
export type NumberRange = { unit: string; min: number; max: number; step: number; why?: string };

/** One column of the table of new-account tiers. */
export type TierColumn = NumberRange & {
  key: keyof NewAccountTier;
  label: string;
  stricter: FieldBase["stricter"];
};

type FieldBase = {
  /** Where it lies in the policy, with dots. */
  path: string;
  label: string;
  /** What changes with it, where the label does not say. */
  effect?: string;
  /** Whether the gate or a detector takes more when it is higher (on, later in its options) or lower; null for neither. */
  stricter: "higher" | "lower" | null;
};

/** How one field of the policy is edited. Options stand from the mildest to the strictest where one is stricter. */
export type PolicyField = FieldBase &
  (
    | ({ kind: "number" } & NumberRange)
    | { kind: "switch" }
    | { kind: "choice"; options: readonly FieldOption[] }
    | { kind: "choices"; options: readonly FieldOption[] }
    | ({ kind: "numbers"; rows: readonly { key: string; label: string }[] } & NumberRange)
    | {
        kind: "selects";
        rows: readonly { key: string; label: string }[];
        /** "clauses": the codes of the policy's own clauses. */
        options: readonly FieldOption[] | "clauses";
      }
    | { kind: "tiers"; columns: readonly TierColumn[]; maxRows: number }
    | { kind: "clauses"; maxRows: number; maxTitle: number; maxText: number }
  );

export const POLICY_GROUPS = ["gate", "detectors", "ladder", "deadlines", "clauses"] as const;
export type PolicyGroup = (typeof POLICY_GROUPS)[number];

export const POLICY_GROUP_LABELS: Record<PolicyGroup, string> = {
  gate: "Gate",
  detectors: "Detectors",
  ladder: "Ladder",
  deadlines: "Deadlines",
  clauses: "Clauses",
};

/** One row of the policy: what it is called, where it comes from, and its fields. */
export type PolicyRule = {
  /** The row's code (E1, D1, R5), or a word where the facts have no row for it. */
  id: string;
  /** Shown in front of the name; empty where there is no row. */
  code: string;
  name: string;
  group: PolicyGroup;
  /** The guide it comes from (policy-facts), or the paper that does. */
  source: string;
  effect: string;
  fields: readonly PolicyField[];
  /** Paths of fields of other rules that this one is measured with. */
  related: readonly string[];
  /** Its main figure in a few characters. */
  summary: (policy: Policy) => string;
};

/** A number as staff read it: 1 284, 0.85. */
export function fieldFigure(value: number): string {
  return String(value).replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, "\u202f");
}

type Named = { effect?: string; stricter?: FieldBase["stricter"] };
const base = (path: string, label: string, { effect, stricter = null }: Named): FieldBase => ({
  path,
  label,
  stricter,
  ...(effect ? { effect } : {}),
});

/** A number between two others, whole unless `step` says otherwise. */
export function numberField(
  path: string,
  label: string,
  [min, max, unit]: readonly [number, number, string],
  more: Named & { step?: number; why?: string } = {},
): PolicyField {
  const { step = 1, why } = more;
  return { ...base(path, label, more), kind: "number", unit, min, max, step, ...(why ? { why } : {}) };
}

/** Something that is on or off. */
export function switchField(path: string, label: string, more: Named = {}): PolicyField {
  return { ...base(path, label, more), kind: "switch" };
}

/** One of a few. */
export function choiceField(
  path: string,
  label: string,
  options: readonly FieldOption[],
  more: Named = {},
): PolicyField {
  return { ...base(path, label, more), kind: "choice", options };
}

/** A number for each of some rows, such as account types. */
export function numbersField(
  path: string,
  label: string,
  rows: readonly { key: string; label: string }[],
  [min, max, unit]: readonly [number, number, string],
  more: Named & { step?: number; why?: string } = {},
): PolicyField {
  const { step = 1, why } = more;
  return { ...base(path, label, more), kind: "numbers", rows, unit, min, max, step, ...(why ? { why } : {}) };
}

/** Rows of a table made from a tuple and its labels. */
export function rowsOf<K extends string>(
  keys: readonly K[],
  labels: Record<K, string>,
): { key: K; label: string }[] {
  return keys.map((key) => ({ key, label: labels[key] }));
}

/** Options made from a tuple and its labels. */
export function optionsOf<K extends string>(keys: readonly K[], labels: Record<K, string>): FieldOption[] {
  return keys.map((key) => ({ value: key, label: labels[key] }));
}
