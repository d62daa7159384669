import type { Policy, PolicyClause } from "./policy";
import { type FieldOption, type FieldValue, fieldFigure, type PolicyField } from "./policy-field";
import { POLICY_FIELDS, readField, ruleOf } from "./policy-fields";
import type { NewAccountTier } from "./policy-gate";

export type ChangeDirection = "stricter" | "laxer" | "neutral";

/** One thing that differs between two policies. */
export type PolicyChange = {
  /** The field it lies in. */
  path: string;
  /** The row within the field, such as an account type; empty for the field itself. */
  row: string;
  ruleId: string;
  code: string;
  ruleName: string;
  label: string;
  /** As staff read it; null where there was or is nothing. */
  from: string | null;
  to: string | null;
  direction: ChangeDirection;
};

type Line = Pick<PolicyChange, "row" | "label" | "from" | "to" | "direction">;

function directionOf(stricter: PolicyField["stricter"], from: number, to: number): ChangeDirection {
  if (stricter === null || from === to) return "neutral";
  return to > from === (stricter === "higher") ? "stricter" : "laxer";
}

function labelIn(options: readonly FieldOption[], value: string): string {
  return options.find((option) => option.value === value)?.label ?? value;
}

function listed(options: readonly FieldOption[], values: readonly string[]): string {
  return values.map((value) => labelIn(options, value)).join(", ") || "none";
}

function tierLines(
  field: Extract<PolicyField, { kind: "tiers" }>,
  before: readonly NewAccountTier[],
  after: readonly NewAccountTier[],
): Line[] {
  const lines: Line[] = [];
  const say = (tier: NewAccountTier) =>
    `under ${tier.underDays} days: ${tier.inmailPerMonth} InMails, ${tier.requestsPerDay} requests, ${tier.minConnections} connections`;
  for (let nth = 0; nth < Math.max(before.length, after.length); nth++) {
    const [from, to] = [before[nth], after[nth]];
    const row = String(nth + 1);
    if (!from || !to) {
      lines.push({
        row,
        label: `Tier ${row}`,
        from: from ? say(from) : null,
        to: to ? say(to) : null,
        direction: to ? "stricter" : "laxer",
      });
      continue;
    }
    for (const { key, label, stricter } of field.columns) {
      if (from[key] === to[key]) continue;
      lines.push({
        row,
        label: `Tier ${row}, ${label}`,
        from: fieldFigure(from[key]),
        to: fieldFigure(to[key]),
        direction: directionOf(stricter, from[key], to[key]),
      });
    }
  }
  return lines;
}

function clauseLines(before: readonly PolicyClause[], after: readonly PolicyClause[]): Line[] {
  const codes = [...new Set([...before, ...after].map(({ code }) => code))].sort(byCode);
  return codes.flatMap((code): Line[] => {
    const from = before.find((clause) => clause.code === code);
    const to = after.find((clause) => clause.code === code);
    const common = { row: code, direction: "neutral" } as const;
    if (!from || !to) {
      return [{ ...common, label: `Clause ${code}`, from: from?.title ?? null, to: to?.title ?? null }];
    }
    return (["title", "text"] as const).flatMap((part) =>
      from[part] === to[part]
        ? []
        : [{ ...common, label: `Clause ${code}, ${part}`, from: from[part], to: to[part] }],
    );
  });
}

/** Clause codes in the order of their numbers: 4.2 before 4.10. */
export function byCode(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/** What differs in one field. Where one of the two policies has nothing there, the whole value is new or gone. */
function linesOf(field: PolicyField, before: FieldValue, after: FieldValue): Line[] {
  const one = (from: string, to: string, direction: ChangeDirection): Line[] =>
    from === to ? [] : [{ row: "", label: field.label, from, to, direction }];
  switch (field.kind) {
    case "number":
      return one(
        fieldFigure(before as number),
        fieldFigure(after as number),
        directionOf(field.stricter, before as number, after as number),
      );
    case "switch":
      return one(
        before ? "on" : "off",
        after ? "on" : "off",
        directionOf(field.stricter, Number(before), Number(after)),
      );
    case "choice": {
      const place = (value: FieldValue) => field.options.findIndex((option) => option.value === value);
      return one(
        labelIn(field.options, before as string),
        labelIn(field.options, after as string),
        directionOf(field.stricter, place(before), place(after)),
      );
    }
    case "choices":
      return one(
        listed(field.options, before as string[]),
        listed(field.options, after as string[]),
        directionOf(field.stricter, (before as string[]).length, (after as string[]).length),
      );
    case "numbers": {
      const [from, to] = [before as Record<string, number>, after as Record<string, number>];
      return field.rows.flatMap(({ key, label }): Line[] => {
        const [was = 0, is = 0] = [from[key], to[key]];
        const direction = directionOf(field.stricter, was, is);
        return was === is
          ? []
          : [{ row: key, label, from: fieldFigure(was), to: fieldFigure(is), direction }];
      });
    }
    case "selects": {
      const [from, to] = [before as Record<string, string>, after as Record<string, string>];
      const options = field.options === "clauses" ? [] : field.options;
      return field.rows.flatMap(({ key, label }): Line[] => {
        const [was = "", is = ""] = [from[key], to[key]];
        if (was === is) return [];
        return [
          { row: key, label, from: labelIn(options, was), to: labelIn(options, is), direction: "neutral" },
        ];
      });
    }
    case "tiers":
      return tierLines(field, before as NewAccountTier[], after as NewAccountTier[]);
    case "clauses":
      return clauseLines(before as PolicyClause[], after as PolicyClause[]);
  }
}

/** Everything that differs between two policies, in the order of the table of fields. */
export function diffPolicies(before: Policy, after: Policy): PolicyChange[] {
  return POLICY_FIELDS.flatMap((field) => {
    const rule = ruleOf(field.path);
    const [from, to] = [readField(before, field.path), readField(after, field.path)];
    if (from === undefined && to === undefined) return [];
    const lines: Line[] =
      from === undefined || to === undefined
        ? [
            {
              row: "",
              label: field.label,
              from: from === undefined ? null : "set",
              to: to === undefined ? null : "set",
              direction: "neutral",
            },
          ]
        : linesOf(field, from, to);
    return lines.map((line) => ({
      path: field.path,
      ruleId: rule.id,
      code: rule.code,
      ruleName: rule.name,
      ...line,
    }));
  });
}

/** A change as one line: "D1 Messages a day, threshold: 100 → 80". */
export function changeLine({ code, ruleName, label, from, to }: PolicyChange): string {
  const name = [code, ruleName].filter(Boolean).join(" ");
  const part = /^[A-Z][a-z]*( |$)/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
  if (from === null) return `${name}, ${part}: new, ${to ?? ""}`;
  return to === null ? `${name}, ${part}: removed, was ${from}` : `${name}, ${part}: ${from} → ${to}`;
}

/** How a change leans as a whole: one way only when no change leans the other way. */
export function leaningOf(changes: readonly PolicyChange[]): ChangeDirection {
  const isStricter = changes.some(({ direction }) => direction === "stricter");
  const isLaxer = changes.some(({ direction }) => direction === "laxer");
  if (isStricter === isLaxer) return "neutral";
  return isStricter ? "stricter" : "laxer";
}
