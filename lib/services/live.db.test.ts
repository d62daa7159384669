import { setImmediate as turn } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeStaff, succeeded } from "@/db/testing/factories";
import { makeOpenCases } from "@/db/testing/queue-cases";
import { claimNext } from "./claim";
import {
  closeLiveStreams,
  holdStream,
  LiveHub,
  type LiveMessage,
  parseHint,
  STREAMS_MAX_PER_PERSON,
} from "./live";

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  database = connect(server.url);
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

function hearing(hub: LiveHub) {
  const heard: LiveMessage[] = [];
  return { heard, stop: hub.subscribe((message) => heard.push(message)) };
}

async function listeners(): Promise<number[]> {
  const { rows } = await database.pool.query(
    "select pid from pg_stat_activity where datname = current_database() and application_name = 'lockkeeper live'",
  );
  return rows.map((row) => row.pid);
}

test("a committed claim reaches every listener over one connection, a refused one nobody", async () => {
  const hub = new LiveHub(server.url);
  const first = hearing(hub);
  const second = hearing(hub);
  await vi.waitFor(() => expect(first.heard).toEqual([{ kind: "refetch" }]));
  expect(await listeners()).toHaveLength(1);
  const ines = await makeStaff(database);
  const [caseId] = await makeOpenCases(database, [{}]);
  succeeded(await claimNext(database, await makeStaff(database, { role: "lead" })));
  expect(succeeded(await claimNext(database, ines))).toBeNull();
  await vi.waitFor(() =>
    expect(second.heard).toContainEqual({ kind: "hint", hint: { topic: "queue", id: caseId } }),
  );
  expect(first.heard).toEqual(second.heard);
  expect(first.heard.filter((message) => message.kind === "hint")).toHaveLength(1);
  first.stop();
  second.stop();
  await vi.waitFor(async () => expect(await listeners()).toEqual([]));
});

test("when the connection dies, listeners are told, and told to read again once it is back", async () => {
  const hub = new LiveHub(server.url);
  const { heard, stop } = hearing(hub);
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  for (let round = 1; round <= 3; round++) {
    const admin = connect(server.url, { role: null, max: 1 });
    await admin.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'lockkeeper live'",
    );
    await admin.close();
    await vi.waitFor(() => expect(heard).toHaveLength(1 + round * 2), { timeout: 5000 });
    expect(heard.slice(-2)).toEqual([{ kind: "stopped" }, { kind: "refetch" }]);
  }
  await database.pool.query("select pg_notify('lockkeeper', $1)", [JSON.stringify({ topic: "outbox" })]);
  await vi.waitFor(() => expect(heard.at(-1)).toEqual({ kind: "hint", hint: { topic: "outbox" } }));
  stop();
});

test("a late listener is told to read again at once; leaving while connecting leaves no connection", async () => {
  const hub = new LiveHub(server.url);
  const early = hearing(hub);
  await vi.waitFor(() => expect(early.heard).toHaveLength(1));
  const late = hearing(hub);
  expect(late.heard).toEqual([{ kind: "refetch" }]);
  late.stop();
  early.stop();
  for (let n = 0; n < 5; n++) hearing(hub).stop();
  const last = hearing(hub);
  await turn();
  last.stop();
  await vi.waitFor(async () => expect(await listeners()).toEqual([]));
});

test("only our notifications count", () => {
  expect(parseHint('{"topic":"queue","id":"x"}')).toEqual({ topic: "queue", id: "x" });
  for (const payload of [undefined, "", "queue", "null", "{}", '{"topic":"staff"}', '{"topic":7}', "[1]"]) {
    expect(parseHint(payload)).toBeNull();
  }
});

test("streams are bounded per person and all closed at the end", () => {
  const closed: number[] = [];
  const held = Array.from({ length: STREAMS_MAX_PER_PERSON }, (_, n) =>
    holdStream({ staffId: "one", close: () => closed.push(n) }),
  );
  expect(held.every((free) => free !== null)).toBe(true);
  expect(holdStream({ staffId: "one", close: () => {} })).toBeNull();
  held[0]?.();
  expect(holdStream({ staffId: "one", close: () => closed.push(99) })).not.toBeNull();
  closeLiveStreams();
  expect(closed).toHaveLength(STREAMS_MAX_PER_PERSON);
  expect(holdStream({ staffId: "two", close: () => {} })).toBeNull();
});
