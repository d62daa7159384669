import { randomBytes } from "node:crypto";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { type Guard, openGuard } from "@/db/embedded/guard";
import { startThrowaway } from "@/db/embedded/throwaway";
import { migrate } from "@/db/migrate";

/** What every test file is told about the server its databases come from. */
export interface TestServer {
  /** Superuser, database `postgres`. */
  adminUrl: string;
  /** A migrated, empty database that nobody connects to: new ones are cloned from it. */
  template: string;
  /** Names of this run's databases begin with this. */
  prefix: string;
  major: number;
}

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

async function asAdmin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The guard of a run started by hand, when vitest itself is killed rather than finished. */
async function ownServer(): Promise<{ guard: Guard; url: string }> {
  const guard = await openGuard();
  const server = await startThrowaway({ guard, major: process.env.TEST_PG_VERSION === "15" ? 15 : 18 });
  if (server) return { guard, url: server.url };
  await guard.close();
  throw new Error("TEST_PG_VERSION is 15, but this machine has no PostgreSQL 15.");
}

/**
 * Runs once before the database tests: takes the server of `TEST_DATABASE_URL` (superuser) or starts one, and migrates
 * one template database. The returned function removes all databases of this run, and the server if it was started here.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const { guard, url: adminUrl } = given ? { guard: null, url: given } : await ownServer();
  const prefix = `lk_test_${randomBytes(4).toString("hex")}_`;
  const template = `${prefix}template`;
  const dropAll = async (): Promise<void> => {
    if (guard) return await guard.close();
    await asAdmin(adminUrl, async (admin) => {
      const { rows } = await admin.query<{ datname: string }>(
        "select datname from pg_database where starts_with(datname, $1)",
        [prefix],
      );
      for (const { datname } of rows) {
        await admin.query(`drop database if exists ${pg.escapeIdentifier(datname)} with (force)`);
      }
    });
  };
  try {
    const major = await asAdmin(adminUrl, async (admin) => {
      await admin.query(`create database ${pg.escapeIdentifier(template)}`);
      const { rows } = await admin.query<{ n: number }>(
        "select current_setting('server_version_num')::int as n",
      );
      return Math.floor((rows[0]?.n ?? 0) / 10_000);
    });
    await migrate(withDatabase(adminUrl, template));
    project.provide("testServer", { adminUrl, template, prefix, major });
  } catch (error) {
    await dropAll();
    throw error;
  }
  return dropAll;
}
