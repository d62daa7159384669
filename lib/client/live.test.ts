import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LiveConnection } from "./live";

type Handler = (event: Event) => void;

class FakeSource {
  readonly handlers = new Map<string, Handler>();
  isClosed = false;
  addEventListener(name: string, handler: unknown) {
    this.handlers.set(name, handler as Handler);
  }
  close() {
    this.isClosed = true;
  }
  say(name: string, data?: string) {
    this.handlers.get(name)?.(data === undefined ? new Event(name) : new MessageEvent(name, { data }));
  }
}

let sources: FakeSource[];
const heard = { onHint: vi.fn(), onRefetch: vi.fn(), onLost: vi.fn() };

function make(): LiveConnection {
  return new LiveConnection(heard, () => {
    const source = new FakeSource();
    sources.push(source);
    return source;
  });
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-20T09:58:00.000Z") });
  vi.clearAllMocks();
  sources = [];
});
afterEach(() => vi.useRealTimers());

test("live only once the server listens; hints are handed on", () => {
  const connection = make();
  connection.connect();
  expect(connection.state).toEqual({ kind: "connecting" });
  sources[0]?.say("refetch");
  expect(connection.state).toEqual({ kind: "live" });
  expect(heard.onRefetch).toHaveBeenCalledOnce();
  sources[0]?.say("hint", '{"topic":"queue","id":"x"}');
  expect(heard.onHint).toHaveBeenCalledExactlyOnceWith({ topic: "queue", id: "x" });
});

test("a lost stream waits longer each time, remembers since when, and starts over once it is back", () => {
  const connection = make();
  const since = Date.now();
  connection.connect();
  const waits = [1000, 2000, 4000, 8000, 15_000, 15_000];
  for (const [n, waitMs] of waits.entries()) {
    sources[n]?.say(n % 2 ? "error" : "stopped");
    expect(sources[n]?.isClosed).toBe(true);
    expect(connection.state).toEqual({ kind: "offline", since, retryAt: Date.now() + waitMs });
    vi.advanceTimersByTime(waitMs - 1);
    expect(sources).toHaveLength(n + 1);
    vi.advanceTimersByTime(1);
    expect(sources).toHaveLength(n + 2);
  }
  sources.at(-1)?.say("refetch");
  expect(connection.state).toEqual({ kind: "live" });
  sources.at(-1)?.say("error");
  expect(connection.state).toMatchObject({ kind: "offline", retryAt: Date.now() + 1000 });
  expect(heard.onLost).toHaveBeenCalledTimes(waits.length + 1);
});

test("trying now does not wait, and an old source has no more say", () => {
  const connection = make();
  const changed = vi.fn();
  const unwatch = connection.watch(changed);
  connection.connect();
  sources[0]?.say("error");
  expect(changed).toHaveBeenCalledOnce();
  connection.connect();
  expect(sources).toHaveLength(2);
  vi.advanceTimersByTime(60_000);
  expect(sources).toHaveLength(2);
  sources[0]?.say("error");
  sources[0]?.say("hint", '{"topic":"queue"}');
  expect(heard.onHint).not.toHaveBeenCalled();
  expect(changed).toHaveBeenCalledOnce();
  unwatch();
  connection.close();
  sources[1]?.say("refetch");
  expect(changed).toHaveBeenCalledOnce();
  expect(sources[1]?.isClosed).toBe(true);
});
