import { z } from "zod";
import { VERDICTS } from "../domain/restriction";

/** A condition of getting access back. */
export const requirementView = z.strictObject({
  id: z.string(),
  kind: z.enum(["acknowledge_notice"]),
  done: z.boolean(),
  detail: z.string(),
});

/** What `POST /send-checks` answers. `reasons[].rule` names the row of the policy (E*, D*, R*). */
export const sendVerdict = z.strictObject({
  verdict: z.enum(VERDICTS),
  reasons: z.array(
    z.strictObject({
      code: z.string(),
      rule: z.string(),
      measured: z.number().optional(),
      threshold: z.number().optional(),
      windowSeconds: z.int().optional(),
      detail: z.string(),
      restrictionId: z.uuid().optional(),
    }),
  ),
  policyVersion: z.int(),
  notice: z
    .strictObject({ id: z.uuid(), title: z.string(), body: z.string(), appealUrl: z.url().nullable() })
    .optional()
    .meta({ description: "What to show the sender." }),
  requirements: z.array(requirementView).optional(),
  retryAfterSeconds: z
    .int()
    .optional()
    .meta({ description: "When sending is possible again; absent when open-ended." }),
});
export type SendVerdict = z.output<typeof sendVerdict>;

/** What `POST /messages` answers: the same, and whether the message is on record. A refused message is not kept. */
export const messageVerdict = sendVerdict.extend({ recorded: z.boolean() });
export type MessageVerdict = z.output<typeof messageVerdict>;
