import type { QueryResultRow } from "pg";
import type { Database } from "@/db/connect";

/** Asks the pool by prepared statement: for questions outside an operation. */
export function asking({ pool }: Pick<Database, "pool">) {
  return async <R extends QueryResultRow>(name: string, text: string, values: unknown[]): Promise<R[]> =>
    (await pool.query<R>({ name, text, values })).rows;
}
