import pino from "pino";

/**
 * An error as the log keeps it: what it is and where it came from. Statements and their parameters, which the driver and
 * Drizzle put into messages, are cut: they may hold what people wrote, and hashes of keys.
 */
function keptError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, stack, cause } = error;
  const code = "code" in error ? error.code : undefined;
  const isStatement = error.message.startsWith("Failed query");
  return {
    type: name,
    message: isStatement ? "Failed query" : error.message,
    code,
    at: stack?.split("\n").filter((line) => line.trimStart().startsWith("at ")),
    ...(cause === undefined ? {} : { cause: keptError(cause) }),
  };
}

/** One JSON line per event on stderr; pino escapes line breaks, and keys that may hold a secret are cut. */
export const log = pino(
  {
    level: process.env.LOG_LEVEL ?? "info",
    redact: ["password", "token", "authorization", "*.password", "*.token", "*.authorization"],
    serializers: { err: keptError },
  },
  pino.destination(2),
);
