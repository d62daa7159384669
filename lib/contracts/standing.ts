import { z } from "zod";
import { CHANNELS, DIRECTIONS } from "../domain/channel";
import { MEASURES } from "../domain/measure";
import { CHANNEL_STANDINGS } from "../domain/restriction";
import { AUDIENCES } from "../domain/scope";
import { requirementView } from "./send-check";
import { instantText } from "./text";

/** What a restriction covers. `counterparts` holds member ids when the audience is `named`. */
export const scopeView = z.strictObject({
  channels: z.array(z.enum(CHANNELS)),
  directions: z.array(z.enum(DIRECTIONS)),
  audience: z.enum(AUDIENCES),
  counterparts: z.array(z.string()),
});

/** What `GET /members/{id}/standing` answers: what a member may do now, and why. */
export const standingView = z.strictObject({
  memberId: z.string(),
  at: instantText,
  canStartConversations: z.boolean(),
  canReply: z.boolean(),
  channels: z.record(z.enum(CHANNELS), z.enum(CHANNEL_STANDINGS)),
  restrictions: z.array(
    z.strictObject({
      id: z.uuid(),
      measure: z.enum(MEASURES),
      scope: scopeView,
      capPerDay: z.int().nullable(),
      startsAt: instantText,
      endsAt: instantText.nullable(),
      reason: z.string(),
      policyClause: z.string(),
      requirements: z.array(requirementView),
      plan: z.array(z.strictObject({ measure: z.enum(MEASURES), startsAt: instantText })),
      appealUrl: z.url().nullable(),
      noticeUrl: z.url().nullable(),
    }),
  ),
  strikes: z.int().meta({ description: "Strikes that still count." }),
  portalUrl: z.url().nullable().meta({ description: "The member's latest notice." }),
});
export type StandingView = z.output<typeof standingView>;
