import { z } from "zod";
import type { CaseKind, CaseState, Outcome, Severity } from "@/lib/domain/case";
import { CHANNELS, type Channel, DIRECTIONS } from "@/lib/domain/channel";
import type { ChosenMeasure } from "@/lib/domain/decision";
import type { Measure } from "@/lib/domain/measure";
import type { Sendings } from "@/lib/domain/measure-effect";
import type { AccountType, FingerprintKind, Profile } from "@/lib/domain/member";
import type { Policy } from "@/lib/domain/policy";
import type { Category } from "@/lib/domain/report";
import type { ChannelStanding } from "@/lib/domain/restriction";
import { AUDIENCES } from "@/lib/domain/scope";
import type { CaseLock } from "./lock";
import type { LinkedAccountView, SignalView } from "./signal";
import { platformId, text } from "./text";

/** Longest reason for the record and longest reason to the member, in UTF-16 units. */
export const REASON_MAX = 5_000;
export const MEMBER_REASON_MAX = 2_000;

const scope = z.strictObject({
  channels: z.array(z.enum(CHANNELS)).max(CHANNELS.length),
  directions: z.array(z.enum(DIRECTIONS)).max(DIRECTIONS.length),
  audience: z.enum(AUDIENCES),
  counterparts: z.array(platformId).max(100),
});

const days = z.int().nullable();
const chosenMeasure = z.discriminatedUnion("measure", [
  z.strictObject({ measure: z.literal("warning") }),
  z.strictObject({ measure: z.literal("temporary_block"), scope, hours: z.int() }),
  z.strictObject({ measure: z.literal("daily_cap"), scope, capPerDay: z.int(), days }),
  z.strictObject({ measure: z.literal("messaging_disabled"), scope, days }),
]);

const command = z.discriminatedUnion("outcome", [
  z.strictObject({ outcome: z.literal("dismissed"), reason: text({ min: 0, max: REASON_MAX }) }),
  z.strictObject({
    outcome: z.literal("actioned"),
    measures: z.array(chosenMeasure).max(10),
    policyClause: z.string().max(40),
    reason: text({ min: 0, max: REASON_MAX }),
    memberReason: text({ min: 0, max: MEMBER_REASON_MAX }),
  }),
]);

/**
 * A decision as the console sends it. Ranges and missing parts are the domain's to refuse (`checkDecision`), so that the
 * console can say at which field.
 */
export const decideCaseInput = z.strictObject({
  caseId: z.uuid(),
  /** The version the moderator saw. */
  version: z.int().positive(),
  /** Made once per intent in the browser: sending again has one effect. */
  operationId: z.uuid(),
  command,
});
export type DecideCaseInput = z.infer<typeof decideCaseInput>;

/** One message as the case shows it. `state` compares what was kept when the case opened with what is there now. */
export type CaseMessage = {
  messageId: string;
  senderId: string;
  senderName: string;
  /** Written by the member under review. */
  isMember: boolean;
  channel: Channel;
  sentAt: string;
  isReply: boolean;
  isAutomated: boolean;
  /** Hostile: shown through `inspectText` only. */
  body: string;
  attachments: { name: string; contentType: string | null; sizeBytes: number | null }[];
  isReported: boolean;
  /** kept: as it was · edited: the platform has another text now · gone: the platform deleted it · later: sent after the case opened. */
  state: "kept" | "edited" | "gone" | "later";
};

export type CaseReportView = {
  reportId: string;
  /** Null when the platform never told who it is. */
  reporterName: string | null;
  reporterJoinedAt: string | null;
  category: Category;
  /** Hostile. */
  note: string | null;
  receivedAt: string;
  upheld: number;
  decided: number;
};

export type CaseDecisionView = {
  decisionId: string;
  reference: string;
  decidedAt: string;
  decidedByName: string;
  outcome: Outcome;
  measures: ChosenMeasure[];
  policyClause: string | null;
  reason: string;
  memberReason: string | null;
  appealReference: string | null;
  appealOutcome: Outcome | null;
};

/** Decided cases of the same category: counts by heaviest measure, and the latest few. */
export type CasesAlike = {
  total: number;
  /** Heaviest measure and how often; `none` are dismissals. Most frequent first. */
  outcomes: { measure: Measure | "none"; count: number }[];
  latest: { reference: string; measure: Measure | "none" }[];
  appealed: number;
  overturned: number;
};

export type CaseRestrictionView = {
  restrictionId: string;
  measure: Measure;
  scopeCells: number[];
  audienceKey: string;
  capPerDay: number | null;
  endsAt: string | null;
};

/** Everything the case page shows. Instants RFC 3339 UTC. */
export type CaseView = {
  caseId: string;
  reference: string;
  kind: CaseKind;
  state: CaseState;
  version: number;
  severity: Severity;
  category: Category;
  channel: Channel | null;
  degree: number | null;
  openedAt: string;
  dueAt: string;
  reportCount: number;
  /** Whose lease runs; null when anybody may take it. */
  heldBy: { staffId: string; name: string; expiresAt: string } | null;
  messages: CaseMessage[];
  /** The case's own; of a flagged account, all about the member in 30 days. */
  reports: CaseReportView[];
  member: {
    memberId: string;
    displayName: string;
    accountType: AccountType;
    joinedAt: string;
    connectionCount: number;
    profile: Profile;
    country: string | null;
    hasEmail: boolean;
    standing: Record<Channel, ChannelStanding>;
    restrictions: CaseRestrictionView[];
    strikes: { count: number; weight: number; nextDecayAt: string | null };
    linked: { accounts: number; kinds: FingerprintKind[] };
  };
  /** Members the other side of the conversation and of the reports: whom a scope towards named members can name. */
  counterparts: { memberId: string; name: string }[];
  /** The latest of each rule. */
  signals: SignalView[];
  /** Accounts that belong together with the member; only where D22 was raised. */
  linkedAccounts: LinkedAccountView[];
  /** This case's own decision, once there is one. */
  decision: CaseDecisionView | null;
  /** The reader decided it. */
  isDecidedByReader: boolean;
  /** Earlier and other decisions about the member, newest first. */
  history: CaseDecisionView[];
  alike: CasesAlike;
  /** What the member sent in the last 30 days, for the effect of a measure. */
  sendings: Sendings[];
  policy: { version: number; policy: Policy };
  platformName: string;
  /** The lock a dispute is about; null for other kinds. */
  lock: CaseLock | null;
  /** The reader holds the lease. */
  isMine: boolean;
  /** The reader's role decides cases. */
  canDecide: boolean;
  /** The server's clock when it read. */
  at: string;
};
