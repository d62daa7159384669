import type { ContentScores } from "./content-filter";
import { CONTENT_RULES, type ContentRuleName } from "./content-rule";
import { checkEligibility } from "./eligibility";
import { directionOf, type GateCheck, type GateFacts, type GateSending } from "./gate-facts";
import type { Policy } from "./policy";
import { checkRestrictions, type StartedToday, type Verdict } from "./restriction";
import { dayOf } from "./utc-day";
import { checkVelocity } from "./velocity";

const CONTENT_WORDS: Record<ContentRuleName, string> = {
  D15: "promotion without a relationship",
  D16: "spam",
  D17: "suspicious links or files",
  D18: "asking for private data",
  D19: "offensive language",
};

/** What the content filter says of the text; null when it was not asked. */
export type GateContent = Pick<ContentScores, "scores"> | null;

/** One reason of a verdict, as the API and a lock keep it. */
export type GateReason = Pick<
  GateCheck,
  "rule" | "measured" | "threshold" | "windowSeconds" | "detail" | "restrictionId"
> & { code: string };

/** What a member must meet before locked messages go on. */
export type GateRequirement = {
  rule: "E1" | "E2";
  kind: "connections" | "profile";
  done: false;
  detail: string;
};

/** The gate's answer: every rule that stops the message, in the gate's order; the first one decides. */
export type GateVerdict = {
  verdict: Verdict;
  reasons: GateReason[];
  /** What lets a challenged sender go on. */
  challenge?: { rule: string; kind: "captcha" };
  requirements?: GateRequirement[];
  /** Refused: seconds until nothing refuses any more; absent when open-ended. */
  retryAfterSeconds?: number;
};

function startedToday(facts: GateFacts, at: Date): StartedToday {
  const today = dayOf(at);
  return Object.fromEntries(
    facts.days
      .filter((count) => count.day === today)
      .map(({ channel, started, startedNotConnected }) => [channel, { started, startedNotConnected }]),
  );
}

function restrictionChecks(facts: GateFacts, sending: GateSending, at: Date): GateCheck[] {
  const direction = directionOf(facts, sending);
  const { channel, recipientId, degree } = sending;
  const { reasons, retryAfterSeconds } = checkRestrictions(
    facts.restrictions,
    { channel, direction, recipientId, degree },
    startedToday(facts, at),
    at,
  );
  const common = { step: "restrictions", effect: "refuse" } as const;
  if (reasons.length === 0) {
    const detail = "No restriction stops this message.";
    return [{ ...common, rule: "R", code: "restricted", outcome: "passed", detail }];
  }
  const freeAt = retryAfterSeconds === undefined ? null : new Date(at.getTime() + retryAfterSeconds * 1000);
  return reasons.map((reason) => ({ ...common, ...reason, outcome: "stopped", freeAt }));
}

/** What each content rule (D15–D19) says of a judged text. */
export function contentChecks(
  { detectors }: Policy,
  sending: Pick<GateSending, "channel">,
  content: GateContent,
): GateCheck[] {
  return CONTENT_RULES.map((rule) => {
    const { isOn, lockFrom: threshold } = detectors[rule];
    const common = { step: "content", rule, code: "content_locked", effect: "lock" } as const;
    const skipped = (detail: string): GateCheck => ({ ...common, outcome: "not_applicable", detail });
    if (sending.channel === "connection_request") return skipped("Does not apply to connection requests.");
    if (!isOn) return skipped("This rule is off.");
    if (content === null) return skipped("The text was not judged.");
    const measured = content.scores[rule];
    const detail = `The text scores ${measured.toFixed(2)} of 1 for ${CONTENT_WORDS[rule]}; messages are held back from ${threshold}.`;
    return { ...common, outcome: measured >= threshold ? "stopped" : "passed", measured, threshold, detail };
  });
}

/**
 * Every rule of the gate at one message, in its order (restrictions, eligibility, velocity, content), with what it
 * measured: what `judge` sums up. Restrictions are those in force `at`; who may write, and how much was sent, is judged as of
 * `sentAt`, so that a message told late counts where it belongs.
 */
export function traceGate(
  policy: Policy,
  facts: GateFacts,
  sending: GateSending,
  content: GateContent,
  at: Date,
  sentAt: Date = at,
): GateCheck[] {
  return [
    ...restrictionChecks(facts, sending, at),
    ...checkEligibility(policy.gate, facts, sending, sentAt),
    ...checkVelocity(policy, facts, sending, sentAt),
    ...contentChecks(policy, sending, content),
  ];
}

/** The reason that a rule gives, or one that was kept, in the order of the API's fields. */
export function reasonOf({ code, rule, detail, ...check }: GateReason): GateReason {
  const { measured, threshold, windowSeconds, restrictionId } = check;
  return {
    code,
    rule,
    ...(measured === undefined ? {} : { measured }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(windowSeconds === undefined ? {} : { windowSeconds }),
    detail,
    ...(restrictionId === undefined ? {} : { restrictionId }),
  };
}

/** The verdict of a lock with these reasons: what E1 and E2 ask for can be met, and the message then goes on. */
export function lockedFor<R extends Pick<GateReason, "rule" | "detail">>(
  reasons: R[],
): { verdict: "lock"; reasons: R[]; requirements?: GateRequirement[] } {
  const requirements = reasons.flatMap(({ rule, detail }): GateRequirement[] => {
    if (rule === "E1") return [{ rule, kind: "connections", done: false, detail }];
    return rule === "E2" ? [{ rule, kind: "profile", done: false, detail }] : [];
  });
  return { verdict: "lock", reasons, ...(requirements.length > 0 ? { requirements } : {}) };
}

function retryAfter(stopped: GateCheck[], at: Date): number | undefined {
  let last = at.getTime();
  for (const { effect, freeAt } of stopped) {
    if (effect !== "refuse") continue;
    if (!freeAt) return undefined;
    last = Math.max(last, freeAt.getTime());
  }
  return Math.max(1, Math.ceil((last - at.getTime()) / 1000));
}

/** The verdict that a trace comes to. */
export function verdictOf(trace: GateCheck[], at: Date): GateVerdict {
  const stopped = trace.filter(({ outcome }) => outcome === "stopped");
  const [first] = stopped;
  const reasons = stopped.map(reasonOf);
  if (!first) return { verdict: "deliver", reasons };
  if (first.effect === "challenge") {
    return { verdict: "challenge", reasons, challenge: { rule: first.rule, kind: "captcha" } };
  }
  if (first.effect === "refuse") {
    const retryAfterSeconds = retryAfter(stopped, at);
    return {
      verdict: "refuse",
      reasons,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    };
  }
  return lockedFor(reasons);
}

/**
 * Whether a message may be delivered: a pure function of the policy, what is on record, the message, what the content
 * filter says of its text, and the instant. All rules that stop it are reported; the first one decides.
 */
export function judge(
  policy: Policy,
  facts: GateFacts,
  sending: GateSending,
  content: GateContent,
  at: Date,
  sentAt: Date = at,
): GateVerdict {
  return verdictOf(traceGate(policy, facts, sending, content, at, sentAt), at);
}
