import { SEVERITIES, type Severity } from "./case";
import { FINGERPRINT_KINDS, type FingerprintKind } from "./member";
import type { Policy } from "./policy";
import {
  type DetectorBase,
  type DetectorPolicy,
  GATE_RESPONSES,
  type GateResponse,
  RESPONSES,
  type Response,
} from "./policy-detectors";
import {
  choiceField,
  fieldFigure,
  numberField,
  numbersField,
  optionsOf,
  type PolicyField,
  type PolicyRule,
  rowsOf,
  switchField,
} from "./policy-field";
import { CATEGORIES, CATEGORY_LABELS } from "./report";

type Rule = keyof DetectorPolicy;
type Flagging = { [R in Rule]: DetectorPolicy[R] extends DetectorBase ? R : never }[Rule];

const RESPONSE_LABELS: Record<Response, string> = { note: "Note only", flag: "Flag the account" };
const GATE_LABELS: Record<GateResponse, string> = {
  pass: "Pass",
  challenge: "Challenge (CAPTCHA)",
  lock: "Lock",
};
export const SEVERITY_LABELS: Record<Severity, string> = { P0: "P0", P1: "P1", P2: "P2" };
const FINGERPRINT_LABELS: Record<FingerprintKind, string> = {
  device: "Device",
  network: "Network",
  contact: "Contact data",
  payment: "Payment",
};

const isOn = (rule: Rule): PolicyField =>
  switchField(`detectors.${rule}.isOn`, "In force", { stricter: "higher" });
const atGate = (rule: Rule): PolicyField =>
  choiceField(`detectors.${rule}.atGate`, "Further messages", optionsOf(GATE_RESPONSES, GATE_LABELS), {
    stricter: "higher",
    effect: "What the gate does with the next message once the volume is used up.",
  });
const ending = (rule: Flagging): PolicyField[] => [
  choiceField(`detectors.${rule}.response`, "A hit", optionsOf(RESPONSES, RESPONSE_LABELS), {
    stricter: "higher",
    effect: "Every hit is kept as a signal. Flagging opens or joins a case; only a person restricts.",
  }),
  choiceField(`detectors.${rule}.severity`, "Severity of the case", optionsOf(SEVERITIES, SEVERITY_LABELS)),
];

/** One detector: on or off, its own numbers, and what a hit does. */
function detector(
  rule: Flagging,
  words: Pick<PolicyRule, "name" | "source" | "effect"> & { related?: string[] },
  summary: (detectors: DetectorPolicy) => string,
  fields: PolicyField[],
): PolicyRule {
  const { related = [], ...rest } = words;
  return {
    id: rule,
    code: rule,
    group: "detectors",
    ...rest,
    fields: [isOn(rule), ...fields, ...ending(rule)],
    related,
    summary: ({ detectors }: Policy) => (detectors[rule].isOn ? summary(detectors) : "off"),
  };
}

const messages = (rule: Rule, key: string, label: string, unit: string, max = 100_000, effect?: string) =>
  numberField(`detectors.${rule}.${key}`, label, [1, max, unit], {
    stricter: "lower",
    ...(effect ? { effect } : {}),
  });
const automated = (rule: "D1" | "D2"): PolicyField =>
  numberField(`detectors.${rule}.automatedWeight`, "Automated messages", [1, 10, "× a manual one (D6)"], {
    step: 0.1,
    stricter: "higher",
  });

const CONTENT = ["D15", "D16", "D17", "D18", "D19"] as const;
const CONTENT_WORDS: Record<(typeof CONTENT)[number], Pick<PolicyRule, "name" | "source" | "effect">> = {
  D15: {
    name: "Promotion",
    source: "guides G0, G2 and G3",
    effect:
      "Selling to somebody without a relationship: what is said, weighed with how far the two are apart.",
  },
  D16: {
    name: "Spam wording",
    source: "guides G3 and G4",
    effect: "Words and shapes of spam: urgency, free offers, generic text, odd spelling.",
  },
  D17: {
    name: "Suspicious links",
    source: "guide G4",
    effect: "Links and attachments that look like phishing or harm.",
  },
  D18: {
    name: "Asks for contact data",
    source: "guide G3",
    effect: "Asking for phone numbers, addresses or other private data.",
  },
  D19: {
    name: "Offensive language",
    source: "guide G3",
    effect: "Insults and language that is not fit for work.",
  },
};

const contentRules: PolicyRule[] = CONTENT.map((rule) =>
  detector(rule, CONTENT_WORDS[rule], (detectors) => detectors[rule].lockFrom.toFixed(2), [
    numberField(`detectors.${rule}.lockFrom`, "Lock from", [0.05, 1, "score, 0 to 1"], {
      step: 0.01,
      stricter: "lower",
      effect: "A message with this score or more waits for its recipient, and the sender gets a signal.",
    }),
  ]),
);

/** D1–D23 as they are edited. Ranges are the product's; sources are policy-facts §2. */
export const DETECTOR_RULES: readonly PolicyRule[] = [
  detector(
    "D1",
    {
      name: "Messages a day",
      source: "guide G3",
      effect: "Measures what a member sent in a UTC day, in all channels.",
      related: ["detectors.D12.factor", "gate.premiumFactor"],
    },
    ({ D1 }) => fieldFigure(D1.perDay),
    [messages("D1", "perDay", "Threshold", "messages a day; above it"), automated("D1"), atGate("D1")],
  ),
  detector(
    "D2",
    {
      name: "Messages a month",
      source: "guide G3",
      effect: "Measures what a member sent in the 30 UTC days ending today, in all channels.",
      related: ["detectors.D12.factor", "gate.premiumFactor"],
    },
    ({ D2 }) => fieldFigure(D2.perMonth),
    [
      messages("D2", "perMonth", "Threshold", "messages in 30 days; above it", 1_000_000),
      automated("D2"),
      atGate("D2"),
    ],
  ),
  detector(
    "D3",
    {
      name: "In one hour",
      source: "guide G1",
      effect: "Measures the last 60 whole minutes, the current one included.",
      related: ["gate.premiumFactor"],
    },
    ({ D3 }) => fieldFigure(D3.perHour),
    [messages("D3", "perHour", "Threshold", "messages in 60 minutes; from it on"), atGate("D3")],
  ),
  detector(
    "D4",
    {
      name: "Connection requests",
      source: "guide G0",
      effect: "Measures requests to connect in a UTC day and in the 7 days ending today.",
    },
    ({ D4 }) => `${fieldFigure(D4.perWeek)} / wk`,
    [
      messages("D4", "perDay", "A day", "requests; above it", 10_000),
      messages("D4", "perWeek", "A week", "requests; above it", 50_000),
      atGate("D4"),
    ],
  ),
  detector(
    "D5",
    {
      name: "Manual messages a week",
      source: "guide G3",
      effect:
        "Measures messages written by hand in the 7 UTC days ending today. 25 to 50 is what people send.",
      related: ["gate.premiumFactor"],
    },
    ({ D5 }) => fieldFigure(D5.manualPerWeek),
    [messages("D5", "manualPerWeek", "Threshold", "messages in 7 days; above it")],
  ),
  detector(
    "D6",
    {
      name: "Automated messages",
      source: "guides G1 and G3",
      effect: "Measures messages sent by a program in the 30 UTC days ending today.",
    },
    ({ D6 }) => fieldFigure(D6.automatedPerMonth),
    [messages("D6", "automatedPerMonth", "Threshold", "messages in 30 days; above it")],
  ),
  detector(
    "D7",
    {
      name: "To one person",
      source: "guide G3",
      effect: "Measures what one person gets from a member, by a program and by hand.",
    },
    ({ D7 }) => `${fieldFigure(D7.automatedPerMonth)} / ${fieldFigure(D7.manualPerWeek)}`,
    [
      messages("D7", "automatedPerMonth", "By a program", "messages in 30 days; above it", 1_000),
      messages(
        "D7",
        "manualPerWeek",
        "By hand",
        "turns in 7 days; above it",
        1_000,
        "A turn that was answered does not count.",
      ),
    ],
  ),
  detector(
    "D8",
    {
      name: "Reminders",
      source: "guide G3",
      effect: "Measures follow-ups to somebody who has not answered.",
    },
    ({ D8 }) => fieldFigure(D8.reminders),
    [
      numberField("detectors.D8.reminders", "Reminders", [0, 50, "reminders; above it"], {
        stricter: "lower",
      }),
      numberField("detectors.D8.burstMinutes", "One message", [0, 1_440, "minutes apart or less"], {
        stricter: "lower",
        effect: "Messages this close together are one, however often Enter was pressed.",
      }),
    ],
  ),
  detector(
    "D9",
    {
      name: "Near-identical text",
      source: "guides G0, G1 and G3",
      effect: "Measures how many people got nearly the same text; templates with names swapped count as one.",
    },
    ({ D9 }) => fieldFigure(D9.recipients),
    [
      numberField("detectors.D9.recipients", "Threshold", [1, 100_000, "people; above it"], {
        stricter: "lower",
      }),
      numberField("detectors.D9.similarityPercent", "Nearly the same", [50, 100, "% alike or more"], {
        stricter: "lower",
        why: "Under half alike, texts have little in common.",
      }),
      numberField("detectors.D9.windowDays", "Within", [1, 30, "days"], {
        stricter: "higher",
        why: "Counters reach 30 days back.",
      }),
      numberField("detectors.D9.minWords", "Counts from", [1, 100, "words"], {
        stricter: "lower",
        effect: "Shorter texts are alike by chance.",
      }),
    ],
  ),
  detector(
    "D10",
    {
      name: "Reply rate, floor",
      source: "guides G1 and G3",
      effect:
        "Of the conversations started in the 30 UTC days ending today, before today: how many were answered.",
    },
    ({ D10 }) => `${D10.floorPercent}\u202f%`,
    [
      numberField("detectors.D10.floorPercent", "Share answered", [1, 100, "%; under it"], {
        stricter: "higher",
      }),
      numberField("detectors.D10.minStarted", "Counts from", [1, 10_000, "conversations started"], {
        stricter: "lower",
        effect: "With fewer, a share says nothing.",
      }),
    ],
  ),
  detector(
    "D11",
    {
      name: "1st degree, floor",
      source: "guides G1 and G3",
      effect: "Of the conversations started in the 30 UTC days ending today: how many went to connections.",
    },
    ({ D11 }) => `${D11.floorPercent}\u202f%`,
    [
      numberField("detectors.D11.floorPercent", "Share to connections", [1, 100, "%; under it"], {
        stricter: "higher",
      }),
      numberField("detectors.D11.minStarted", "Counts from", [1, 10_000, "conversations started"], {
        stricter: "lower",
        effect: "With fewer, a share says nothing.",
      }),
    ],
  ),
  {
    id: "D12",
    code: "D12",
    name: "Large networks",
    group: "detectors",
    source: "guide G3",
    effect: "High volume from a large network is more noticeable: D1 and D2 hold earlier there.",
    fields: [
      isOn("D12"),
      numberField("detectors.D12.connections", "Large from", [1, 1_000_000, "connections"], {
        stricter: "lower",
      }),
      numberField("detectors.D12.factor", "Factor", [0.1, 1, "× the threshold"], {
        step: 0.05,
        stricter: "lower",
      }),
    ],
    related: [],
    summary: ({ detectors: { D12 } }) => (D12.isOn ? `× ${D12.factor}` : "off"),
  },
  detector(
    "D13",
    {
      name: "Credible reporters",
      source: "guides G0 and G1",
      effect:
        "Counts different people who reported, each by how often they were right. Linked or fresh accounts count as one together.",
    },
    ({ D13 }) => fieldFigure(D13.reporters),
    [
      numberField("detectors.D13.reporters", "Threshold", [1, 1_000, "people; from it on"], {
        stricter: "lower",
        why: "At least one person has to complain.",
      }),
      numberField("detectors.D13.windowDays", "Within", [1, 365, "days"], { stricter: "higher" }),
      numberField("detectors.D13.freshDays", "Fresh accounts", [0, 365, "days old or less"], {
        stricter: "lower",
        effect: "Reporters younger than this count as one together: a brigade is one signal.",
      }),
    ],
  ),
  detector(
    "D14",
    {
      name: "Severe reports",
      source: "guides G1 and G2",
      effect: "One credible report of these is enough for review first.",
    },
    ({ D14 }) => (D14.categories.length === 1 ? "1 kind" : `${D14.categories.length} kinds`),
    [
      {
        kind: "choices",
        path: "detectors.D14.categories",
        label: "Reports of",
        stricter: "higher",
        options: optionsOf(CATEGORIES, CATEGORY_LABELS),
      },
      numberField("detectors.D14.minCredibility", "Credible from", [0, 1, "credibility, 0 to 1"], {
        step: 0.01,
        stricter: "lower",
        effect:
          "Share of the reporter's earlier reports that were upheld; somebody new starts in the middle.",
      }),
    ],
  ),
  ...contentRules,
  detector(
    "D20",
    {
      name: "Bots and scraping",
      source: "guides G1 and G2",
      effect: "Measures how many new people are written to in a UTC day, and the rate within one minute.",
    },
    ({ D20 }) => `${fieldFigure(D20.newPeoplePerDay)} / ${fieldFigure(D20.perMinute)}`,
    [
      messages("D20", "newPeoplePerDay", "New people", "a day; above it"),
      messages("D20", "perMinute", "Rate", "messages in one minute; from it on", 10_000),
    ],
  ),
  detector(
    "D21",
    {
      name: "Fake account",
      source: "guide G2",
      effect: "Counts signs that a profile is not a person's own, or copies another.",
    },
    ({ D21 }) => fieldFigure(D21.points),
    [numberField("detectors.D21.points", "Threshold", [1, 20, "points; from it on"], { stricter: "lower" })],
  ),
  detector(
    "D22",
    {
      name: "Linked accounts",
      source: "guides G0 and G1",
      effect: "An account that shares fingerprints with a restricted one is treated together with it.",
    },
    ({ D22 }) => String(D22.linkFrom),
    [
      numbersField(
        "detectors.D22.weights",
        "Weight of a shared fingerprint",
        rowsOf(FINGERPRINT_KINDS, FINGERPRINT_LABELS),
        [0, 5, "points"],
        { step: 0.1, stricter: "higher", effect: "0 leaves that kind out." },
      ),
      numberField("detectors.D22.linkFrom", "Linked from", [0.1, 20, "points"], {
        step: 0.1,
        stricter: "lower",
      }),
      numberField("detectors.D22.commonFrom", "Common above", [2, 100_000, "accounts"], {
        stricter: "higher",
        effect:
          "A fingerprint that more accounts carry, such as an office network, loses weight in proportion.",
      }),
    ],
  ),
  {
    id: "D23",
    code: "D23",
    name: "The filter learns",
    group: "detectors",
    source: "guide G4",
    effect:
      "Moderators' decisions and wrong locks train the filter anew. It is published only if it stays precise.",
    fields: [
      switchField("detectors.D23.isOn", "Learns", {
        effect: "Off: the filter stays as it is.",
      }),
      numberField("detectors.D23.precisionFloorPercent", "Precision", [80, 100, "% or more"], {
        stricter: null,
        why: "Under 80 %, one lock in five would be wrong.",
        effect: "Of what the filter would lock, how much was truly to be locked, on texts it had not seen.",
      }),
      numberField("detectors.D23.minExamples", "Learns from", [50, 1_000_000, "texts or more"], {
        why: "Fewer than 50 texts measure nothing.",
      }),
    ],
    related: [],
    summary: ({ detectors: { D23 } }) => (D23.isOn ? `${D23.precisionFloorPercent}\u202f%` : "off"),
  },
];
