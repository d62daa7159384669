import { SEVERITIES } from "./case";
import { CONTENT_RULES } from "./content-rule";
import { MEASURES, rungOf } from "./measure";
import { ACCOUNT_TYPES, PREMIUM_ACCOUNT_TYPES } from "./member";
import type { Policy } from "./policy";
import { fieldFigure as figure } from "./policy-field";
import { CATEGORIES } from "./report";

/** Something about a policy as a whole, and the field to go to. `row` is a row of that field, or empty. */
export type PolicyFinding = { path: string; row: string; message: string };
type Found = { path: string; message: string; row?: string };
type Check = (policy: Policy) => Found[];

const when = (isSo: boolean, path: string, message: string, row = ""): Found[] =>
  isSo ? [{ path, message, row }] : [];

const volumes: Check = ({ detectors: { D1, D2, D3, D4, D5, D6, D7, D20 } }) => [
  ...when(
    D1.perDay > D2.perMonth,
    "detectors.D1.perDay",
    `A day may not allow more than a month (D2: ${figure(D2.perMonth)}). Lower it, or raise D2.`,
  ),
  ...when(
    D20.perMinute > D3.perHour,
    "detectors.D20.perMinute",
    `A minute may not allow more than an hour (D3: ${figure(D3.perHour)}). Lower it, or raise D3.`,
  ),
  ...when(
    D4.perDay > D4.perWeek,
    "detectors.D4.perDay",
    `A day may not allow more than a week (${figure(D4.perWeek)}). Lower it, or raise the week.`,
  ),
  ...when(
    D7.manualPerWeek > D5.manualPerWeek,
    "detectors.D7.manualPerWeek",
    `One person may not get more than everybody together (D5: ${figure(D5.manualPerWeek)}). Lower it, or raise D5.`,
  ),
  ...when(
    D7.automatedPerMonth > D6.automatedPerMonth,
    "detectors.D7.automatedPerMonth",
    `One person may not get more than everybody together (D6: ${figure(D6.automatedPerMonth)}). Lower it, or raise D6.`,
  ),
];

const tiers: Check = ({ gate: { newAccountTiers, inmailPerMonth } }) => {
  const path = "gate.newAccountTiers";
  const largest = Math.max(...ACCOUNT_TYPES.map((type) => inmailPerMonth[type]));
  return newAccountTiers.flatMap((tier, index): Found[] => {
    const row = String(index + 1);
    const younger = newAccountTiers[index - 1];
    const isWithoutEffect = when(
      tier.inmailPerMonth > largest,
      path,
      `Tier ${row} allows ${figure(tier.inmailPerMonth)} InMails, more than any account type (E5: at most ${figure(largest)}).`,
      row,
    );
    if (!younger) return isWithoutEffect;
    const isLaxer =
      younger.inmailPerMonth > tier.inmailPerMonth ||
      younger.requestsPerDay > tier.requestsPerDay ||
      younger.minConnections < tier.minConnections;
    return [
      ...isWithoutEffect,
      ...when(
        younger.underDays >= tier.underDays,
        path,
        `Tier ${row} ends at ${tier.underDays} days, and the one before it at ${younger.underDays}: order them by age.`,
        row,
      ),
      ...when(isLaxer, path, `Tier ${index} allows more than tier ${row}, which is for older accounts.`, row),
    ];
  });
};

const links: Check = ({ detectors: { D14, D22 } }) => [
  ...when(
    D14.isOn && D14.categories.length === 0,
    "detectors.D14.categories",
    "Choose at least one kind of report, or switch the rule off.",
  ),
  ...when(
    D22.isOn && Object.values(D22.weights).every((weight) => weight === 0),
    "detectors.D22.weights",
    "With every weight at 0 nothing is ever linked. Give one a weight, or switch the rule off.",
  ),
];

const ranges: Check = ({ measures }) =>
  Object.entries(measures).flatMap(([key, { min, max, default: proposed }]) => [
    ...when(min > max, `measures.${key}.min`, `At least ${min} and at most ${max} leaves nothing to choose.`),
    ...when(
      min <= max && (proposed < min || proposed > max),
      `measures.${key}.default`,
      `What is proposed has to lie between ${min} and ${max}.`,
    ),
  ]);

const deadlines: Check = ({ deadlineHours, appeals }) => [
  ...SEVERITIES.flatMap((severity, index) => {
    const milder = SEVERITIES[index + 1];
    return when(
      milder !== undefined && deadlineHours[severity] > deadlineHours[milder],
      "deadlineHours",
      `${severity} may not be due later than ${milder ?? ""}.`,
      severity,
    );
  }),
  ...when(
    appeals.dueSevereHours > appeals.dueHours,
    "appeals.dueSevereHours",
    `Whoever lost the account may not wait longer than others (${appeals.dueHours} h).`,
  ),
];

const strikes: Check = ({ strikes: { weightByRung } }) =>
  when(
    Object.values(weightByRung).every((weight) => weight === 0),
    "strikes.weightByRung",
    "With every weight at 0 a repeated offence looks like a first one.",
  );

const clauses: Check = ({ clauses: all, clauseByCategory }) => {
  const codes = all.map(({ code }) => code);
  return [
    ...all.flatMap(({ code }, index) =>
      when(
        codes.indexOf(code) !== index,
        "clauses",
        `There are two clauses ${code}. Give one another code.`,
        code,
      ),
    ),
    ...CATEGORIES.flatMap((category) => {
      const code = clauseByCategory[category];
      const message = `There is no clause ${code}. Choose one that exists, or bring it back.`;
      return when(!codes.includes(code), "clauseByCategory", message, category);
    }),
  ];
};

const CHECKS: readonly Check[] = [volumes, tiers, links, ranges, deadlines, strikes, clauses];

/**
 * Why a policy whose every number lies in its range still cannot be right, each with the field to go to. Empty: it may be
 * proposed.
 */
export function checkPolicy(policy: Policy): PolicyFinding[] {
  return CHECKS.flatMap((check) => check(policy)).map((found) => ({ row: "", ...found }));
}

const oddVolumes: Check = ({ detectors: { D1, D2, D3, D5, D6 } }) => [
  ...when(
    D3.isOn && D1.isOn && D3.perHour > D1.perDay,
    "detectors.D3.perHour",
    `D1 (${figure(D1.perDay)} a day) is crossed before this is, so it only matters at the gate.`,
  ),
  ...when(
    D5.isOn && D2.isOn && D5.manualPerWeek > D2.perMonth,
    "detectors.D5.manualPerWeek",
    `D2 (${figure(D2.perMonth)} a month) is crossed before this is.`,
  ),
  ...when(
    D6.isOn && D2.isOn && D6.automatedPerMonth * D2.automatedWeight > D2.perMonth,
    "detectors.D6.automatedPerMonth",
    `D2 counts automated messages ${D2.automatedWeight} times and is crossed before this is.`,
  ),
  ...when(
    !D1.isOn && !D2.isOn && !D3.isOn,
    "detectors.D1.isOn",
    "With D1, D2 and D3 off, volume alone flags nobody.",
  ),
];

const oddGate: Check = ({ gate, detectors: { D4 } }) => {
  const { minConnections, newAccountTiers, inmailPerMonth, page, profile } = gate;
  const least = Math.min(...PREMIUM_ACCOUNT_TYPES.map((type) => inmailPerMonth[type]));
  const fewest = Math.min(
    ...ACCOUNT_TYPES.filter((type) => type !== "company_page").map((type) => minConnections[type]),
  );
  const asks = profile.needsPhoto || profile.needsPosition || profile.minSkills + profile.minSchools > 0;
  return [
    ...when(
      page.toOthersPerDay > page.toFollowersPerDay,
      "gate.page.toOthersPerDay",
      "Pages would write more to strangers than to followers.",
    ),
    ...when(
      inmailPerMonth.basic > least,
      "gate.inmailPerMonth",
      `Free accounts would get more InMails than some that pay (${least}).`,
      "basic",
    ),
    ...when(
      !asks && profile.minCompletenessPercent === 0,
      "gate.profile.minCompletenessPercent",
      "No profile is asked for, so an empty account may write to strangers.",
    ),
    ...newAccountTiers.flatMap((tier, index) => [
      ...when(
        tier.minConnections < fewest,
        "gate.newAccountTiers",
        `Tier ${index + 1} asks for fewer connections than E1 asks of everybody (${fewest}), so it asks for nothing more.`,
        String(index + 1),
      ),
      ...when(
        D4.isOn && tier.requestsPerDay > D4.perDay,
        "gate.newAccountTiers",
        `Tier ${index + 1} allows more requests than D4 lets anybody send unnoticed (${D4.perDay} a day).`,
        String(index + 1),
      ),
    ]),
  ];
};

const oddDetectors: Check = ({ detectors }) => {
  const { D12, D13, D22 } = detectors;
  const weight = Object.values(D22.weights).reduce((sum, one) => sum + one, 0);
  return [
    ...when(D12.isOn && D12.factor === 1, "detectors.D12.factor", "At 1 the rule changes nothing."),
    ...when(
      D13.isOn && D13.reporters === 1,
      "detectors.D13.reporters",
      "One person's complaint would flag an account.",
    ),
    ...CONTENT_RULES.flatMap((rule) =>
      when(
        detectors[rule].isOn && detectors[rule].lockFrom < 0.5,
        `detectors.${rule}.lockFrom`,
        "Under 0.50 the filter locks what it itself thinks is more likely fine.",
      ),
    ),
    ...when(
      D22.isOn && weight > 0 && D22.linkFrom > weight,
      "detectors.D22.linkFrom",
      `One fingerprint of every kind weighs ${Math.round(weight * 10) / 10} in all: only several of a kind reach this.`,
    ),
  ];
};

const oddCases: Check = ({ severityByCategory, strikes: { weightByRung } }) => {
  const weights = MEASURES.map((measure) => weightByRung[rungOf(measure)] ?? 0);
  const falling = weights.findIndex((weight, index) => index > 0 && weight < (weights[index - 1] ?? 0));
  return [
    ...(["threat", "self_harm"] as const).flatMap((category) =>
      when(
        severityByCategory[category] !== "P0",
        "severityByCategory",
        "Somebody may be in danger: P0 is looked at within the hour.",
        category,
      ),
    ),
    ...when(
      falling > 0,
      "strikes.weightByRung",
      `R${falling + 1} weighs less than the milder R${falling}.`,
      `R${falling + 1}`,
    ),
    ...when(
      (weightByRung.R1 ?? 0) > 0,
      "strikes.weightByRung",
      "A warning that weighs is a measure: members are told that it limits nothing.",
      "R1",
    ),
  ];
};

const ODD: readonly Check[] = [oddVolumes, oddGate, oddDetectors, oddCases];

/** What is unusual about a policy and may still be meant. */
export function policyWarnings(policy: Policy): PolicyFinding[] {
  return ODD.flatMap((check) => check(policy)).map((found) => ({ row: "", ...found }));
}
