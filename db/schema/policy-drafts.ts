import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { Policy } from "../../lib/domain/policy";
import { BACK_TEST_STATES, DRAFT_STATES } from "../../lib/domain/policy-draft";
import { instant, operationId } from "./columns";
import { staff } from "./staff";

/** Policies on their way. A draft carries the version number it will have. */
export const policyDrafts = pgTable(
  "policy_drafts",
  {
    draftId: uuid().primaryKey(),
    /** The version it becomes. */
    version: integer().notNull().unique("policy_drafts_version"),
    title: text().notNull(),
    /** The published version it was drawn from. */
    baseVersion: integer().notNull(),
    policy: jsonb().$type<Policy>().notNull(),
    state: text({ enum: DRAFT_STATES }).notNull().default("editing"),
    /** Everybody who changed it: none of them may approve it. */
    editedBy: uuid().array().notNull(),
    createdAt: instant().notNull(),
    editedAt: instant().notNull(),
    proposedBy: uuid().references(() => staff.staffId),
    proposedAt: instant(),
    /** What the proposer wants the second person to know. */
    note: text(),
    /** From when to when it runs in the shadow: its signals are recorded and do nothing. */
    shadowFrom: instant(),
    shadowUntil: instant(),
    /** Guards every edit: an edit names the revision it saw. */
    revision: integer().notNull().default(1),
    opId: operationId(),
  },
  (t) => [
    // One policy at a time runs in the shadow.
    uniqueIndex("policy_drafts_one_shadow")
      .on(sql`(1)`)
      .where(sql`shadow_from is not null and shadow_until is null`),
    index("policy_drafts_state").on(t.state, t.editedAt),
    check("policy_drafts_proposed", sql`state <> 'proposed' or proposed_by is not null`),
  ],
);

/** A draft replayed over the past. */
export const backTests = pgTable(
  "back_tests",
  {
    backTestId: uuid().primaryKey(),
    draftId: uuid()
      .notNull()
      .references(() => policyDrafts.draftId),
    /** The draft's revision and the policy as it was when the run began: the figures belong to them. */
    revision: integer().notNull(),
    policy: jsonb().$type<Policy>().notNull(),
    baseVersion: integer().notNull(),
    /** The days replayed, half-open; figures count from `from` on, what lies before warms the windows up. */
    from: instant().notNull(),
    until: instant().notNull(),
    state: text({ enum: BACK_TEST_STATES }).notNull().default("queued"),
    startedBy: uuid().notNull(),
    startedAt: instant().notNull(),
    finishedAt: instant(),
    messagesDone: integer().notNull().default(0),
    messagesTotal: integer().notNull().default(0),
    cancelledAt: instant(),
    result: jsonb().$type<Record<string, unknown>>(),
    opId: operationId(),
  },
  (t) => [index("back_tests_draft").on(t.draftId, t.startedAt)],
);
