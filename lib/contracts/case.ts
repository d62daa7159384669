import { z } from "zod";
import { CHANNELS, DIRECTIONS } from "@/lib/domain/channel";
import { AUDIENCES } from "@/lib/domain/scope";
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
