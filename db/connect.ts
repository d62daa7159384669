import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";

/** The role the application runs as: it owns nothing, cannot truncate, and cannot change append-only records. */
export const APP_ROLE = "lockkeeper_app";

/** A connected database: Drizzle for questions, the pool for `runOperation`. Never write through `db` directly: the fence refuses. */
export type Database = {
  db: NodePgDatabase;
  pool: pg.Pool;
  /** Ends all connections. */
  close(): Promise<void>;
};

export type ConnectOptions = {
  /** Connections at most; 10 by default. */
  max?: number;
  /** Role to run as; null keeps the one of the URL (migrations, worker). */
  role?: string | null;
  /** Limit of one statement in ms; 5,000 by default, 0 for none (imports). */
  statementTimeoutMs?: number;
  applicationName?: string;
  /** Sends independent statements without waiting for each answer; on by default, off for COPY streams. */
  pipeline?: boolean;
};

/**
 * Connects to Postgres. For scripts and tests; the server uses `getDb()`.
 * Timeouts: waiting for a connection 6 s, a statement 5 s, a lock 2 s, idle in a transaction 10 s.
 */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const {
    max = 10,
    role = APP_ROLE,
    statementTimeoutMs = 5_000,
    applicationName = "lockkeeper",
    pipeline = true,
  } = options;
  const settings = [
    `statement_timeout=${statementTimeoutMs}`,
    "lock_timeout=2000",
    "idle_in_transaction_session_timeout=10000",
    "timezone=UTC",
    ...(role ? [`role=${role}`] : []),
  ];
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 6_000,
    application_name: applicationName,
    pipeline,
    options: settings.map((setting) => `-c ${setting}`).join(" "),
  });
  // A client that dies while idle or checked out emits 'error'; unheard, it would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return { db: drizzle(pool, { casing: "snake_case" }), pool, close: () => pool.end() };
}
