import { randomUUID } from "node:crypto";
import { getDb } from "@/db";
import type { Database } from "@/db/connect";
import { ENDPOINTS, type Endpoint, type EndpointName } from "@/lib/contracts/endpoints";
import { problem } from "@/lib/contracts/problem";
import type { Actor } from "@/lib/domain/actor";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { countRequest } from "@/lib/services/metrics";
import { isEnding } from "@/lib/services/readiness";
import { takePlace } from "@/lib/services/turns";
import { checkApiKey } from "./api-key";
import { type Refused, readApiRequest } from "./api-request";
import { FORBIDDEN, respond, UNAUTHENTICATED } from "./api-route";
import { type Door, withDoor } from "./door";
import { failureOf } from "./failure";
import { checkType } from "./request-body";

type Counts = { rows: number; accepted: number; rejected: number };
export type StreamDefinition = {
  /** Reads the lines and yields what is told of them; a refusal ends the stream. */
  run: (context: {
    db: Database;
    actor: Actor;
    bytes: AsyncIterable<Uint8Array>;
    lineBytes: number;
  }) => AsyncGenerator<Result<Counts | { line: number; code: string; message: string }, { code: string }>>;
};

/** Streams that one process takes at a time: each holds some megabytes and a connection. */
const STREAMS_MAX = 4;
/** What the answer may hold back for a client that does not read it, bytes; then progress is left out. */
const ANSWER_BYTES = 256 * 1024;

const ENDING: Pick<Refused, "code" | "detail"> = {
  code: "unavailable",
  detail: "The server is ending. Send the same stream again in a moment.",
};

async function openedBy(name: EndpointName, request: Request): Promise<Result<Actor, Refused>> {
  const endpoint: Endpoint = ENDPOINTS[name];
  const passed = await checkApiKey(getDb(), request, endpoint.scope);
  if (!passed.ok) return refuse(passed.error.code === "forbidden" ? FORBIDDEN : UNAUTHENTICATED);
  const read = await readApiRequest(endpoint, name.split(" ")[1] ?? "", request);
  if (!read.ok) return read;
  const wrongType = checkType(request.headers, "application/x-ndjson");
  return wrongType ? refuse(wrongType) : ok(passed.value);
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

/**
 * Runs the stream and writes its lines. The client may send everything before it reads: the answer never holds up the
 * reading, lines of progress are left out instead. The key is asked again after each chunk: once revoked, it ends.
 */
function answerOf(
  name: EndpointName,
  { run }: StreamDefinition,
  {
    request,
    actor,
    requestId,
    ended,
  }: { request: Request; actor: Actor; requestId: string; ended: () => void },
): ReadableStream<Uint8Array> {
  const endpoint: Endpoint = ENDPOINTS[name];
  const encoder = new TextEncoder();
  let isGone = false;
  const work = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    let sofar: Counts = { rows: 0, accepted: 0, rejected: 0 };
    const write = (line: object): void => {
      if (!isGone) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
    };
    const context = {
      db: getDb(),
      actor,
      bytes: request.body ?? nothing(),
      lineBytes: endpoint.stream?.lineBytes ?? 0,
    };
    try {
      let why: Pick<Refused, "code" | "detail"> | null = null;
      for await (const told of run(context)) {
        if (isGone) return;
        if (!told.ok) why = { code: told.error.code, detail: "The import was refused." };
        else if ("line" in told.value) write(told.value);
        else {
          sofar = told.value;
          if ((controller.desiredSize ?? 0) > 0) write(sofar);
          if (isEnding()) why = ENDING;
          else if (!(await checkApiKey(context.db, request, endpoint.scope)).ok) why = UNAUTHENTICATED;
        }
        if (why) break;
      }
      write(
        why
          ? { ...sofar, done: false, code: why.code, detail: why.detail, requestId }
          : { ...sofar, done: true },
      );
    } catch (error) {
      // A sender who has gone is no fault of ours, and there is nobody to tell.
      if (request.signal.aborted || isGone) return;
      const { code, detail } = failureOf(error, { requestId, endpoint: name });
      write({ ...sofar, done: false, code, detail, requestId });
    } finally {
      ended();
      if (!isGone) controller.close();
      isGone = true;
    }
  };
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        void work(controller);
      },
      cancel: () => {
        isGone = true;
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: ANSWER_BYTES }),
  );
}

/**
 * An endpoint that takes and gives NDJSON, by its entry in `ENDPOINTS`: key, scope and type first, answered like every
 * endpoint; from then on 200 and lines, of which the last says whether it came to the end.
 */
export function apiStream(name: EndpointName, definition: StreamDefinition) {
  const handler = async (request: Request): Promise<Response> => {
    const requestId = randomUUID();
    const startedAt = performance.now();
    const opened = await openedBy(name, request).catch((error: unknown) =>
      refuse(failureOf(error, { requestId, endpoint: name })),
    );
    const count = (status: number) => countRequest(name, status, (performance.now() - startedAt) / 1000);
    if (!opened.ok) {
      await request.body?.cancel().catch(() => {});
      count(opened.error.status);
      return respond(requestId, opened);
    }
    const free = takePlace(`stream ${name}`, STREAMS_MAX);
    if (!free) {
      await request.body?.cancel().catch(() => {});
      count(503);
      const headers = { "Retry-After": "30" };
      return problem(503, "too_many_imports", "Wait until another import has ended.", {
        requestId,
        errors: [],
        headers,
      });
    }
    const ended = () => {
      free();
      count(200);
    };
    return new Response(answerOf(name, definition, { request, actor: opened.value, requestId, ended }), {
      headers: {
        "Content-Type": "application/x-ndjson",
        "Cache-Control": "no-store, no-transform",
        "X-Accel-Buffering": "no",
        "X-Request-Id": requestId,
      },
    });
  };
  return withDoor(handler, { kind: "api", scope: ENDPOINTS[name].scope } satisfies Door);
}
