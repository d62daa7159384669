import type { Channel, Degree } from "../../lib/domain/channel";
import type { DecisionCommand } from "../../lib/domain/decision";
import type { Hit } from "../../lib/domain/detector";
import type { Memory } from "../../lib/domain/observer";
import type { Policy } from "../../lib/domain/policy";
import type { Category } from "../../lib/domain/report";
import type { appeals, evidence, evidenceChunks } from "../schema/appeals";
import type { auditEntries } from "../schema/audit-entries";
import type { caseSnapshots, cases } from "../schema/cases";
import type { contentExamples } from "../schema/content-models";
import type { decisionRestrictions, decisions } from "../schema/decisions";
import type { lockResponses, locks } from "../schema/locks";
import type { memberFingerprints, members } from "../schema/members";
import type { messages } from "../schema/messages";
import type { accessTokens, emails, notices, outboxEvents } from "../schema/notices";
import type { reports } from "../schema/reports";
import type { restrictions, strikes } from "../schema/restrictions";
import type { signals } from "../schema/signals";
import type { Chance } from "./random";
import type { Language } from "./talk";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** How much of everything a sample has. */
export type Scale = {
  days: number;
  members: number;
  messages: number;
  /** Cases with a decision, without appeals. */
  decidedCases: number;
  /** Of these, share that a detector opened, about. */
  flaggedShare: number;
  /** Accounts, as a share of the decided cases, that write what detectors look for; others are flagged by what they do anyway. */
  provokedShare: number;
  openReported: number;
  openFlagged: number;
  openAppeals: number;
  /** More appeals than usual, so that a small sample has some of each outcome. */
  appealFactor: number;
  /** False reports of the brigade. */
  brigade: number;
};

// Figures: dsa.md, "Published figures".
export const SCALES: Record<"full" | "small", Scale> = {
  full: {
    days: 120,
    members: 2_000,
    messages: 60_000,
    decidedCases: 1_330,
    flaggedShare: 0.15,
    provokedShare: 0.03,
    openReported: 85,
    openFlagged: 26,
    openAppeals: 25,
    appealFactor: 1,
    brigade: 40,
  },
  small: {
    days: 30,
    members: 60,
    messages: 600,
    decidedCases: 36,
    flaggedShare: 0.15,
    provokedShare: 0.1,
    openReported: 14,
    openFlagged: 5,
    openAppeals: 4,
    appealFactor: 9,
    brigade: 8,
  },
};

/** A table's row without the operation that writes it. */
type Row<T> = Omit<T, "opId">;

export type SeedStaff = {
  staffId: string;
  email: string;
  displayName: string;
  role: "moderator" | "lead" | "policy_manager" | "analyst" | "admin";
  languages: string[];
  /** How often this reviewer decides, and how often rightly. Zero: decides nothing. */
  share: number;
  accuracy: number;
};

export type SeedMember = Row<typeof members.$inferSelect> & {
  language: Language;
  given: string;
  /** What an offender does; null for everybody else. */
  habit: Category | null;
};

export type SeedMessage = Row<typeof messages.$inferSelect> & { channel: Channel; degree: Degree };

/** A case on its way, before it has a row. */
export type Incident = {
  kind: "reported_message" | "reported_account" | "flagged_account";
  category: Category;
  openedAt: Date;
  member: SeedMember;
  message: SeedMessage | null;
  /** Whether the member really broke the policy: what an attentive reviewer finds. */
  isBreach: boolean;
  reporters: { member: SeedMember; at: Date; note: string | null }[];
  /** What detectors found, for an account they flagged. */
  signals: Hit[];
  decidedAt: Date | null;
  /** Fixed outcome of a scripted case. */
  script: { dismissedBecause: string } | null;
};

/** Everything the sample platform is made of, table by table, and what making it needs. */
export type World = {
  random: Chance;
  scale: Scale;
  now: Date;
  startsAt: Date;
  platformName: string;
  staff: SeedStaff[];
  policies: { version: number; policy: Policy; publishedAt: Date; publishedBy: string }[];
  members: SeedMember[];
  memberById: Map<string, SeedMember>;
  messages: SeedMessage[];
  /** Messages of a sender, and of a conversation, in order of sending. */
  bySender: Map<string, SeedMessage[]>;
  byConversation: Map<string, SeedMessage[]>;
  references: Set<string>;
  /** What the detectors remember when the sample ends. */
  memory: Memory;
  rows: {
    fingerprints: Row<typeof memberFingerprints.$inferInsert>[];
    cases: Row<typeof cases.$inferSelect>[];
    snapshots: Row<typeof caseSnapshots.$inferInsert>[];
    signals: Row<typeof signals.$inferSelect>[];
    reports: Row<typeof reports.$inferSelect>[];
    decisions: Row<typeof decisions.$inferSelect>[];
    restrictions: Row<typeof restrictions.$inferSelect>[];
    decisionRestrictions: Row<typeof decisionRestrictions.$inferInsert>[];
    strikes: Row<typeof strikes.$inferSelect>[];
    notices: Row<typeof notices.$inferSelect>[];
    tokens: Row<typeof accessTokens.$inferInsert>[];
    emails: Row<typeof emails.$inferSelect>[];
    appeals: Row<typeof appeals.$inferSelect>[];
    evidence: Row<typeof evidence.$inferSelect>[];
    evidenceChunks: Row<typeof evidenceChunks.$inferInsert>[];
    events: Omit<Row<typeof outboxEvents.$inferInsert>, "sequence">[];
    examples: Row<typeof contentExamples.$inferSelect>[];
    locks: Row<typeof locks.$inferSelect>[];
    lockResponses: Row<typeof lockResponses.$inferSelect>[];
    audit: Omit<Row<typeof auditEntries.$inferInsert>, "xid">[];
  };
};

export type Actioned = Extract<DecisionCommand, { outcome: "actioned" }>;

/** The policy in force at an instant of the sample's past. */
export function policyAt(world: World, at: Date): { version: number; policy: Policy } {
  const found = world.policies.findLast((one) => one.publishedAt <= at) ?? world.policies[0];
  if (!found) throw new Error("the sample has no policy");
  return found;
}

/** Adds an audit entry of the sample's past, as the service would have left it. */
export function note(
  world: World,
  entry: {
    at: Date;
    actorKind: string;
    actorId: string;
    command: string;
    subjectType: string;
    subjectId: string;
  },
  data: Record<string, unknown>,
): void {
  world.rows.audit.push({ ...entry, entryId: world.random.uuid(entry.at), data: { ...data, sample: true } });
}

/** An instant of the period for which `busy` says how likely its day is; hours follow a working day. */
export function instantIn(world: World, busy: (dayBegin: Date) => number): Date {
  const { random, startsAt, now } = world;
  for (;;) {
    const at = new Date(startsAt.getTime() + random.next() * (now.getTime() - startsAt.getTime()));
    const hour = at.getUTCHours();
    const ofHour = hour >= 7 && hour < 18 ? 1 : hour >= 5 && hour < 22 ? 0.55 : 0.2;
    if (random.next() < ofHour * Math.min(1, busy(at))) return at;
  }
}

/** Saturdays and Sundays are quieter. */
export function weekday(at: Date): number {
  return at.getUTCDay() === 0 || at.getUTCDay() === 6 ? 0.5 : 1;
}
