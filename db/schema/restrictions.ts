import { sql } from "drizzle-orm";
import { check, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { CHANNELS, DIRECTIONS } from "../../lib/domain/channel";
import { MEASURES } from "../../lib/domain/measure";
import { LIFT_REASONS } from "../../lib/domain/restriction";
import { AUDIENCES } from "../../lib/domain/scope";
import { instant, operationId } from "./columns";
import { members } from "./members";

/**
 * Measures in force on a member, half-open UTC periods. An exclusion constraint (in the migration) forbids that two of
 * the same measure cover the same channel × direction towards the same audience at once.
 */
export const restrictions = pgTable(
  "restrictions",
  {
    memberId: text()
      .notNull()
      .references(() => members.memberId),
    restrictionId: uuid().notNull(),
    /** The decision that made it; decisions live on the first node, so no foreign key. */
    decisionId: uuid().notNull(),
    measure: text({ enum: MEASURES }).notNull(),
    channels: text({ enum: CHANNELS }).array().notNull(),
    directions: text({ enum: DIRECTIONS }).array().notNull(),
    audience: text({ enum: AUDIENCES }).notNull(),
    counterparts: text().array().notNull().default(sql`'{}'`),
    /** See `scopeCells`, `audienceKey`: what the exclusion constraint compares. */
    scopeCells: integer().array().notNull(),
    audienceKey: text().notNull(),
    /** R6: conversations a day. */
    capPerDay: integer(),
    startsAt: instant().notNull(),
    /** Null: until lifted. */
    endsAt: instant(),
    liftedAt: instant(),
    liftReason: text({ enum: LIFT_REASONS }),
    /** The restriction that took its place. */
    supersededBy: uuid(),
    policyClause: text().notNull(),
    policyVersion: integer().notNull(),
    opId: operationId(),
  },
  (t) => [
    primaryKey({ columns: [t.memberId, t.restrictionId] }),
    check("restrictions_period", sql`ends_at is null or ends_at > starts_at`),
    check("restrictions_lift_whole", sql`(lifted_at is null) = (lift_reason is null)`),
    check("restrictions_cap", sql`(measure = 'daily_cap') = (cap_per_day is not null)`),
  ],
);

/** Strikes against a member: weigh in the next decision until they decay or an overturned appeal removes them. */
export const strikes = pgTable(
  "strikes",
  {
    memberId: text()
      .notNull()
      .references(() => members.memberId),
    strikeId: uuid().notNull(),
    decisionId: uuid().notNull(),
    weight: integer().notNull(),
    at: instant().notNull(),
    expiresAt: instant().notNull(),
    removedAt: instant(),
    opId: operationId(),
  },
  (t) => [primaryKey({ columns: [t.memberId, t.strikeId] })],
);
