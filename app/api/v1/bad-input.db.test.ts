import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Answered,
  type Client,
  INSIDE,
  inParallel,
  rowCounts,
  startApi,
  type TestApi,
  wordsOf,
} from "@/db/testing/api-client";
import {
  addressOf,
  BAD_QUERIES,
  badCases,
  borderCases,
  contractOf,
  fieldsOf,
  fullInput,
} from "@/db/testing/bad-input";
import { ENDPOINTS, type Endpoint, type EndpointName } from "@/lib/contracts/endpoints";
import { EXAMPLES } from "@/lib/contracts/openapi-examples";
import { PROBLEM_CODES } from "@/lib/contracts/problem-codes";

let api: TestApi;
let client: Client;
beforeAll(async () => {
  api = await startApi();
  client = api.client;
});
afterAll(() => api?.close());

const names = Object.keys(ENDPOINTS) as EndpointName[];
const endpointOf = (name: EndpointName): Endpoint => ENDPOINTS[name];
const single = names.filter((name) => endpointOf(name).body && !endpointOf(name).item);
const many = names.filter((name) => endpointOf(name).item);
const withQuery = names.filter((name) => endpointOf(name).query);
const key = () => ({ "idempotency-key": randomBytes(8).toString("hex") });

function expectProblem(answered: Answered, status: number, code: string): void {
  expect([answered.status, answered.json.code]).toEqual([status, code]);
  expect(answered.headers.get("content-type")).toBe("application/problem+json");
  expect(answered.headers.get("x-request-id")).toBe(answered.json.requestId);
  const parts = ["code", "detail", "errors", "requestId", "status", "title", "type"];
  expect(Object.keys(answered.json).sort()).toEqual(parts);
  expect(wordsOf(answered)).not.toMatch(INSIDE);
}

const errorsOf = ({ json }: Answered) =>
  (json.errors ?? []) as { path: string; code: string; message: string }[];

describe("fields", () => {
  it("all have a bad case: of every body, item, query and id", () => {
    const inputs = names.filter((name) => contractOf(name));
    expect([...single, ...many].sort()).toEqual([...inputs].sort());
    for (const name of inputs) {
      const tried = new Set(badCases(name).map(({ path }) => path));
      const missed = fieldsOf(name).filter((path) => !tried.has(path));
      expect({ name, missed }).toEqual({ name, missed: [] });
      expect(Object.keys(fullInput(name)).length).toBeGreaterThan(0);
      expect(contractOf(name)?.safeParse(fullInput(name)).error).toBeUndefined();
    }
    for (const name of withQuery) {
      const fields = Object.keys(endpointOf(name).query?.shape ?? {});
      expect({ name, missed: fields.filter((field) => !(field in BAD_QUERIES)) }).toEqual({
        name,
        missed: [],
      });
    }
    expect(inputs.reduce((sum, name) => sum + badCases(name).length, 0)).toBeGreaterThan(1000);
  });

  it.each(single)("of %s: each bad value has its code and path, and stores nothing", async (name) => {
    const before = await rowCounts(api.ownerUrl);
    await inParallel(badCases(name), async ({ what, body, code, path }) => {
      const answered = await client.call(addressOf(name), { body, headers: key() });
      const errors = errorsOf(answered);
      const { status, json } = answered;
      const places = errors.filter((error) => !error.path.startsWith(path)).map((error) => error.path);
      const isNamed = errors.some((error) => error.path === path && error.code === code);
      const seen = { what, path, status, code: json.code, isNamed, places };
      expect(seen).toEqual({ what, path, status: 422, code, isNamed: true, places: [] });
      expect(wordsOf(answered)).not.toMatch(INSIDE);
      for (const { message } of errors) expect(message).not.toMatch(/^Invalid|expected|received|<=|>=/);
    });
    expect(await rowCounts(api.ownerUrl)).toEqual(before);
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  });

  it.each(many)(
    "of each item of %s: each bad one is named by its place, and stores nothing",
    async (name) => {
      const before = await rowCounts(api.ownerUrl);
      const cases = badCases(name);
      for (let from = 0; from < cases.length; from += 500) {
        const some = cases.slice(from, from + 500);
        const list = Object.keys(EXAMPLES[name] ?? {}).find((field) =>
          Array.isArray((EXAMPLES[name] as Record<string, unknown>)[field]),
        );
        const { stream } = endpointOf(name);
        const answered = await (stream
          ? client.call(name, {
              body: some.map(({ body }) => body).join("\n"),
              headers: { "content-type": "application/x-ndjson" },
            })
          : client.call(name, {
              body: JSON.stringify({ ...EXAMPLES[name], [list ?? ""]: ["@@"] }).replace(
                '"@@"',
                some.map(({ body }) => body).join(","),
              ),
            }));
        expect(answered.status).toBe(200);
        const told = (
          stream
            ? answered.text
                .trimEnd()
                .split("\n")
                .map((text) => JSON.parse(text))
                .filter((one) => "line" in one)
                .map(({ line, ...rest }) => ({ index: line - 1, ...rest }))
            : answered.json.rejected
        ) as { index: number; code: string; message: string }[];
        const seen = told.map(({ index, code, message }) => [index, code, message.split(": ")[0]]);
        expect(seen).toEqual(some.map(({ code, path }, index) => [index, code, path]));
        expect(wordsOf(answered)).not.toMatch(INSIDE);
      }
      // The batch itself is an operation; of its items nothing is left.
      const after = await rowCounts(api.ownerUrl);
      const isTrace = (table: string) => /operations|audit_entries/.test(table);
      const kept = (counts: Record<string, number>) =>
        Object.fromEntries(Object.entries(counts).filter(([table]) => !isTrace(table)));
      expect(kept(after)).toEqual(kept(before));
    },
  );

  it.each([...single, ...many])("of %s: values at the border are taken", async (name) => {
    const { stream, item } = endpointOf(name);
    const before = await rowCounts(api.ownerUrl);
    await inParallel(borderCases(name), async ({ what, path, body }) => {
      if (item || stream) {
        const parsed = contractOf(name)?.safeParse(JSON.parse(body));
        expect({ what, path, error: parsed?.error }).toEqual({ what, path, error: undefined });
        return;
      }
      const { status, json } = await client.call(addressOf(name), { body, headers: key() });
      const isTaken = [200, 201, 404, 409].includes(status) || json.code === "invalid_field";
      const errors = ((json.errors ?? []) as { path: string; message: string }[]).filter(
        (error) => !/unknown member/.test(error.message),
      );
      expect({ what, path, status, isTaken, errors }).toEqual({
        what,
        path,
        status,
        isTaken: true,
        errors: [],
      });
    });
    // What the other tests rely on: something stored shows in the counts.
    if (name.startsWith("PUT")) expect(await rowCounts(api.ownerUrl)).not.toEqual(before);
  });

  it.each(withQuery)("of the query of %s: each bad value has its code and path", async (name) => {
    const bad = Object.entries(BAD_QUERIES).flatMap(([field, values]) =>
      values.map((value) => [field, value]),
    );
    await inParallel(bad, async ([field = "", value = ""]) => {
      const answered = await client.call(`${addressOf(name)}?${field}=${value}`);
      const isKnown = Object.hasOwn(endpointOf(name).query?.shape ?? {}, field);
      const isPlain = /^[A-Za-z_]\w*$/.test(field);
      expect({ field, value, status: answered.status }).toEqual({ field, value, status: 422 });
      expectProblem(answered, 422, isKnown ? "invalid_field" : "unknown_field");
      expect(errorsOf(answered)[0]?.path).toBe(isPlain ? field : "");
    });
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
    const answered = await client.call(`PUT /members/${id}`, { json: fullInput("PUT /members/{id}") });
    expectProblem(answered, 422, code);
    expect(errorsOf(answered)[0]).toMatchObject({ path: "id", code });
  });

  it("answers a bad id in any other address with 404", async () => {
    const before = await rowCounts(api.ownerUrl);
    for (const name of names.filter((one) => one.includes("{") && !one.startsWith("PUT"))) {
      for (const id of [
        "%00",
        "a".repeat(129),
        "..%2F..",
        "'%20or%201=1--",
        "null",
        "%EF%BF%BF",
        "e%CC%81",
      ]) {
        const { body } = endpointOf(name);
        const call = body ? { json: fullInput(name), headers: key() } : {};
        const answered = await client.call(name.replace(/\{\w+\}/g, id), call);
        expect({ name, id, status: answered.status }).toEqual({ name, id, status: 404 });
        expectProblem(answered, 404, "not_found");
      }
    }
    expect(await rowCounts(api.ownerUrl)).toEqual(before);
  });
});

describe("anything", () => {
  it.each(single)("%s answers random bodies with a documented code, never a fault", async (name) => {
    const body = fullInput(name);
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 4, stringUnit: "binary" }),
      fc.record(
        Object.fromEntries(
          Object.keys(body).map((field) => [field, fc.oneof(fc.constant(body[field]), fc.jsonValue())]),
        ),
        { requiredKeys: [] },
      ),
    );
    await fc.assert(
      fc.asyncProperty(value, async (json) => {
        const answered = await client.call(addressOf(name), { json, headers: key() });
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
