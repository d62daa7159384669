import { Command } from "commander";
import { connect } from "@/db/connect";
import { migrate } from "@/db/migrate";
import { ensurePolicy } from "@/lib/services/policy";
import type { WithDatabaseUrl } from "./with-database";

/** `db migrate`: brings the database to this version's shape and publishes the first policy. */
export function dbCommand(withDatabaseUrl: WithDatabaseUrl): Command {
  const db = new Command("db").description("the database's shape");
  db.command("migrate")
    .description("bring the database to this version's shape; safe to run again")
    .addHelpText("after", "\nExample: DATABASE_URL=postgres://… npm run lockkeeper -- db migrate")
    .action(async () => {
      await withDatabaseUrl(async (url) => {
        await migrate(url);
        const database = connect(url, { max: 1 });
        try {
          await ensurePolicy(database);
        } finally {
          await database.close();
        }
      });
      console.error("The database has this version's shape.");
    });
  return db;
}
