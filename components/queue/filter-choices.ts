import { CASE_KIND_LABELS, CASE_KINDS, SEVERITIES } from "@/lib/domain/case";
import { CHANNEL_LABELS, CHANNELS } from "@/lib/domain/channel";
import { ACCOUNT_TYPE_LABELS, ACCOUNT_TYPES } from "@/lib/domain/member";
import { CATEGORIES, CATEGORY_LABELS } from "@/lib/domain/report";

type Option = { value: string; label: string };
/** A condition that offers a list of values. */
export type FilterKey = "kind" | "severity" | "category" | "channel" | "language" | "account" | "held";

/** Languages to choose from; a link may name any other. */
const LANGUAGES = [
  "en",
  "de",
  "fr",
  "es",
  "pt",
  "it",
  "nl",
  "pl",
  "sv",
  "da",
  "el",
  "tr",
  "ar",
  "hi",
  "ja",
  "zh",
];
const languageNames = new Intl.DisplayNames("en", { type: "language" });

function labelled<T extends string>(values: readonly T[], labels: Record<T, string>): Option[] {
  return values.map((value) => ({ value, label: labels[value] }));
}

/** `isFirst`: stands there before it is used; the others come with "Filter". */
export type FilterChoice = {
  key: FilterKey;
  label: string;
  anyLabel: string;
  options: Option[];
  isFirst: boolean;
};

export const FILTER_CHOICES: readonly FilterChoice[] = [
  {
    key: "held",
    label: "Held by",
    anyLabel: "anyone",
    isFirst: true,
    options: [
      { value: "free", label: "nobody" },
      { value: "me", label: "me" },
      { value: "others", label: "others" },
    ],
  },
  {
    key: "severity",
    label: "Severity",
    anyLabel: "any",
    isFirst: true,
    options: SEVERITIES.map((value) => ({ value, label: value })),
  },
  {
    key: "channel",
    label: "Channel",
    anyLabel: "any",
    isFirst: true,
    options: labelled(CHANNELS, CHANNEL_LABELS),
  },
  {
    key: "language",
    label: "Language",
    anyLabel: "any",
    isFirst: true,
    options: LANGUAGES.map((value) => ({ value, label: languageNames.of(value) ?? value })),
  },
  {
    key: "category",
    label: "Category",
    anyLabel: "any",
    isFirst: false,
    options: labelled(CATEGORIES, CATEGORY_LABELS),
  },
  {
    key: "kind",
    label: "Kind",
    anyLabel: "any",
    isFirst: false,
    options: labelled(CASE_KINDS, CASE_KIND_LABELS),
  },
  {
    key: "account",
    label: "Account",
    anyLabel: "any",
    isFirst: false,
    options: labelled(ACCOUNT_TYPES, ACCOUNT_TYPE_LABELS),
  },
];
