import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { CHANNELS } from "../../lib/domain/channel";
import { instant, operationId } from "./columns";
import { members } from "./members";

/**
 * What detectors remember of a sender beside `send_counters`: the minutes of the last hours, texts sent lately, and which
 * thresholds are crossed now. Its row is the lock under which one sender's messages are observed in order. Bounded.
 */
export const senderStates = pgTable("sender_states", {
  memberId: text()
    .primaryKey()
    .references(() => members.memberId),
  /** Messages by minute: [minutes since 1970, sent], ascending, the last two hours with any. */
  minutes: jsonb().$type<[number, number][]>().notNull().default([]),
  /** Near-duplicate texts (D9), the most recent last. */
  campaigns: jsonb().$type<unknown[]>().notNull().default([]),
  /** By rule: the UTC day (days since 1970) or 1 while its threshold is crossed; also what shadow policies crossed. */
  marks: jsonb().$type<Record<string, number>>().notNull().default({}),
  opId: operationId(),
});

/** One member towards another: what the gate and the detectors ask of the pair, whatever its history. */
export const counterparts = pgTable(
  "counterparts",
  {
    memberId: text()
      .notNull()
      .references(() => members.memberId),
    /** May be unknown to us. */
    counterpartId: text().notNull(),
    firstSentAt: instant(),
    lastSentAt: instant(),
    /** When the counterpart last wrote to the member. */
    lastReceivedAt: instant(),
    /** When the member last sent a connection request (E4). */
    requestedAt: instant(),
    /** Turns since the counterpart last wrote (D8). */
    unanswered: integer().notNull().default(0),
    /** [UTC day since 1970, turns by hand, automated messages], ascending, 30 days at most (D7). */
    cadence: jsonb().$type<[number, number, number][]>().notNull().default([]),
    marks: jsonb().$type<Record<string, number>>().notNull().default({}),
    opId: operationId(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.counterpartId] })],
);

/** Conversations a member started, and whether the other side ever answered (D10; what counts as a reply). */
export const conversations = pgTable(
  "conversations",
  {
    /** Who started it. */
    memberId: text()
      .notNull()
      .references(() => members.memberId),
    conversationId: text().notNull(),
    counterpartId: text().notNull(),
    channel: text({ enum: CHANNELS }).notNull(),
    startedAt: instant().notNull(),
    answeredAt: instant(),
    opId: operationId(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.conversationId] })],
);

/** A recipient asked a sender to stop: respected from then on (E10). */
export const stopRequests = pgTable(
  "stop_requests",
  {
    /** The sender who was asked. */
    memberId: text()
      .notNull()
      .references(() => members.memberId),
    recipientId: text().notNull(),
    requestedAt: instant().notNull(),
    opId: operationId(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.recipientId] })],
);

/** Challenges a member passed at the gate. */
export const challengePasses = pgTable(
  "challenge_passes",
  {
    memberId: text()
      .notNull()
      .references(() => members.memberId),
    challengeId: uuid().notNull(),
    kind: text({ enum: ["captcha", "phone"] }).notNull(),
    passedAt: instant().notNull(),
    opId: operationId(),
  },
  (t) => [
    primaryKey({ columns: [t.memberId, t.challengeId] }),
    // The latest pass of a member.
    index("challenge_passes_latest").on(t.memberId, sql`${t.passedAt} desc`),
  ],
);
