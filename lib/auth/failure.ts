import { log } from "@/lib/log";
import { isUnavailable } from "@/lib/services/postgres-error";

/** What a fault reads like over HTTP. */
export type Failure = { status: 500 | 503; code: "fault" | "unavailable"; detail: string };

/** When a client may send the same again, seconds. */
export const RETRY_AFTER = { "Retry-After": "2" };

/**
 * What is answered when something was thrown: 503 while the database is away or overloaded, else 500. The log keeps the
 * error under `requestId`; the answer never does.
 */
export function failureOf(error: unknown, context: { requestId: string; endpoint?: string }): Failure {
  if (isUnavailable(error)) {
    log.warn({ err: error, ...context }, "database away");
    return {
      status: 503,
      code: "unavailable",
      detail: "The database does not answer. Try again in a moment.",
    };
  }
  log.error({ err: error, ...context }, "request failed");
  return { status: 500, code: "fault", detail: "Something broke on our side. Nothing was stored." };
}
