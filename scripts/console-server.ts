import type { ChildProcess } from "node:child_process";
import { mkdirSync, openSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Guard } from "@/db/embedded/guard";
import { Unmet } from "@/db/embedded/unmet";
import { nextProgram, ROOT } from "./build";

/** A running console. */
export interface ConsoleServer {
  /** Always `http://localhost:<port>`: a session made on localhost is not valid on 127.0.0.1. */
  url: string;
  /** Of the process, which leads a group of its own. */
  pid: number;
  /** Resolves when the server ends, to its exit code. */
  ended: Promise<number>;
  stop(): Promise<void>;
}

export interface ConsoleOptions {
  guard: Guard;
  /** `start` serves the production build, `dev` compiles as it goes. */
  mode: "start" | "dev";
  port: number;
  /** Added to our own environment. */
  env: Record<string, string>;
  /** File for the server's output; null lets it write to ours. */
  log: string | null;
}

const READY_LIMIT_MS = 120_000;

/** Whether somebody listens on this port of localhost, by either address family. */
export async function isPortTaken(port: number): Promise<boolean> {
  const tries = ["127.0.0.1", "::1"].map(
    (host) =>
      new Promise<boolean>((done) => {
        const socket = connect({ host, port });
        const end = (answer: boolean) => () => {
          socket.destroy();
          done(answer);
        };
        socket.once("connect", end(true));
        socket.once("error", end(false));
      }),
  );
  return (await Promise.all(tries)).includes(true);
}

/** Reads `PORT`; 3000 without it. @throws {@link Unmet} when it is no port. */
export function wantedPort(text = process.env.PORT): number {
  const port = Number(text || "3000");
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Unmet(`PORT is "${text}", which is not a port: set it to a number from 1 to 65535.`);
}

/**
 * Starts the console and waits until it can do work (its readiness check passes).
 * @throws {@link Unmet} when the port is taken, the server ends early, or it is not ready within two minutes.
 */
export async function startConsole(options: ConsoleOptions): Promise<ConsoleServer> {
  const { guard, mode, port, log } = options;
  if (await isPortTaken(port)) {
    throw new Unmet(
      `Port ${port} is taken by another program: end it, or choose another with PORT=${port + 1}.`,
    );
  }
  const url = `http://localhost:${port}`;
  if (log !== null) mkdirSync(dirname(log), { recursive: true });
  const output = log === null ? "inherit" : openSync(log, "w");
  const args = [
    nextProgram(),
    mode,
    "--port",
    String(port),
    "--hostname",
    process.env.LOCKKEEPER_HOST ?? "localhost",
  ];
  const child = guard.start(process.execPath, ["--dns-result-order=ipv4first", ...args], {
    cwd: ROOT,
    stdio: ["ignore", output, output],
    env: {
      ...process.env,
      NODE_ENV: mode === "start" ? "production" : "development",
      NEXT_TELEMETRY_DISABLED: "1",
      PORT: String(port),
      LOCKKEEPER_URL: url,
      AUTH_URL: url,
      AUTH_TRUST_HOST: "true",
      ...options.env,
    },
  });
  const ended = new Promise<number>((done) => {
    child.once("exit", (code) => done(code ?? 1));
    child.once("error", () => done(1));
  });
  await waitUntilReady(url, child, () => (log === null ? "" : tailOf(log)));
  return { url, pid: child.pid ?? 0, ended, stop: () => guard.end(child) };
}

function tailOf(log: string): string {
  return `; the end of ${log}:\n${readFileSync(log, "utf8").trimEnd().split("\n").slice(-30).join("\n")}`;
}

async function waitUntilReady(url: string, child: ChildProcess, tail: () => string): Promise<void> {
  let lastAnswer = "nothing";
  for (const end = Date.now() + READY_LIMIT_MS; Date.now() < end; ) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Unmet(
        `The console ended while starting (code ${child.exitCode ?? child.signalCode})${tail()}`,
      );
    }
    const answer = await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(10_000) }).catch(
      () => null,
    );
    await answer?.body?.cancel();
    if (answer?.ok) return;
    if (answer) lastAnswer = `${answer.status}`;
    await delay(100);
  }
  throw new Unmet(
    `The console was not ready within two minutes (/api/health/ready answered ${lastAnswer})${tail()}`,
  );
}
