import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { APPEAL_OUTCOMES, APPEAL_STATES, CONFIRMATIONS } from "../../lib/domain/appeal";
import { cases } from "./cases";
import { bytes, instant, operationId } from "./columns";
import { decisions } from "./decisions";

/** A member asks for a decision to be heard again, by somebody else. */
export const appeals = pgTable(
  "appeals",
  {
    appealId: uuid().primaryKey(),
    /** The decision appealed against. */
    decisionId: uuid()
      .notNull()
      .references(() => decisions.decisionId),
    /** The case in the queue that hears it. */
    caseId: uuid()
      .notNull()
      .references(() => cases.caseId),
    memberId: text().notNull(),
    noticeId: uuid().notNull(),
    /** The member's own words, byte for byte. */
    statement: text().notNull(),
    stepsTaken: text().notNull(),
    businessNeed: text(),
    confirmations: text({ enum: CONFIRMATIONS }).array().notNull().default(sql`'{}'`),
    locale: text().notNull(),
    filedAt: instant().notNull(),
    dueAt: instant().notNull(),
    state: text({ enum: APPEAL_STATES }).notNull().default("received"),
    outcome: text({ enum: APPEAL_OUTCOMES }),
    /** What the member is answered. */
    reply: text(),
    decidedAt: instant(),
    opId: operationId(),
  },
  (t) => [
    // A decision is appealed once.
    uniqueIndex("appeals_decision").on(t.decisionId),
    // Charts: filed per day.
    index("appeals_filed").on(t.filedAt),
    // Appeals of a member.
    index("appeals_member").on(t.memberId, t.filedAt),
    // From the case in the queue to its appeal.
    uniqueIndex("appeals_case").on(t.caseId),
  ],
);

/** A file a member adds to an appeal; drafts belong to the notice until the appeal is sent. */
export const evidence = pgTable(
  "evidence",
  {
    evidenceId: uuid().primaryKey(),
    noticeId: uuid().notNull(),
    memberId: text().notNull(),
    appealId: uuid().references(() => appeals.appealId),
    fileName: text().notNull(),
    contentType: text().notNull(),
    sizeBytes: integer().notNull(),
    /** SHA-256 of what is stored (images are re-encoded), hex. */
    sha256: text().notNull(),
    uploadedAt: instant().notNull(),
    opId: operationId(),
  },
  // Files of a draft or an appeal.
  (t) => [index("evidence_notice").on(t.noticeId)],
);

/** The bytes of a file, in order: kept in the database, so that a second machine and a backup have them too. */
export const evidenceChunks = pgTable(
  "evidence_chunks",
  {
    evidenceId: uuid()
      .notNull()
      .references(() => evidence.evidenceId),
    n: integer().notNull(),
    bytes: bytes().notNull(),
    opId: operationId(),
  },
  (t) => [primaryKey({ columns: [t.evidenceId, t.n] })],
);
