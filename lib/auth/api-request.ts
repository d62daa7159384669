import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Endpoint } from "@/lib/contracts/endpoints";
import type { FieldProblem } from "@/lib/contracts/problem";
import { fieldRefusals, parseFields } from "@/lib/contracts/text";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { readJsonBody } from "./request-body";

/** How a refusal reads over HTTP. */
export type Refused = { status: number; code: string; detail: string; errors?: FieldProblem[] };

/** At most so many field problems are listed. */
const ERRORS_MAX = 100;

/** One field of the input is refused by a rule that only the service can check. */
export function invalidField(path: string, message: string): Refused {
  return fieldsRefused([{ path, code: "invalid_field", message }]);
}

export const unknownSender = (): Refused => invalidField("senderId", "unknown member: PUT it first");

export const sentInFuture = (): Refused =>
  invalidField("sentAt", "must not lie in the future: leave it out for a message that is sent now");

export const badCursor = (path: string): Refused =>
  invalidField(path, "must be a cursor of an earlier answer from this address");

export const conflict = (): Refused => ({
  status: 409,
  code: "conflict",
  detail: "This id is on record with another content.",
});

function fieldsRefused(errors: FieldProblem[]): Refused {
  const [first] = errors;
  return {
    status: 422,
    code: first?.code ?? "invalid_field",
    detail: "Some fields are not acceptable. `errors` says which, and what to do.",
    errors: errors.slice(0, ERRORS_MAX),
  };
}

function parse<S extends z.ZodType>(schema: S, value: unknown): Result<z.output<S>, Refused> {
  const parsed = parseFields(schema, value);
  return parsed.success ? ok(parsed.data) : refuse(fieldsRefused(fieldRefusals(parsed.error)));
}

/** The ids in a request's path in order, by the endpoint's template; null for one that is not well encoded. */
function idsOf(template: string, pathname: string): (string | null)[] {
  const parts = pathname.replace(/^\/api\/v1/, "").split("/");
  return template.split("/").flatMap((wanted, place) => {
    if (!wanted.startsWith("{")) return [];
    try {
      return [decodeURIComponent(parts[place] ?? "")];
    } catch {
      return [null];
    }
  });
}

function parseInnerId(endpoint: Endpoint, id: string | null): Result<string, Refused> {
  if (!endpoint.innerId) return ok("");
  const parsed = parseFields(endpoint.innerId.id, id);
  return parsed.success ? ok(parsed.data) : refuse(NOT_FOUND);
}

function parseId(endpoint: Endpoint, method: string, id: string | null): Result<string, Refused> {
  if (!endpoint.id) return ok("");
  const parsed = parseFields(endpoint.id, id);
  if (parsed.success) return ok(parsed.data);
  if (method !== "PUT" || id === null) return refuse(NOT_FOUND);
  const errors = fieldRefusals(parsed.error).map((error) => ({ ...error, path: "id" }));
  return refuse(fieldsRefused(errors));
}

/** The answer where nothing is, at this address or under this id. */
export const NOT_FOUND: Refused = { status: 404, code: "not_found", detail: "There is nothing here." };

function parseQuery(endpoint: Endpoint, url: URL): Result<unknown, Refused> {
  // From entries, so that no name is special: assigned, `__proto__` would vanish instead of being refused.
  const values: Record<string, string | string[]> = Object.fromEntries(
    [...new Set(url.searchParams.keys())].map((name) => {
      const all = url.searchParams.getAll(name);
      return [name, all.length === 1 ? (all[0] ?? "") : all];
    }),
  );
  if (endpoint.query) return parse(endpoint.query, values);
  const names = Object.keys(values);
  if (names.length === 0) return ok(undefined);
  const path = (name: string) => (/^[A-Za-z_]\w{0,63}$/.test(name) ? name : "");
  return refuse(
    fieldsRefused(
      names.map((name) => ({
        path: path(name),
        code: "unknown_field",
        message: "is not a parameter of this endpoint",
      })),
    ),
  );
}

function keyOf(endpoint: Endpoint, request: Request): Result<string | null, Refused> {
  const key = request.headers.get("idempotency-key");
  if (request.method !== "POST") return ok(null);
  if (key === null) {
    if (!endpoint.needsKey) return ok(null);
    return refuse({
      status: 428,
      code: "idempotency_key_required",
      detail: "Send an Idempotency-Key, so that trying again files nothing twice.",
    });
  }
  if (/^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(key)) return ok(key);
  const message = "must be 1 to 255 printable ASCII characters";
  return refuse(fieldsRefused([{ path: "Idempotency-Key", code: "invalid_field", message }]));
}

/** The same JSON has the same hash, whatever the order of its names. */
function hashOf(path: string, input: unknown): string {
  return createHash("sha256")
    .update(`${path}\n${canonicalJson(input)}`)
    .digest("hex");
}

export type ApiRequest = {
  /** The id in the path; "" where there is none. */
  id: string;
  /** The second id in the path; "" where there is none. */
  innerId: string;
  query: unknown;
  input: unknown;
  /** The Idempotency-Key; null without one. */
  key: string | null;
  /** SHA-256 of path and body, hex; "" without a key. */
  bodyHash: string;
};

/** Reads a request by its endpoint: key, path, query, body, in this order; the first fault is the answer. */
export async function readApiRequest(
  endpoint: Endpoint,
  template: string,
  request: Request,
): Promise<Result<ApiRequest, Refused>> {
  const url = new URL(request.url);
  const key = keyOf(endpoint, request);
  if (!key.ok) return key;
  const [outer = null, inner = null] = idsOf(template, url.pathname);
  const id = parseId(endpoint, request.method, outer);
  if (!id.ok) return id;
  const innerId = parseInnerId(endpoint, inner);
  if (!innerId.ok) return innerId;
  const query = parseQuery(endpoint, url);
  if (!query.ok) return query;
  const read = { id: id.value, innerId: innerId.value, query: query.value, key: key.value };
  if (!endpoint.body) return ok({ ...read, input: undefined, bodyHash: "" });
  const body = await readJsonBody(request, endpoint.bodyBytes ?? 0);
  if (!body.ok) return body;
  const input = parse(endpoint.body, body.value);
  if (!input.ok) return input;
  const bodyHash = key.value === null ? "" : hashOf(url.pathname, body.value);
  return ok({ ...read, input: input.value, bodyHash });
}
