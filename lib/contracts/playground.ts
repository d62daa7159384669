import { z } from "zod";
import { CHANNELS, DEGREES } from "../domain/channel";
import type { GateReason, GateVerdict } from "../domain/gate";
import type { GateCheck } from "../domain/gate-facts";
import type { Weighed } from "../domain/lock";
import { ACCEPTS_MESSAGES_FROM, ACCOUNT_TYPES, type AccountType } from "../domain/member";
import type { figuresOnRecord } from "../domain/playground";
import { instantText, platformId, text } from "./text";

/** Longest text that is tried out, in UTF-16 units: what lies beyond is sent, not composed. */
export const PLAYGROUND_BODY_MAX = 10_000;

const count = (max: number) => z.int().min(0).max(max).optional();

/** A message that is composed to watch the gate, and the figures to suppose. */
export const playgroundQuestion = z.strictObject({
  /** A draft to judge by; null for the policy in force. */
  draftId: z.uuid().nullable(),
  /** Null: a member made up of the supposed figures. */
  senderId: platformId.nullable(),
  recipientId: platformId.nullable(),
  channel: z.enum(CHANNELS),
  degree: z.union(DEGREES.map((degree) => z.literal(degree))),
  sharedConnections: z.int().min(0).max(100_000),
  isReply: z.boolean(),
  automated: z.boolean(),
  body: text({ min: 0, max: PLAYGROUND_BODY_MAX }),
  links: z.array(text({ max: 4096 })).max(20),
  /** Judged as if it were then; null for now. */
  at: instantText.nullable(),
  whatIf: z.strictObject({
    accountType: z.enum(ACCOUNT_TYPES).optional(),
    connectionCount: count(1_000_000),
    ageDays: count(10_000),
    completenessPercent: count(100),
    sentToday: count(100_000),
    sentLastHour: count(100_000),
    acceptsMessagesFrom: z.enum(ACCEPTS_MESSAGES_FROM).optional(),
    hasAskedToStop: z.boolean().optional(),
    hasRequested: z.boolean().optional(),
  }),
});
export type PlaygroundQuestion = z.output<typeof playgroundQuestion>;

/** A rule as the playground shows it: instants as text. */
export type PlaygroundCheck = Omit<GateCheck, "freeAt"> & { name: string; freeAt: string | null };

/** What became of the message, rule by rule. */
export type PlaygroundAnswer = {
  /** The instant it was judged at. */
  at: string;
  policy: { version: number; draftTitle: string | null };
  modelVersion: number;
  verdict: GateVerdict["verdict"];
  reasons: GateReason[];
  requirements: string[];
  retryAfterSeconds: number | null;
  checks: PlaygroundCheck[];
  /** What weighed in the content filter, strongest first. */
  weighed: Weighed[];
  /** What a restriction's notice tells the sender; null for every other verdict. */
  notice: { title: string; body: string } | null;
  /** The figures on record, before anything is supposed. */
  onRecord: ReturnType<typeof figuresOnRecord>;
  /** Whether the recipient is a member on record; null when none was named. */
  isRecipientKnown: boolean | null;
};

/** A member as the search offers it. */
export type PlaygroundMember = { memberId: string; displayName: string; accountType: AccountType };

/** What the playground begins with. */
export type PlaygroundStart = {
  version: number;
  drafts: { draftId: string; version: number; title: string }[];
  /** The member that was asked for; else the one of the latest case; null when there are no members at all. */
  sender: PlaygroundMember | null;
  draftId: string | null;
};
