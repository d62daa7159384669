import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { isRunning, markOf, type ProcessMark } from "./register.ts";

/** The process in a lock file; null when it has just been removed. */
function holderOf(file: string): ProcessMark | null {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/** Runs `work` while no other process (or caller) holds the lock file; a lock whose holder died is taken over. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const mine = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(mine, JSON.stringify(markOf(process.pid)));
  for (;;) {
    try {
      // Linked into place whole: a lock never exists without its holder's name in it.
      linkSync(mine, file);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = holderOf(file);
      if (holder !== null && !isRunning(holder)) rmSync(file, { force: true });
      else await delay(100);
    }
  }
  rmSync(mine, { force: true });
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
