import { boolean, index, integer, jsonb, pgTable, primaryKey, smallint, text } from "drizzle-orm/pg-core";
import { CHANNELS } from "../../lib/domain/channel";
import { instant, operationId } from "./columns";
import { members } from "./members";

/**
 * Messages, keyed by their sender: detectors, limits and reviews all ask for one sender's messages, a conversation asks
 * for those of its two sides. Monthly partitions by `sent_at` (declared in the migration).
 */
export const messages = pgTable(
  "messages",
  {
    senderId: text()
      .notNull()
      .references(() => members.memberId),
    messageId: text().notNull(),
    sentAt: instant().notNull(),
    conversationId: text().notNull(),
    recipientId: text().notNull(),
    channel: text({ enum: CHANNELS }).notNull(),
    degree: smallint().notNull(),
    sharedConnections: integer().notNull().default(0),
    isReply: boolean().notNull(),
    isAutomated: boolean().notNull().default(false),
    /** Byte for byte as the platform sent it. Hostile: shown as text, nothing linked or fetched. */
    body: text().notNull(),
    links: jsonb().$type<string[]>().notNull().default([]),
    attachments: jsonb()
      .$type<{ name: string; contentType?: string; sizeBytes?: number }[]>()
      .notNull()
      .default([]),
    receivedAt: instant().notNull().defaultNow(),
    opId: operationId(),
  },
  (t) => [
    primaryKey({ columns: [t.senderId, t.sentAt, t.messageId] }),
    // One side of a conversation in order.
    index("messages_conversation").on(t.senderId, t.conversationId, t.sentAt),
  ],
);

/** Where a message id lives: makes the platform's id unique over all partitions, and finds a reported message. */
export const messageKeys = pgTable("message_keys", {
  messageId: text().primaryKey(),
  senderId: text().notNull(),
  sentAt: instant().notNull(),
  opId: operationId(),
});

/** A member's rolling figures by UTC hour and channel: a check costs the same at any number of messages. */
export const sendCounters = pgTable(
  "send_counters",
  {
    memberId: text()
      .notNull()
      .references(() => members.memberId),
    /** Start of the UTC hour. */
    hour: instant().notNull(),
    channel: text({ enum: CHANNELS }).notNull(),
    sent: integer().notNull().default(0),
    /** Of these, messages that opened a conversation. */
    started: integer().notNull().default(0),
    /** Of the started ones, those to members who are not connected (2nd or 3rd degree). */
    startedNotConnected: integer().notNull().default(0),
    automated: integer().notNull().default(0),
    /** Of the started ones, those the other side answered, whenever that was. */
    answered: integer().notNull().default(0),
    /** Messages to people never written to before. */
    firstContacts: integer().notNull().default(0),
    opId: operationId(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.hour, t.channel] })],
);
