import type { Policy } from "./policy";
import type { FieldValue, PolicyField, PolicyRule } from "./policy-field";
import { DETECTOR_RULES } from "./policy-fields-detectors";
import { GATE_RULES } from "./policy-fields-gate";
import { LADDER_RULES } from "./policy-fields-ladder";

/** Every row of the policy in the order it is read. The schema, the editor and the diff are all made from it. */
export const POLICY_RULES: readonly PolicyRule[] = [...GATE_RULES, ...DETECTOR_RULES, ...LADDER_RULES];

/** Every field of the policy: each leaf of it lies in exactly one. */
export const POLICY_FIELDS: readonly PolicyField[] = POLICY_RULES.flatMap(({ fields }) => fields);

const FIELDS = new Map(POLICY_FIELDS.map((field) => [field.path, field]));
const RULES = new Map(POLICY_RULES.map((rule) => [rule.id, rule]));
const RULE_OF = new Map(POLICY_RULES.flatMap((rule) => rule.fields.map(({ path }) => [path, rule] as const)));

/** The field at a path. @throws when there is none: paths are written by us. */
export function fieldAt(path: string): PolicyField {
  const found = FIELDS.get(path);
  if (!found) throw new Error(`no field of the policy at ${path}`);
  return found;
}

/** The rule a field belongs to. @throws when there is no such field. */
export function ruleOf(path: string): PolicyRule {
  const found = RULE_OF.get(path);
  if (!found) throw new Error(`no field of the policy at ${path}`);
  return found;
}

/** The rule with an id; null when there is none. */
export function findRule(id: string): PolicyRule | null {
  return RULES.get(id) ?? null;
}

/** What stands at a path; undefined where a policy of an older shape has nothing. */
export function readField(policy: Policy, path: string): FieldValue | undefined {
  let found: unknown = policy;
  for (const key of path.split(".")) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found as FieldValue;
}

function written(parent: unknown, [key = "", ...rest]: readonly string[], value: FieldValue): object {
  const own = typeof parent === "object" && parent !== null ? (parent as Record<string, unknown>) : {};
  return { ...own, [key]: rest.length === 0 ? value : written(own[key], rest, value) };
}

/** The policy with another value at a field's path; the given one stays as it is. */
export function writeField(policy: Policy, path: string, value: FieldValue): Policy {
  fieldAt(path);
  return written(policy, path.split("."), value) as Policy;
}
