import { type AccountType, PREMIUM_ACCOUNT_TYPES } from "./member";
import type { Policy } from "./policy";

/** A sender as far as thresholds depend on who it is. */
export type ScaledSender = { accountType: AccountType; connectionCount: number };

/** Rules whose threshold depends on the sender (E9, D12). */
export const SCALED_RULES = ["D1", "D2", "D3", "D5"] as const;
export type ScaledRule = (typeof SCALED_RULES)[number];

const BASE: Record<ScaledRule, (policy: Policy) => number> = {
  D1: ({ detectors }) => detectors.D1.perDay,
  D2: ({ detectors }) => detectors.D2.perMonth,
  D3: ({ detectors }) => detectors.D3.perHour,
  D5: ({ detectors }) => detectors.D5.manualPerWeek,
};

/**
 * How many messages a volume rule allows this sender: the policy's figure, times `premiumFactor` for accounts that pay
 * (E9; a company page is not one), times D12's factor on D1 and D2 for a large network. Messages, not rounded: D1, D2 and
 * D5 are crossed above it, D3 from it on.
 */
export function thresholdOf(policy: Policy, sender: ScaledSender, rule: ScaledRule): number {
  const { gate, detectors } = policy;
  const isLarge = detectors.D12.isOn && sender.connectionCount >= detectors.D12.connections;
  const tightened = isLarge && (rule === "D1" || rule === "D2") ? detectors.D12.factor : 1;
  const eased = PREMIUM_ACCOUNT_TYPES.includes(sender.accountType) ? gate.premiumFactor : 1;
  // Factors such as 0.7 have no exact binary form: 77.00000000000001 would let a message more through than 77.
  return Math.round(BASE[rule](policy) * eased * tightened * 1e6) / 1e6;
}

/** What a number of messages weighs when automated ones count more (D1, D2). */
export function weighedVolume(sent: number, automated: number, automatedWeight: number): number {
  return sent - automated + automated * automatedWeight;
}
