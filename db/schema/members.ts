import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import {
  ACCEPTS_MESSAGES_FROM,
  ACCOUNT_TYPES,
  FINGERPRINT_KINDS,
  type Profile,
} from "../../lib/domain/member";
import { instant, operationId } from "./columns";

/** The platform's accounts, by the platform's own id. The owner's key comes first in every table below a member. */
export const members = pgTable(
  "members",
  {
    memberId: text().primaryKey(),
    accountType: text({ enum: ACCOUNT_TYPES }).notNull(),
    displayName: text().notNull(),
    joinedAt: instant().notNull(),
    connectionCount: integer().notNull().default(0),
    profile: jsonb().$type<Profile>().notNull(),
    email: text(),
    locale: text(),
    country: text(),
    acceptsMessagesFrom: text({ enum: ACCEPTS_MESSAGES_FROM }).notNull().default("anyone"),
    isFollowersOnlyPage: boolean().notNull().default(false),
    /** Number of the last event told to the platform about this member. */
    eventSequence: bigint({ mode: "number" }).notNull().default(0),
    updatedAt: instant().notNull().defaultNow(),
    opId: operationId(),
  },
  (t) => [
    // Search among accounts, by the beginning of id, e-mail or a word of the name.
    index("members_search_id").on(t.memberId.op("text_pattern_ops")),
    index("members_search_name").using("gin", sql`(' ' || lower(${t.displayName})) gin_trgm_ops`),
    // Older accounts of the same name (D21).
    index("members_name").on(sql`lower(${t.displayName})`, t.joinedAt),
    index("members_search_email").on(sql`lower(${t.email}) text_pattern_ops`),
  ],
);

/** Hashes that link accounts (D22). */
export const memberFingerprints = pgTable(
  "member_fingerprints",
  {
    memberId: text()
      .notNull()
      .references(() => members.memberId),
    kind: text({ enum: FINGERPRINT_KINDS }).notNull(),
    hash: text().notNull(),
    seenAt: instant().notNull().defaultNow(),
    opId: operationId(),
  },
  (t) => [
    primaryKey({ columns: [t.memberId, t.kind, t.hash] }),
    // Who else carries this fingerprint.
    index("member_fingerprints_hash").on(t.kind, t.hash),
  ],
);
