import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as migrateDrizzle } from "drizzle-orm/node-postgres/migrator";
import { Logger, runMigrations } from "graphile-worker";
import pg from "pg";

const folder = fileURLToPath(new URL("./migrations", import.meta.url));
/** The job queue reports through here; migrations are silent unless they fail. */
const quiet = new Logger(() => () => {});
/** Two migrating at once would race; the second waits here. */
const MIGRATION_LOCK = 7265000;

/**
 * Brings a database to the present shape: our migrations, the job queue's, and this year's partitions. Safe to run again
 * and by several at once. Runs as the role of the URL, which must own the database.
 */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await runMigrations({ connectionString: url, logger: quiet });
    await migrateDrizzle(drizzle(client), { migrationsFolder: folder });
    const now = new Date();
    for (let month = 0; month < 12; month++) {
      const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + month, 1))
        .toISOString()
        .slice(0, 10);
      await client.query("select app.ensure_month('audit_entries', $1), app.ensure_month('messages', $1)", [
        start,
      ]);
    }
  } finally {
    await client.end();
  }
}
