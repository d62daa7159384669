import { z } from "zod";
import { ACCEPTS_MESSAGES_FROM, ACCOUNT_TYPES, FINGERPRINT_KINDS } from "../domain/member";
import { instantText, platformId, text } from "./text";

/** Longest batch of members or messages in one request. */
export const BATCH_MAX = 1000;

/** One mailbox, ASCII, as mail servers take it: no comment, group, quote or second address. */
const EMAIL =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

const profile = z.strictObject({
  photo: z.boolean(),
  currentPosition: z.boolean(),
  skills: z.int().min(0).max(10_000),
  schools: z.int().min(0).max(10_000),
  completenessPercent: z.int().min(0).max(100),
});

const fields = {
  accountType: z.enum(ACCOUNT_TYPES),
  displayName: text({ max: 200 }),
  joinedAt: instantText,
  connectionCount: z.int().min(0).max(1_000_000_000),
  profile,
  email: text({ max: 254 }).regex(EMAIL, "must be one e-mail address").optional(),
  locale: z
    .string()
    .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$/, "must be a language tag such as en or de-CH")
    .optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be an ISO 3166-1 code such as DE")
    .optional(),
  acceptsMessagesFrom: z.enum(ACCEPTS_MESSAGES_FROM),
  fingerprints: z
    .array(z.strictObject({ kind: z.enum(FINGERPRINT_KINDS), hash: text({ max: 256 }) }))
    .max(100)
    .optional(),
  followersOnlyPage: z.boolean().optional(),
};

/** Body of `PUT /members/{id}`. */
export const memberInput = z.strictObject(fields);
export type MemberInput = z.output<typeof memberInput>;

/** One member of a batch: the body and its id. */
export const identifiedMemberInput = z.strictObject({ id: platformId, ...fields });
export type IdentifiedMemberInput = z.output<typeof identifiedMemberInput>;

/** Body of `POST /members/batch`. Each member is checked on its own, so that the good ones go in. */
export const memberBatchInput = z.strictObject({ members: z.array(z.unknown()).min(1).max(BATCH_MAX) });

/** What a batch answers: how many went in, and which did not, by their place in the request. */
export const batchAnswer = z.strictObject({
  accepted: z.int(),
  rejected: z.array(z.strictObject({ index: z.int(), code: z.string(), message: z.string() })),
});
export type BatchAnswer = z.output<typeof batchAnswer>;
