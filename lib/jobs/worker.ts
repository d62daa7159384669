import { Logger, parseCronItems, type Runner, run } from "graphile-worker";
import type { Database } from "@/db/connect";
import { connect } from "@/db/connect";
import { log } from "@/lib/log";
import { startSealer } from "@/lib/services/audit";
import { backTest, recoverLostBackTests } from "./back-test";
import { detectLinked } from "./detect-linked";
import { ensurePartitions } from "./ensure-partitions";
import { releaseMetLocks } from "./release-locks";
import { sendEmail } from "./send-email";
import { trainContentModelJob } from "./train-content-model";

/** A running worker; `stop` finishes the job at hand and gives its connections back. */
export type Worker = { stop(): Promise<void> };

const logger = new Logger(() => (level, message) => {
  if (level === "error" || level === "warning") log.warn({ source: "worker" }, message);
});

/** How often new audit entries are chained. */
const SEAL_EVERY_MS = 250;

/**
 * Runs the jobs and the sealer. Several workers may run at once, in the server's process or in their own.
 * The job tables belong to the owner of the database, so this connects without the application's role; each job's own
 * writes go through `database` and `runOperation`.
 */
export async function startWorker(url: string, database: Database): Promise<Worker> {
  const queue = connect(url, { role: null, max: 4, applicationName: "lockkeeper-worker", pipeline: false });
  const runner: Runner = await run({
    pgPool: queue.pool,
    logger,
    concurrency: 4,
    pollInterval: 1_000,
    noHandleSignals: true,
    taskList: {
      send_email: sendEmail(database),
      ensure_partitions: ensurePartitions(database),
      detect_linked: detectLinked(database),
      back_test: backTest(url, database),
      recover_back_tests: recoverLostBackTests(database),
      release_locks: releaseMetLocks(database),
      train_content_model: trainContentModelJob(database),
    },
    parsedCronItems: parseCronItems([
      { task: "ensure_partitions", match: "17 3 * * *" },
      { task: "recover_back_tests", match: "* * * * *" },
      { task: "release_locks", match: "23 * * * *" },
      { task: "train_content_model", match: "41 2 * * *" },
    ]),
    // Without these two a completion is lost when the process stops in the middle of it.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
  const sealer = startSealer(database, { everyMs: SEAL_EVERY_MS });
  return {
    stop: async () => {
      await Promise.all([runner.stop(), sealer.stop()]);
      await queue.close();
    },
  };
}
