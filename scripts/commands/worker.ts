import { Command } from "commander";
import { connect } from "@/db/connect";
import { startWorker } from "@/lib/jobs/worker";
import type { WithDatabaseUrl } from "./with-database";

/** `worker`: runs jobs and the sealer in a process of their own, beside servers started with LOCKKEEPER_WORKER=0. */
export function workerCommand(withDatabaseUrl: WithDatabaseUrl): Command {
  return new Command("worker")
    .description("run background jobs and seal the audit chain until interrupted")
    .addHelpText("after", "\nExample: DATABASE_URL=postgres://… npm run lockkeeper -- worker")
    .action(async () => {
      await withDatabaseUrl(async (url) => {
        const database = connect(url, { max: 4, applicationName: "lockkeeper-worker" });
        const worker = await startWorker(url, database);
        console.error("The worker runs. Press Ctrl-C to stop it.");
        await new Promise<void>((resolve) => {
          process.once("SIGINT", () => resolve());
          process.once("SIGTERM", () => resolve());
        });
        await worker.stop();
        await database.close();
      });
    });
}
