import pino from "pino";

/** One JSON line per event on stderr; pino escapes line breaks, and keys that may hold a secret are cut. */
export const log = pino(
  {
    level: process.env.LOG_LEVEL ?? "info",
    redact: ["password", "token", "authorization", "*.password", "*.token", "*.authorization"],
  },
  pino.destination(2),
);
