import { SEVERITIES } from "./case";
import { MEASURE_NAMES, MEASURES, rungOf } from "./measure";
import { fieldFigure, numberField, numbersField, optionsOf, type PolicyRule, rowsOf } from "./policy-field";
import { SEVERITY_LABELS } from "./policy-fields-detectors";
import { CATEGORIES, CATEGORY_LABELS } from "./report";

const KINDS = rowsOf(CATEGORIES, CATEGORY_LABELS);
const RUNGS = MEASURES.map((measure) => ({
  key: rungOf(measure),
  label: `${rungOf(measure)} ${MEASURE_NAMES[measure]}`,
}));

/** The same three numbers for everything a moderator sets within limits. */
const limits = (path: string, unit: string, max: number) => [
  numberField(`${path}.min`, "At least", [1, max, unit]),
  numberField(`${path}.max`, "At most", [1, max, unit]),
  numberField(`${path}.default`, "Proposed", [1, max, unit], {
    effect: "What stands there before somebody changes it.",
  }),
];

/** The ladder, deadlines, appeals and clauses as they are edited. Sources: policy-facts §4, product.md flow 3, DSA. */
export const LADDER_RULES: readonly PolicyRule[] = [
  {
    id: "R3",
    code: "R3",
    name: "Challenge",
    group: "ladder",
    source: "guide G3",
    effect: "After a challenge is passed, the gate lets messages through for a while before it asks again.",
    fields: [
      numberField("gate.challengePassMinutes", "Passed for", [1, 10_080, "minutes"], { stricter: "lower" }),
    ],
    related: ["detectors.D3.atGate"],
    summary: ({ gate }) => `${fieldFigure(gate.challengePassMinutes)} min`,
  },
  {
    id: "R5",
    code: "R5",
    name: "Block",
    group: "ladder",
    source: "guide G1",
    effect: "How long a moderator may block sending after a first offence.",
    fields: limits("measures.temporaryBlockHours", "hours", 336),
    related: [],
    summary: ({ measures: { temporaryBlockHours: range } }) => `${range.min}–${range.max} h`,
  },
  {
    id: "R6",
    code: "R6",
    name: "Daily cap",
    group: "ladder",
    source: "guide G1",
    effect: "How many conversations a day a moderator may leave to a capped member.",
    fields: limits("measures.dailyCap", "conversations a day", 1_000),
    related: [],
    summary: ({ measures }) => fieldFigure(measures.dailyCap.default),
  },
  {
    id: "periods",
    code: "",
    name: "Periods",
    group: "ladder",
    source: "guides G0 and G3",
    effect: "How long a cap or a stop may run when it is not open-ended.",
    fields: limits("measures.periodDays", "days", 1_095),
    related: [],
    summary: ({ measures: { periodDays: range } }) => `${range.min}–${range.max} d`,
  },
  {
    id: "strikes",
    code: "",
    name: "Strikes",
    group: "ladder",
    source: "guide G1",
    effect: "What a measure weighs when the next one is proposed: a first offence is mild, repeats climb.",
    fields: [
      numberField("strikes.decayDays", "Counts for", [1, 1_095, "days"], { stricter: "higher" }),
      numbersField("strikes.weightByRung", "Weight", RUNGS, [0, 20, "strikes"], { stricter: "higher" }),
    ],
    related: [],
    summary: ({ strikes }) => `${fieldFigure(strikes.decayDays)} d`,
  },
  {
    id: "due-times",
    code: "",
    name: "Due times",
    group: "deadlines",
    source: "product, flow 3",
    effect: "Hours from the first report or signal to the due time. The queue is ordered by it.",
    fields: [
      numbersField("deadlineHours", "Due after", rowsOf(SEVERITIES, SEVERITY_LABELS), [0.5, 720, "hours"], {
        step: 0.5,
        effect: "For cases that come from now on; open ones keep their time.",
      }),
    ],
    related: [],
    summary: ({ deadlineHours: { P0, P1, P2 } }) => `${P0} · ${P1} · ${P2} h`,
  },
  {
    id: "severity",
    code: "",
    name: "Severity of a report",
    group: "deadlines",
    source: "product, flow 3",
    effect: "How urgent a report is, by what it says.",
    fields: [
      {
        kind: "selects",
        path: "severityByCategory",
        label: "Severity",
        stricter: null,
        rows: KINDS,
        options: optionsOf(SEVERITIES, SEVERITY_LABELS),
      },
    ],
    related: [],
    summary: ({ severityByCategory }) =>
      `${Object.values(severityByCategory).filter((severity) => severity === "P0").length} P0`,
  },
  {
    id: "appeals",
    code: "",
    name: "Appeals",
    group: "deadlines",
    source: "DSA Art. 20",
    effect: "How long an appeal stays possible, and how soon it is answered.",
    fields: [
      numberField("appeals.openDays", "Possible for", [184, 1_100, "days after the member was told"], {
        why: "The law gives six months (DSA Art. 20(1)), and 184 days is the longest six months can be.",
      }),
      numberField("appeals.dueHours", "Answered within", [24, 720, "hours"]),
      numberField("appeals.dueSevereHours", "Suspension or ban", [12, 720, "hours"], {
        effect: "The same for the two measures that close an account.",
      }),
    ],
    related: [],
    summary: ({ appeals }) => `${appeals.openDays} d`,
  },
  {
    id: "clauses",
    code: "",
    name: "Clauses",
    group: "clauses",
    source: "the platform's own terms",
    effect: "What members can be held to. A decision names one, and the notice quotes it.",
    fields: [
      {
        kind: "clauses",
        path: "clauses",
        label: "Clauses",
        stricter: null,
        maxRows: 60,
        maxTitle: 80,
        maxText: 600,
      },
    ],
    related: [],
    summary: ({ clauses }) => String(clauses.length),
  },
  {
    id: "clause-of-report",
    code: "",
    name: "Clause of a report",
    group: "clauses",
    source: "the platform's own terms",
    effect: "The clause that is proposed for a decision, by what was reported.",
    fields: [
      {
        kind: "selects",
        path: "clauseByCategory",
        label: "Clause",
        stricter: null,
        rows: KINDS,
        options: "clauses",
      },
    ],
    related: [],
    summary: ({ clauseByCategory }) => String(new Set(Object.values(clauseByCategory)).size),
  },
];
