import { integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { API_SCOPES } from "../../lib/domain/permission";
import { bytes, instant, operationId } from "./columns";

/** Keys of the platform. The key itself is shown once and never stored. */
export const apiKeys = pgTable("api_keys", {
  apiKeyId: uuid().primaryKey(),
  name: text().notNull(),
  /** The first characters of the key, to recognise it by. */
  prefix: text().notNull(),
  /** SHA-256 of the key: 256 random bits need no slow hash. */
  secretHash: bytes().notNull().unique("api_keys_secret"),
  scopes: text({ enum: API_SCOPES }).array().notNull(),
  createdAt: instant().notNull().defaultNow(),
  createdBy: text().notNull(),
  revokedAt: instant(),
  opId: operationId(),
});

/** The stored answer to a request with an Idempotency-Key, committed with its effect. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    apiKeyId: uuid().notNull(),
    key: text().notNull(),
    route: text().notNull(),
    /** SHA-256 of the request body, hex. */
    bodyHash: text().notNull(),
    status: integer().notNull(),
    body: jsonb().notNull(),
    createdAt: instant().notNull().defaultNow(),
    opId: operationId(),
  },
  (t) => [primaryKey({ columns: [t.apiKeyId, t.key] })],
);
