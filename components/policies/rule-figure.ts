import type { PolicyChange } from "@/lib/domain/policy-diff";
import type { PolicyRule } from "@/lib/domain/policy-field";
import { readField } from "@/lib/domain/policy-fields";
import type { PolicyPen } from "./policy-pen";

/** The beginning of a row's name, such as "D1". */
const ROW = /^[a-z]\d+$/;

/** Whether a rule is meant by what somebody looks for: its row, its words, or a number it stands at. */
export function isMeant(rule: PolicyRule, sought: string, figure: string): boolean {
  const words = sought.trim().toLowerCase();
  if (words === "") return true;
  // Other rules name it in their words; who types a row means that row.
  if (ROW.test(words)) return rule.code.toLowerCase().startsWith(words);
  const said = [rule.code, rule.name, rule.effect, figure, ...rule.fields.map(({ label }) => label)];
  return said.some((one) => one.toLowerCase().includes(words));
}

/** What stands behind a rule's name: its figure, or how it changes. */
export function figureOf(rule: PolicyRule, pen: PolicyPen, changes: readonly PolicyChange[]) {
  const now = rule.summary(pen.policy);
  const own = changes.filter(({ ruleId }) => ruleId === rule.id);
  if (own.length === 0 || !pen.base) return { text: now, isChanged: false };
  const isWhole = rule.fields.every(({ path }) => pen.base && readField(pen.base, path) !== undefined);
  const before = isWhole ? rule.summary(pen.base) : null;
  if (before !== null && before !== now) return { text: `${before} → ${now}`, isChanged: true };
  return { text: own.length === 1 ? "1 change" : `${own.length} changes`, isChanged: true };
}

/** The rules with something in them that cannot stand as it is. */
export function troubledRules(rules: readonly PolicyRule[], pen: PolicyPen): Set<string> {
  const paths = [
    ...pen.faults.map(({ path }) => path),
    ...Object.keys(pen.typed).map((key) => key.split("#")[0]),
  ];
  return new Set(
    rules.filter(({ fields }) => fields.some(({ path }) => paths.includes(path))).map(({ id }) => id),
  );
}
