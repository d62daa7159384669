import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/connect";
import { type Call, Client, loadRoutes, makeKey } from "@/db/testing/api-client";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeMember, makePolicy, succeeded, TEST_PLATFORM } from "@/db/testing/factories";
import { messageStreamLine } from "@/lib/contracts/message-stream";
import { revokeApiKey } from "@/lib/services/api-key";
import { POST } from "./route";

let test: TestDatabase;
let database: Database;
let client: Client;
let sender: string;
let recipient: string;

beforeAll(async () => {
  process.env.LOCKKEEPER_SECRET ??= randomBytes(32).toString("hex");
  test = await createTestDatabase();
  database = connect(test.url, { max: 20 });
  process.env.DATABASE_URL = test.url;
  (globalThis as { lockkeeperDb?: Database }).lockkeeperDb = database;
  await makePolicy(database);
  client = new Client(await loadRoutes(), await makeKey(database));
});
afterAll(async () => {
  await database?.close();
  await test?.drop();
});
beforeEach(async () => {
  sender = (await makeMember(database)).memberId;
  recipient = (await makeMember(database)).memberId;
});

const NDJSON = { "content-type": "application/x-ndjson" };
const line = (n: number, values: object = {}): string =>
  JSON.stringify({
    id: `${sender}-${n}`,
    senderId: sender,
    recipientId: recipient,
    conversationId: `c-${sender}`,
    channel: "chat",
    degree: 1,
    sharedConnections: 1,
    isReply: true,
    automated: false,
    body: `Notes of the meeting, part ${n}`,
    sentAt: new Date(Date.UTC(2026, 9, 1) + n * 1000).toISOString(),
    ...values,
  });
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => line(from + n));

type Told = Record<string, unknown>;
async function imported(body: BodyInit, call: Call = {}): Promise<Told[]> {
  const answered = await client.call("POST /imports/messages", { body, headers: NDJSON, ...call });
  expect([answered.status, answered.headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
  expect(answered.text).not.toMatch(/at \/|SELECT|postgres|node_modules|pg_|\bop_id\b/);
  return answered.text
    .trimEnd()
    .split("\n")
    .map((text) => messageStreamLine.parse(JSON.parse(text)));
}
const stored = async (): Promise<number> =>
  (await database.pool.query("select count(*)::int as n from messages where sender_id = $1", [sender]))
    .rows[0].n;

/** A stream that gives out a piece when it is asked for one, and knows how far it was read. */
function source(pieces: string[]) {
  const state = { given: 0, isCancelled: false };
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = pieces[state.given];
        if (piece === undefined) return controller.close();
        state.given += 1;
        controller.enqueue(encoder.encode(piece));
      },
      cancel: () => {
        state.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, state };
}

function request(body: BodyInit, key = client.key): Request {
  return new Request("http://localhost/api/v1/imports/messages", {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, ...NDJSON },
    body,
    duplex: "half",
  } as RequestInit);
}

/** Reads the lines of a running answer one by one. */
function reading(response: Response) {
  const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  const next = async (): Promise<Told | null> => {
    for (;;) {
      const at = rest.indexOf("\n");
      if (at !== -1) {
        const text = rest.slice(0, at);
        rest = rest.slice(at + 1);
        return JSON.parse(text);
      }
      const { done, value } = await reader.read();
      if (done) return null;
      rest += value;
    }
  };
  return { next, cancel: () => reader.cancel() };
}

describe("an import", () => {
  it("stores what is good, names what is bad by its line, and tells how far it is", async () => {
    const all = lines(0, 2500);
    all[6] = "{";
    all[999] = line(999, { channel: "pigeon" });
    all[1000] = line(1000, { senderId: "nobody-we-know" });
    all[2400] = line(1, { body: "Another text under an id on record" });
    const told = await imported(all.join("\n"));
    expect(told.filter((one) => "line" in one)).toEqual([
      { line: 7, code: "malformed_json", message: "The line is not valid JSON." },
      {
        line: 1000,
        code: "invalid_field",
        message: 'channel: must be one of "chat", "inmail", "group", "page", "connection_request"',
      },
      { line: 1001, code: "unknown_member", message: expect.stringMatching(/^senderId/) },
      { line: 2401, code: "conflict", message: expect.stringMatching(/^id/) },
    ]);
    expect(told.filter((one) => "rows" in one)).toEqual([
      { rows: 1000, accepted: 998, rejected: 2 },
      { rows: 2000, accepted: 1997, rejected: 3 },
      { rows: 2500, accepted: 2496, rejected: 4 },
      { rows: 2500, accepted: 2496, rejected: 4, done: true },
    ]);
    expect(await stored()).toBe(2496);
  });

  it("adds nothing when it comes again, and goes on after a cut", async () => {
    const all = lines(0, 1500);
    await imported(all.slice(0, 700).join("\n"));
    expect(await stored()).toBe(700);
    for (const _ of [1, 2]) {
      expect((await imported(all.join("\n"))).at(-1)).toEqual({
        rows: 1500,
        accepted: 1500,
        rejected: 0,
        done: true,
      });
      expect(await stored()).toBe(1500);
    }
  });

  it("takes lines however they end and arrive, byte for byte", async () => {
    const body = "Überraschung — 👩‍💻 \u202e\tend";
    const text = `\ufeff${line(0, { body })}\r\n\n  \n${line(1, { body })}\n${line(2, { body })}`;
    const bytes = new TextEncoder().encode(text);
    let at = 0;
    const drops = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= bytes.length) return controller.close();
        controller.enqueue(bytes.slice(at, at + 3));
        at += 3;
      },
    });
    expect((await imported(drops)).at(-1)).toEqual({ rows: 3, accepted: 3, rejected: 0, done: true });
    const { rows } = await database.pool.query("select body from messages where sender_id = $1", [sender]);
    expect(rows).toEqual(Array(3).fill({ body }));
  });

  it("refuses a line that is no line of ours, and takes the next", async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${line(0)}\n[]\n`),
      Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
      Buffer.from(`{"a":"\0"}\n`),
      Buffer.from(`{"id":"${"a".repeat(1024 * 1024)}"}\n`),
      Buffer.from(`{"a":${"[".repeat(40)}${"]".repeat(40)}}\n`),
      Buffer.from(`{"id":"x","id":"y"}\n`),
      Buffer.from(`${line(1)}\n`),
    ]);
    const told = await imported(bytes);
    expect(told.filter((one) => "line" in one).map(({ line, code }) => [line, code])).toEqual([
      [2, "malformed_json"],
      [3, "malformed_json"],
      [4, "malformed_json"],
      [5, "too_large"],
      [6, "malformed_json"],
      [7, "malformed_json"],
    ]);
    expect(told.at(-1)).toEqual({ rows: 8, accepted: 2, rejected: 6, done: true });
    expect(await stored()).toBe(2);
  });

  it("names a thousand refused lines and counts the others", async () => {
    const told = await imported("{}\n".repeat(1700));
    expect(told.filter((one) => "line" in one).length).toBe(1000);
    expect(told.at(-1)).toEqual({ rows: 1700, accepted: 0, rejected: 1700, done: true });
  });

  it("of nothing ends at once", async () => {
    for (const body of ["", "\n\n"]) {
      expect(await imported(body)).toEqual([{ rows: 0, accepted: 0, rejected: 0, done: true }]);
    }
  });
});

describe("a running import", () => {
  const thousands = (count: number) =>
    Array.from({ length: count }, (_, n) => `${lines(n * 1000, (n + 1) * 1000).join("\n")}\n`);

  it("reads no more than it can store: two chunks ahead at most", async () => {
    const { stream, state } = source(thousands(8));
    const answer = reading(await POST(request(stream)));
    for (let n = 1; n <= 8; n++) {
      const told = await answer.next();
      expect(told).toEqual({ rows: n * 1000, accepted: n * 1000, rejected: 0 });
      expect(state.given).toBeLessThanOrEqual(n + 3);
    }
    expect(await answer.next()).toMatchObject({ done: true });
  });

  it("stops when its client goes", async () => {
    const { stream, state } = source(thousands(12));
    const answer = reading(await POST(request(stream)));
    await answer.next();
    await answer.cancel();
    await expect.poll(() => state.isCancelled).toBe(true);
    expect(state.given).toBeLessThan(8);
    expect(await stored()).toBeLessThan(8000);
  });

  it("ends when its key is revoked", async () => {
    const key = await makeKey(database, ["ingest"]);
    const { stream } = source(thousands(12));
    const answer = reading(await POST(request(stream, key)));
    await answer.next();
    const { rows } = await database.pool.query(
      "select api_key_id as id from api_keys where scopes = '{ingest}' order by created_at desc limit 1",
    );
    succeeded(await revokeApiKey(database, TEST_PLATFORM, { apiKeyId: rows[0].id }));
    let last: Told | null = null;
    for (let told = await answer.next(); told; told = await answer.next()) last = told;
    expect(last).toMatchObject({ done: false, code: "unauthenticated" });
    expect(await stored()).toBeLessThan(8000);
  });

  it("says in its last line when something breaks, and nothing of the inside", async () => {
    const { stream } = source(thousands(6));
    const answer = reading(await POST(request(stream)));
    await answer.next();
    const owner = connect(test.url, { role: null, max: 1 });
    await owner.pool.query("alter table message_keys rename to message_keys_away");
    const told: Told[] = [];
    for (let one = await answer.next(); one; one = await answer.next()) told.push(one);
    await owner.pool.query("alter table message_keys_away rename to message_keys");
    await owner.close();
    expect(told.at(-1)).toMatchObject({ done: false, code: "fault", requestId: expect.any(String) });
    expect(JSON.stringify(told)).not.toMatch(/message_keys|relation|insert/);
    expect(told.at(-1)?.accepted).toBe(await stored());
  });

  it("has three others beside it, and no more", async () => {
    const running = await Promise.all(
      Array.from({ length: 4 }, async () => {
        let end = () => {};
        const stream = new ReadableStream<Uint8Array>({
          start: (controller) => {
            end = () => controller.close();
          },
        });
        return { answer: reading(await POST(request(stream))), end: () => end() };
      }),
    );
    const fifth = await POST(request(line(0)));
    expect([fifth.status, fifth.headers.get("retry-after")]).toEqual([503, "30"]);
    expect(await fifth.json()).toMatchObject({ code: "too_many_imports" });
    for (const { answer, end } of running) {
      end();
      expect(await answer.next()).toMatchObject({ rows: 0, done: true });
      expect(await answer.next()).toBeNull();
    }
    expect((await imported(line(0))).at(-1)).toMatchObject({ accepted: 1, done: true });
  });
});

describe("the form of an import", () => {
  it.each([
    ["JSON", 415, "unsupported_media_type", { "content-type": "application/json" }],
    ["no type", 415, "unsupported_media_type", { "content-type": "" }],
    [
      "another charset",
      415,
      "unsupported_media_type",
      { "content-type": "application/x-ndjson; charset=latin1" },
    ],
    ["gzip", 415, "unsupported_media_type", { ...NDJSON, "content-encoding": "gzip" }],
    ["a bad Idempotency-Key", 422, "invalid_field", { ...NDJSON, "idempotency-key": "a".repeat(256) }],
    ["no key", 401, "unauthenticated", { ...NDJSON, authorization: "" }],
  ])("%s is answered %i %s", async (_, status, code, headers) => {
    const answered = await client.call("POST /imports/messages", { body: line(0), headers });
    expect([answered.status, answered.json.code]).toEqual([status, code]);
    expect(answered.headers.get("content-type")).toBe("application/problem+json");
    expect(await stored()).toBe(0);
  });

  it("a parameter is refused", async () => {
    const answered = await client.call("POST /imports/messages?mode=observe", {
      body: line(0),
      headers: NDJSON,
    });
    expect([answered.status, answered.json.code]).toEqual([422, "unknown_field"]);
  });
});
