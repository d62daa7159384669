import type { Result } from "@/lib/domain/result";

/** A question the server did not answer as asked. `status` 0: it was not reached. */
export class RequestFailed extends Error {
  override name = "RequestFailed";
  constructor(
    readonly status: number,
    readonly code: string,
    /** Reference to the server's log; null when it was not reached. */
    readonly reference: string | null,
  ) {
    super(`${status} ${code}`);
  }
}

/** What a service refused, carried through code that knows only errors. */
export class Refused<E extends { code: string }> extends Error {
  override name = "Refused";
  constructor(readonly refusal: E) {
    super(refusal.code);
  }
}

/** The value of an action's result. @throws Refused with the refusal. */
export function unwrap<T, E extends { code: string }>(result: Result<T, E>): T {
  if (result.ok) return result.value;
  throw new Refused(result.error);
}

function textOf(body: unknown, key: string): string | null {
  if (typeof body !== "object" || body === null) return null;
  const value = Object.entries(body).find(([name]) => name === key)?.[1];
  return typeof value === "string" ? value : null;
}

async function answered<T>(url: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new RequestFailed(0, "unreachable", null);
  }
  if (response.ok) return (await response.json()) as T;
  const body: unknown = await response.json().catch(() => null);
  throw new RequestFailed(response.status, textOf(body, "code") ?? "fault", textOf(body, "requestId"));
}

/** Asks `/api/console/*`. @throws RequestFailed for anything but success. */
export function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  return answered(url, { headers: { Accept: "application/json" }, ...(signal ? { signal } : {}) });
}

/** Asks `/api/console/*` a question too long for an address. @throws RequestFailed for anything but success. */
export function askJson<T>(url: string, question: unknown, signal?: AbortSignal): Promise<T> {
  const headers = { Accept: "application/json", "Content-Type": "application/json" };
  const body = JSON.stringify(question);
  return answered(url, { method: "POST", headers, body, ...(signal ? { signal } : {}) });
}

/** Whether asking again can help: not after a refusal, which would only be repeated. */
export function isWorthRetrying(failures: number, error: unknown): boolean {
  if (failures >= 2 || error instanceof Refused) return false;
  return !(error instanceof RequestFailed) || error.status === 0 || error.status >= 500;
}
