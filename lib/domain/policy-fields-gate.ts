import { ACCOUNT_TYPE_LABELS, ACCOUNT_TYPES } from "./member";
import { fieldFigure, numberField, numbersField, type PolicyRule, rowsOf, switchField } from "./policy-field";
import type { GatePolicy } from "./policy-gate";

const TYPES = rowsOf(ACCOUNT_TYPES, ACCOUNT_TYPE_LABELS);
/** E1 does not apply to company pages (policy-facts §1), so theirs is 0. */
const spread = (numbers: Record<string, number>, types: readonly string[] = Object.keys(numbers)): string => {
  const values = types.map((type) => numbers[type] ?? 0);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? fieldFigure(low) : `${fieldFigure(low)}–${fieldFigure(high)}`;
};
const PERSONAL = ACCOUNT_TYPES.filter((type) => type !== "company_page");
const neededForProfile = ({ profile }: GatePolicy): number =>
  [profile.needsPhoto, profile.needsPosition].filter(Boolean).length +
  [profile.minSkills, profile.minSchools, profile.minCompletenessPercent].filter((least) => least > 0).length;

/** E1–E10 as they are edited. Ranges are the product's; sources are policy-facts §1. */
export const GATE_RULES: readonly PolicyRule[] = [
  {
    id: "E1",
    code: "E1",
    name: "Minimum connections",
    group: "gate",
    source: "guide G2",
    effect:
      "A message to somebody who is not connected is locked until the sender has this many connections.",
    fields: [
      numbersField("gate.minConnections", "Connections needed", TYPES, [0, 1_000, "connections"], {
        stricter: "higher",
        effect: "0 asks for none. Company pages are held to E8 instead.",
      }),
    ],
    related: [],
    summary: ({ gate }) => spread(gate.minConnections, PERSONAL),
  },
  {
    id: "E2",
    code: "E2",
    name: "Complete profile",
    group: "gate",
    source: "guides G2 and G4",
    effect: "Messages are locked until the sender's profile has all of this.",
    fields: [
      switchField("gate.profile.needsPhoto", "Photo", { stricter: "higher" }),
      switchField("gate.profile.needsPosition", "Current position", { stricter: "higher" }),
      numberField("gate.profile.minSkills", "Skills", [0, 50, "or more"], { stricter: "higher" }),
      numberField("gate.profile.minSchools", "Schools", [0, 10, "or more"], { stricter: "higher" }),
      numberField("gate.profile.minCompletenessPercent", "Completeness", [0, 100, "% or more"], {
        stricter: "higher",
      }),
    ],
    related: [],
    summary: ({ gate }) => `${neededForProfile(gate)} needs`,
  },
  {
    id: "E3",
    code: "E3",
    name: "Shared connections",
    group: "gate",
    source: "guide G2",
    effect:
      "In chat and groups, a message to somebody with fewer connections in common is locked. InMail passes.",
    fields: [
      numberField("gate.minSharedConnections", "In common", [0, 100, "connections or more"], {
        stricter: "higher",
      }),
    ],
    related: [],
    summary: ({ gate }) => fieldFigure(gate.minSharedConnections),
  },
  {
    id: "E4",
    code: "E4",
    name: "Degree",
    group: "gate",
    source: "guides G0 and G3",
    effect: "How far a message may reach in chat and groups. A connection may always be written to.",
    fields: [
      switchField("gate.degree.isFreeFirstDegreeOnly", "Free accounts write to connections only", {
        stricter: "higher",
      }),
      switchField("gate.degree.isSecondOpenToPremium", "Premium accounts write to 2nd degree", {
        stricter: "lower",
        effect: "Off: they too need a connection request first.",
      }),
      switchField("gate.degree.doesRequestOpen", "A connection request opens what lies beyond", {
        stricter: "lower",
        effect: "Off: 3rd degree is closed in chat and groups.",
      }),
    ],
    related: [],
    summary: ({ gate }) => (gate.degree.isFreeFirstDegreeOnly ? "free: 1st" : "free: any"),
  },
  {
    id: "E5",
    code: "E5",
    name: "InMails a month",
    group: "gate",
    source: "guide G0",
    effect:
      "InMails a member may start in the 30 UTC days ending today. Further ones are refused, with the time left.",
    fields: [
      numbersField("gate.inmailPerMonth", "Allowance", TYPES, [0, 10_000, "InMails"], {
        stricter: "lower",
        effect: "0 closes InMail to that type.",
      }),
    ],
    related: [],
    summary: ({ gate }) => spread(gate.inmailPerMonth),
  },
  {
    id: "E6",
    code: "E6",
    name: "New accounts",
    group: "gate",
    source: "guide G0",
    effect: "A young account may do less. The smallest tier its age still fits in holds, then the next one.",
    fields: [
      {
        kind: "tiers",
        path: "gate.newAccountTiers",
        label: "Tiers",
        stricter: null,
        effect: "Youngest first. No tier: new accounts are like any other.",
        maxRows: 6,
        columns: [
          {
            key: "underDays",
            label: "Younger than",
            unit: "days",
            min: 1,
            max: 730,
            step: 1,
            stricter: "higher",
          },
          {
            key: "inmailPerMonth",
            label: "InMails a month",
            unit: "InMails",
            min: 0,
            max: 10_000,
            step: 1,
            stricter: "lower",
          },
          {
            key: "requestsPerDay",
            label: "Requests a day",
            unit: "requests",
            min: 0,
            max: 1_000,
            step: 1,
            stricter: "lower",
          },
          {
            key: "minConnections",
            label: "Connections needed",
            unit: "connections",
            min: 0,
            max: 1_000,
            step: 1,
            stricter: "higher",
          },
        ],
      },
    ],
    related: [],
    summary: ({ gate }) =>
      gate.newAccountTiers.length === 1 ? "1 tier" : `${gate.newAccountTiers.length} tiers`,
  },
  {
    id: "E7",
    code: "E7",
    name: "Recipient's settings",
    group: "gate",
    source: "guide G4",
    effect:
      "Somebody who takes messages from connections only gets none from others. Always honoured: there is nothing to set.",
    fields: [],
    related: [],
    summary: () => "always",
  },
  {
    id: "E8",
    code: "E8",
    name: "Company pages",
    group: "gate",
    source: "guide G1",
    effect: "Messages a company page may start in a UTC day; further ones are locked until the next day.",
    fields: [
      numberField("gate.page.toFollowersPerDay", "To followers", [0, 1_000_000, "messages a day"], {
        stricter: "lower",
      }),
      numberField("gate.page.toOthersPerDay", "To anyone else", [0, 1_000_000, "messages a day"], {
        stricter: "lower",
      }),
    ],
    related: [],
    summary: ({ gate: { page } }) =>
      `${fieldFigure(page.toFollowersPerDay)} / ${fieldFigure(page.toOthersPerDay)}`,
  },
  {
    id: "E9",
    code: "E9",
    name: "Premium",
    group: "gate",
    source: "guide G0",
    effect:
      "Accounts that pay may send this many times the volume of D1, D2, D3 and D5, and their appeals are served first.",
    fields: [
      numberField("gate.premiumFactor", "Factor", [1, 10, "× the threshold"], {
        step: 0.1,
        stricter: "lower",
      }),
    ],
    related: [],
    summary: ({ gate }) => `× ${gate.premiumFactor}`,
  },
  {
    id: "E10",
    code: "E10",
    name: "Asked to stop",
    group: "gate",
    source: "guides G0 and G2",
    effect:
      "Whoever asked a sender to stop gets nothing more from them, in any channel. Always honoured: there is nothing to set.",
    fields: [],
    related: [],
    summary: () => "always",
  },
];
