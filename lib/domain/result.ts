/** What an expected outcome looks like: a value, or a refusal with a stable code. Bugs are thrown, never returned. */
export type Result<T, E extends { code: string }> = { ok: true; value: T } | { ok: false; error: E };

/** Wraps a value as success. */
export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** Wraps a refusal; its `code` is stable and may be shown to a client. */
export function refuse<E extends { code: string }>(error: E): { ok: false; error: E } {
  return { ok: false, error };
}

/** Closes a switch over a union: a new member of the union becomes a type error here. */
export function never(value: never): never {
  throw new Error(`unhandled case: ${String(value)}`);
}
