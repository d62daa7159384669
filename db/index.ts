import "server-only";
import { connect, type Database } from "./connect";

const holder = globalThis as typeof globalThis & { lockkeeperDb?: Database };

/**
 * The server's database, connected at the first question so that a build needs none.
 * @throws when `DATABASE_URL` is not set.
 */
export function getDb(): Database {
  if (!holder.lockkeeperDb) {
    const url = process.env.DATABASE_URL;
    if (!url)
      throw new Error(
        "DATABASE_URL is not set: start with `npm run demo`, or point it at a PostgreSQL 15 or newer.",
      );
    holder.lockkeeperDb = connect(url, { max: Number(process.env.DATABASE_POOL ?? 10) });
  }
  return holder.lockkeeperDb;
}
