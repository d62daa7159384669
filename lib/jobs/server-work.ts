import { getDb } from "@/db";
import { log } from "@/lib/log";
import { watchIncoming } from "@/lib/services/incoming";
import { closeLiveStreams } from "@/lib/services/live";
import { ensurePolicy } from "@/lib/services/policy";
import { beginToEnd } from "@/lib/services/readiness";
import { startWorker, type Worker } from "./worker";

/** What a server process does beside answering requests, unless `LOCKKEEPER_WORKER=0` leaves it to a worker process. */
export async function startServerWork(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url) return;
  watchIncoming();
  const database = getDb();
  let worker: Worker | undefined;
  const stop = (): void => {
    beginToEnd();
    closeLiveStreams();
    worker?.stop().catch((error: unknown) => log.error({ err: error }, "worker did not stop"));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  try {
    await ensurePolicy(database);
    if (process.env.LOCKKEEPER_WORKER !== "0") worker = await startWorker(url, database);
  } catch (error) {
    // The pages answer 503 by themselves; without the worker nothing is sealed or sent, so say it loudly.
    log.error({ err: error }, "background work did not start");
  }
}
