/** What Postgres said: SQLSTATE, and the constraint where one was broken. */
export type PostgresError = { code: string; constraint: string | null; message: string };

/** Finds Postgres' own error in what a driver or Drizzle threw; null when it is something else. */
export function postgresError(thrown: unknown): PostgresError | null {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if ("code" in error && typeof error.code === "string") {
      const constraint =
        "constraint" in error && typeof error.constraint === "string" ? error.constraint : null;
      return { code: error.code, constraint, message: error.message };
    }
  }
  return null;
}

/** Whether any message fits, of what was thrown or of what caused it. */
function says(thrown: unknown, message: RegExp): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (message.test(error.message)) return true;
  }
  return false;
}

const TRANSIENT_CODE = /^(40001|40P01|55P03|57P0[1-3]|08...|ECONN.*|EPIPE)$/;
const TRANSIENT_MESSAGE =
  /Connection terminated|not queryable|connection error|Connection ended|OP_ROLLED_BACK/i;

/** Whether doing the whole operation again, with the same id, can succeed: lost connection, deadlock, serialization. */
export function isTransient(thrown: unknown): boolean {
  const found = postgresError(thrown);
  if (found && TRANSIENT_CODE.test(found.code)) return true;
  // Two cases drew the same reference: the next attempt draws another.
  if (found?.code === "23505" && found.constraint === "cases_reference") return true;
  return says(thrown, TRANSIENT_MESSAGE);
}

const UNAVAILABLE_CODE = /^(57014|53...|25P03)$/;
const UNAVAILABLE_MESSAGE = /timeout exceeded when trying to connect|Query read timeout/i;

/** Whether the database is away or overloaded, as against a bug: the client may try again later. */
export function isUnavailable(thrown: unknown): boolean {
  if (isTransient(thrown)) return true;
  if (UNAVAILABLE_CODE.test(postgresError(thrown)?.code ?? "")) return true;
  return says(thrown, UNAVAILABLE_MESSAGE);
}
