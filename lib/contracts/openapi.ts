import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { ENDPOINTS, type Endpoint, type EndpointName } from "./endpoints";
import { EXAMPLES } from "./openapi-examples";
import { problemBody } from "./problem";
import { PROBLEM_CODES, type ProblemCode } from "./problem-codes";

const problemSchema = problemBody.meta({ id: "Problem", description: "RFC 9457, with a stable `code`." });

/** The codes an endpoint can answer with: those of its parts, and its own. */
export function codesOf(endpoint: Endpoint): ProblemCode[] {
  const own = new Set<string>([
    "unauthenticated",
    "forbidden",
    "unknown_field",
    "fault",
    "unavailable",
    ...endpoint.refusals,
    ...(endpoint.query ? ["invalid_field"] : []),
    ...(endpoint.body
      ? ["malformed_json", "too_large", "unsupported_media_type", "invalid_field", "unsupported_character"]
      : []),
    ...(endpoint.stream ? ["unsupported_media_type", "invalid_field"] : []),
    ...(endpoint.needsKey ? ["idempotency_key_required", "empty_after_normalisation"] : []),
  ]);
  return (Object.keys(PROBLEM_CODES) as ProblemCode[]).filter((code) => own.has(code));
}

const KEY_CODES: ProblemCode[] = ["idempotency_in_progress", "idempotency_key_reuse"];

function problemsOf(codes: ProblemCode[]): ZodOpenApiOperationObject["responses"] {
  const byStatus = Map.groupBy(codes, (code) => PROBLEM_CODES[code][0]);
  return Object.fromEntries(
    [...byStatus].map(([status, all]) => [
      String(status),
      {
        description: all.map((code) => `\`${code}\`: ${PROBLEM_CODES[code][1]}`).join("\n\n"),
        ...(status === 503 || all.includes("idempotency_in_progress")
          ? { headers: z.object({ "Retry-After": z.string().optional().meta({ description: "Seconds." }) }) }
          : {}),
        content: { "application/problem+json": { schema: problemSchema } },
      },
    ]),
  );
}

/** The body as a client sends it: a batch shows its items. */
function bodyOf(endpoint: Endpoint): z.ZodType | undefined {
  const { body, item } = endpoint;
  if (!item || !(body instanceof z.ZodObject)) return body;
  const list = Object.keys(body.shape).find((name) => body.shape[name] instanceof z.ZodArray);
  return list ? body.extend({ [list]: z.array(item).min(1).max(1000) }) : body;
}

const idempotencyKey = z.string().min(1).max(255).meta({
  description: "Printable ASCII. The same key and body are answered the same, and take effect once.",
});

function operationOf(name: EndpointName, method: string): ZodOpenApiOperationObject {
  const endpoint: Endpoint = ENDPOINTS[name];
  const body = bodyOf(endpoint);
  const isPost = method === "POST";
  const example = EXAMPLES[name];
  return {
    operationId: name.toLowerCase().replace(/[^a-z]+(\w?)/g, (_, letter: string) => letter.toUpperCase()),
    summary: endpoint.summary,
    ...(endpoint.detail ? { description: endpoint.detail } : {}),
    security: [{ apiKey: [endpoint.scope] }],
    requestParams: {
      ...(endpoint.id
        ? {
            path: z.object({
              id: endpoint.id,
              ...(endpoint.innerId ? { [endpoint.innerId.name]: endpoint.innerId.id } : {}),
            }),
          }
        : {}),
      ...(endpoint.query ? { query: endpoint.query } : {}),
      ...(isPost
        ? {
            header: z.object({
              "Idempotency-Key": endpoint.needsKey ? idempotencyKey : idempotencyKey.optional(),
            }),
          }
        : {}),
    },
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { "application/json": { schema: body, ...(example ? { example } : {}) } },
          },
        }
      : {}),
    ...(endpoint.stream && endpoint.item
      ? { requestBody: { required: true, content: { "application/x-ndjson": { schema: endpoint.item } } } }
      : {}),
    responses: {
      [String(endpoint.status)]: {
        description: endpoint.status === 201 ? "Created, or on record already" : "Done",
        content: {
          [endpoint.stream ? "application/x-ndjson" : "application/json"]: { schema: endpoint.answer },
        },
      },
      ...problemsOf([...codesOf(endpoint), ...(isPost ? KEY_CODES : [])]),
    },
  };
}

/** The OpenAPI 3.1 document of the platform's API, made from the contracts that check the requests. */
export function openApiDocument(serverUrl: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const name of Object.keys(ENDPOINTS) as EndpointName[]) {
    const [method = "", path = ""] = name.split(" ");
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(name, method) };
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Lockkeeper",
      version: "1",
      description:
        "What a platform's engineers call: tell us members, messages and reports; ask before delivering; learn what is limited.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: `${serverUrl}/api/v1` }],
    components: {
      securitySchemes: {
        apiKey: {
          type: "http",
          scheme: "bearer",
          description: "`Authorization: Bearer lk_…`; keys have scopes.",
        },
      },
    },
    paths,
  });
}
