import { sql } from "drizzle-orm";
import { check, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { Policy } from "../../lib/domain/policy";
import { instant, operationId } from "./columns";

/**
 * Published policies; the highest version is in force. Append-only. What came from a draft was approved by somebody who
 * neither proposed nor edited it.
 */
export const policyVersions = pgTable(
  "policy_versions",
  {
    version: integer().primaryKey(),
    policy: jsonb().$type<Policy>().notNull(),
    publishedAt: instant().notNull(),
    publishedBy: text().notNull(),
    title: text(),
    note: text(),
    baseVersion: integer(),
    /** The draft it was; null for the installer's versions. */
    draftId: uuid(),
    editedBy: uuid().array(),
    proposedBy: uuid(),
    approvedBy: uuid(),
    /** The version whose content it brings back. */
    rollsBackTo: integer(),
    opId: operationId(),
  },
  () => [
    check(
      "policy_versions_second_person",
      sql`draft_id is null or (proposed_by is not null and approved_by is not null and approved_by <> proposed_by
        and not (approved_by = any(coalesce(edited_by, '{}'))))`,
    ),
  ],
);
