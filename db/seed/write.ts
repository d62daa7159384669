import type { Operation } from "../../lib/services/run-operation";

/** Rows of one statement. */
const BATCH = 2_500;

function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Every value as `jsonb_populate_recordset` reads it. */
function jsonOf(rows: readonly object[], fields: string[]): string {
  return JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(
        fields.map((field) => {
          const value: unknown = (row as Record<string, unknown>)[field] ?? null;
          return [columnOf(field), Buffer.isBuffer(value) ? `\\x${value.toString("hex")}` : value];
        }),
      ),
    ),
  );
}

/** Inserts rows into a table, in batches, each row carrying the operation's id. Columns are those of `fields`. */
export async function insertAll<R extends object>(
  op: Operation,
  table: string,
  fields: (keyof R & string)[],
  rows: readonly R[],
  onBatch: (done: number) => void = () => {},
): Promise<void> {
  const columns = fields.map((field) => `"${columnOf(field)}"`).join(", ");
  const text = `insert into ${table} (${columns}, op_id)
    select ${columns}, $2::uuid from jsonb_populate_recordset(null::${table}, $1::jsonb)`;
  for (let from = 0; from < rows.length; from += BATCH) {
    await op.query(`sample_${table}`, text, [jsonOf(rows.slice(from, from + BATCH), fields), op.operationId]);
    onBatch(Math.min(rows.length, from + BATCH));
  }
}

/** Inserts rows that all have the same fields: those of the first. */
export async function insertRows(
  op: Operation,
  table: string,
  rows: readonly object[],
  onBatch?: (done: number) => void,
): Promise<void> {
  const [first] = rows;
  if (first)
    await insertAll<Record<string, unknown>>(
      op,
      table,
      Object.keys(first),
      rows as Record<string, unknown>[],
      onBatch,
    );
}
