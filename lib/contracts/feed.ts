import { z } from "zod";
import { OUTCOMES } from "../domain/case";
import { MEASURES } from "../domain/measure";
import { LIFT_REASONS } from "../domain/restriction";
import { SIGNAL_MODES, SIGNAL_RULES } from "../domain/signal";
import { scopeView } from "./standing";
import { instantText } from "./text";

const LIMIT_MAX = 200;
const LIMIT_DEFAULT = 50;

const cursor = z
  .string()
  .max(512)
  .regex(/^[A-Za-z0-9_.-]+$/, "must be a cursor of an earlier answer");

/** Query of every list: how many, from where. `since` takes an instant or a cursor. */
export const feedQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, `must be a whole number from 1 to ${LIMIT_MAX}`)
    .transform(Number)
    .refine((limit) => limit <= LIMIT_MAX, `must be a whole number from 1 to ${LIMIT_MAX}`)
    .default(LIMIT_DEFAULT)
    .meta({ override: { type: "integer", minimum: 1, maximum: LIMIT_MAX, default: LIMIT_DEFAULT } }),
  cursor: cursor.optional().meta({ description: "`nextCursor` of the page before." }),
  since: z
    .union([instantText, cursor])
    .optional()
    .meta({ description: "An RFC 3339 instant, or `since` of an earlier answer: only what is newer." }),
});
export type FeedQuery = z.output<typeof feedQuery>;

const listOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    items: z.array(item),
    nextCursor: z.string().nullable().meta({ description: "Cursor of the next page; null on the last one." }),
    since: z.string().meta({
      description:
        "Pass as `since` next time. It stays a few seconds behind, so that nothing is missed: items may come twice.",
    }),
  });

/** What `GET /members/{id}/signals` answers. */
export const signalList = listOf(
  z.strictObject({
    id: z.uuid(),
    rule: z.enum(SIGNAL_RULES),
    measured: z.number(),
    threshold: z.number(),
    windowSeconds: z.int(),
    at: instantText,
    policyVersion: z.int(),
    mode: z.enum(SIGNAL_MODES),
    caseId: z.uuid().optional(),
  }),
);

/** What `GET /restrictions` answers: every change, in order; a restriction comes again when it is lifted. */
export const restrictionList = listOf(
  z.strictObject({
    id: z.uuid(),
    change: z.enum(["created", "superseded", "reinstated", "changed", "lifted"]),
    changedAt: instantText,
    decisionId: z.uuid().meta({ description: "The decision that made this change." }),
    memberId: z.string(),
    measure: z.enum(MEASURES),
    scope: scopeView,
    capPerDay: z.int().nullable(),
    startsAt: instantText,
    endsAt: instantText.nullable(),
    liftedAt: instantText.nullable(),
    liftReason: z.enum(LIFT_REASONS).nullable(),
    policyClause: z.string(),
    policyVersion: z.int(),
  }),
);

/** What `GET /decisions` answers. Never who decided, nor the reason written for the staff. */
export const decisionList = listOf(
  z.strictObject({
    id: z.uuid(),
    caseId: z.uuid(),
    caseReference: z.string(),
    memberId: z.string(),
    outcome: z.enum(OUTCOMES),
    decidedAt: instantText,
    measures: z.array(z.enum(MEASURES)),
    policyClause: z.string().nullable(),
    policyVersion: z.int(),
    appealedDecisionId: z.uuid().nullable(),
  }),
);

export type SignalItem = z.output<typeof signalList>["items"][number];
export type RestrictionItem = z.output<typeof restrictionList>["items"][number];
export type DecisionItem = z.output<typeof decisionList>["items"][number];
