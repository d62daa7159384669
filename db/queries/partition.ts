import type pg from "pg";
import type { Database } from "../connect";

/** Months that exist, by pool: each is made once per process. */
const knownMonths = new WeakMap<pg.Pool, Set<string>>();

/** duplicate_table, lock_not_available, deadlock_detected. */
const MADE_MEANWHILE = new Set(["42P07", "55P03", "40P01"]);

/**
 * Makes sure that a partitioned table has the months of these instants. Outside any operation: it changes tables, not
 * rows.
 */
export async function ensureMonths(
  { pool }: Pick<Database, "pool">,
  table: "messages" | "audit_entries",
  instants: Date[],
): Promise<void> {
  const known = knownMonths.get(pool) ?? new Set<string>();
  knownMonths.set(pool, known);
  const ensure = (month: string) => pool.query("select app.ensure_month($1, $2)", [table, month]);
  for (const month of new Set(instants.map((at) => `${at.toISOString().slice(0, 7)}-01`))) {
    if (known.has(`${table} ${month}`)) continue;
    try {
      await ensure(month);
    } catch (error) {
      // Somebody else made it meanwhile; asking again waits for their commit.
      if (!(error instanceof Error && "code" in error && MADE_MEANWHILE.has(String(error.code)))) throw error;
      await ensure(month);
    }
    known.add(`${table} ${month}`);
  }
}
