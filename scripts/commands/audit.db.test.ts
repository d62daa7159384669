import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeMember } from "@/db/testing/factories";
import { sealAudit } from "@/lib/services/audit";
import { auditCommand } from "./audit";

let testDatabase: TestDatabase;
let database: Database;
let folder: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 2 });
  folder = await mkdtemp(join(tmpdir(), "lockkeeper-audit-"));
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
  await rm(folder, { recursive: true });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
});

/** Runs `audit …` and returns what it printed and its exit code. */
async function audit(...args: string[]): Promise<{ out: string; err: string; code: number }> {
  process.exitCode = 0;
  vi.restoreAllMocks();
  const out = vi.spyOn(console, "log").mockImplementation(() => {});
  const err = vi.spyOn(console, "error").mockImplementation(() => {});
  await auditCommand((work) => work(testDatabase.url)).parseAsync(args, { from: "user" });
  const said = (spy: typeof out) => spy.mock.calls.flat().join("\n");
  return { out: said(out), err: said(err), code: Number(process.exitCode) };
}

test("a chain is verified, kept as a checkpoint, and a cut is found by it", async () => {
  const file = join(folder, "checkpoint.json");
  expect(await audit("checkpoint")).toMatchObject({
    code: 1,
    out: "",
    err: expect.stringContaining("Nothing is sealed"),
  });

  // The first one publishes the policy too: three entries.
  for (let n = 0; n < 2; n++) await makeMember(database);
  let sealed = 0;
  while (sealed < 3) sealed += await sealAudit(database);
  expect(await audit("verify")).toMatchObject({
    code: 0,
    out: expect.stringContaining("whole: 3 entries sealed"),
  });
  expect(await audit("checkpoint", "--out", file)).toMatchObject({ code: 0, out: "" });
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({
    seq: 3,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect((await audit("verify", "--checkpoint", file)).out).toContain("agrees with the checkpoint at 3");

  const admin = connect(testDatabase.url, { role: null, max: 1 });
  await admin.pool.query("set session_replication_role = replica");
  await admin.pool.query(
    "delete from audit_entries where entry_id = (select entry_id from audit_chain where seq = 3)",
  );
  await admin.pool.query("delete from audit_chain where seq = 3");
  await admin.close();
  expect(await audit("verify")).toMatchObject({ code: 0 });
  const cut = await audit("verify", "--checkpoint", file);
  expect(cut).toMatchObject({ code: 1, out: expect.stringContaining("BROKEN at number 3") });
  const asJson = await audit("verify", "--checkpoint", file, "--json");
  expect(JSON.parse(asJson.out)).toEqual({
    isOk: false,
    sealed: 2,
    unsealed: 0,
    firstBad: { seq: 3, what: "chain_cut" },
  });
});

test("what is not a checkpoint is named, not trusted", async () => {
  const file = join(folder, "other.json");
  await writeFile(file, '{"seq":1,"hash":"zz"}');
  await expect(audit("verify", "--checkpoint", file)).rejects.toThrow("is not a checkpoint");
  await expect(audit("verify", "--checkpoint", join(folder, "absent.json"))).rejects.toThrow(
    "cannot be read",
  );
});
