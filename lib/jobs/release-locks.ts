import type { Task } from "graphile-worker";
import type { Database } from "@/db/connect";
import { releaseAllLocks, releaseLocks } from "@/lib/services/lock-release";

/** Releases what a member now meets the rules for; without a member, everybody's. */
export function releaseMetLocks(database: Database): Task {
  return async (payload) => {
    const { memberId } = (payload ?? {}) as { memberId?: string };
    if (memberId === undefined) await releaseAllLocks(database);
    else await releaseLocks(database, memberId);
  };
}
