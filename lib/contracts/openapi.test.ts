import { describe, expect, it } from "vitest";
import { loadRoutes } from "@/db/testing/api-client";
import { ENDPOINTS, type Endpoint, type EndpointName } from "./endpoints";
import { codesOf, openApiDocument } from "./openapi";
import { EXAMPLE_IDS, EXAMPLES } from "./openapi-examples";
import { PROBLEM_CODES } from "./problem-codes";

const document = openApiDocument("https://console.example");
const names = Object.keys(ENDPOINTS) as EndpointName[];

describe("the OpenAPI document", () => {
  it("names every method of every route file, and nothing else", async () => {
    const served: string[] = [];
    for (const [address, handlers] of await loadRoutes()) {
      for (const [method, handler] of Object.entries(handlers)) {
        if ("door" in handler && (handler.door as { kind: string }).kind === "api") {
          served.push(`${method.toLowerCase()} ${address}`);
        }
      }
    }
    const told = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
      Object.keys(methods ?? {}).map((method) => `${method} ${path}`),
    );
    expect(told.sort()).toEqual(served.sort());
    expect(told.length).toBe(names.length);
  });

  it("is version 3.1, with a key scope, an answer and problems for each", () => {
    expect(document.openapi).toBe("3.1.0");
    expect(document.servers).toEqual([{ url: "https://console.example/api/v1" }]);
    const ids = new Set<string>();
    for (const name of names) {
      const [method = "", path = ""] = name.split(" ");
      const operation = document.paths?.[path]?.[method.toLowerCase() as "get"];
      expect(operation?.security).toEqual([{ apiKey: [ENDPOINTS[name].scope] }]);
      expect(Object.keys(operation?.responses ?? {})).toEqual(
        expect.arrayContaining([String(ENDPOINTS[name].status), "401", "403", "503"]),
      );
      ids.add(operation?.operationId ?? "");
    }
    expect(ids.size).toBe(names.length);
  });

  it("resolves every reference it makes", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(0);
    for (const [, name = ""] of references) expect(document.components?.schemas).toHaveProperty(name);
  });

  it("refuses unknown fields in every body it describes", () => {
    for (const name of names.filter((one) => "body" in ENDPOINTS[one])) {
      const [method = "", path = ""] = name.split(" ");
      expect(document.paths?.[path]?.[method.toLowerCase() as "post"]).toMatchObject({
        requestBody: { content: { "application/json": { schema: { additionalProperties: false } } } },
      });
    }
  });
});

describe("examples and codes", () => {
  it.each(names)("are whole for %s", (name) => {
    const endpoint: Endpoint = ENDPOINTS[name];
    if (endpoint.body) {
      const example = EXAMPLES[name];
      expect(endpoint.body.safeParse(example).error).toBeUndefined();
      const [list] = Object.values(example ?? {}).filter(Array.isArray);
      if (endpoint.item)
        for (const one of list ?? []) expect(endpoint.item.safeParse(one).success).toBe(true);
    }
    if (endpoint.stream) expect(endpoint.item?.safeParse(EXAMPLES[name]).success).toBe(true);
    if (endpoint.id) expect(endpoint.id.safeParse(EXAMPLE_IDS[name]).success).toBe(true);
    for (const refusal of endpoint.refusals) expect(PROBLEM_CODES).toHaveProperty(refusal);
    expect(codesOf(endpoint)).toContain("unauthenticated");
  });
});
