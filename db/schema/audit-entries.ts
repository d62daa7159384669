import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytes, instant, operationId, transactionId } from "./columns";

/** What happened, append-only; monthly partitions by `at` (declared in the migration). */
export const auditEntries = pgTable(
  "audit_entries",
  {
    entryId: uuid().notNull(),
    at: instant().notNull(),
    actorKind: text().notNull(),
    actorId: text().notNull(),
    /** Dotted verb, e.g. `case.decide`. */
    command: text().notNull(),
    subjectType: text().notNull(),
    subjectId: text().notNull(),
    /** Ids, codes and figures only: never text a member wrote. */
    data: jsonb().notNull(),
    xid: transactionId().notNull().default(sql`pg_current_xact_id()`),
    opId: operationId(),
  },
  (t) => [
    primaryKey({ columns: [t.at, t.entryId] }),
    // The sealer's cursor: entries in commit-safe order.
    index("audit_entries_seal").on(t.xid, t.entryId),
    // Timeline of one subject.
    index("audit_entries_subject").on(t.subjectType, t.subjectId, t.at),
  ],
);

/** The tamper-evident chain over `audit_entries`, written by one sealer in commit order. */
export const auditChain = pgTable("audit_chain", {
  seq: bigint({ mode: "number" }).primaryKey(),
  entryId: uuid().notNull().unique("audit_chain_entry"),
  entryAt: instant().notNull(),
  xid: transactionId().notNull(),
  hash: bytes().notNull(),
  sealedAt: instant().notNull().defaultNow(),
  opId: operationId(),
});
