import type { Grouping } from "@/lib/domain/back-test-result";
import { ACCOUNT_TYPE_LABELS, ACCOUNT_TYPES } from "@/lib/domain/member";

const languages = new Intl.DisplayNames("en", { type: "language", fallback: "code" });
const regions = new Intl.DisplayNames("en", { type: "region", fallback: "code" });

export const GROUPING_LABELS: Record<Grouping, string> = {
  accountType: "Account type",
  language: "Language",
  country: "Country",
};

function nameIn(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    // What a platform sent need not be a code.
    return code;
  }
}

/** A group in words. */
export function groupLabel(grouping: Grouping, key: string): string {
  if (key === "") return "Unknown";
  if (key === "*") return "All others";
  if (grouping === "language") return nameIn(languages, key);
  if (grouping === "country") return nameIn(regions, key);
  const known = ACCOUNT_TYPES.find((type) => type === key);
  return known ? ACCOUNT_TYPE_LABELS[known] : key;
}
