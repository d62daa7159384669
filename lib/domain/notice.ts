import { CHANNELS, type Channel } from "./channel";
import { type ChosenMeasure, endOf } from "./decision";
import type { Measure } from "./measure";
import type { PolicyClause } from "./policy";
import type { Audience, Scope } from "./scope";

export const NOTICE_KINDS = ["decision", "appeal_received", "appeal_decided"] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Queued with the decision; sent by the job; `no_smtp` when the installation sends no mail. */
export const EMAIL_STATES = ["queued", "sent", "failed", "no_smtp"] as const;
export type EmailState = (typeof EMAIL_STATES)[number];

/** One measure as the member reads it. Instants are RFC 3339 UTC. */
export type NoticeMeasure = {
  measure: Measure;
  channels: Channel[];
  limitsStart: boolean;
  limitsReply: boolean;
  audience: Audience;
  capPerDay: number | null;
  startsAt: string;
  endsAt: string | null;
};

/**
 * What the member is told: one object for the screen, the e-mail, the API and the preview in the console.
 * Never names a reporter.
 */
export type NoticeContent = {
  kind: NoticeKind;
  memberName: string;
  platformName: string;
  caseReference: string;
  decidedAt: string;
  measures: NoticeMeasure[];
  clause: { code: string; title: string; text: string } | null;
  policyVersion: number;
  /** The moderator's words to the member. */
  reason: string;
  /** Whether the case came from a report or from the platform's own measurement. */
  origin: "report" | "detector";
  /** Last instant an appeal can be filed; null when this notice cannot be appealed. */
  appealUntil: string | null;
  /** Of an appeal's answer. */
  appealOutcome: "upheld" | "reduced" | "overturned" | null;
  /** Of an appeal's receipt: when the answer is due. */
  answerDueAt?: string;
};

/** Turns chosen measures into what the member reads. A warning covers nothing. */
export function noticeMeasures(measures: ChosenMeasure[], startsAt: Date): NoticeMeasure[] {
  return measures.map((chosen) => {
    const scope: Scope | null = chosen.measure === "warning" ? null : chosen.scope;
    return {
      measure: chosen.measure,
      channels: scope ? CHANNELS.filter((channel) => scope.channels.includes(channel)) : [],
      limitsStart: scope?.directions.includes("start") ?? false,
      limitsReply: scope?.directions.includes("reply") ?? false,
      audience: scope?.audience ?? "anyone",
      capPerDay: chosen.measure === "daily_cap" ? chosen.capPerDay : null,
      startsAt: startsAt.toISOString(),
      endsAt: endOf(chosen, startsAt)?.toISOString() ?? null,
    };
  });
}

/** Makes the notice of a decision. The console previews with it, the service stores it. */
export function decisionNotice(input: {
  memberName: string;
  platformName: string;
  caseReference: string;
  measures: ChosenMeasure[];
  clause: PolicyClause;
  policyVersion: number;
  memberReason: string;
  origin: "report" | "detector";
  decidedAt: Date;
  appealUntil: Date;
}): NoticeContent {
  return {
    kind: "decision",
    memberName: input.memberName,
    platformName: input.platformName,
    caseReference: input.caseReference,
    decidedAt: input.decidedAt.toISOString(),
    measures: noticeMeasures(input.measures, input.decidedAt),
    clause: { code: input.clause.code, title: input.clause.title, text: input.clause.text },
    policyVersion: input.policyVersion,
    reason: input.memberReason,
    origin: input.origin,
    appealUntil: input.appealUntil.toISOString(),
    appealOutcome: null,
  };
}

/**
 * Makes the notice that answers an appeal. What stays is counted from the first decision; what runs again because the
 * decision fell, from now. The console previews with it, the service stores it.
 */
export function appealNotice(input: {
  memberName: string;
  platformName: string;
  caseReference: string;
  policyVersion: number;
  outcome: "upheld" | "reduced" | "overturned";
  /** The reviewer's words to the member. */
  reply: string;
  /** The measures that stay; none when overturned. */
  measures: ChosenMeasure[];
  firstDecidedAt: Date;
  reinstated: (Pick<Scope, "channels" | "directions" | "audience"> & {
    measure: Measure;
    capPerDay: number | null;
    endsAt: Date | null;
  })[];
  decidedAt: Date;
}): NoticeContent {
  const { decidedAt } = input;
  const staying = noticeMeasures(input.measures, input.firstDecidedAt).filter(
    ({ endsAt }) => endsAt === null || new Date(endsAt) > decidedAt,
  );
  const again = input.reinstated.map(
    (one): NoticeMeasure => ({
      measure: one.measure,
      channels: CHANNELS.filter((channel) => one.channels.includes(channel)),
      limitsStart: one.directions.includes("start"),
      limitsReply: one.directions.includes("reply"),
      audience: one.audience,
      capPerDay: one.capPerDay,
      startsAt: decidedAt.toISOString(),
      endsAt: one.endsAt?.toISOString() ?? null,
    }),
  );
  return {
    kind: "appeal_decided",
    memberName: input.memberName,
    platformName: input.platformName,
    caseReference: input.caseReference,
    decidedAt: decidedAt.toISOString(),
    measures: [...staying, ...again],
    clause: null,
    policyVersion: input.policyVersion,
    reason: input.reply,
    origin: "report",
    appealUntil: null,
    appealOutcome: input.outcome,
  };
}
