import { getTableColumns, getTableName, is } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import { PgTable } from "drizzle-orm/pg-core";
import * as apiKeys from "../schema/api-keys";
import * as appeals from "../schema/appeals";
import * as auditEntries from "../schema/audit-entries";
import * as cases from "../schema/cases";
import * as decisions from "../schema/decisions";
import * as members from "../schema/members";
import * as messages from "../schema/messages";
import * as notices from "../schema/notices";
import * as operations from "../schema/operations";
import * as policyVersions from "../schema/policy-versions";
import * as reports from "../schema/reports";
import * as restrictions from "../schema/restrictions";
import * as settings from "../schema/settings";
import * as signals from "../schema/signals";
import * as staff from "../schema/staff";
import type { Ask } from "./ask";

const ROOMS = [
  ...[
    apiKeys,
    appeals,
    auditEntries,
    cases,
    decisions,
    members,
    messages,
    notices,
    operations,
    policyVersions,
  ],
  ...[reports, restrictions, settings, signals, staff],
];

/** Every column this build reads or writes, as `table.column`. */
const COLUMNS = ROOMS.flatMap((room) => Object.values(room))
  .filter((value) => is(value, PgTable))
  .flatMap((table) =>
    Object.entries(getTableColumns(table)).map(
      ([key, column]) => `${getTableName(table)}.${column.keyAsName ? toSnakeCase(key) : column.name}`,
    ),
  );

const READINESS = `
  select
    (select count(*)::int from unnest($1::text[]) as expected
      where not exists (select 1 from pg_attribute a
        where a.attrelid = to_regclass('public.' || split_part(expected, '.', 1))
          and a.attname = split_part(expected, '.', 2) and not a.attisdropped)) as "missingColumns",
    coalesce(has_table_privilege(to_regclass('public.audit_entries'), 'insert'), false)
      and not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off' as "isAuditWritable"`;

export type Readiness = { missingColumns: number; isAuditWritable: boolean };

/** Whether the database has the shape this build needs (all its migrations), and takes audit entries. */
export async function findReadiness(ask: Ask): Promise<Readiness> {
  const [row] = await ask<Readiness>("readiness", READINESS, [COLUMNS]);
  if (!row) throw new Error("no readiness");
  return row;
}
