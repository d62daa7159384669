import { type ChosenMeasure, checkDecision, type DecisionRefusal } from "./decision";
import type { Policy } from "./policy";
import { ok, type Result, refuse } from "./result";

export const APPEAL_STATES = ["received", "decided"] as const;
export type AppealState = (typeof APPEAL_STATES)[number];

/** Uphold, reduce or overturn: an appeal can never make it worse. */
export const APPEAL_OUTCOMES = ["upheld", "reduced", "overturned"] as const;
export type AppealOutcome = (typeof APPEAL_OUTCOMES)[number];

/** What a member confirms (policy-facts §6). */
export const CONFIRMATIONS = ["volume_reduced", "texts_rewritten", "lists_removed"] as const;
export type Confirmation = (typeof CONFIRMATIONS)[number];

export const CONFIRMATION_LABELS: Record<Confirmation, string> = {
  volume_reduced: "I send fewer messages now",
  texts_rewritten: "I have rewritten my texts",
  lists_removed: "I have deleted lists I bought or was given",
};

/** Files with an appeal: at most five of at most 10 MiB each. */
export const EVIDENCE_MAX_FILES = 5;
export const EVIDENCE_MAX_BYTES = 10 * 1024 * 1024;
export const EVIDENCE_CONTENT_TYPES = ["image/jpeg", "image/png", "image/webp", "application/pdf"] as const;
export type EvidenceContentType = (typeof EVIDENCE_CONTENT_TYPES)[number];

/** Longest text of an appeal's field, in UTF-16 units. */
export const APPEAL_TEXT_MAX = 5_000;

/** The last instant an appeal can be filed: `appeals.openDays` after the member was informed. */
export function appealOpenUntil(informedAt: Date, policy: Policy): Date {
  return new Date(informedAt.getTime() + policy.appeals.openDays * 86_400_000);
}

export type FileAppealRefusal =
  | { code: "appeal_exists" }
  | { code: "appeal_window_closed"; openUntil: Date }
  | { code: "nothing_to_appeal" };

/** Whether a decision can be appealed now. A dismissal, and an appeal's own outcome, cannot. */
export function checkCanAppeal(
  found: { outcome: string; informedAt: Date; hasAppeal: boolean },
  policy: Policy,
  at: Date,
): Result<null, FileAppealRefusal> {
  if (found.hasAppeal) return refuse({ code: "appeal_exists" });
  if (found.outcome !== "actioned") return refuse({ code: "nothing_to_appeal" });
  const openUntil = appealOpenUntil(found.informedAt, policy);
  if (at >= openUntil) return refuse({ code: "appeal_window_closed", openUntil });
  return ok(null);
}

/** When an appeal is due: 7 days, 72 h for suspension or ban (product.md, flow 3). */
export function appealDueAt(measures: { measure: string }[], filedAt: Date, policy: Policy): Date {
  const isSevere = measures.some(({ measure }) => measure === "suspension" || measure === "ban");
  const hours = isSevere ? policy.appeals.dueSevereHours : policy.appeals.dueHours;
  return new Date(filedAt.getTime() + hours * 3_600_000);
}

/** What a reviewer submits. `reduced` names the milder measures that stay. */
export type AppealDecisionCommand =
  | { outcome: "upheld"; reason: string; reply: string }
  | { outcome: "overturned"; reason: string; reply: string }
  | { outcome: "reduced"; reason: string; reply: string; measures: ChosenMeasure[] };

export type ReduceRefusal = { code: "not_milder" };

function rank(chosen: ChosenMeasure): number {
  return { warning: 0, temporary_block: 1, daily_cap: 2, messaging_disabled: 3 }[chosen.measure];
}

function periodMs(chosen: ChosenMeasure): number {
  switch (chosen.measure) {
    case "warning":
      return 0;
    case "temporary_block":
      return chosen.hours * 3_600_000;
    case "daily_cap":
    case "messaging_disabled":
      return chosen.days === null ? Number.POSITIVE_INFINITY : chosen.days * 86_400_000;
  }
}

function isWithin(milder: ChosenMeasure, original: ChosenMeasure): boolean {
  if (milder.measure === "warning") return true;
  if (original.measure === "warning" || rank(milder) > rank(original)) return false;
  // A block stands lower on the ladder than a cap, but stops what a cap still lets through.
  if (milder.measure === "temporary_block" && original.measure === "daily_cap") return false;
  const isScopeInside =
    milder.scope.channels.every((channel) => original.scope.channels.includes(channel)) &&
    milder.scope.directions.every((direction) => original.scope.directions.includes(direction)) &&
    (original.scope.audience === "anyone" ||
      (milder.scope.audience === original.scope.audience &&
        milder.scope.counterparts.every((id) => original.scope.counterparts.includes(id))));
  const isCapKept =
    milder.measure !== "daily_cap" ||
    original.measure !== "daily_cap" ||
    milder.capPerDay >= original.capPerDay;
  return isScopeInside && isCapKept && periodMs(milder) <= periodMs(original);
}

/** Two measures are the same when neither goes beyond the other: rung, scope, audience, period and cap. */
function isSame(a: ChosenMeasure, b: ChosenMeasure): boolean {
  return isWithin(a, b) && isWithin(b, a);
}

/**
 * Whether the measures that stay are milder than those decided: each lies within one of them (rung, scope, period, cap),
 * and not all are the same. Appealing can never make it worse.
 */
export function checkReduced(
  milder: ChosenMeasure[],
  original: ChosenMeasure[],
): Result<null, ReduceRefusal> {
  const isWithinAll = milder.every((one) => original.some((other) => isWithin(one, other)));
  const isUnchanged =
    milder.length === original.length && milder.every((one) => original.some((other) => isSame(one, other)));
  return isWithinAll && !isUnchanged ? ok(null) : refuse({ code: "not_milder" });
}

/**
 * Whether what a reviewer sends is whole: reason and reply, and for a reduction measures that the policy of the first
 * decision allows and that are milder. A missing reply is refused as `memberReason`.
 */
export function checkAppealDecision(
  command: AppealDecisionCommand,
  first: { measures: ChosenMeasure[]; policyClause: string | null },
  policy: Policy,
): Result<null, DecisionRefusal | ReduceRefusal> {
  const { reason, reply } = command;
  if (command.outcome === "reduced") {
    const { measures } = command;
    const whole = checkDecision(
      { outcome: "actioned", measures, policyClause: first.policyClause ?? "", reason, memberReason: reply },
      policy,
    );
    return whole.ok ? checkReduced(measures, first.measures) : whole;
  }
  if (reason.trim() === "") return refuse({ code: "reason_missing", field: "reason" });
  return reply.trim() === "" ? refuse({ code: "reason_missing", field: "memberReason" }) : ok(null);
}
