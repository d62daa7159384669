import { CONTENT_RULES } from "./content-rule";
import { crossingsOf, detect, type Hit, type Measure, measuresOf } from "./detector";
import {
  emptyMemory,
  type Figures,
  type Measuring,
  type Memory,
  measuringOf,
  type ObservedMessage,
  type ObservedSender,
  observe,
} from "./observer";
import type { Policy } from "./policy";
import { answerTo } from "./policy-detectors";
import type { SignalRule } from "./signal";
import { SCALED_RULES } from "./threshold";
import { curveLevels, isCrossed, THRESHOLD_FIELDS, type ThresholdField } from "./threshold-field";
import { HOUR_MS } from "./utc-day";

/** Days replayed before the period, so that windows of 30 days are full when it begins (policy-facts §2). */
export const WARM_UP_DAYS = 30;

/** Rules that are not measured at messages: a back-test says nothing about them. */
export const UNTESTED_RULES = ["D13", "D14", "D21", "D22"] as const satisfies readonly SignalRule[];

export type ReplaySender = Pick<ObservedSender, "memberId" | "accountType" | "connectionCount"> & {
  /** ISO 639-1; null when unknown. */
  language: string | null;
  country: string | null;
};

export type ReplayPlan = {
  base: Policy;
  draft: Policy;
  /** Messages count from here on; those before warm the windows up. */
  from: Date;
};

/** A threshold of the draft and the places around it at which accounts are counted. */
export type CurveField = { field: ThresholdField; base: number; draft: number; levels: number[] };

/** How far one account went along a curve. */
export type Reached = {
  /** Furthest figure, in the unit of the policy's number. */
  peak: number;
  peakAt: number;
  /** What the policy's number is multiplied by for this account (E9, D12). */
  scale: number;
  /** When each place of the curve was crossed first, in the order of its levels. */
  levelsAt: number[];
};

/** First instant a rule was hit, ms since 1970. */
export type FirstHits = Partial<Record<SignalRule, number>>;

export type ReplayAccount = {
  sender: ReplaySender;
  base: FirstHits;
  draft: FirstHits;
  /** By place in `curves`; empty where the first level was never crossed. */
  reached: (Reached | undefined)[];
  /** When the last case was opened under each. */
  baseCaseAt: number;
  draftCaseAt: number;
};

export type Replay = {
  plan: ReplayPlan;
  baseMemory: Memory;
  /** The same object where both policies take figures alike. */
  draftMemory: Memory;
  curves: CurveField[];
  curveOf: Map<string, number>;
  /** Everybody who sent something in the period. */
  accounts: Map<string, ReplayAccount>;
  messages: number;
  counted: number;
  /** Cases the hits would have opened: one a member until its due time. */
  cases: { base: number; draft: number };
  /** Whether the draft switches a rule off that the base has on. */
  hasRulesSwitchedOff: boolean;
};

/** A figure in the unit of the policy's number. */
type Figure = { value: number; scale: number; at: number };

const SCALED: readonly SignalRule[] = SCALED_RULES;

const PARTS: Partial<Record<string, Measure["part"]>> = {
  "detectors.D4.perDay": "day",
  "detectors.D4.perWeek": "week",
  "detectors.D7.automatedPerMonth": "automated",
  "detectors.D7.manualPerWeek": "by_hand",
  "detectors.D20.newPeoplePerDay": "people",
  "detectors.D20.perMinute": "minute",
};

const measureKey = (rule: SignalRule, part: Measure["part"]): string => (part ? `${rule}.${part}` : rule);

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What a draft needs read: texts for near-duplicates (D9), scores of content (D15–D19). Nothing of it when unchanged. */
export function replayNeeds(base: Policy, draft: Policy): { campaigns: boolean; content: boolean } {
  const isChanged = (rule: keyof Policy["detectors"]): boolean =>
    !isSame(base.detectors[rule], draft.detectors[rule]);
  return { campaigns: isChanged("D9"), content: CONTENT_RULES.some(isChanged) };
}

/** Rules the replay says nothing about: not measured at messages, or unchanged and dear to measure. */
export function rulesLeftOut(base: Policy, draft: Policy): SignalRule[] {
  const needs = replayNeeds(base, draft);
  return [
    ...UNTESTED_RULES,
    ...(needs.campaigns ? [] : ["D9" as const]),
    ...(needs.content ? [] : CONTENT_RULES),
  ];
}

function isSwitchedOff({ detectors }: Policy, rule: SignalRule): boolean {
  return !detectors[rule].isOn;
}

function takeAlike(one: Measuring, other: Measuring): boolean {
  return (
    one.burstMinutes === other.burstMinutes &&
    one.similarityPercent === other.similarityPercent &&
    one.minWords === other.minWords
  );
}

/** A replay before its first message. */
export function startReplay(plan: ReplayPlan): Replay {
  const { base, draft } = plan;
  const leftOut = rulesLeftOut(base, draft);
  const curves = THRESHOLD_FIELDS.filter(({ rule }) => !leftOut.includes(rule)).map((field) => {
    const [live, next] = [field.read(base), field.read(draft)];
    return { field, base: live, draft: next, levels: curveLevels(field, live, next) };
  });
  const isAlike = takeAlike(measuringOf(base), measuringOf(draft));
  const baseMemory = emptyMemory(isAlike ? measuringOf(base, draft) : measuringOf(base));
  return {
    plan,
    baseMemory,
    draftMemory: isAlike ? baseMemory : emptyMemory(measuringOf(draft)),
    curves,
    curveOf: new Map(
      curves.map(({ field: { path, rule } }, place) => [measureKey(rule, PARTS[path]), place] as const),
    ),
    accounts: new Map(),
    messages: 0,
    counted: 0,
    cases: { base: 0, draft: 0 },
    hasRulesSwitchedOff: curves.some(
      ({ field: { rule } }) => isSwitchedOff(draft, rule) && !isSwitchedOff(base, rule),
    ),
  };
}

function accountOf(replay: Replay, sender: ReplaySender): ReplayAccount {
  let found = replay.accounts.get(sender.memberId);
  if (!found) {
    const never = Number.NEGATIVE_INFINITY;
    found = { sender, base: {}, draft: {}, reached: [], baseCaseAt: never, draftCaseAt: never };
    replay.accounts.set(sender.memberId, found);
  }
  return found;
}

/** Keeps first hits; returns the instant of the case the hits open, if they do. */
function take(policy: Policy, hits: readonly Hit[], first: FirstHits, caseAt: number): number | null {
  let opened: number | null = null;
  for (const { rule, at: instant } of hits) {
    const at = instant.getTime();
    first[rule] ??= at;
    const { response, severity } = answerTo(policy.detectors, rule);
    if (response !== "flag" || opened !== null) continue;
    const openMs = policy.deadlineHours[severity] * HOUR_MS;
    if (at - caseAt >= openMs) opened = at;
  }
  return opened;
}

/** What the policy's number is multiplied by to give the threshold of a measure (E9, D12; floors are in per cent). */
function scaleOf({ field: { kind, rule, read } }: CurveField, measure: Measure, policy: Policy): number {
  if (kind === "percent") return 0.01;
  if (!SCALED.includes(rule)) return 1;
  const number = read(policy);
  return number > 0 ? measure.threshold / number : 1;
}

/** Notes how far a figure goes along its curve. */
function reach(account: ReplayAccount, place: number, curve: CurveField, measured: Figure): void {
  const { crossing } = curve.field;
  const { value, scale, at } = measured;
  if (!isCrossed(crossing, value, curve.levels[0] ?? 0)) return;
  const found = account.reached[place];
  if (found && (crossing === "below" ? value >= found.peak : value <= found.peak)) return;
  const levelsAt = found?.levelsAt ?? [];
  for (let next = levelsAt.length; next < curve.levels.length; next++) {
    if (!isCrossed(crossing, value, curve.levels[next] ?? 0)) break;
    levelsAt.push(at);
  }
  account.reached[place] = { peak: value, peakAt: at, scale, levelsAt };
}

/** Figures of one message along all curves: as the draft measures them, or the base where the draft's rule is off. */
function reachAll(replay: Replay, account: ReplayAccount, base: Figures, draft: Figures): void {
  const { plan, curves, curveOf } = replay;
  const at = draft.message.sentAt.getTime();
  const along = (policy: Policy, measures: Measure[]): void => {
    for (const measure of measures) {
      const place = curveOf.get(measureKey(measure.rule, measure.part));
      const curve = place === undefined ? undefined : curves[place];
      if (place === undefined || !curve) continue;
      const scale = scaleOf(curve, measure, policy);
      // Rounded where it was divided: 120 ÷ 1.2 has to be 100.
      const value = scale === 1 ? measure.measured : Math.round((measure.measured / scale) * 1e6) / 1e6;
      reach(account, place, curve, { value, scale, at });
    }
  };
  along(plan.draft, measuresOf(plan.draft, account.sender, draft));
  if (!replay.hasRulesSwitchedOff) return;
  const isOff = ({ rule }: Measure): boolean => isSwitchedOff(plan.draft, rule);
  along(plan.base, measuresOf(plan.base, account.sender, base).filter(isOff));
}

/** What is crossed under the draft is told from the base's crossings by this, where both share a memory. */
const DRAFT_PREFIX = "draft.";

/**
 * Observes the next message and holds both policies against its figures. Messages come in the order of `inOrder`. A
 * crossing that began before the period counts in it as soon as it is measured there: both policies start with none.
 */
export function replayMessage(
  replay: Replay,
  message: ObservedMessage,
  sender: ReplaySender,
  content: Figures["content"] = null,
): void {
  const { plan, baseMemory, draftMemory } = replay;
  replay.messages += 1;
  const base = observe(baseMemory, message);
  const draft = draftMemory === baseMemory ? base : observe(draftMemory, message);
  if (message.sentAt < plan.from) return;
  replay.counted += 1;
  base.content = content;
  draft.content = content;
  const account = accountOf(replay, sender);
  const baseHits = detect(plan.base, sender, base, crossingsOf(base));
  const draftHits = detect(plan.draft, sender, draft, crossingsOf(draft, DRAFT_PREFIX));
  const baseCaseAt = take(plan.base, baseHits, account.base, account.baseCaseAt);
  const draftCaseAt = take(plan.draft, draftHits, account.draft, account.draftCaseAt);
  if (baseCaseAt !== null) {
    account.baseCaseAt = baseCaseAt;
    replay.cases.base += 1;
  }
  if (draftCaseAt !== null) {
    account.draftCaseAt = draftCaseAt;
    replay.cases.draft += 1;
  }
  reachAll(replay, account, base, draft);
}
