import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@/db/connect";
import { asking } from "@/db/queries/ask";
import { findReadiness } from "@/db/queries/readiness";

const holder = globalThis as typeof globalThis & { lockkeeperIsEnding?: boolean };
/** A balancer asks every few seconds: better no than late. */
const PATIENCE_MS = 2_000;

/** From now on this process says that it is not ready, so that no new work comes to it. */
export function beginToEnd(): void {
  holder.lockkeeperIsEnding = true;
}

/** Whether this process is ending: what takes long stops at the next occasion. */
export function isEnding(): boolean {
  return holder.lockkeeperIsEnding === true;
}

export type Ready = {
  ready: boolean;
  checks: Record<"process" | "database" | "migrations" | "audit", boolean>;
};

/** Whether this process should get requests: not ending, database there, migrations applied, audit writable. */
export async function checkReady(database: Pick<Database, "pool">): Promise<Ready> {
  const asked = findReadiness(asking(database)).catch(() => null);
  const timer = new AbortController();
  const late = sleep(PATIENCE_MS, null, { signal: timer.signal }).catch(() => null);
  const found = await Promise.race([asked, late]);
  timer.abort();
  const checks = {
    process: !isEnding(),
    database: found !== null,
    migrations: found?.missingColumns === 0,
    audit: found?.isAuditWritable === true,
  };
  return { ready: Object.values(checks).every(Boolean), checks };
}
