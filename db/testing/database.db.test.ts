import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "./database";

let first: TestDatabase;
let second: TestDatabase;

beforeAll(async () => {
  [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});
afterAll(async () => {
  await Promise.all([first.drop(), second.drop()]);
});

async function ask<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

test("a test database is migrated and runs on the version asked for", async () => {
  const [row] = await ask<{ cases: string | null; version: number }>(
    first.url,
    "select to_regclass('public.cases')::text as cases, current_setting('server_version_num')::int / 10000 as version",
  );
  expect(row).toEqual({ cases: "cases", version: first.major });
  if (process.env.TEST_PG_VERSION) expect(first.major).toBe(Number(process.env.TEST_PG_VERSION));
});

test("what one file writes, another does not see", async () => {
  await ask(first.url, "create table only_here (n int)");
  expect(await ask(second.url, "select to_regclass('only_here') as found")).toEqual([{ found: null }]);
});
