import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Answered,
  type Call,
  type Client,
  INSIDE,
  rowCounts,
  startApi,
  type TestApi,
} from "@/db/testing/api-client";
import { addressOf } from "@/db/testing/bad-input";
import { ENDPOINTS, type EndpointName } from "@/lib/contracts/endpoints";
import { EXAMPLES } from "@/lib/contracts/openapi-examples";

let api: TestApi;
let client: Client;
beforeAll(async () => {
  api = await startApi();
  client = api.client;
});
afterAll(() => api?.close());

function expectProblem(answered: Answered, status: number, code: string): void {
  expect([answered.status, answered.json.code]).toEqual([status, code]);
  expect(answered.headers.get("content-type")).toBe("application/problem+json");
  expect(answered.text).not.toMatch(INSIDE);
}

const good = JSON.stringify(EXAMPLES["POST /reports"]);
const MEGABYTE = 1024 * 1024;
const bytes = (...parts: (string | number[])[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as string))));
const inside = (raw: number[]) => bytes('{"id":"', raw, '"}');
const packed = (body: Buffer, encoding: string): Call => ({
  body: new Uint8Array(body),
  headers: { "content-encoding": encoding },
});
const typed = (type: string, body: BodyInit = good): Call => ({ body, headers: { "content-type": type } });
const streamed = (size: number) => {
  let left = size;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (left <= 0) return controller.close();
      controller.enqueue(new Uint8Array(Math.min(left, 65_536)).fill(32));
      left -= 65_536;
    },
  });
};
const nested = (levels: number): string => `{"a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;

const malformed: [what: string, body: BodyInit][] = [
  ["an empty body", ""],
  ["only spaces", " \n\t "],
  ["null", "null"],
  ["true", "true"],
  ["a number", "12"],
  ["a list", "[]"],
  ["a text", '"a"'],
  ["half a body", good.slice(0, -9)],
  ["half a text", good.slice(0, 12)],
  ["two bodies", `${good}${good}`],
  ["something behind", `${good}x`],
  ["a trailing comma", good.replace(/\}$/, ",}")],
  ["a comma missing", good.replace(",", "")],
  ["a comment", `${good}//`],
  ["a comment inside", good.replace("{", "{/**/")],
  ["NaN", '{"a":NaN}'],
  ["Infinity", '{"a":-Infinity}'],
  ["undefined", '{"a":undefined}'],
  ["a leading zero", '{"a":01}'],
  ["a leading plus", '{"a":+1}'],
  ["a hexadecimal number", '{"a":0x1}'],
  ["single quotes", "{'a':1}"],
  ["a bare name", "{a:1}"],
  ["a raw line break in a text", '{"a":"x\ny"}'],
  ["an unknown escape", '{"a":"\\x41"}'],
  ["half an escape", '{"a":"\\u12"}'],
  ["a name twice", good.replace("{", '{"id":"x",')],
  ["a name twice, once escaped", good.replace("{", '{"\\u0069d":"x",')],
  ["a name twice, inside", '{"subject":{"id":"a","id":"b"}}'],
  ["33 levels", nested(33)],
  ["10,000 levels", nested(10_000)],
  ["a byte order mark", `\ufeff${good}`],
  ["UTF-16", new Uint8Array(Buffer.from(good, "utf16le"))],
  ["UTF-16 with its mark", new Uint8Array(Buffer.from(`\ufeff${good}`, "utf16le"))],
  ["invalid UTF-8", inside([0xff])],
  ["an overlong form", inside([0xc0, 0xaf])],
  ["a surrogate in UTF-8", inside([0xed, 0xa0, 0x80])],
  ["half a character", bytes('{"id":"', [0xe2, 0x82])],
  ["a code point beyond the last", inside([0xf4, 0x90, 0x80, 0x80])],
  ["a NUL byte behind", bytes(good, [0])],
];
const others: [what: string, status: number, code: string, call: Call][] = [
  ["a byte too much", 413, "too_large", { body: good + " ".repeat(MEGABYTE + 1 - good.length) }],
  ["a stream too long", 413, "too_large", { body: streamed(2 * MEGABYTE) }],
  ["a length that lies", 413, "too_large", { body: good, headers: { "content-length": "99999999" } }],
  ["no type", 415, "unsupported_media_type", typed("")],
  ["plain text", 415, "unsupported_media_type", typed("text/plain")],
  ["text/json", 415, "unsupported_media_type", typed("text/json")],
  ["another JSON", 415, "unsupported_media_type", typed("application/merge-patch+json")],
  ["an import's type", 415, "unsupported_media_type", typed("application/x-ndjson")],
  ["a form", 415, "unsupported_media_type", typed("application/x-www-form-urlencoded", "a=b")],
  ["parts", 415, "unsupported_media_type", typed("multipart/form-data; boundary=x", "--x--")],
  ["latin-1", 415, "unsupported_media_type", typed("application/json; charset=latin1")],
  ["a charset of UTF-16", 415, "unsupported_media_type", typed("application/json;charset=UTF-16")],
  ["a gzip bomb", 415, "unsupported_media_type", packed(gzipSync(Buffer.alloc(MEGABYTE)), "gzip")],
  ["brotli", 415, "unsupported_media_type", packed(brotliCompressSync(Buffer.from(good)), "br")],
  ["deflate", 415, "unsupported_media_type", packed(deflateSync(Buffer.from(good)), "deflate")],
  ["two encodings", 415, "unsupported_media_type", packed(gzipSync(gzipSync(good)), "gzip, gzip")],
];

describe("a body of the wrong form", () => {
  let before: Record<string, number>;
  beforeAll(async () => {
    before = await rowCounts(api.ownerUrl);
  });

  it.each(malformed)("%s is malformed", async (_, body) => {
    expectProblem(await client.call("POST /reports", { body }), 400, "malformed_json");
  });

  it.each(others)("%s is answered %i %s", async (_, status, code, call) => {
    expectProblem(await client.call("POST /reports", call), status, code);
  });

  it("stores nothing", async () => {
    expect(await rowCounts(api.ownerUrl)).toEqual(before);
  });
});

describe("the form of a request", () => {
  it("is the same for every endpoint that takes a body", async () => {
    const takers = (Object.keys(ENDPOINTS) as EndpointName[]).filter((name) => "body" in ENDPOINTS[name]);
    expect(takers.length).toBeGreaterThan(6);
    for (const name of takers) {
      const headers = { "idempotency-key": "once" };
      expectProblem(await client.call(addressOf(name), { body: "[", headers }), 400, "malformed_json");
      const long = { "content-length": String(64 * MEGABYTE) };
      expectProblem(
        await client.call(addressOf(name), { body: "{}", headers: { ...headers, ...long } }),
        413,
        "too_large",
      );
      const plain = { "content-type": "text/plain" };
      expectProblem(
        await client.call(addressOf(name), { body: "{}", headers: { ...headers, ...plain } }),
        415,
        "unsupported_media_type",
      );
    }
  });

  it("takes exactly one MiB, a charset of UTF-8, 32 levels, and a body in single bytes", async () => {
    const exact = good + " ".repeat(MEGABYTE - good.length);
    expectProblem(await client.call("POST /reports", { body: exact }), 404, "not_found");
    expectProblem(
      await client.call("POST /reports", typed('Application/JSON; charset="UTF-8"')),
      404,
      "not_found",
    );
    expectProblem(await client.call("POST /reports", { body: nested(32) }), 422, "invalid_field");
    const encoded = new TextEncoder().encode(good);
    let at = 0;
    const drops = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= encoded.length) return controller.close();
        controller.enqueue(encoded.slice(at, ++at));
      },
    });
    expectProblem(await client.call("POST /reports", { body: drops }), 404, "not_found");
  });

  it("lets a batch be longer", async () => {
    const body = JSON.stringify({ mode: "observe", messages: ["a".repeat(2 * MEGABYTE)] });
    expect(await client.call("POST /messages/batch", { body })).toMatchObject({
      status: 200,
      json: { accepted: 0 },
    });
    const padded = body + " ".repeat(7 * MEGABYTE);
    expectProblem(await client.call("POST /messages/batch", { body: padded }), 413, "too_large");
    const many = { mode: "observe", messages: Array(1001).fill({}) };
    expectProblem(await client.call("POST /messages/batch", { json: many }), 422, "invalid_field");
  });

  it("answers a parameter, and a name that is not plain, without repeating it", async () => {
    expectProblem(await client.call("POST /reports?debug=1", { body: good }), 422, "unknown_field");
    const answered = await client.call("POST /reports", { body: '{"<script>alert(1)</script>":1}' });
    expectProblem(answered, 422, "invalid_field");
    expect(answered.text).not.toContain("script");
  });

  it("answers the other methods with 405 and Allow, and other addresses with 404", async () => {
    for (const name of Object.keys(ENDPOINTS) as EndpointName[]) {
      const [used] = name.split(" ");
      const [, path] = addressOf(name).split(" ");
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((one) => one !== used)) {
        const headers = { "x-http-method-override": used ?? "" };
        const answered = await client.call(`${method} ${path}`, { headers });
        expectProblem(answered, 405, "method_not_allowed");
        expect(answered.headers.get("allow")).toBe(used);
      }
    }
    for (const path of ["/nothing", "/members", "/imports", "/locks", "/members/m-1/nothing"]) {
      expectProblem(await client.call(`POST ${path}`, { json: {} }), 404, "not_found");
    }
  });
});
