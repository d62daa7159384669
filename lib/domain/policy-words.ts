import { CONTENT_RULES } from "./content-rule";
import { checkEligibility } from "./eligibility";
import { factsAbout, type GateFacts, type GateSending } from "./gate-facts";
import { senderAdvice } from "./lock-words";
import { ENGLISH } from "./notice-phrases";
import type { Policy } from "./policy";
import { fieldFigure } from "./policy-field";
import { findRule, readField } from "./policy-fields";
import { SIGNAL_RULES, type SignalRule } from "./signal";
import { signalSentence } from "./signal-sentence";
import { thresholdOf } from "./threshold";
import { DAY_MS, dayOf } from "./utc-day";

/** A piece of a sentence; figures are numbers that this rule sets. */
export type Words = { text: string; isFigure: boolean }[];

/** Any instant does: the sentences name no date. */
const AT = new Date(0);

const facts = (): GateFacts =>
  factsAbout({
    accountType: "basic",
    joinedAt: new Date(AT.getTime() - 4_000 * DAY_MS),
    connectionCount: 1_000_000,
    profile: { photo: true, currentPosition: true, skills: 1_000, schools: 1_000, completenessPercent: 100 },
    isFollowersOnlyPage: false,
  });
const sending: GateSending = {
  recipientId: "r",
  conversationId: "c",
  channel: "chat",
  degree: 2,
  sharedConnections: 1_000,
  isReply: false,
};
type Scene = { facts: GateFacts; sending: GateSending };
const started = (channel: GateSending["channel"], count: number): GateFacts["days"] => [
  { day: dayOf(AT), channel, sent: count, started: count, startedNotConnected: count, automated: 0 },
];

/** For each rule of the gate, a sender who has just not met it. */
const SCENES: Record<string, (policy: Policy) => Scene> = {
  E1: ({ gate }) => {
    const { sender, ...rest } = facts();
    const connectionCount = Math.max(0, gate.minConnections.basic - 1);
    return { facts: { ...rest, sender: { ...sender, connectionCount } }, sending };
  },
  E2: () => {
    const { sender, ...rest } = facts();
    const profile = { photo: false, currentPosition: false, skills: 0, schools: 0, completenessPercent: 0 };
    return { facts: { ...rest, sender: { ...sender, profile } }, sending };
  },
  E3: ({ gate }) => ({
    facts: facts(),
    sending: { ...sending, sharedConnections: Math.max(0, gate.minSharedConnections - 1) },
  }),
  E4: () => ({ facts: facts(), sending: { ...sending, degree: 3 } }),
  E5: ({ gate }) => ({
    facts: {
      ...facts(),
      sender: { ...facts().sender, accountType: "premium_business" },
      days: started("inmail", gate.inmailPerMonth.premium_business),
    },
    sending: { ...sending, channel: "inmail" },
  }),
  E6: ({ gate: { newAccountTiers } }) => ({
    facts: {
      ...facts(),
      sender: { ...facts().sender, joinedAt: AT },
      days: started("connection_request", newAccountTiers[0]?.requestsPerDay ?? 0),
    },
    sending: { ...sending, channel: "connection_request" },
  }),
  E7: () => ({ facts: { ...facts(), recipient: { acceptsMessagesFrom: "connections" } }, sending }),
  E8: ({ gate: { page } }) => ({
    facts: {
      ...facts(),
      sender: { ...facts().sender, accountType: "company_page" },
      days: started("page", page.toOthersPerDay),
    },
    sending: { ...sending, channel: "page" },
  }),
  E10: () => ({ facts: { ...facts(), stoppedAt: AT }, sending }),
};

const MAIN: Partial<Record<SignalRule, (policy: Policy) => number>> = {
  D1: (policy) => thresholdOf(policy, { accountType: "basic", connectionCount: 0 }, "D1"),
  D2: (policy) => thresholdOf(policy, { accountType: "basic", connectionCount: 0 }, "D2"),
  D3: (policy) => thresholdOf(policy, { accountType: "basic", connectionCount: 0 }, "D3"),
  D4: ({ detectors }) => detectors.D4.perDay,
  D5: (policy) => thresholdOf(policy, { accountType: "basic", connectionCount: 0 }, "D5"),
  D6: ({ detectors }) => detectors.D6.automatedPerMonth,
  D7: ({ detectors }) => detectors.D7.automatedPerMonth,
  D8: ({ detectors }) => detectors.D8.reminders,
  D9: ({ detectors }) => detectors.D9.recipients,
};

function sentenceOf(id: string, policy: Policy): string | null {
  const scene = SCENES[id]?.(policy);
  if (scene) {
    const checks = checkEligibility(policy.gate, scene.facts, scene.sending, AT);
    return checks.find(({ rule, outcome }) => rule === id && outcome === "stopped")?.detail ?? null;
  }
  const rule = SIGNAL_RULES.find((one) => one === id);
  const main = rule && MAIN[rule]?.(policy);
  if (rule && main !== undefined) {
    const sentence = signalSentence(rule, String(rule === "D3" ? main : main + 1), String(main));
    return sentence && `… ${sentence}.`;
  }
  const content = CONTENT_RULES.find((one) => one === id);
  if (content && policy.detectors[content].isOn) {
    const { why, todo } = senderAdvice({ code: "content_locked", rule: content, detail: null });
    return `${why} ${todo}`;
  }
  if (id === "R6") return `${ENGLISH.titleCap(policy.measures.dailyCap.default, "", null)}.`;
  if (id === "appeals") return ENGLISH.appealText(ENGLISH.within(policy.appeals.dueHours));
  return null;
}

/** The numbers of a rule that its sentence can hold: of a table, the row its scene is about. */
function figuresOf(ruleId: string, policy: Policy): number[] {
  if (ruleId === "E1") return [policy.gate.minConnections.basic];
  if (ruleId === "E5") return [policy.gate.inmailPerMonth.premium_business];
  if (ruleId === "E6") return policy.gate.newAccountTiers.slice(0, 1).map((tier) => tier.requestsPerDay);
  return (findRule(ruleId)?.fields ?? []).flatMap(({ path }) => {
    const value = readField(policy, path);
    return typeof value === "number" ? [value] : [];
  });
}

/**
 * A rule as a member reads it when they just did not keep to it, with this policy's figures: the gate's own reason, the
 * words a notice proposes, or a line of the notice. Null where members are told nothing of it.
 */
export function policyWords(ruleId: string, policy: Policy): Words | null {
  const sentence = sentenceOf(ruleId, policy);
  if (sentence === null) return null;
  const figures = new Set(figuresOf(ruleId, policy).flatMap((value) => [String(value), fieldFigure(value)]));
  return sentence
    .split(/(\d+(?:[.\u202f]\d+)*)/)
    .filter((text) => text !== "")
    .map((text) => ({ text, isFigure: figures.has(text) }));
}
