import { createHash, randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataFolder, type OpenDatabase, openDatabase } from "@/db/embedded/durable";
import type { Guard } from "@/db/embedded/guard";

/** What an installation must remember from one start to the next. In a file only our account may read. */
export interface Kept {
  /** Key of link tokens and limits: 32 random bytes, hex. */
  secret: string;
  /** Password of the sample staff; null before they have one. */
  password: string | null;
  /** The platform's first API key, which the database knows only as a hash; null before it is made. */
  apiKey: string | null;
}

/** An installation's database and what is kept beside it. */
export interface Installation {
  database: OpenDatabase;
  kept: Kept;
  /** Remembers a change. */
  keep(change: Partial<Kept>): void;
}

/** Each database has a file of its own, so that a key of one is never shown for another. */
function keptFile(database: OpenDatabase): string {
  if (database.adminUrl !== null) return join(dataFolder(), "installation.json");
  const { host, pathname } = new URL(database.url);
  const mark = createHash("sha256").update(`${host}${pathname}`).digest("hex").slice(0, 12);
  return join(dataFolder(), `installation-${mark}.json`);
}

function read(file: string): Kept | null {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function write(file: string, kept: Kept): void {
  mkdirSync(dataFolder(), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
}

/**
 * Opens the database (`DATABASE_URL`, or the embedded one, which the guard stops again unless others use it) and puts
 * `DATABASE_URL` and `LOCKKEEPER_SECRET` into the environment, where services and child processes look for them.
 */
export async function openInstallation(guard: Guard): Promise<Installation> {
  const database = await openDatabase(guard);
  const file = keptFile(database);
  let kept = read(file);
  if (kept === null) {
    const secret = process.env.LOCKKEEPER_SECRET ?? randomBytes(32).toString("hex");
    kept = { secret, password: null, apiKey: null };
    write(file, kept);
  }
  process.env.DATABASE_URL = database.url;
  process.env.LOCKKEEPER_SECRET ??= kept.secret;
  const installation: Installation = {
    database,
    kept,
    keep(change) {
      installation.kept = { ...installation.kept, ...change };
      write(file, installation.kept);
    },
  };
  return installation;
}
