import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { withDatabase } from "./global-setup";

/** A migrated database of one test file's own. */
export interface TestDatabase {
  /** Superuser; `connect(url)` takes on the application's role by itself. */
  url: string;
  /** The server's major version: 15 or 18. */
  major: number;
  /** Removes the database, ending what is still connected. */
  drop(): Promise<void>;
}

/**
 * Clones the run's template into a new database. Call in `beforeAll`, and `drop` in `afterAll`.
 * @throws outside the vitest project `db`.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, template, prefix, major } = inject("testServer");
  const name = `${prefix}${randomBytes(6).toString("hex")}`;
  const onServer = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: adminUrl });
    client.on("error", () => {});
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await onServer(`create database ${pg.escapeIdentifier(name)} template ${pg.escapeIdentifier(template)}`);
  return {
    url: withDatabase(adminUrl, name),
    major,
    drop: () => onServer(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`),
  };
}
