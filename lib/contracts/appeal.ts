import { z } from "zod";
import { type AppealOutcome, CONFIRMATIONS, type Confirmation } from "@/lib/domain/appeal";
import type { CaseState, Severity } from "@/lib/domain/case";
import { CHANNELS, type Channel, DIRECTIONS, type Direction } from "@/lib/domain/channel";
import type { ChosenMeasure } from "@/lib/domain/decision";
import type { Measure } from "@/lib/domain/measure";
import type { Policy } from "@/lib/domain/policy";
import { AUDIENCES, type Audience } from "@/lib/domain/scope";
import { type CaseView, MEMBER_REASON_MAX, REASON_MAX } from "./case";
import type { EvidenceView } from "./evidence";
import { isReadable, isStorable, platformId } from "./text";

/** Longest text of a field of the member's form, UTF-16 units. */
export const APPEAL_FIELD_MAX = 2_000;

/** A field of the member's form, in words they can act on. */
function answer(max: number) {
  return z
    .string()
    .max(max, { error: `Shorten this to ${max.toLocaleString("en").replace(",", " ")} characters.` })
    .refine(isStorable, { error: "There is a character in this that cannot be kept. Type it again." });
}

/** What the member's form sends. */
export const sendAppealInput = z.strictObject({
  token: z.string().max(200),
  /** Made once per form: sending again has one effect. */
  operationId: z.uuid(),
  statement: answer(APPEAL_FIELD_MAX).refine(isReadable, {
    error: "Write a sentence or two, so that we know what to look at.",
  }),
  stepsTaken: answer(APPEAL_FIELD_MAX),
  businessNeed: answer(APPEAL_FIELD_MAX),
  confirmations: z.array(z.enum(CONFIRMATIONS)).max(CONFIRMATIONS.length),
});
export type SendAppealInput = z.infer<typeof sendAppealInput>;

const scope = z.strictObject({
  channels: z.array(z.enum(CHANNELS)).max(CHANNELS.length),
  directions: z.array(z.enum(DIRECTIONS)).max(DIRECTIONS.length),
  audience: z.enum(AUDIENCES),
  counterparts: z.array(platformId).max(100),
});
const days = z.int().nullable();
const reason = z.string().max(REASON_MAX).refine(isStorable);
const reply = z.string().max(MEMBER_REASON_MAX).refine(isStorable);

/** An appeal's decision as the console sends it. What is missing or harsher is the domain's to refuse. */
export const decideAppealInput = z.strictObject({
  caseId: z.uuid(),
  version: z.int().positive(),
  operationId: z.uuid(),
  command: z.discriminatedUnion("outcome", [
    z.strictObject({ outcome: z.literal("upheld"), reason, reply }),
    z.strictObject({ outcome: z.literal("overturned"), reason, reply }),
    z.strictObject({
      outcome: z.literal("reduced"),
      reason,
      reply,
      measures: z
        .array(
          z.discriminatedUnion("measure", [
            z.strictObject({ measure: z.literal("warning") }),
            z.strictObject({ measure: z.literal("temporary_block"), scope, hours: z.int() }),
            z.strictObject({ measure: z.literal("daily_cap"), scope, capPerDay: z.int(), days }),
            z.strictObject({ measure: z.literal("messaging_disabled"), scope, days }),
          ]),
        )
        .max(10),
    }),
  ]),
});
export type DecideAppealInput = z.infer<typeof decideAppealInput>;

/** An appeal as its page in the console shows it. Instants RFC 3339. */
export type AppealView = {
  caseId: string;
  reference: string;
  state: CaseState;
  version: number;
  severity: Severity;
  openedAt: string;
  dueAt: string;
  heldBy: { staffId: string; name: string; expiresAt: string } | null;
  isMine: boolean;
  /** The reader's role hears appeals. */
  canDecide: boolean;
  /** The reader had a part in the decision. */
  isExcluded: boolean;
  memberId: string;
  memberName: string;
  hasEmail: boolean;
  platformName: string;
  filedAt: string;
  statement: string;
  stepsTaken: string;
  businessNeed: string | null;
  confirmations: Confirmation[];
  locale: string;
  evidence: EvidenceView[];
  original: {
    reference: string;
    decidedAt: string;
    decidedByName: string;
    measures: ChosenMeasure[];
    policyClause: string | null;
    policyVersion: number;
    reason: string;
    memberReason: string | null;
    /** Whether anything of it still limits the member. */
    isRunning: boolean;
  };
  /** The policy the decision was made under. */
  policy: Policy;
  /** Restrictions of earlier decisions that would run again if this one falls. */
  ifOverturned: {
    measure: Measure;
    channels: Channel[];
    directions: Direction[];
    audience: Audience;
    capPerDay: number | null;
    endsAt: string | null;
  }[];
  /** The case of the decision: what was said and measured. */
  record: CaseView | null;
  answer: {
    outcome: AppealOutcome;
    reason: string;
    reply: string;
    measures: ChosenMeasure[];
    decidedAt: string;
    name: string;
  } | null;
  /** The server's clock when it read. */
  at: string;
};
