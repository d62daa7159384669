import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { endAbandoned, endGroup, type Held, markOf, writeRegister } from "./register.ts";
import { Unmet } from "./unmet.ts";

/** Holds what one command starts, and ends all of it however the command itself ends (kill -9 included). */
export interface Guard {
  /** Starts a command as the leader of a group of its own, so that its own children end with it. */
  start(command: string, args: readonly string[], options?: SpawnOptions): ChildProcess;
  /** Ends a started command's whole group: SIGTERM, and SIGKILL after ten seconds. */
  end(child: ChildProcess): Promise<void>;
  /** Keeps something until `close`; the returned function lets go of it without ending it. */
  hold(held: Held): () => void;
  /** Resolves at once, or never when everything is being ended: call it before the next of several steps. */
  proceed(): Promise<void>;
  /** Ends everything that is held: groups, then servers, then folders. Nothing can be started or held afterwards. */
  close(): Promise<void>;
}

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const REGISTERS = join(ROOT, ".lockkeeper", "running");
const GUARDIAN = fileURLToPath(new URL("./guardian.ts", import.meta.url));

/**
 * Ends what earlier, killed commands left behind, and opens a guard for this process. A second small process watches
 * this one and does the ending, so it also happens when this one cannot.
 */
export async function openGuard(): Promise<Guard> {
  await endAbandoned(REGISTERS);
  const file = join(REGISTERS, `${process.pid}.json`);
  const owner = markOf(process.pid);
  let held: Held[] = [];
  const keep = (next: Held[]): void => {
    held = next;
    writeRegister(file, { owner, held });
  };
  keep([]);
  // Its own session, so that a Ctrl-C or a closed terminal does not reach it.
  const guardian = spawn(process.execPath, ["--no-warnings", GUARDIAN, file], {
    cwd: ROOT,
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  const gone = new Promise<void>((done) => guardian.once("exit", () => done()));
  guardian.on("error", () => {});
  guardian.stdin?.on("error", () => {});
  guardian.unref();
  (guardian.stdin as unknown as { unref?: () => void } | null)?.unref?.();

  let closing: Promise<void> | null = null;
  const hold = (one: Held): (() => void) => {
    if (closing !== null) throw new Unmet("Everything is being ended; nothing more is started.");
    keep([...held, one]);
    return () => {
      if (closing === null) keep(held.filter((other) => other !== one));
    };
  };
  return {
    start(command, args, options = {}) {
      if (closing !== null) throw new Unmet("Everything is being ended; nothing more is started.");
      const child = spawn(command, args, { ...options, detached: true });
      if (child.pid !== undefined) {
        const release = hold({ kind: "group", mark: markOf(child.pid) });
        // Whatever the leader left running in its group ends with it.
        child.once("exit", () => {
          const pid = child.pid;
          if (pid !== undefined && closing === null)
            endGroup({ pid, begunAt: null }, 1_000).then(release, release);
        });
      }
      return child;
    },
    async end(child) {
      if (child.pid !== undefined) await endGroup({ pid: child.pid, begunAt: null });
    },
    hold,
    proceed: () => (closing === null ? Promise.resolve() : new Promise(() => {})),
    close() {
      closing ??= (async () => {
        guardian.ref();
        guardian.stdin?.end();
        await gone;
        if (existsSync(file)) await endAbandoned(REGISTERS);
      })();
      return closing;
    },
  };
}

/**
 * Runs a command's main part under a guard and ends the process with the code it returns. SIGINT, SIGTERM, SIGHUP and
 * the death of the process that started us end everything first; a thrown error is printed and gives code 1.
 */
export async function runGuarded(main: (guard: Guard) => Promise<number>): Promise<never> {
  const guard = await openGuard();
  let isEnding = false;
  const end = async (code: number): Promise<never> => {
    isEnding = true;
    await guard.close();
    process.exit(code);
  };
  const onSignal = (code: number) => () => {
    if (!isEnding) void end(code);
  };
  process.on("SIGINT", onSignal(130));
  process.on("SIGTERM", onSignal(143));
  process.on("SIGHUP", onSignal(129));
  if (process.channel) {
    process.on("disconnect", onSignal(143));
    process.channel.unref();
  }
  try {
    const code = await main(guard);
    if (!isEnding) return await end(code);
  } catch (error) {
    if (!isEnding) {
      process.stderr.write(
        `${error instanceof Unmet ? error.message : error instanceof Error ? error.stack : error}\n`,
      );
      return await end(1);
    }
  }
  return await new Promise<never>(() => {});
}
