import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { chmod, mkdir, rename } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { findBarrier, serverAccount } from "./account.ts";
import { chooseBinaries } from "./binaries.ts";
import {
  type Cluster,
  dataDirectory,
  freePort,
  initialise,
  logTail,
  majorOf,
  makeHome,
  runningPort,
  type Settings,
  SUPERUSER,
  startServer,
} from "./cluster.ts";
import type { Guard } from "./guard.ts";
import { withLock } from "./lock.ts";
import { markOf } from "./register.ts";
import { Unmet } from "./unmet.ts";

/** A database that answers. */
export interface OpenDatabase {
  /** Connects as the database's owner, who is not a superuser. */
  url: string;
  /** Connects as superuser; null when the database is not ours to administer. */
  adminUrl: string | null;
  /** Such as "18.4"; null when the database came from `DATABASE_URL`. */
  version: string | null;
}

/** What is kept about the embedded server, readable by our account alone. */
interface Kept {
  home: string;
  port: number;
  adminPassword: string;
  ownerPassword: string;
}

const OWNER = "lockkeeper";
const RETRY_MS = 15_000;
const SETTINGS: Settings = {
  max_connections: 150,
  shared_buffers: "256MB",
  max_wal_size: "2GB",
  checkpoint_timeout: "15min",
  random_page_cost: 1.1,
};

/** The folder durable data lives in: `LOCKKEEPER_DATA`, or `.lockkeeper/data` in the project. */
export function dataFolder(): string {
  return resolve(
    process.env.LOCKKEEPER_DATA ?? fileURLToPath(new URL("../../.lockkeeper/data", import.meta.url)),
  );
}

/** Reads a JSON file that only our account may read; null when there is none. */
function readKept(file: string): Kept | null {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

async function writeKept(file: string, kept: Kept): Promise<void> {
  writeFileSync(`${file}.new`, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  await chmod(`${file}.new`, 0o600);
  await rename(`${file}.new`, file);
}

function urlOf(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}

async function withAdmin<T>(kept: Kept, port: number, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: urlOf(SUPERUSER, kept.adminPassword, port, "postgres") });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Whether the server on this port is the one of this data directory (its password says so). */
async function isOurs(kept: Kept, port: number): Promise<boolean> {
  return await withAdmin(kept, port, async () => true).catch(() => false);
}

/**
 * Where the server's files go: in the data folder, unless its account cannot get there (a project under /root); then in
 * a folder of its own under /var/lib, found again by the data folder's path.
 */
async function chooseHome(folder: string, account: Cluster["account"]): Promise<string> {
  const wanted = join(folder, "postgres");
  if (!account || (await findBarrier(folder, account)) === null) return wanted;
  const mark = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  await mkdir("/var/lib/lockkeeper", { recursive: true, mode: 0o755 });
  return `/var/lib/lockkeeper/${mark}`;
}

/** Starts the server or finds it running; resolves to its port. Retries for a quarter of a minute after a kill. */
async function reach(cluster: Cluster, kept: Kept): Promise<number> {
  for (const end = Date.now() + RETRY_MS; ; ) {
    const running = runningPort(cluster);
    if (running !== null && (await isOurs(kept, running))) return running;
    if (running === null) {
      const port = await freePort(kept.port);
      if (await startServer(cluster, port, SETTINGS)) return port;
    }
    if (Date.now() > end) {
      throw new Unmet(
        `The embedded PostgreSQL in ${dataDirectory(cluster)} does not start; the end of its log:\n${logTail(cluster)}`,
      );
    }
    await delay(500);
  }
}

async function ensureDatabase(kept: Kept, port: number, name: string): Promise<void> {
  await withAdmin(kept, port, async (admin) => {
    const owner = pg.escapeIdentifier(OWNER);
    const { rowCount: roles } = await admin.query("select 1 from pg_roles where rolname = $1", [OWNER]);
    if (roles === 0) {
      await admin.query(
        `create role ${owner} login createrole createdb password ${pg.escapeLiteral(kept.ownerPassword)}`,
      );
      // From 16 on a role that creates another does not get its rights without this.
      const { rows } = await admin.query<{ n: number }>(
        "select current_setting('server_version_num')::int as n",
      );
      if ((rows[0]?.n ?? 0) >= 160000) {
        await admin.query(`alter role ${owner} set createrole_self_grant = 'set, inherit'`);
      }
    }
    const { rowCount } = await admin.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount === 0) await admin.query(`create database ${pg.escapeIdentifier(name)} owner ${owner}`);
  });
}

/**
 * Starts the embedded PostgreSQL on durable data (or joins the one running there) and makes sure the database exists.
 * The guard stops it when the last process using it ends. Refuses with {@link Unmet} when no PostgreSQL can run here.
 */
export async function startEmbedded(options: {
  guard: Guard;
  dataDir?: string;
  name?: string;
}): Promise<OpenDatabase & { adminUrl: string; version: string }> {
  const folder = resolve(options.dataDir ?? dataFolder());
  const name = options.name ?? "lockkeeper";
  mkdirSync(folder, { recursive: true });
  // One at a time: the first makes the cluster and its passwords, the others find them.
  return await withLock(join(folder, "starting.lock"), () => startAlone(options.guard, folder, name));
}

async function startAlone(
  guard: Guard,
  folder: string,
  name: string,
): Promise<OpenDatabase & { adminUrl: string; version: string }> {
  const account = serverAccount();
  const keptFile = join(folder, "postgres.json");
  const before = readKept(keptFile);
  const home = before?.home ?? (await chooseHome(folder, account));
  makeHome(home, account);
  const cluster: Cluster = { account, home, binaries: await chooseBinaries(account, home, majorOf(home)) };
  const kept: Kept = before ?? {
    home,
    port: await freePort(null),
    adminPassword: randomBytes(24).toString("base64url"),
    ownerPassword: randomBytes(24).toString("base64url"),
  };
  if (before === null) await writeKept(keptFile, kept);
  if (majorOf(home) === null) await initialise(cluster, kept.adminPassword, true);

  const holders = join(folder, "holders");
  mkdirSync(holders, { recursive: true });
  writeFileSync(join(holders, `${process.pid}.json`), JSON.stringify(markOf(process.pid)));
  guard.hold({ kind: "postgres", cluster: dataDirectory(cluster), signal: "SIGINT", holders });
  const port = await reach(cluster, kept);
  if (port !== kept.port) await writeKept(keptFile, { ...kept, port });
  await ensureDatabase(kept, port, name);
  return {
    url: urlOf(OWNER, kept.ownerPassword, port, name),
    adminUrl: urlOf(SUPERUSER, kept.adminPassword, port, name),
    version: cluster.binaries.version,
  };
}

/** The database of `DATABASE_URL` when that is set, else the embedded one. */
export async function openDatabase(guard: Guard): Promise<OpenDatabase> {
  const url = process.env.DATABASE_URL;
  return url ? { url, adminUrl: null, version: null } : await startEmbedded({ guard });
}
