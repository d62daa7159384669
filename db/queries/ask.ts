import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import type pg from "pg";
import type { Database } from "../connect";

/** Runs a statement prepared by name: on the pool, on one connection, or inside an operation. */
export type Ask = <R extends pg.QueryResultRow>(
  name: string,
  text: string,
  values: unknown[],
) => Promise<R[]>;

/** As much of an operation as its statements need: every row they write carries its id. */
export type NamedQuery = { operationId: string; query: Ask };

/** Asks on one connection: what is asked before an answer has come leaves together. */
export function askingOn(client: Pick<pg.Pool, "query">): Ask {
  return async <R extends pg.QueryResultRow>(name: string, text: string, values: unknown[]) =>
    (await client.query<R>({ name, text, values })).rows;
}

/** Asks the pool: for a single question outside an operation. */
export function asking({ pool }: Pick<Database, "pool">): Ask {
  return askingOn(pool);
}

/** Reads on one connection, so that the questions of a page go out together and take one place in the pool. */
export async function reading<T>(
  { pool }: Pick<Database, "pool">,
  read: (ask: Ask) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    return await read(askingOn(client));
  } finally {
    client.release();
  }
}

/** The same with Drizzle: the questions of one page share one connection. */
export async function readingDrizzle<T>(
  { pool }: Pick<Database, "pool">,
  read: (db: NodePgDatabase) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    return await read(drizzle(client, { casing: "snake_case" }));
  } finally {
    client.release();
  }
}
