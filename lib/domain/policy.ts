import type { Severity } from "./case";
import { DEFAULT_DETECTORS, type DetectorPolicy } from "./policy-detectors";
import { DEFAULT_GATE, type GatePolicy } from "./policy-gate";
import type { Category } from "./report";

/** A clause members can be held to. */
export type PolicyClause = { code: string; title: string; text: string };

/**
 * Every number and text the rules need, as data with a version: drafted, approved by a second person, published, rolled
 * back. The version in force is stored with every verdict, signal and decision.
 */
export type Policy = {
  /** E1–E10. */
  gate: GatePolicy;
  /** D1–D23. */
  detectors: DetectorPolicy;
  clauses: PolicyClause[];
  /** Hours from the first report to the due time, by severity (product.md, flow 3). */
  deadlineHours: Record<Severity, number>;
  /** Severity of a reported category. */
  severityByCategory: Record<Category, Severity>;
  /** Clause proposed for a reported category. */
  clauseByCategory: Record<Category, string>;
  appeals: {
    /** Days an appeal stays possible after the member was informed; at least six months (DSA Art. 20(1)). */
    openDays: number;
    /** Hours until an appeal is due. */
    dueHours: number;
    /** The same for a suspension or ban. */
    dueSevereHours: number;
  };
  measures: {
    /** R5: hours a temporary block may last. */
    temporaryBlockHours: { min: number; max: number; default: number };
    /** R6: conversations a day. */
    dailyCap: { min: number; max: number; default: number };
    /** Days a cap or a stop may run when it is not open-ended. */
    periodDays: { min: number; max: number; default: number };
  };
  strikes: {
    /** Days until a strike no longer counts. */
    decayDays: number;
    /** Weight of a strike by rung; a warning weighs nothing. */
    weightByRung: Record<string, number>;
  };
};

/** The policy a new installation starts with. Sources: policy-facts E1–E10, D1–D23, R1–R11, product.md flow 3, dsa.md Art. 20. */
export const DEFAULT_POLICY: Policy = {
  gate: DEFAULT_GATE,
  detectors: DEFAULT_DETECTORS,
  clauses: [
    {
      code: "4.2",
      title: "Unsolicited bulk messages",
      text: "Do not send the same or nearly the same text to people who have no relationship with you.",
    },
    {
      code: "4.4",
      title: "Promotion without a relationship",
      text: "Do not sell or promote to people who do not know you and did not ask.",
    },
    {
      code: "5.1",
      title: "Harassment",
      text: "Do not insult, threaten or keep writing to someone who asked you to stop.",
    },
    {
      code: "5.2",
      title: "Unwanted advances",
      text: "This is a place for work. Do not send romantic or sexual advances.",
    },
    { code: "5.3", title: "Hate", text: "Do not attack people for who they are." },
    {
      code: "5.4",
      title: "Threats and violence",
      text: "Do not threaten anyone, and do not call for violence.",
    },
    {
      code: "6.1",
      title: "Scams and fraud",
      text: "Do not deceive people to get their money, their data or their work.",
    },
    {
      code: "6.3",
      title: "Phishing and harmful links",
      text: "Do not send links or files that are made to harm or to steal.",
    },
    {
      code: "7.1",
      title: "Private information",
      text: "Do not ask for, collect or spread other people's private data.",
    },
    { code: "7.2", title: "Fake accounts and impersonation", text: "Be who you say you are." },
    {
      code: "8.1",
      title: "Prohibited goods and services",
      text: "Do not offer what the law or our rules prohibit.",
    },
    {
      code: "9.1",
      title: "Other breaches of the messaging policy",
      text: "Follow the messaging policy in everything you send.",
    },
  ],
  deadlineHours: { P0: 1, P1: 24, P2: 72 },
  severityByCategory: {
    spam: "P2",
    scam: "P1",
    harassment: "P1",
    hate: "P1",
    threat: "P0",
    impersonation: "P1",
    fake_account: "P2",
    sexual: "P1",
    privacy: "P1",
    self_harm: "P0",
    prohibited_goods: "P1",
    other: "P2",
  },
  clauseByCategory: {
    spam: "4.2",
    scam: "6.1",
    harassment: "5.1",
    hate: "5.3",
    threat: "5.4",
    impersonation: "7.2",
    fake_account: "7.2",
    sexual: "5.2",
    privacy: "7.1",
    self_harm: "9.1",
    prohibited_goods: "8.1",
    other: "9.1",
  },
  appeals: { openDays: 184, dueHours: 168, dueSevereHours: 72 },
  measures: {
    temporaryBlockHours: { min: 24, max: 48, default: 24 },
    dailyCap: { min: 1, max: 100, default: 10 },
    periodDays: { min: 1, max: 365, default: 30 },
  },
  strikes: {
    decayDays: 180,
    weightByRung: { R1: 0, R2: 1, R3: 1, R4: 1, R5: 1, R6: 2, R7: 3, R8: 3, R9: 4, R10: 5, R11: 5 },
  },
};

/** The clause with a code, or null when this policy version has none. */
export function findClause(policy: Policy, code: string): PolicyClause | null {
  return policy.clauses.find((clause) => clause.code === code) ?? null;
}
