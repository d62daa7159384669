import { sql } from "drizzle-orm";
import { boolean, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, transactionId } from "./columns";

/** One actor's one command: the idempotency key of a write and the seal of its transaction. */
export const operations = pgTable("operations", {
  operationId: uuid().primaryKey(),
  actorKind: text().notNull(),
  actorId: text().notNull(),
  command: text().notNull(),
  /** SHA-256 of the command's input, hex: a replay with another input is refused. */
  payloadHash: text().notNull(),
  isDone: boolean().notNull().default(false),
  result: jsonb(),
  xid: transactionId().notNull().default(sql`pg_current_xact_id()`),
  at: instant().notNull().defaultNow(),
});
