import { jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { instant, operationId } from "./columns";

/** What an installation sets for itself: the platform's name, its support address. */
export const settings = pgTable("settings", {
  key: text().primaryKey(),
  value: jsonb().notNull(),
  updatedAt: instant().notNull(),
  opId: operationId(),
});
