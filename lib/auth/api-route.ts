import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { getDb } from "@/db";
import type { Database } from "@/db/connect";
import { type Ask, asking, askingOn } from "@/db/queries/ask";
import { ENDPOINTS, type Endpoint, type EndpointName } from "@/lib/contracts/endpoints";
import { problem } from "@/lib/contracts/problem";
import type { ApiScope } from "@/lib/domain/permission";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { type Alongside, type Answer, answerOnce } from "@/lib/services/idempotency";
import { countRequest } from "@/lib/services/metrics";
import { type ApiKeyActor, checkApiKey, keyIn } from "./api-key";
import { NOT_FOUND, type Refused, readApiRequest } from "./api-request";
import { type Door, withDoor } from "./door";
import { failureOf, RETRY_AFTER } from "./failure";

type Shape<N extends EndpointName> = (typeof ENDPOINTS)[N];
type Parsed<N extends EndpointName, K extends string> =
  Shape<N> extends Record<K, infer S extends z.ZodType> ? z.output<S> : undefined;
export type ApiContext<N extends EndpointName> = {
  actor: ApiKeyActor;
  db: Database;
  /** The id in the path; "" where there is none. */
  id: string;
  /** The second id in the path; "" where there is none. */
  innerId: string;
  query: Parsed<N, "query">;
  input: Parsed<N, "body">;
  /** For services that write: keeps the answer of a request with an Idempotency-Key in the same transaction. */
  extra: Omit<Alongside<unknown>, "operationId">;
};

/** What an endpoint that only reads is given: nothing of who asks, since that is still being found out. */
export type ReadContext<N extends EndpointName> = Pick<
  ApiContext<N>,
  "db" | "id" | "innerId" | "query" | "input"
> & {
  /** Asks on the connection that the key is asked on, so that both questions leave in one go. */
  ask: Ask;
};

/** Codes `runOperation` itself can refuse with; answered here for every endpoint. */
type Common = "forbidden" | "operation_reused";
type Work<N extends EndpointName, T, E extends { code: string }> =
  | { run: (context: ApiContext<N>) => Promise<Result<T, E>>; read?: never }
  /** For what writes nothing, whoever asks: begun while the key is still looked up, told once it is found. */
  | { read: (context: ReadContext<N>) => Promise<Result<T, E>>; run?: never };
export type ApiDefinition<N extends EndpointName, T, E extends { code: string }> = Work<N, T, E> & {
  view: (value: T) => z.input<Shape<N>["answer"]>;
  refusals: { [C in Exclude<E["code"], Common>]: (error: Extract<E, { code: C }>) => Refused };
};

/** What a key without the endpoint's scope is answered. */
export const FORBIDDEN: Refused = { status: 403, code: "forbidden", detail: "This key lacks the scope." };
const COMMON: Record<Common | "idempotency_key_reuse" | "idempotency_in_progress", Refused> = {
  forbidden: FORBIDDEN,
  operation_reused: { status: 409, code: "conflict", detail: "This was sent before with another content." },
  idempotency_key_reuse: {
    status: 422,
    code: "idempotency_key_reuse",
    detail: "This Idempotency-Key came with another request. Use a new one.",
  },
  idempotency_in_progress: {
    status: 409,
    code: "idempotency_in_progress",
    detail: "The first request with this Idempotency-Key still runs. Try again in a moment.",
  },
};
/** Codes after which the same request can succeed a moment later. */
const RETRYABLE = ["idempotency_in_progress", "unavailable"];

type Passed = Awaited<ReturnType<typeof checkApiKey>>;
const shutOut = ({ code }: { code: "unauthenticated" | "forbidden" }): { ok: false; error: Refused } =>
  refuse(code === "forbidden" ? FORBIDDEN : UNAUTHENTICATED);

/** Asks for the key and begins to read, both on one connection: two questions, one round trip. */
async function askTogether<R>(
  request: Request,
  scope: ApiScope,
  read: (ask: Ask) => Promise<R>,
): Promise<{ passed: Passed; reading: Promise<R> }> {
  const client = await getDb().pool.connect();
  const ask = askingOn(client);
  const passing = checkApiKey(getDb(), request, scope, ask);
  const reading = read(ask);
  void Promise.allSettled([passing, reading]).then(() => client.release());
  return { passed: await passing, reading };
}

async function answerReading<N extends EndpointName, T, E extends { code: string }>(
  name: N,
  definition: ApiDefinition<N, T, E> & { read: (context: ReadContext<N>) => Promise<Result<T, E>> },
  request: Request,
): Promise<Result<Answer, Refused>> {
  const endpoint: Endpoint = ENDPOINTS[name];
  if (keyIn(request) === null) return refuse(UNAUTHENTICATED);
  const asked = await readApiRequest(endpoint, name.split(" ")[1] ?? "", request);
  const { passed, reading } = await askTogether(request, endpoint.scope, async (ask) =>
    asked.ok ? await definition.read({ ...asked.value, db: getDb(), ask } as ReadContext<N>) : asked,
  );
  if (!passed.ok) return shutOut(passed.error);
  if (!asked.ok) return asked;
  const outcome = (await reading) as Result<T, E>;
  if (!outcome.ok) return refuse(refusedBy(definition, outcome.error));
  return ok({ status: endpoint.status, body: JSON.stringify(definition.view(outcome.value)) });
}

async function answer<N extends EndpointName, T, E extends { code: string }>(
  name: N,
  definition: ApiDefinition<N, T, E>,
  request: Request,
): Promise<Result<Answer, Refused>> {
  // An answer that is to be kept is written, by whom has to be known.
  if (definition.read && !request.headers.has("idempotency-key"))
    return answerReading(name, definition, request);
  const endpoint: Endpoint = ENDPOINTS[name];
  const db = getDb();
  const passed = await checkApiKey(db, request, endpoint.scope);
  if (!passed.ok) return shutOut(passed.error);
  const asked = await readApiRequest(endpoint, name.split(" ")[1] ?? "", request);
  if (!asked.ok) return asked;
  const { key, bodyHash, ...given } = asked.value;
  const context = { actor: passed.value, db, ask: asking(db), ...given };
  const run = (extra: Omit<Alongside<T>, "operationId">) =>
    definition.read
      ? definition.read(context as ReadContext<N>)
      : definition.run({ ...context, extra } as ApiContext<N>);
  const answerOf = (value: T): Answer => ({
    status: endpoint.status,
    body: JSON.stringify(definition.view(value)),
  });
  const outcome =
    key === null
      ? await run({}).then((found) => (found.ok ? ok(answerOf(found.value)) : found))
      : await answerOnce(db, { apiKeyId: passed.value.id, key, route: name, bodyHash }, run, answerOf);
  return outcome.ok ? outcome : refuse(refusedBy(definition, outcome.error));
}

/** What nobody, and a key that is not in use, is answered. */
export const UNAUTHENTICATED: Refused = {
  status: 401,
  code: "unauthenticated",
  detail: "Send `Authorization: Bearer lk_…` with a key that is in use.",
};

function refusedBy<N extends EndpointName, T, E extends { code: string }>(
  { refusals }: ApiDefinition<N, T, E>,
  error: { code: string },
): Refused {
  const said = (refusals as unknown as Record<string, ((error: { code: string }) => Refused) | undefined>)[
    error.code
  ];
  if (said) return said(error);
  const common = (COMMON as Record<string, Refused | undefined>)[error.code];
  if (common) return common;
  throw new Error(`no answer for the refusal ${error.code}`);
}

/** The response of an outcome: the answer as JSON, or the refusal as RFC 9457. */
export function respond(requestId: string, outcome: Result<Answer, Refused>): Response {
  if (outcome.ok) {
    return new Response(outcome.value.body, {
      status: outcome.value.status,
      headers: { "Content-Type": "application/json", "Cache-Control": "no-store", "X-Request-Id": requestId },
    });
  }
  const { status, code, detail, errors = [] } = outcome.error;
  const headers = {
    ...(RETRYABLE.includes(code) ? RETRY_AFTER : {}),
    ...(status === 401 ? { "WWW-Authenticate": 'Bearer realm="lockkeeper"' } : {}),
  };
  return problem(status, code, detail, { requestId, errors, headers });
}

type Handler = ((request: Request) => Promise<Response>) & { door: Door };

/**
 * An endpoint of the platform's API, by its entry in `ENDPOINTS`: key and scope first, then the request's form, then the
 * service. Every error is RFC 9457 and repeats nothing of the input.
 */
function endpointRoute<N extends EndpointName, T, E extends { code: string }>(
  name: N,
  definition: ApiDefinition<N, T, E>,
): Handler {
  const handler = async (request: Request): Promise<Response> => {
    const requestId = randomUUID();
    const startedAt = performance.now();
    const outcome = await answer(name, definition, request).catch((error: unknown) =>
      refuse(failureOf(error, { requestId, endpoint: name })),
    );
    const response = respond(requestId, outcome);
    countRequest(name, response.status, (performance.now() - startedAt) / 1000);
    return response;
  };
  const scope: ApiScope = ENDPOINTS[name].scope;
  return withDoor(handler, { kind: "api", scope });
}

/** What the other methods of an endpoint's address answer: 405 with `Allow`. */
function notAllowed(...allowed: string[]): Handler {
  const detail = `This address takes ${allowed.join(", ")}.`;
  const handler = async (): Promise<Response> =>
    problem(405, "method_not_allowed", detail, {
      requestId: randomUUID(),
      errors: [],
      headers: { Allow: allowed.join(", ") },
    });
  return withDoor(handler, { kind: "public" });
}

/** What every method of an address without an endpoint answers: 404. */
function nowhere(): Handler {
  const handler = async (): Promise<Response> => respond(randomUUID(), refuse(NOT_FOUND));
  return withDoor(handler, { kind: "public" });
}

export const apiRoute = Object.assign(endpointRoute, { notAllowed, nowhere });
