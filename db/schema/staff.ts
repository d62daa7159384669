import { sql } from "drizzle-orm";
import { boolean, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { ROLES } from "../../lib/domain/permission";
import { bytes, instant, operationId } from "./columns";

/** The people of the console. */
export const staff = pgTable(
  "staff",
  {
    staffId: uuid().primaryKey(),
    email: text().notNull(),
    displayName: text().notNull(),
    role: text({ enum: ROLES }).notNull(),
    /** argon2id, PHC string. */
    passwordHash: text().notNull(),
    isActive: boolean().notNull().default(true),
    languages: text().array().notNull().default(sql`'{en}'`),
    createdAt: instant().notNull().defaultNow(),
    opId: operationId(),
  },
  // Sign-in finds a person by address whatever its case.
  (t) => [uniqueIndex("staff_email").on(sql`lower(${t.email})`)],
);

/** Sessions, checked on every request; the cookie only points here. */
export const staffSessions = pgTable(
  "staff_sessions",
  {
    /** SHA-256 of the session id the cookie carries. */
    sessionHash: bytes().primaryKey(),
    staffId: uuid()
      .notNull()
      .references(() => staff.staffId),
    createdAt: instant().notNull().defaultNow(),
    /** Written at most once a minute; a session idle for 30 minutes is over. */
    lastSeenAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
    userAgent: text(),
    opId: operationId(),
  },
  // Revoking all sessions of a person.
  (t) => [index("staff_sessions_staff").on(t.staffId)],
);

/** Attempts to sign in, for the limit by account and by address. */
export const signInAttempts = pgTable(
  "sign_in_attempts",
  {
    attemptId: uuid().primaryKey(),
    /** HMAC of the lower-cased e-mail; HMAC of the network address. */
    accountHash: bytes().notNull(),
    addressHash: bytes().notNull(),
    at: instant().notNull().defaultNow(),
    hasSucceeded: boolean().notNull(),
    opId: operationId(),
  },
  (t) => [
    // Failures of an account, or of an address, in the last minutes.
    index("sign_in_attempts_account").on(t.accountHash, t.at),
    index("sign_in_attempts_address").on(t.addressHash, t.at),
  ],
);
