import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type OpenDatabase, startEmbedded } from "./durable";
import { type Guard, openGuard } from "./guard";

let folder: string;
let guard: Guard;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "lockkeeper-durable-"));
  // Reachable for the server's account, when we are root.
  chmodSync(folder, 0o755);
  guard = await openGuard();
});
afterEach(async () => {
  await guard.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask<R extends pg.QueryResultRow>(
  { url }: Pick<OpenDatabase, "url">,
  sql: string,
): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

const open = () => startEmbedded({ guard, dataDir: folder, name: "kept" });

test("data survives a kill of the whole server, its owner is no superuser, its passwords are ours alone", async () => {
  const first = await open();
  await ask(first, "create table kept (n int)");
  await ask(first, "insert into kept values (7)");
  expect(await ask(first, "select rolsuper from pg_roles where rolname = current_user")).toEqual([
    { rolsuper: false },
  ]);
  const [settings] = await ask(
    first,
    "select current_setting('fsync') as fsync, current_setting('server_encoding') as encoding, current_setting('listen_addresses') as address",
  );
  expect(settings).toEqual({ fsync: "on", encoding: "UTF8", address: "127.0.0.1" });
  const file = join(folder, "postgres.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const { home } = JSON.parse(readFileSync(file, "utf8"));
  const postmaster = Number(readFileSync(join(home, "cluster", "postmaster.pid"), "utf8").split("\n")[0]);
  process.kill(postmaster, "SIGKILL");
  const second = await open();
  expect(await ask(second, "select n from kept")).toEqual([{ n: 7 }]);
});

test("a running server is joined, and two that open a new folder at once share one", async () => {
  const [first, second] = await Promise.all([open(), open()]);
  expect(second).toEqual(first);
  const processes = "select pg_postmaster_start_time()::text as began";
  expect(await ask(second, processes)).toEqual(await ask(first, processes));
});

test("closing the guard stops the server", async () => {
  const { adminUrl } = await open();
  await guard.close();
  let isGone = false;
  await ask({ url: adminUrl }, "select 1").catch(() => {
    isGone = true;
  });
  expect(isGone).toBe(true);
});
