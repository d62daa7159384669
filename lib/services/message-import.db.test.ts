import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import type { Actor } from "@/lib/domain/actor";
import type { ImportFault } from "@/lib/domain/import-file";
import { importMessages } from "./message-import";
import { ensurePolicy } from "./policy";
import { importReports } from "./report-import";

const OPERATOR: Actor = { kind: "system", id: "test" };
const HEADER = "sender\trecipient\tsent_at_unix";
const samples = resolve(process.env.LOCKKEEPER_DATA_SAMPLES ?? "../shared/data");

let fixture: TestDatabase;
let database: Database;
let folder: string;

beforeAll(async () => {
  process.env.LOCKKEEPER_SECRET ??= "0123456789abcdef0123456789abcdef";
  fixture = await createTestDatabase();
  database = connect(fixture.url, { max: 1, pipeline: false, statementTimeoutMs: 0 });
  await ensurePolicy(database);
  folder = await mkdtemp(join(tmpdir(), "lockkeeper-import-"));
});

afterAll(async () => {
  await database.close();
  await fixture.drop();
  await rm(folder, { recursive: true });
});

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function run(path: string, textsFile?: string) {
  const faults: ImportFault[] = [];
  const summary = await importMessages(database, OPERATOR, {
    file: path,
    textsFile,
    progress: () => {},
    fault: (fault) => faults.push(fault),
  });
  return { summary, faults };
}

async function one<R>(query: string): Promise<R> {
  return (await database.db.execute(sql.raw(query))).rows[0] as R;
}

describe("import messages", () => {
  test("good rows go in, bad ones are named by their line, and doing it again adds nothing", async () => {
    const path = await file(
      "small.tsv",
      `\ufeff${HEADER}\r\na1\tb1\t1700000000\r\nb1\ta1\t1700000060\r\na1\tb1\t1700000061\r\na1\tb1\t1700000061\r\nbroken\r\na1\ta1\t1700000100\r\na1\tc1\t1700003600`,
    );
    const first = await run(path);
    expect(first.summary).toEqual({ rows: 5, added: 5, already: 0, faults: 2 });
    expect(first.faults.map(({ line }) => line)).toEqual([6, 7]);
    expect((await run(path)).summary).toEqual({ rows: 5, added: 0, already: 5, faults: 2 });
    const { rows } = await database.db.execute(
      sql`select sender_id, is_reply from messages where sender_id in ('a1', 'b1') order by sent_at, message_id`,
    );
    expect(rows.map((row) => row.is_reply)).toEqual([false, true, true, true, false]);
    expect(await one("select count(*)::int as n from members where member_id in ('a1','b1','c1')")).toEqual({
      n: 3,
    });
    expect(
      await one(
        "select sum(sent)::int as sent, sum(started)::int as started from send_counters where member_id = 'a1'",
      ),
    ).toEqual({ sent: 4, started: 2 });
  });

  test("a longer file adds only its new rows, and an answer finds the question of an earlier chunk", async () => {
    const rows = ["d1\te1\t1700000000", "d1\te1\t1700000001"];
    await run(await file("grows.tsv", [HEADER, ...rows].join("\n")));
    const longer = await run(await file("grown.tsv", [HEADER, ...rows, "e1\td1\t1700009999"].join("\n")));
    expect(longer.summary).toEqual({ rows: 3, added: 1, already: 2, faults: 0 });
    expect(await one("select is_reply from messages where sender_id = 'e1'")).toEqual({ is_reply: true });
  });

  test.each([
    ["an empty file", "", /is empty/],
    ["another header", "from,to,when\n1,2,3", /must name the columns sender, recipient, sent_at_unix/],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0x01]), /is not a text file/],
    ["one endless line", "x".repeat(2_000_000), /longer than a megabyte/],
  ])("%s is refused with what to do", async (_what, content, message) => {
    await expect(run(await file("bad.tsv", content))).rejects.toThrow(message);
  });

  test("a file that is not there is refused", async () => {
    await expect(run(join(folder, "nowhere.tsv"))).rejects.toThrow(/cannot be read/);
  });

  test("lines that are no text are named, and what follows goes in", async () => {
    const good = Buffer.from("k1\tl1\t1700000000\n");
    const path = await file(
      "bytes.tsv",
      Buffer.concat([
        Buffer.from(`${HEADER}\n`),
        Buffer.from([0x6b, 0xfc, 0x31, 0x0a]),
        good,
        Buffer.from("k1\u0000\tl1\t1700000001\n"),
        Buffer.from("l1\tk1\t1700000002"),
      ]),
    );
    const { summary, faults } = await run(path);
    expect(summary).toEqual({ rows: 2, added: 2, already: 0, faults: 2 });
    expect(faults).toEqual([
      { line: 2, message: "is not UTF-8" },
      { line: 4, message: "holds a zero byte, which no text has" },
    ]);
  });

  test("a connection lost in the middle is made up for, and nothing is doubled", async () => {
    const rows = Array.from({ length: 12_000 }, (_, n) => `p${n % 50}\tq${n % 37}\t${1_600_000_000 + n}`);
    const path = await file("cut.tsv", [HEADER, ...rows].join("\n"));
    const killer = connect(fixture.url, { role: null, max: 1 });
    const victim = connect(fixture.url, {
      max: 1,
      pipeline: false,
      statementTimeoutMs: 0,
      applicationName: "victim",
    });
    const kills: Promise<number>[] = [];
    const summary = await importMessages(victim, OPERATOR, {
      file: path,
      progress: () => {
        const killed = killer.pool.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'victim' and datname = current_database()",
        );
        // Waited for below; a kill that comes too late to be sent has killed nobody.
        kills.push(
          killed.then(
            ({ rowCount }) => rowCount ?? 0,
            () => 0,
          ),
        );
      },
      fault: () => {},
    });
    const killed = (await Promise.all(kills)).reduce((sum, count) => sum + count, 0);
    await Promise.all([killer.close(), victim.close()]);
    expect(killed).toBeGreaterThan(0);
    expect(summary).toEqual({ rows: 12_000, added: 12_000, already: 0, faults: 0 });
    expect(
      await one(
        "select count(*)::int as n, (select sum(sent)::int from send_counters where member_id like 'p%') as sent from messages where sender_id like 'p%'",
      ),
    ).toEqual({ n: 12_000, sent: 12_000 });
  });

  test("texts are kept byte for byte, tabs and backslashes included", async () => {
    const texts = await file(
      "texts.tsv",
      "label\ttext\nham\tback\\slash and \\N and \u202eturned\nham\t{}'\"",
    );
    await run(await file("dealt.tsv", `${HEADER}\nf1\tg1\t1700000000\nf1\tg1\t1700000001`), texts);
    const { rows } = await database.db.execute(
      sql`select body from messages where sender_id = 'f1' order by sent_at`,
    );
    expect(rows.map((row) => row.body)).toEqual(["back\\slash and \\N and \u202eturned", "{}'\""]);
  });
});

describe("import reports", () => {
  test("each report once, bad lines by number", async () => {
    const said = await one<{ message_id: string }>(
      "select message_id from messages where sender_id = 'a1' limit 1",
    );
    const report = (id: string, subject: unknown) =>
      JSON.stringify({ id, reporterId: "b1", subject, category: "spam" });
    const path = await file(
      "reports.ndjson",
      [
        report("ir1", { type: "message", id: said.message_id }),
        "not json",
        report("ir2", { type: "member", id: "a1" }),
        report("ir3", { type: "message", id: "nowhere" }),
        report("ir4", { type: "member", id: "b1" }),
      ].join("\n"),
    );
    const faults: ImportFault[] = [];
    const again = () =>
      importReports(database, OPERATOR, {
        file: path,
        progress: () => {},
        fault: (fault) => faults.push(fault),
      });
    expect(await again()).toEqual({ rows: 2, added: 2, already: 0, faults: 3 });
    expect(faults.map(({ line }) => line).sort()).toEqual([2, 4, 5]);
    expect(await again()).toEqual({ rows: 2, added: 0, already: 2, faults: 3 });
    const table = await file(
      "reports.tsv",
      "id\treporterId\tsubjectType\tsubjectId\tcategory\tnote\nir5\tc1\tmember\ta1\tscam\tPlease look\nir6\tc1",
    );
    const fromTable: ImportFault[] = [];
    const options = { file: table, progress: () => {}, fault: (fault: ImportFault) => fromTable.push(fault) };
    expect(await importReports(database, OPERATOR, options)).toEqual({
      rows: 1,
      added: 1,
      already: 0,
      faults: 1,
    });
    expect(fromTable).toEqual([{ line: 3, message: "has 2 columns where the first line names 6" }]);
    expect(await one("select note, category from reports where report_id = 'ir5'")).toEqual({
      note: "Please look",
      category: "scam",
    });
  });
});

describe.skipIf(!existsSync(join(samples, "messages-collegemsg.tsv")))(
  "42,000 real sends (sample data beside the project)",
  () => {
    test("go in whole with real texts, counted as they are", async () => {
      const path = join(samples, "messages-collegemsg.tsv");
      const before = await one<{ n: number }>("select count(*)::int as n from messages");
      const { summary } = await run(path, join(samples, "texts-sms-spam.tsv"));
      expect(summary).toEqual({ rows: 42_000, added: 42_000, already: 0, faults: 0 });
      const after = await one<{ n: number; sent: number }>(
        "select (select count(*) from messages)::int as n, (select sum(sent) from send_counters)::int as sent",
      );
      expect(after.n - before.n).toBe(42_000);
      expect(after.sent).toBe(after.n);
      // A message answers exactly when the other side wrote in the conversation at an earlier second.
      const wrong = await one<{ n: number }>(`
      select count(*)::int as n from messages m where m.is_reply <> exists (
        select 1 from messages o where o.sender_id = m.recipient_id and o.conversation_id = m.conversation_id
          and o.sent_at < m.sent_at)`);
      expect(wrong.n).toBe(0);
    }, 120_000);
  },
);
