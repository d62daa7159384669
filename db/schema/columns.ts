import { customType, timestamp, uuid } from "drizzle-orm/pg-core";

/** An instant in UTC with millisecond precision: what JavaScript can hold, so that a cursor compares exactly. */
export const instant = () => timestamp({ withTimezone: true, mode: "date", precision: 3 });

/** The operation that last wrote the row; the fence compares it (see `lib/services/run-operation.ts`). */
export const operationId = () => uuid("op_id").notNull();

export const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** A transaction id that does not wrap. Read as text. */
export const transactionId = customType<{ data: string }>({ dataType: () => "xid8" });
