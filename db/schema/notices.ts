import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { EMAIL_STATES, NOTICE_KINDS, type NoticeContent } from "../../lib/domain/notice";
import { bytes, instant, operationId } from "./columns";
import { members } from "./members";

/** What the member is told. One object for screen, e-mail and API. */
export const notices = pgTable(
  "notices",
  {
    memberId: text()
      .notNull()
      .references(() => members.memberId),
    noticeId: uuid().notNull(),
    decisionId: uuid().notNull(),
    kind: text({ enum: NOTICE_KINDS }).notNull(),
    content: jsonb().$type<NoticeContent>().notNull(),
    locale: text().notNull(),
    createdAt: instant().notNull(),
    readAt: instant(),
    acknowledgedAt: instant(),
    opId: operationId(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.noticeId] })],
);

/** Links without an account: the token is the key, only its hash is stored. */
export const accessTokens = pgTable("access_tokens", {
  /** SHA-256 of a 256-bit token. */
  tokenHash: bytes().primaryKey(),
  purpose: text({ enum: ["notice", "appeal", "receipt", "lock_recipient", "lock_sender"] }).notNull(),
  memberId: text().notNull(),
  /** The notice, appeal, report or lock it opens. */
  targetId: text().notNull(),
  createdAt: instant().notNull(),
  opId: operationId(),
});

/** E-mails to members: queued with the decision, sent by a job, visible in the console's outbox. */
export const emails = pgTable(
  "emails",
  {
    emailId: uuid().primaryKey(),
    memberId: text().notNull(),
    noticeId: uuid().notNull(),
    toAddress: text().notNull(),
    state: text({ enum: EMAIL_STATES }).notNull().default("queued"),
    attempts: integer().notNull().default(0),
    lastError: text(),
    createdAt: instant().notNull(),
    sentAt: instant(),
    opId: operationId(),
  },
  // The outbox page, newest first; delivery state on the account page.
  (t) => [
    index("emails_created").on(t.createdAt, t.emailId),
    index("emails_member").on(t.memberId, t.createdAt),
    // How many wait, for the metrics.
    index("emails_queued").on(t.createdAt).where(sql`state = 'queued'`),
  ],
);

/** Every committed change the platform is told about, in order per member. */
export const outboxEvents = pgTable(
  "outbox_events",
  {
    memberId: text().notNull(),
    sequence: bigint({ mode: "number" }).notNull(),
    eventId: uuid().notNull(),
    type: text().notNull(),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: instant().notNull(),
    opId: operationId(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.sequence] })],
);
