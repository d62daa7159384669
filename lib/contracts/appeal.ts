import { z } from "zod";
import { CONFIRMATIONS } from "@/lib/domain/appeal";
import { CHANNELS, DIRECTIONS } from "@/lib/domain/channel";
import { AUDIENCES } from "@/lib/domain/scope";
import { MEMBER_REASON_MAX, REASON_MAX } from "./case";
import { isStorable, platformId } from "./text";

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
  statement: answer(APPEAL_FIELD_MAX).refine((text) => text.trim() !== "", {
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
