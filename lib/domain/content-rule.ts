/** The rules the content filter answers to (policy-facts D15–D19). */
export const CONTENT_RULES = ["D15", "D16", "D17", "D18", "D19"] as const;
export type ContentRuleName = (typeof CONTENT_RULES)[number];

export const CONTENT_RULE_LABELS: Record<ContentRuleName, string> = {
  D15: "Promotion to strangers",
  D16: "Spam",
  D17: "Links and files",
  D18: "Asking for private data",
  D19: "Offensive language",
};
