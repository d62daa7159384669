import type { Task } from "graphile-worker";
import type { Database } from "@/db/connect";
import { type LinkedLook, lookAtLinked } from "@/lib/services/linked-accounts";

/** Looks at the accounts linked to a restricted one. */
export function detectLinked(database: Database): Task {
  return async (payload) => {
    await lookAtLinked(database, payload as LinkedLook & { restrictedAt: string });
  };
}
