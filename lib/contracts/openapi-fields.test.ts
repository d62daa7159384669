import { expect, it } from "vitest";
import { z } from "zod";
import { ENDPOINTS, type Endpoint, type EndpointName } from "./endpoints";
import { fieldRows } from "./openapi-fields";

it("lists fields in reading order with type, bounds and whether they are needed", () => {
  const contract = z.strictObject({
    name: z.string().min(1).max(5).meta({ description: "A name." }),
    kind: z.enum(["a", "b"]).optional(),
    items: z.array(z.strictObject({ n: z.int().min(0).max(9) })).max(3),
    end: z.iso.datetime().nullable(),
  });
  expect(fieldRows(contract, "input")).toEqual([
    { path: "name", type: "string", isRequired: true, detail: "1–5 characters. A name." },
    { path: "kind", type: '"a" | "b"', isRequired: false, detail: "" },
    { path: "items", type: "list of object", isRequired: true, detail: "At most 3 items" },
    { path: "items[].n", type: "integer", isRequired: true, detail: "At most 9" },
    { path: "end", type: "instant or null", isRequired: true, detail: "" },
  ]);
});

it.each(Object.keys(ENDPOINTS) as EndpointName[])("finds every field of %s", (name) => {
  const endpoint: Endpoint = ENDPOINTS[name];
  for (const contract of [endpoint.body, endpoint.query, endpoint.answer]) {
    if (!(contract instanceof z.ZodObject)) continue;
    const found = fieldRows(contract, "output").filter(({ path }) => !/[.[]/.test(path));
    expect(found.map(({ path }) => path)).toEqual(Object.keys(contract.shape));
  }
});
