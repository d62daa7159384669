import type { Task } from "graphile-worker";
import type { Database } from "@/db/connect";
import { ensureMonths } from "@/db/queries/partition";

/** Makes the partitions of the coming three months, once a day. */
export function ensurePartitions(database: Database): Task {
  return async () => {
    const now = new Date();
    const months = [0, 1, 2, 3].map(
      (ahead) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)),
    );
    await ensureMonths(database, "audit_entries", months);
    await ensureMonths(database, "messages", months);
  };
}
