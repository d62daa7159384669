import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  begunAt,
  endAbandoned,
  endGroup,
  isRunning,
  liveHolders,
  markOf,
  until,
  writeRegister,
} from "./register";

let folder: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lockkeeper-guard-"));
});
afterEach(() => {
  for (const child of started.splice(0)) {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, "SIGKILL");
  }
  rmSync(folder, { recursive: true, force: true });
});

/** A group of two processes: a leader, and a child of it that does not heed SIGTERM. */
function startStubborn(): { child: ChildProcess; pid: number } {
  const script = `
    process.on("SIGTERM", () => {});
    require("node:child_process").spawn(process.execPath, ["-e", "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"]);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["-e", script], { detached: true, stdio: "ignore" });
  started.push(child);
  if (child.pid === undefined) throw new Error("not started");
  return { child, pid: child.pid };
}

const isGroupAlive = (pid: number): boolean => {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
};

test("a process is known by its number and its beginning", () => {
  const mark = markOf(process.pid);
  expect(isRunning(mark)).toBe(true);
  expect(isRunning({ ...mark, begunAt: `${begunAt(process.pid)}0` })).toBe(false);
});

test("a group that does not heed SIGTERM is ended all the same", async () => {
  const { pid } = startStubborn();
  await endGroup(markOf(pid), 300);
  expect(isGroupAlive(pid)).toBe(false);
});

test("another process that got the number is left alone", async () => {
  const { pid } = startStubborn();
  await endGroup({ pid, begunAt: "long ago" }, 100);
  expect(isGroupAlive(pid)).toBe(true);
});

test("what a dead command left behind is ended, what a live one holds is not", async () => {
  const left = startStubborn();
  const held = startStubborn();
  const leftover = join(folder, "leftover");
  writeRegister(join(leftover, "file.json"), { owner: markOf(process.pid), held: [] });
  const dead = { pid: 4_194_303, begunAt: "0" };
  writeRegister(join(folder, "registers", "dead.json"), {
    owner: dead,
    held: [
      { kind: "folder", path: leftover },
      { kind: "group", mark: markOf(left.pid) },
    ],
  });
  writeRegister(join(folder, "registers", "live.json"), {
    owner: markOf(process.pid),
    held: [{ kind: "group", mark: markOf(held.pid) }],
  });
  left.child.kill("SIGKILL");
  await endAbandoned(join(folder, "registers"));
  expect(isGroupAlive(left.pid)).toBe(false);
  expect(existsSync(leftover)).toBe(false);
  expect(existsSync(join(folder, "registers", "dead.json"))).toBe(false);
  expect(isGroupAlive(held.pid)).toBe(true);
  expect(existsSync(join(folder, "registers", "live.json"))).toBe(true);
}, 30_000);

test("holders that died are not counted", async () => {
  const { child, pid } = startStubborn();
  writeRegister(join(folder, `${pid}.json`), markOf(pid) as never);
  writeRegister(join(folder, `${process.pid}.json`), markOf(process.pid) as never);
  expect(liveHolders(folder, process.pid)).toEqual([pid]);
  const ended = new Promise((done) => child.once("exit", done));
  process.kill(-pid, "SIGKILL");
  await ended;
  expect(liveHolders(folder, process.pid)).toEqual([]);
});

test("kill -9 of a guarded command ends what it started and removes its folders", async () => {
  const report = join(folder, "report.json");
  const inner = join(folder, "inner");
  const script = `
    import { mkdirSync, writeFileSync, renameSync } from "node:fs";
    import { openGuard } from "./db/embedded/guard.ts";
    const guard = await openGuard();
    mkdirSync(${JSON.stringify(inner)});
    guard.hold({ kind: "folder", path: ${JSON.stringify(inner)} });
    const child = guard.start(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    writeFileSync(${JSON.stringify(`${report}.new`)}, String(child.pid));
    renameSync(${JSON.stringify(`${report}.new`)}, ${JSON.stringify(report)});
    setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  started.push(owner);
  let complaints = "";
  owner.stderr?.on("data", (part) => {
    complaints += String(part);
  });
  expect(await until(() => existsSync(report), 20_000), complaints).toBe(true);
  const pid = Number(readFileSync(report, "utf8"));
  expect(isGroupAlive(pid)).toBe(true);
  owner.kill("SIGKILL");
  expect(await until(() => !isGroupAlive(pid) && !existsSync(inner), 20_000)).toBe(true);
}, 60_000);
