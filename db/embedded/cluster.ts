import { spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { appendFile, rename, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { postmasterOf } from "./register.ts";

/** One PostgreSQL: its programs, the account it runs as, and the folder (owned by that account) it lives in. */
export interface Cluster {
  binaries: Binaries;
  account: Account | null;
  /** Holds `cluster/` (the data directory) and `postgres.log`. */
  home: string;
}

/** Settings by name, as `postgresql.conf` spells them. */
export type Settings = Readonly<Record<string, string | number>>;

export const SUPERUSER = "postgres";

/** The data directory proper. */
export function dataDirectory(cluster: Cluster): string {
  return join(cluster.home, "cluster");
}

/** Makes a folder that only the server's account may enter. */
export function makeHome(home: string, account: Account | null): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (account) chownSync(home, account.uid, account.gid);
}

/** Runs a program of PostgreSQL; resolves to its exit code and output. Does not wait for what it leaves running. */
function runProgram(
  cluster: Cluster,
  program: "initdb" | "pg_ctl",
  args: readonly string[],
  isServerStart: boolean,
): Promise<{ code: number; output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(join(cluster.binaries.folder, program), args, {
      cwd: cluster.home,
      // The server would inherit a pipe and keep it open.
      stdio: isServerStart ? "ignore" : ["ignore", "pipe", "pipe"],
      env: { ...process.env, LC_ALL: "C", TZ: "UTC", HOME: cluster.home },
      ...(cluster.account ? { uid: cluster.account.uid, gid: cluster.account.gid } : {}),
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (part) => (output += String(part)));
    child.once("error", fail);
    child.once(isServerStart ? "exit" : "close", (code) => done({ code: code ?? 1, output }));
  });
}

/** Makes the data directory; all of it or nothing. `isKept` false skips the flush to disk. */
export async function initialise(cluster: Cluster, password: string, isKept: boolean): Promise<void> {
  const { account, home } = cluster;
  const fresh = join(home, "cluster.new");
  const passwordFile = join(home, "password");
  await rm(fresh, { recursive: true, force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) chownSync(passwordFile, account.uid, account.gid);
  try {
    // macOS has no C.UTF-8; from 17 on PostgreSQL brings its own.
    const locale =
      process.platform === "darwin" && cluster.binaries.major >= 17
        ? ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        : [`--locale=${process.platform === "darwin" ? "C" : "C.UTF-8"}`];
    const { code, output } = await runProgram(
      cluster,
      "initdb",
      [
        "-D",
        fresh,
        "-U",
        SUPERUSER,
        "-E",
        "UTF8",
        ...locale,
        "-A",
        "scram-sha-256",
        `--pwfile=${passwordFile}`,
      ].concat(isKept ? [] : ["--no-sync"]),
      false,
    );
    if (code !== 0) throw new Error(`initdb ended with ${code}:\n${output}`);
    await appendFile(join(fresh, "postgresql.conf"), "\ninclude = 'lockkeeper.conf'\n");
    writeFileSync(join(fresh, "lockkeeper.conf"), "");
    if (account) chownSync(join(fresh, "lockkeeper.conf"), account.uid, account.gid);
    await rename(fresh, dataDirectory(cluster));
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** The major version a data directory was made by; null when there is none yet. */
export function majorOf(home: string): number | null {
  const file = join(home, "cluster", "PG_VERSION");
  return existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : null;
}

/** The port of the running server of this cluster; null when none runs or it is not ready. */
export function runningPort(cluster: Cluster): number | null {
  const data = dataDirectory(cluster);
  if (postmasterOf(data) === null) return null;
  const lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
  return lines[7]?.trim() === "ready" ? Number(lines[3]) : null;
}

/**
 * Starts the server on a loopback port and waits until it answers. False when it did not start, which is worth another
 * try: after a kill the old server's processes and memory linger for some seconds.
 */
export async function startServer(cluster: Cluster, port: number, settings: Settings): Promise<boolean> {
  const all: Settings = {
    listen_addresses: "127.0.0.1",
    port,
    // TCP only: a socket's path may not exceed 107 bytes, which a deep project folder does.
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
    ...settings,
  };
  const text = Object.entries(all).map(([name, value]) => `${name} = '${value}'\n`);
  writeFileSync(join(dataDirectory(cluster), "lockkeeper.conf"), text.join(""));
  const log = join(cluster.home, "postgres.log");
  const size = await stat(log).then(
    (status) => status.size,
    () => 0,
  );
  if (size > 16 * 1024 * 1024) await rename(log, `${log}.1`);
  const args = ["-D", dataDirectory(cluster), "-l", log, "-w", "-t", "120", "-s", "start"];
  return (await runProgram(cluster, "pg_ctl", args, true)).code === 0;
}

/** The end of the server's log, for a message about a start that failed. */
export function logTail(cluster: Cluster): string {
  const log = join(cluster.home, "postgres.log");
  return existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n").slice(-8).join("\n") : "(no log)";
}

/** A loopback port nobody listens on: `wanted` if it is free, else one the system picks. */
export async function freePort(wanted: number | null): Promise<number> {
  const probe = (port: number): Promise<number | null> =>
    new Promise((done) => {
      const server = createServer();
      server.once("error", () => done(null));
      server.listen(port, "127.0.0.1", () => {
        const address = server.address();
        server.close(() => done(typeof address === "object" && address ? address.port : null));
      });
    });
  const port = (wanted === null ? null : await probe(wanted)) ?? (await probe(0));
  if (port === null) throw new Error("no free loopback port could be found");
  return port;
}
