import { z } from "zod";
import { GATE_CODES } from "../domain/gate-facts";
import { VERDICTS } from "../domain/restriction";

/** A condition of getting access back. */
export const requirementView = z.strictObject({
  id: z.string(),
  kind: z.enum(["acknowledge_notice", "connections", "profile"]),
  done: z.boolean(),
  detail: z.string(),
});

/**
 * What `POST /send-checks` answers. `reasons[].rule` names the row of the policy (E*, D*, R*); the first reason decides the
 * verdict.
 */
export const sendVerdict = z.strictObject({
  verdict: z.enum(VERDICTS),
  reasons: z.array(
    z.strictObject({
      code: z.string().meta({ description: `Stable: ${GATE_CODES.join(", ")}.` }),
      rule: z.string().meta({ description: "The row of the policy: E1–E10, D1–D19, R1–R11." }),
      measured: z.number().optional(),
      threshold: z.number().optional(),
      windowSeconds: z.int().optional(),
      detail: z.string(),
      restrictionId: z.uuid().optional(),
    }),
  ),
  policyVersion: z.int(),
  lockId: z
    .uuid()
    .optional()
    .meta({ description: "The message is held back under this id. Only `POST /messages` locks." }),
  challenge: z
    .strictObject({ id: z.uuid(), kind: z.enum(["captcha"]) })
    .optional()
    .meta({ description: "Once it is passed, POST the fulfilment under this id and send again." }),
  notice: z
    .strictObject({ id: z.uuid(), title: z.string(), body: z.string(), appealUrl: z.url().nullable() })
    .optional()
    .meta({ description: "What to show the sender." }),
  requirements: z
    .array(requirementView)
    .optional()
    .meta({ description: "What the sender must meet before a message locked for it goes on." }),
  retryAfterSeconds: z
    .int()
    .optional()
    .meta({ description: "When sending is possible again; absent when open-ended." }),
});
export type SendVerdict = z.output<typeof sendVerdict>;

/** What `POST /messages` answers: the same, and whether the message is on record. What was refused or challenged is not kept. */
export const messageVerdict = sendVerdict.extend({ recorded: z.boolean() });
export type MessageVerdict = z.output<typeof messageVerdict>;
