/** Account types of the platform's members (policy-facts E1). */
export const ACCOUNT_TYPES = [
  "basic",
  "premium_business",
  "premium_career",
  "sales_navigator",
  "recruiter_lite",
  "recruiter_professional",
  "recruiter_corporate",
  "company_page",
] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

export const ACCOUNT_TYPE_LABELS: Record<AccountType, string> = {
  basic: "Basic",
  premium_business: "Premium business",
  premium_career: "Premium career",
  sales_navigator: "Sales navigator",
  recruiter_lite: "Recruiter lite",
  recruiter_professional: "Recruiter professional",
  recruiter_corporate: "Recruiter corporate",
  company_page: "Company page",
};

/** Account types whose holders pay; served first in appeals (E9). */
export const PREMIUM_ACCOUNT_TYPES: readonly AccountType[] = ACCOUNT_TYPES.filter(
  (type) => type !== "basic" && type !== "company_page",
);

/** From whom a member accepts messages (E7). */
export const ACCEPTS_MESSAGES_FROM = ["anyone", "connections"] as const;
export type AcceptsMessagesFrom = (typeof ACCEPTS_MESSAGES_FROM)[number];

export const FINGERPRINT_KINDS = ["device", "network", "contact", "payment"] as const;
export type FingerprintKind = (typeof FINGERPRINT_KINDS)[number];

/** How complete a member's profile is (E2). */
export type Profile = {
  photo: boolean;
  currentPosition: boolean;
  skills: number;
  schools: number;
  completenessPercent: number;
};
