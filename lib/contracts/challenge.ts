import { z } from "zod";

/** Body of `POST /members/{id}/requirements/{requirementId}/fulfilments`. */
export const fulfilmentInput = z.strictObject({
  kind: z
    .enum(["captcha", "phone"])
    .optional()
    .meta({ description: "How a challenge was passed; captcha when absent." }),
});
export type FulfilmentInput = z.output<typeof fulfilmentInput>;

/** What it answers. */
export const fulfilmentAnswer = z.strictObject({
  id: z.uuid(),
  kind: z.enum(["captcha", "phone", "connections", "profile"]),
  done: z.boolean().meta({ description: "Whether it is met now, by what is on record." }),
});
export type FulfilmentAnswer = z.output<typeof fulfilmentAnswer>;
