import { integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { Policy } from "../../lib/domain/policy";
import { instant, operationId } from "./columns";

/** Published policies; the highest version is in force. Append-only. */
export const policyVersions = pgTable("policy_versions", {
  version: integer().primaryKey(),
  policy: jsonb().$type<Policy>().notNull(),
  publishedAt: instant().notNull(),
  publishedBy: text().notNull(),
  opId: operationId(),
});
