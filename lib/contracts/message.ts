import { z } from "zod";
import { CHANNELS, DEGREES } from "../domain/channel";
import { BATCH_MAX } from "./member";
import { instantText, platformId, text } from "./text";

/** Longest text of a message, in UTF-16 units. */
export const MESSAGE_BODY_MAX = 50_000;

const attachment = z.strictObject({
  name: text({ max: 255 }),
  contentType: text({ max: 127 }).optional(),
  sizeBytes: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
});

/** One message: body of `POST /messages` and `POST /send-checks`, item of a batch. */
export const messageInput = z
  .strictObject({
    id: platformId,
    senderId: platformId,
    recipientId: platformId,
    conversationId: platformId,
    channel: z.enum(CHANNELS),
    degree: z.union(DEGREES.map((degree) => z.literal(degree))),
    sharedConnections: z.int().min(0).max(1_000_000_000),
    isReply: z.boolean(),
    automated: z.boolean(),
    body: text({ min: 0, max: MESSAGE_BODY_MAX }),
    links: z
      .array(text({ max: 4096 }))
      .max(100)
      .optional(),
    attachments: z.array(attachment).max(20).optional(),
    sentAt: instantText.optional(),
  })
  .refine((message) => message.body !== "" || (message.attachments?.length ?? 0) > 0, {
    path: ["body"],
    error: "must not be empty in a message without attachments",
  })
  .refine((message) => message.senderId !== message.recipientId, {
    path: ["recipientId"],
    error: "must not be the sender",
  });
export type MessageInput = z.output<typeof messageInput>;

/** Body of `POST /messages/batch`. Each message is checked on its own, so that the good ones go in. */
export const messageBatchInput = z.strictObject({
  mode: z.literal("observe"),
  messages: z.array(z.unknown()).min(1).max(BATCH_MAX),
});
