import { canonicalJson } from "./canonical-json";
import type { Policy, PolicyClause } from "./policy";
import { byCode, diffPolicies } from "./policy-diff";
import type { FieldValue, PolicyField } from "./policy-field";
import { fieldAt, POLICY_FIELDS, readField, ruleOf, writeField } from "./policy-fields";

/** Two people gave the same thing different values. `row` is empty for the field itself. */
export type MergeConflict = {
  path: string;
  row: string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
};

/** Which value to keep where two people changed the same thing, by `path` or `path#row`. */
export type Resolutions = Record<string, "mine" | "theirs">;

/** The name a resolution goes by. */
export function conflictKey({ path, row }: Pick<MergeConflict, "path" | "row">): string {
  return row === "" ? path : `${path}#${row}`;
}

const same = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null);

type Cells = Map<string, unknown>;

/** A field's value as the parts that can be changed on their own: rows of tables, clauses by code, else the whole. */
function cellsOf(field: PolicyField, value: FieldValue | undefined): Cells {
  if (value === undefined) return new Map();
  if (field.kind === "numbers" || field.kind === "selects") return new Map(Object.entries(value));
  if (field.kind === "clauses") {
    return new Map((value as PolicyClause[]).map((clause) => [clause.code, clause]));
  }
  return new Map([["", value]]);
}

function valueFrom(field: PolicyField, cells: Cells): FieldValue | undefined {
  if (field.kind === "numbers" || field.kind === "selects") {
    return Object.fromEntries(cells) as Record<string, number>;
  }
  if (field.kind === "clauses") {
    return [...(cells.values() as Iterable<PolicyClause>)].sort((a, b) => byCode(a.code, b.code));
  }
  return cells.get("") as FieldValue | undefined;
}

/**
 * Brings two people's changes to one policy together: what only one of them changed is taken from them, what both changed
 * alike is taken once, and the rest is a conflict, decided by `resolutions` or, without one, for mine.
 */
export function mergePolicies(
  base: Policy,
  mine: Policy,
  theirs: Policy,
  resolutions: Resolutions = {},
): { policy: Policy; conflicts: MergeConflict[] } {
  let policy = theirs;
  const conflicts: MergeConflict[] = [];
  for (const field of POLICY_FIELDS) {
    const { path } = field;
    const [was, own, other] = [base, mine, theirs].map((one) => cellsOf(field, readField(one, path)));
    if (!was || !own || !other || own.size === 0) continue;
    const merged: Cells = new Map(other);
    for (const row of new Set([...was.keys(), ...own.keys(), ...other.keys()])) {
      const [before, here, there] = [was.get(row), own.get(row), other.get(row)];
      if (same(here, before) || same(here, there)) continue;
      if (!same(there, before)) {
        const conflict = { path, row, base: before ?? null, mine: here ?? null, theirs: there ?? null };
        const kept = Object.hasOwn(resolutions, conflictKey(conflict))
          ? resolutions[conflictKey(conflict)]
          : undefined;
        if (kept === undefined) conflicts.push(conflict);
        if (kept === "theirs") continue;
      }
      if (here === undefined) merged.delete(row);
      else merged.set(row, here);
    }
    const value = valueFrom(field, merged);
    if (value !== undefined && !same(value, readField(policy, path)))
      policy = writeField(policy, path, value);
  }
  return { policy, conflicts };
}

/** What a conflict is about, in words: whose field, and what each side would have it be. */
export function conflictWords(
  { path, row }: MergeConflict,
  { base, mine, theirs }: { base: Policy; mine: Policy; theirs: Policy },
): { name: string; mine: string; theirs: string } {
  const say = (policy: Policy) => {
    const changes = diffPolicies(base, policy).filter(
      (change) => change.path === path && (row === "" || change.row === row),
    );
    const only = changes.length === 1 ? changes[0] : undefined;
    if (only) return only.to ?? "taken away";
    return changes.map(({ label, to }) => `${label} ${to ?? "taken away"}`).join("; ");
  };
  const rule = ruleOf(path);
  const label = fieldAt(path).label;
  return {
    name: `${[rule.code, rule.name].filter(Boolean).join(" ")}, ${label}${row === "" ? "" : ` ${row}`}`,
    mine: say(mine),
    theirs: say(theirs),
  };
}

/** A policy of an older shape with what it lacks taken from another one. */
export function completePolicy(policy: Policy, from: Policy): Policy {
  return POLICY_FIELDS.reduce((whole, { path }) => {
    const value = readField(policy, path) ?? readField(from, path);
    return value === undefined || same(value, readField(whole, path))
      ? whole
      : writeField(whole, path, value);
  }, from);
}
