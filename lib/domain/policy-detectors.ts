import type { Severity } from "./case";
import type { FingerprintKind } from "./member";
import type { Category } from "./report";

/** What a hit does beside being recorded: nothing more, or it opens or joins a flagged account case. */
export const RESPONSES = ["note", "flag"] as const;
export type Response = (typeof RESPONSES)[number];

/** What the gate does with a further message once a volume is used up. */
export const GATE_RESPONSES = ["pass", "challenge", "lock"] as const;
export type GateResponse = (typeof GATE_RESPONSES)[number];

/** What every detector has. Severity and due time of the case follow from `severity`. */
export type DetectorBase = { isOn: boolean; response: Response; severity: Severity };
type Volume = DetectorBase & { atGate: GateResponse };
/** A content rule: a score from 0 to 1. At `lockFrom` the gate locks the message and a signal is raised. */
export type ContentRule = DetectorBase & { lockFrom: number };

/** What gets an account flagged (policy-facts §2). Windows: UTC days; a week is 7 and a month 30 days ending today. */
export type DetectorPolicy = {
  /** Above `perDay` messages in a day; an automated one weighs `automatedWeight`. */
  D1: Volume & { perDay: number; automatedWeight: number };
  D2: Volume & { perMonth: number; automatedWeight: number };
  /** From `perHour` messages in the last 60 minutes. */
  D3: Volume & { perHour: number };
  D4: Volume & { perDay: number; perWeek: number };
  /** Above `manualPerWeek` messages by hand. */
  D5: DetectorBase & { manualPerWeek: number };
  D6: DetectorBase & { automatedPerMonth: number };
  /** To one person: automated in a month, unanswered turns by hand in a week. */
  D7: DetectorBase & { automatedPerMonth: number; manualPerWeek: number };
  /** Above `reminders` follow-ups without an answer; messages within `burstMinutes` of each other are one. */
  D8: DetectorBase & { reminders: number; burstMinutes: number };
  /** Above `recipients` people who got nearly the same text within `windowDays`; texts under `minWords` words don't count. */
  D9: DetectorBase & { recipients: number; similarityPercent: number; windowDays: number; minWords: number };
  /** Under `floorPercent` of the conversations started in a month (before today) were answered, of `minStarted` or more. */
  D10: DetectorBase & { floorPercent: number; minStarted: number };
  /** Under `floorPercent` of the conversations started in a month went to 1st degree, of `minStarted` or more. */
  D11: DetectorBase & { floorPercent: number; minStarted: number };
  /** From `connections` on, D1 and D2 hold at this factor of their thresholds. */
  D12: { isOn: boolean; connections: number; factor: number };
  /**
   * From `reporters` credible people within `windowDays`, weighed by how often they were right. Reporters linked to each
   * other, or accounts under `freshDays` old, count as one together.
   */
  D13: DetectorBase & { reporters: number; windowDays: number; freshDays: number };
  /** Any report of these categories by someone whose credibility is at least `minCredibility` (0 to 1). */
  D14: DetectorBase & { categories: Category[]; minCredibility: number };
  D15: ContentRule;
  D16: ContentRule;
  D17: ContentRule;
  D18: ContentRule;
  D19: ContentRule;
  /** Above `newPeoplePerDay` people first written to in a day, or from `perMinute` messages in one minute. */
  D20: DetectorBase & { newPeoplePerDay: number; perMinute: number };
  /** From `points` signs of a fake account. */
  D21: DetectorBase & { points: number };
  /**
   * Shares fingerprints of a weight of `linkFrom` or more in all with a restricted account. A fingerprint that more than
   * `commonFrom` accounts carry (an office network) loses weight in proportion.
   */
  D22: DetectorBase & { weights: Record<FingerprintKind, number>; linkFrom: number; commonFrom: number };
  /** A newly trained filter is published only at or above this precision, learned from at least `minExamples` texts. */
  D23: { isOn: boolean; precisionFloorPercent: number; minExamples: number };
};

/**
 * What a hit of a rule does, and how severe its case is. D12 and D23 never hit by themselves: they would only be noted.
 */
export function answerTo(detectors: DetectorPolicy, rule: keyof DetectorPolicy): Omit<DetectorBase, "isOn"> {
  const detector = detectors[rule];
  return "severity" in detector ? detector : { response: "note", severity: "P2" };
}

const flag = { isOn: true, response: "flag", severity: "P2" } as const;
const note = { isOn: true, response: "note", severity: "P2" } as const;

/** The detectors a new installation starts with. Sources: policy-facts D1–D23. */
export const DEFAULT_DETECTORS: DetectorPolicy = {
  D1: { ...flag, atGate: "pass", perDay: 100, automatedWeight: 2 },
  D2: { ...flag, atGate: "pass", perMonth: 500, automatedWeight: 2 },
  D3: { ...flag, atGate: "challenge", perHour: 100 },
  D4: { ...flag, atGate: "lock", perDay: 20, perWeek: 100 },
  D5: { ...note, manualPerWeek: 50 },
  D6: { ...flag, automatedPerMonth: 25 },
  D7: { ...flag, automatedPerMonth: 3, manualPerWeek: 2 },
  D8: { ...flag, reminders: 1, burstMinutes: 30 },
  D9: { ...flag, recipients: 20, similarityPercent: 80, windowDays: 28, minWords: 6 },
  D10: { ...flag, floorPercent: 10, minStarted: 20 },
  D11: { ...flag, floorPercent: 30, minStarted: 20 },
  D12: { isOn: true, connections: 1000, factor: 0.8 },
  D13: { ...flag, reporters: 3, windowDays: 30, freshDays: 7 },
  D14: {
    ...flag,
    severity: "P0",
    categories: ["harassment", "hate", "threat", "self_harm"],
    minCredibility: 0.3,
  },
  D15: { ...flag, lockFrom: 0.8 },
  D16: { ...flag, lockFrom: 0.85 },
  D17: { ...flag, severity: "P1", lockFrom: 0.7 },
  D18: { ...flag, lockFrom: 0.85 },
  D19: { ...flag, severity: "P1", lockFrom: 0.85 },
  D20: { ...flag, newPeoplePerDay: 80, perMinute: 20 },
  D21: { ...flag, points: 4 },
  D22: {
    ...flag,
    severity: "P1",
    weights: { device: 1, payment: 1, contact: 0.8, network: 0.2 },
    linkFrom: 0.8,
    commonFrom: 10,
  },
  D23: { isOn: true, precisionFloorPercent: 95, minExamples: 200 },
};
