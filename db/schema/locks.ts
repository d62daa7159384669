import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { CHANNELS } from "../../lib/domain/channel";
import {
  LOCK_RESOLVERS,
  LOCK_RESPONSES,
  LOCK_SIDES,
  LOCK_STATES,
  type LockReason,
  type Weighed,
} from "../../lib/domain/lock";
import { instant, operationId } from "./columns";

/** Messages held back from their recipient. Lives on the first node, like cases; the text stays in `messages`. */
export const locks = pgTable(
  "locks",
  {
    lockId: uuid().primaryKey(),
    messageId: text().notNull(),
    senderId: text().notNull(),
    recipientId: text().notNull(),
    conversationId: text().notNull(),
    channel: text({ enum: CHANNELS }).notNull(),
    /** With the sender and the id: where the message lives. */
    sentAt: instant().notNull(),
    state: text({ enum: LOCK_STATES }).notNull().default("waiting"),
    reasons: jsonb().$type<LockReason[]>().notNull(),
    /** What weighed in the content filter; empty for other locks. */
    weighed: jsonb().$type<Weighed[]>().notNull().default([]),
    policyVersion: integer().notNull(),
    /** The content model that scored it; null when content did not lock it. */
    modelVersion: integer(),
    lockedAt: instant().notNull(),
    /** When it stopped waiting, and who ended that. */
    resolvedAt: instant(),
    resolvedBy: text({ enum: LOCK_RESOLVERS }),
    /** Who said first that it was locked wrongly. */
    disputedBy: text({ enum: LOCK_SIDES }),
    disputedAt: instant(),
    opId: operationId(),
  },
  (t) => [
    uniqueIndex("locks_message").on(t.messageId),
    // What waits for a recipient.
    index("locks_recipient").on(t.recipientId, t.lockedAt),
    // What no content rule holds: released by itself once its sender meets the rules. Content locks may wait for ever.
    index("locks_self_releasing")
      .on(t.senderId, t.lockedAt, t.lockId)
      .where(sql`state = 'waiting' and model_version is null`),
    // What waits of a sender.
    index("locks_sender_waiting").on(t.senderId, t.lockedAt).where(sql`state = 'waiting'`),
    // Locks of a time, for the filter's figures.
    index("locks_locked").on(t.lockedAt),
    check("locks_resolved", sql`(state = 'waiting') = (resolved_at is null)`),
    check("locks_resolved_by", sql`(resolved_at is null) = (resolved_by is null)`),
    check("locks_disputed", sql`(disputed_at is null) = (disputed_by is null)`),
  ],
);

/** What the two sides said about a lock. Append-only. */
export const lockResponses = pgTable(
  "lock_responses",
  {
    responseId: uuid().primaryKey(),
    lockId: uuid()
      .notNull()
      .references(() => locks.lockId),
    by: text({ enum: LOCK_SIDES }).notNull(),
    response: text({ enum: LOCK_RESPONSES }).notNull(),
    /** Hostile. */
    note: text(),
    at: instant().notNull(),
    opId: operationId(),
  },
  // One side says one thing once.
  (t) => [uniqueIndex("lock_responses_once").on(t.lockId, t.by, t.response)],
);
