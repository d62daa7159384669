import type { Task } from "graphile-worker";
import type { Database } from "@/db/connect";
import { recoverBackTests } from "@/lib/services/back-test-ledger";
import { runBackTest } from "@/lib/services/back-test-run";

/** Replays the messages of a period under a draft policy. Reads on a connection of its own to `url`. */
export function backTest(url: string, database: Database): Task {
  return async (payload, { abortSignal }) => {
    const { backTestId } = payload as { backTestId: string };
    await runBackTest({ database, url, signal: abortSignal }, backTestId);
  };
}

/** Every minute: back-tests whose worker was lost are given to another one. */
export function recoverLostBackTests(database: Database): Task {
  return async () => {
    await recoverBackTests(database);
  };
}
