import type { Task } from "graphile-worker";
import { v5 as uuidv5 } from "uuid";
import type { Database } from "@/db/connect";
import { log } from "@/lib/log";
import { trainContentModel } from "@/lib/services/content-training";
import { hasNewExamples } from "@/lib/services/content-training-request";

/** Names the operation of one night. */
const NIGHTS = "0198f0a0-0000-5000-8000-000000000023";

type Payload = { by?: string; operationId?: string; _cron?: { ts: string } };

/** Trains the content filter: each night if anything was judged since, and when a person asks. */
export function trainContentModelJob(database: Database): Task {
  return async (payload) => {
    const { by, operationId, _cron } = payload as Payload;
    if (!operationId && !(await hasNewExamples(database))) return;
    const trained = await trainContentModel(database, {
      by: by ?? "nightly",
      operationId: operationId ?? uuidv5(_cron?.ts ?? new Date().toISOString().slice(0, 10), NIGHTS),
    });
    if (!trained.ok) log.info({ reason: trained.error }, "content filter not trained");
  };
}
