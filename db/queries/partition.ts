import type { Database } from "../connect";

/** Makes sure that a partitioned table has a partition for each of these months; does nothing where one stands. */
export async function ensureMonths(
  { pool }: Pick<Database, "pool">,
  table: "messages" | "audit_entries",
  months: Date[],
): Promise<void> {
  for (const month of months) {
    await pool.query("select app.ensure_month($1, $2)", [table, month.toISOString().slice(0, 10)]);
  }
}
