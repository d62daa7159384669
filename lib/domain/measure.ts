/** The rungs of the ladder, mildest first (policy-facts R1–R11). Order is the ladder's order. */
export const MEASURES = [
  "warning",
  "throttle",
  "captcha",
  "phone_verification",
  "temporary_block",
  "daily_cap",
  "messaging_disabled",
  "account_restricted",
  "suspension",
  "ban",
  "legal_referral",
] as const;
export type Measure = (typeof MEASURES)[number];

/** The measures a moderator can choose and the gate enforces today; the others come with the whole ladder. */
export const AVAILABLE_MEASURES = ["warning", "temporary_block", "daily_cap", "messaging_disabled"] as const;
export type AvailableMeasure = (typeof AVAILABLE_MEASURES)[number];

/** The rung code of a measure, R1 to R11. */
export function rungOf(measure: Measure): `R${number}` {
  return `R${MEASURES.indexOf(measure) + 1}`;
}

export const MEASURE_LABELS: Record<Measure, string> = {
  warning: "Warn",
  throttle: "Throttle",
  captcha: "CAPTCHA",
  phone_verification: "Verify phone",
  temporary_block: "Block 24–48 h",
  daily_cap: "Daily cap",
  messaging_disabled: "Stop messaging",
  account_restricted: "Restrict account",
  suspension: "Suspend",
  ban: "Ban",
  legal_referral: "Refer to legal",
};

/** What a measure is called once it stands in a record. */
export const MEASURE_NAMES: Record<Measure, string> = {
  warning: "Warning",
  throttle: "Throttle",
  captcha: "CAPTCHA",
  phone_verification: "Phone verification",
  temporary_block: "Temporary block",
  daily_cap: "Daily cap",
  messaging_disabled: "Messaging disabled",
  account_restricted: "Account restricted",
  suspension: "Suspension",
  ban: "Ban",
  legal_referral: "Legal referral",
};
