import { z } from "zod";
import type { Outcome } from "../domain/case";
import { CHANNELS } from "../domain/channel";
import {
  LOCK_RESOLVERS,
  LOCK_RESPONSES,
  LOCK_SIDES,
  LOCK_STATES,
  type LockReason,
  type LockResolver,
  type LockResponse,
  type LockSide,
  type LockState,
  type Weighed,
} from "../domain/lock";
import { CATEGORIES } from "../domain/report";
import { MEMBER_REASON_MAX, REASON_MAX } from "./case";
import { instantText, text } from "./text";

/** Longest note of a side, in UTF-16 units. */
export const LOCK_NOTE_MAX = 5_000;

/** Body of `POST /locks/{lockId}/responses`. */
export const lockResponseInput = z.strictObject({
  by: z.enum(LOCK_SIDES),
  response: z
    .enum(LOCK_RESPONSES)
    .meta({ description: "The recipient may answer all four, the sender only wrongly_locked." }),
  note: text({ min: 0, max: LOCK_NOTE_MAX }).optional().meta({ description: "The side's own words." }),
  category: z
    .enum(CATEGORIES)
    .optional()
    .meta({ description: "What a report complains of; spam when absent. Ignored for other responses." }),
});
export type LockResponseInput = z.output<typeof lockResponseInput>;

/** What `POST /locks/{lockId}/responses` answers: where the lock stands now, and what the response opened or joined. */
export const lockAnswer = z.strictObject({
  lockId: z.uuid(),
  state: z.enum(LOCK_STATES),
  caseId: z.uuid().optional(),
  receiptUrl: z.url().optional().meta({ description: "The recipient's own link to their report." }),
});

/** What `GET /locks/{lockId}` answers. */
export const lockView = z.strictObject({
  id: z.uuid(),
  messageId: z.string(),
  senderId: z.string(),
  recipientId: z.string(),
  conversationId: z.string(),
  channel: z.enum(CHANNELS),
  state: z.enum(LOCK_STATES),
  reasons: z.array(
    z.strictObject({
      code: z.string(),
      rule: z.string(),
      measured: z.number().optional(),
      threshold: z.number().optional(),
      windowSeconds: z.number().optional(),
      detail: z.string(),
    }),
  ),
  policyVersion: z.int(),
  lockedAt: instantText,
  resolvedAt: instantText.nullable(),
  resolvedBy: z.enum(LOCK_RESOLVERS).nullable(),
  disputedBy: z.enum(LOCK_SIDES).nullable(),
  recipientUrl: z
    .url()
    .meta({ description: "Where the recipient sees the lock and answers. A key: give it to them only." }),
  senderUrl: z.url().meta({ description: "The same for the sender." }),
});
export type LockView = z.output<typeof lockView>;

const lockCommand = z.discriminatedUnion("outcome", [
  z.strictObject({ outcome: z.literal("released"), reason: text({ min: 0, max: REASON_MAX }) }),
  z.strictObject({
    outcome: z.literal("removed"),
    policyClause: z.string().max(40),
    reason: text({ min: 0, max: REASON_MAX }),
    memberReason: text({ min: 0, max: MEMBER_REASON_MAX }),
  }),
]);

/** A decision about a disputed lock as the console sends it; missing parts are the domain's to refuse. */
export const decideLockInput = z.strictObject({
  caseId: z.uuid(),
  /** The version the moderator saw. */
  version: z.int().positive(),
  /** Made once per intent in the browser: sending again has one effect. */
  operationId: z.uuid(),
  command: lockCommand,
});

/** A lock as its case shows it. Instants RFC 3339. */
export type CaseLock = {
  lockId: string;
  state: LockState;
  reasons: LockReason[];
  /** What weighed in the content filter, strongest first. Hostile. */
  weighed: Weighed[];
  policyVersion: number;
  modelVersion: number | null;
  lockedAt: string;
  resolvedAt: string | null;
  resolvedBy: LockResolver | null;
  /** In order. Notes are hostile. */
  responses: { by: LockSide; response: LockResponse; note: string | null; at: string }[];
};

/** What a member's messages wait for, as their account shows it. */
export type WaitingLocks = {
  /** Counted to `WAITING_SHOWN`. */
  count: number;
  isMore: boolean;
  /** RFC 3339. */
  oldestAt: string;
  /** The rule that decided, most frequent first. */
  rules: { rule: string; count: number }[];
  disputed: number;
};

/** Where counting a member's waiting messages stops. */
export const WAITING_SHOWN = 100;

/** What a member's form on the page of a lock says: the token of the page's address is the key. */
const lockForm = z.strictObject({
  token: z.string().max(200),
  response: z.enum(LOCK_RESPONSES),
  note: text({ min: 0, max: LOCK_NOTE_MAX }).optional(),
  category: z.enum(CATEGORIES).optional(),
});
export type LockForm = z.output<typeof lockForm>;

/** Reads the form as a browser sends it (`application/x-www-form-urlencoded`); empty fields count as left out. */
export function parseLockForm(token: string, body: string) {
  const fields = [...new URLSearchParams(body)].filter(([, value]) => value !== "");
  return lockForm.safeParse({ ...Object.fromEntries(fields), token });
}

/** A lock as the page of one side shows it. Instants RFC 3339. Names and texts are hostile. */
export type LockPageView = {
  side: LockSide;
  state: LockState;
  channel: (typeof CHANNELS)[number];
  otherName: string;
  sentAt: string;
  /** `detail` names the sender's figures: only the sender reads it. */
  reasons: { code: string; rule: string; detail: string | null }[];
  /** What this side said before. */
  said: LockResponse[];
  isDisputed: boolean;
  /** What a moderator decided about a dispute. */
  decided: { outcome: Outcome; at: string; memberReason: string | null } | null;
  resolvedAt: string | null;
  resolvedBy: LockResolver | null;
  /** Only for the recipient, and only once the message was delivered to them. */
  content: { body: string; attachments: { name: string; sizeBytes: number | null }[] } | null;
  /** Where the recipient follows their report. */
  receiptPath: string | null;
  platformName: string;
};
