// What one command has running, written down so that another process can end it. Run by Node without tsx: erasable
// syntax and relative imports only.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** A process and when it began, so that a reused process id is never mistaken for it. */
export interface ProcessMark {
  pid: number;
  begunAt: string | null;
}

/** Something that must not outlive its owner. */
export type Held =
  | { kind: "group"; mark: ProcessMark }
  | { kind: "folder"; path: string }
  | {
      kind: "postgres";
      /** The data directory holding `postmaster.pid`. */
      cluster: string;
      /** SIGINT ends a server in order, SIGQUIT at once (for data nobody keeps). */
      signal: "SIGINT" | "SIGQUIT";
      /** Folder with one file per process using the server; it is stopped only by the last one. Null: not shared. */
      holders: string | null;
    };

export interface Register {
  owner: ProcessMark;
  held: Held[];
}

/** When a process began, in the system's own words; null when there is no such process or no way to know. */
export function begunAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    if (existsSync("/proc/self/stat")) return null;
    const { stdout } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
    return stdout?.trim() || null;
  }
}

/** The mark of a process that runs now. */
export function markOf(pid: number): ProcessMark {
  return { pid, begunAt: begunAt(pid) };
}

function exists(target: number): boolean {
  try {
    process.kill(target, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether this very process still runs (a zombie counts until it is reaped). */
export function isRunning(mark: ProcessMark): boolean {
  return exists(mark.pid) && (mark.begunAt === null || begunAt(mark.pid) === mark.begunAt);
}

/** Waits until `isDone`, at most `limitMs`; false when time ran out. */
export async function until(isDone: () => boolean, limitMs: number): Promise<boolean> {
  for (const end = Date.now() + limitMs; !isDone(); ) {
    if (Date.now() > end) return false;
    await delay(50);
  }
  return true;
}

function signalQuietly(target: number, signal: NodeJS.Signals): void {
  try {
    process.kill(target, signal);
  } catch {
    // Already gone.
  }
}

/** Ends a process group: SIGTERM, and SIGKILL to what is left after `graceMs`. */
export async function endGroup(mark: ProcessMark, graceMs = 10_000): Promise<void> {
  const leaderIsOther = exists(mark.pid) && !isRunning(mark);
  if (leaderIsOther || !exists(-mark.pid)) return;
  signalQuietly(-mark.pid, "SIGTERM");
  if (await until(() => !exists(-mark.pid), graceMs)) return;
  signalQuietly(-mark.pid, "SIGKILL");
  await until(() => !exists(-mark.pid), 5_000);
}

/** The process id in `postmaster.pid`, when that process runs. */
export function postmasterOf(cluster: string): number | null {
  try {
    const pid = Number(readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[0]);
    return pid > 0 && exists(pid) ? pid : null;
  } catch {
    return null;
  }
}

/** The live processes, other than `except`, that use a shared server; marks of dead ones are removed. */
export function liveHolders(folder: string, except: number): number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name);
    try {
      const mark: ProcessMark = JSON.parse(readFileSync(file, "utf8"));
      if (isRunning(mark)) return mark.pid === except ? [] : [mark.pid];
      rmSync(file, { force: true });
    } catch {
      // Half-written by a process that is just starting: neither counted nor removed.
    }
    return [];
  });
}

async function endPostgres(held: Extract<Held, { kind: "postgres" }>, owner: number): Promise<void> {
  if (held.holders !== null) {
    rmSync(join(held.holders, `${owner}.json`), { force: true });
    if (liveHolders(held.holders, owner).length > 0) return;
  }
  const pid = postmasterOf(held.cluster);
  if (pid === null) return;
  signalQuietly(pid, held.signal);
  if (await until(() => !exists(pid), 30_000)) return;
  signalQuietly(pid, "SIGQUIT");
  await until(() => !exists(pid), 10_000);
}

/** Writes a register in one step, so that a reader never sees half of it. */
export function writeRegister(file: string, register: Register): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(register));
  renameSync(`${file}.new`, file);
}

/** Ends everything a register names (process groups, then servers, then folders) and removes the register. */
export async function endRegistered(file: string): Promise<void> {
  if (!existsSync(file)) return;
  const { owner, held }: Register = JSON.parse(readFileSync(file, "utf8"));
  await Promise.all(held.flatMap((one) => (one.kind === "group" ? [endGroup(one.mark)] : [])));
  await Promise.all(held.flatMap((one) => (one.kind === "postgres" ? [endPostgres(one, owner.pid)] : [])));
  for (const one of held) {
    if (one.kind === "folder") rmSync(one.path, { recursive: true, force: true, maxRetries: 5 });
  }
  rmSync(file, { force: true });
}

/** Ends what commands that no longer run have left behind, as their registers in `folder` tell. */
export async function endAbandoned(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".json"))) {
    const file = join(folder, name);
    try {
      const { owner }: Register = JSON.parse(readFileSync(file, "utf8"));
      // A guardian may be at it this moment; doing it twice is harmless.
      if (!isRunning(owner)) await endRegistered(file);
    } catch {
      rmSync(file, { force: true });
    }
  }
}
