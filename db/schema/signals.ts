import { doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { SIGNAL_MODES, SIGNAL_RULES } from "../../lib/domain/signal";
import { instant, operationId } from "./columns";
import { members } from "./members";

/** A detector measured more than its threshold. */
export const signals = pgTable(
  "signals",
  {
    memberId: text()
      .notNull()
      .references(() => members.memberId),
    signalId: uuid().notNull(),
    rule: text({ enum: SIGNAL_RULES }).notNull(),
    measured: doublePrecision().notNull(),
    threshold: doublePrecision().notNull(),
    windowSeconds: integer().notNull(),
    at: instant().notNull(),
    policyVersion: integer().notNull(),
    mode: text({ enum: SIGNAL_MODES }).notNull().default("live"),
    /** The case it opened or joined. */
    caseId: uuid(),
    detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    opId: operationId(),
  },
  (t) => [
    primaryKey({ columns: [t.memberId, t.signalId] }),
    // A member's latest signals.
    index("signals_member").on(t.memberId, t.at),
    // Signals of a time, for the figures of a shadow run.
    index("signals_at").on(t.at),
  ],
);
