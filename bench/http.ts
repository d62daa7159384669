import { randomBytes } from "node:crypto";
import { connect as connectSocket, type Socket } from "node:net";
import getPort from "get-port";
import type { Guard } from "@/db/embedded/guard";
import { isBuildCurrent, makeBuild } from "@/scripts/build";
import { startConsole } from "@/scripts/console-server";

/** A production server on a database, with the bare route to measure against; its worker is off. */
export type BenchServer = { port: number; pid: number; stop(): Promise<void> };

/** Makes the production build if it is older than the sources, and starts a server on a database. */
export async function startBenchServer(
  guard: Guard,
  databaseUrl: string,
  say: (text: string) => void,
): Promise<BenchServer> {
  if (!(await isBuildCurrent())) {
    say("production build");
    await makeBuild(guard);
  }
  const port = await getPort();
  const server = await startConsole({
    guard,
    mode: "start",
    port,
    log: `.lockkeeper/logs/bench-${port}.log`,
    env: {
      DATABASE_URL: databaseUrl,
      LOCKKEEPER_SECRET: process.env.LOCKKEEPER_SECRET ?? randomBytes(32).toString("hex"),
      LOCKKEEPER_WORKER: "0",
      LOCKKEEPER_BENCH: "1",
    },
  });
  return { port, pid: server.pid, stop: server.stop };
}

/** A request as the bytes that go over the wire. */
export function requestBytes(
  port: number,
  path: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Buffer {
  const content = Buffer.from(body);
  const lines = Object.entries({
    host: `localhost:${port}`,
    "content-type": "application/json",
    "content-length": String(content.length),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join("")}\r\n`), content]);
}

const HEAD_END = Buffer.from("\r\n\r\n");
const LAST_CHUNK = Buffer.from("0\r\n\r\n");

export type Answer = { status: number; text: string };

/** Whether a whole answer has arrived; what it says if so. */
function readAnswer(bytes: Buffer): Answer | null {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd === -1) return null;
  const head = bytes.toString("latin1", 0, headEnd);
  const body = bytes.subarray(headEnd + 4);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  const isWhole = length === undefined ? body.subarray(-5).equals(LAST_CHUNK) : body.length >= Number(length);
  return isWhole ? { status: Number(head.slice(9, 12)), text: body.toString("utf8") } : null;
}

/**
 * One connection that is kept open: sends a request, waits for its answer. As little as a client can do, so that what is
 * measured is the server. Chunked answers keep the marks of their chunks.
 */
export class Connection {
  #bytes: Buffer = Buffer.alloc(0);
  #waiting: { done: (answer: Answer) => void; fail: (error: Error) => void } | null = null;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on("data", (part) => {
      this.#bytes = this.#bytes.length === 0 ? part : Buffer.concat([this.#bytes, part]);
      const answer = readAnswer(this.#bytes);
      if (!answer) return;
      this.#bytes = Buffer.alloc(0);
      const waiting = this.#waiting;
      this.#waiting = null;
      waiting?.done(answer);
    });
    const fail = (error?: Error) => {
      this.#waiting?.fail(error ?? new Error("the server closed the connection"));
      this.#waiting = null;
    };
    socket.on("error", fail);
    socket.on("close", () => fail());
  }

  static open(port: number): Promise<Connection> {
    return new Promise((done, fail) => {
      const socket = connectSocket({ port, host: "127.0.0.1" });
      socket.once("error", fail);
      socket.once("connect", () => done(new Connection(socket)));
    });
  }

  /** @throws when the connection is gone, such as after five idle seconds, which a server does not wait for. */
  send(request: Buffer): Promise<Answer> {
    return new Promise((done, fail) => {
      if (this.socket.destroyed || this.socket.readableEnded) {
        fail(new Error("the server had closed the connection"));
        return;
      }
      this.#waiting = { done, fail };
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.destroy();
  }
}

/** Opens connections for some work and closes them after it. */
export async function withConnections<T>(
  port: number,
  count: number,
  work: (connections: Connection[]) => Promise<T>,
): Promise<T> {
  const connections = await Promise.all(Array.from({ length: count }, () => Connection.open(port)));
  try {
    return await work(connections);
  } finally {
    for (const connection of connections) connection.close();
  }
}
