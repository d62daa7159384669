import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import {
  CASE_KINDS,
  CASE_STATES,
  CASE_SUBJECTS,
  type CaseWhy,
  OUTCOMES,
  SEVERITIES,
} from "../../lib/domain/case";
import type { CaseSnapshot } from "../../lib/domain/case-snapshot";
import { CHANNELS } from "../../lib/domain/channel";
import { ACCOUNT_TYPES } from "../../lib/domain/member";
import { CATEGORIES } from "../../lib/domain/report";
import type { SignalFigure } from "../../lib/domain/signal";
import { instant, operationId } from "./columns";

/** The unit of review. `due_at` is the order of the queue. Keeps what a queue row shows, so that the queue asks one table. */
export const cases = pgTable(
  "cases",
  {
    caseId: uuid().primaryKey(),
    /** What people call it: CS-7Q4K2M1, AP-… for appeals. */
    reference: text().notNull().unique("cases_reference"),
    kind: text({ enum: CASE_KINDS }).notNull(),
    subjectType: text({ enum: CASE_SUBJECTS }).notNull(),
    subjectId: text().notNull(),
    /** The member under review. No foreign key: members may live on another node. */
    memberId: text().notNull(),
    memberName: text().notNull(),
    accountType: text({ enum: ACCOUNT_TYPES }).notNull(),
    state: text({ enum: CASE_STATES }).notNull().default("open"),
    severity: text({ enum: SEVERITIES }).notNull(),
    category: text({ enum: CATEGORIES }).notNull(),
    channel: text({ enum: CHANNELS }),
    /** ISO 639-1, from the member's locale; null when unknown. */
    language: text(),
    openedAt: instant().notNull(),
    dueAt: instant().notNull(),
    why: jsonb().$type<CaseWhy>().notNull(),
    reportCount: integer().notNull().default(0),
    strongestSignal: jsonb().$type<SignalFigure>(),
    claimedBy: uuid(),
    claimedAt: instant(),
    claimExpiresAt: instant(),
    /** Who may not hear this case: the earlier deciders of an appeal. */
    excludedStaffIds: uuid().array().notNull().default(sql`'{}'`),
    /** Who handed the case on: "Review next" offers it to them again only when nothing else is left. */
    handedOnBy: uuid().array().notNull().default(sql`'{}'`),
    decidedAt: instant(),
    outcome: text({ enum: OUTCOMES }),
    /** Guards every write: a decision names the version it saw. */
    version: integer().notNull().default(1),
    opId: operationId(),
  },
  (t) => [
    // One open case per subject and kind: later reports join it.
    uniqueIndex("cases_open_subject").on(t.kind, t.subjectType, t.subjectId).where(sql`state = 'open'`),
    // The queue, all kinds, at any depth; also "Review next".
    index("cases_queue").on(t.dueAt, t.caseId).where(sql`state = 'open'`),
    // The queue of one kind; also the counts by kind.
    index("cases_queue_kind").on(t.kind, t.dueAt, t.caseId).where(sql`state = 'open'`),
    // What a moderator holds now.
    index("cases_claimed")
      .on(t.claimedBy, t.claimExpiresAt)
      .where(sql`state = 'open' and claimed_by is not null`),
    // Cases of one member, newest first.
    index("cases_member").on(t.memberId, t.openedAt),
    // Search in the queue, by the beginning of a reference, a member's id or a word of the name.
    index("cases_search_reference").on(t.reference.op("text_pattern_ops")).where(sql`state = 'open'`),
    index("cases_search_member").on(t.memberId.op("text_pattern_ops")).where(sql`state = 'open'`),
    index("cases_search_name")
      .using("gin", sql`(' ' || lower(${t.memberName})) gin_trgm_ops`)
      .where(sql`state = 'open'`),
    // Charts: opened per day.
    index("cases_opened").on(t.openedAt),
    check("cases_decided", sql`(state = 'decided') = (decided_at is not null and outcome is not null)`),
    check("cases_claim_whole", sql`(claimed_by is null) = (claim_expires_at is null)`),
    check("cases_claim_not_excluded", sql`claimed_by is null or not (claimed_by = any(excluded_staff_ids))`),
  ],
);

/** The reported content and its context as they were when the case opened: evidence survives edits and deletion. */
export const caseSnapshots = pgTable("case_snapshots", {
  caseId: uuid()
    .primaryKey()
    .references(() => cases.caseId),
  snapshot: jsonb().$type<CaseSnapshot>().notNull(),
  takenAt: instant().notNull(),
  opId: operationId(),
});
