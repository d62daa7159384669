import type { AccountType } from "./member";

/** What a new account may do until it is so many days old (E6). */
export type NewAccountTier = {
  /** The tier holds while the account is younger than this. */
  underDays: number;
  /** InMails in 30 days, if the account type's own allowance is not smaller. */
  inmailPerMonth: number;
  requestsPerDay: number;
  /** Connections needed before writing to someone who is not connected. */
  minConnections: number;
};

/** Who may message whom, before any restriction (policy-facts §1). Zero switches a minimum off. */
export type GatePolicy = {
  /** E1: connections an account needs before it writes messages, to whomever. Not asked of company pages (E8). */
  minConnections: Record<AccountType, number>;
  /** E2: how complete a profile must be. */
  profile: {
    needsPhoto: boolean;
    needsPosition: boolean;
    minSkills: number;
    minSchools: number;
    minCompletenessPercent: number;
  };
  /** E3: connections in common with somebody who is not connected. */
  minSharedConnections: number;
  /** E4: how far a message may reach in chat and groups. */
  degree: {
    /** Free accounts write to 1st degree only. */
    isFreeFirstDegreeOnly: boolean;
    /** A premium account writes to 2nd degree without a connection request. */
    isSecondOpenToPremium: boolean;
    /** A connection request sent before opens what lies beyond. */
    doesRequestOpen: boolean;
  };
  /** E5: InMails in 30 days (the 30 UTC days ending today). */
  inmailPerMonth: Record<AccountType, number>;
  /** E6: youngest first. */
  newAccountTiers: NewAccountTier[];
  /** E8: messages a company page may start a day, towards followers (its 1st degree) and others. */
  page: { toFollowersPerDay: number; toOthersPerDay: number };
  /** E9: multiplies the volume thresholds (D1–D3, D5) for premium accounts; premium is served first in appeals. */
  premiumFactor: number;
  /** Minutes a passed challenge lets messages through. */
  challengePassMinutes: number;
};

/** The gate a new installation starts with. Sources: policy-facts E1–E10. */
export const DEFAULT_GATE: GatePolicy = {
  minConnections: {
    basic: 15,
    premium_business: 30,
    premium_career: 30,
    sales_navigator: 30,
    recruiter_lite: 25,
    recruiter_professional: 25,
    recruiter_corporate: 25,
    company_page: 0,
  },
  profile: {
    needsPhoto: true,
    needsPosition: true,
    minSkills: 3,
    minSchools: 1,
    minCompletenessPercent: 50,
  },
  minSharedConnections: 1,
  degree: { isFreeFirstDegreeOnly: true, isSecondOpenToPremium: true, doesRequestOpen: true },
  inmailPerMonth: {
    basic: 0,
    premium_business: 15,
    premium_career: 5,
    sales_navigator: 50,
    recruiter_lite: 30,
    recruiter_professional: 100,
    recruiter_corporate: 150,
    company_page: 0,
  },
  newAccountTiers: [
    { underDays: 7, inmailPerMonth: 2, requestsPerDay: 5, minConnections: 50 },
    { underDays: 30, inmailPerMonth: 5, requestsPerDay: 10, minConnections: 30 },
    { underDays: 90, inmailPerMonth: 10, requestsPerDay: 15, minConnections: 15 },
  ],
  page: { toFollowersPerDay: 1000, toOthersPerDay: 20 },
  premiumFactor: 1.5,
  challengePassMinutes: 60,
};
