/** What a report can be about. */
export const REPORT_SUBJECTS = ["message", "member"] as const;
export type ReportSubject = (typeof REPORT_SUBJECTS)[number];

/** Why somebody complains (http-api, Reports). Also the category of a case. */
export const CATEGORIES = [
  "spam",
  "scam",
  "harassment",
  "hate",
  "threat",
  "impersonation",
  "fake_account",
  "sexual",
  "privacy",
  "self_harm",
  "prohibited_goods",
  "other",
] as const;
export type Category = (typeof CATEGORIES)[number];

export const CATEGORY_LABELS: Record<Category, string> = {
  spam: "Unsolicited messages",
  scam: "Scam",
  harassment: "Harassment",
  hate: "Hate",
  threat: "Threat of violence",
  impersonation: "Impersonation",
  fake_account: "Fake account",
  sexual: "Unwanted advances",
  privacy: "Privacy",
  self_harm: "Self-harm",
  prohibited_goods: "Prohibited goods",
  other: "Something else",
};

/** Where a report stands. Upheld: the case ended with a measure; an overturned appeal turns it back. */
export const REPORT_STATES = ["open", "upheld", "not_upheld"] as const;
export type ReportState = (typeof REPORT_STATES)[number];
