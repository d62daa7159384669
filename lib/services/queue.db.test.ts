import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeStaff, succeeded } from "@/db/testing/factories";
import { makeOpenAppeal, makeOpenCases } from "@/db/testing/queue-cases";
import { NO_FILTER, parseQueueCursor, type QueueFilter, type QueueRow } from "@/lib/contracts/queue";
import type { StaffActor } from "@/lib/domain/actor";
import { claim } from "./claim";
import { countQueue, listQueue } from "./queue";

const KINDS = ["reported_message", "reported_account", "flagged_account"] as const;
const CHANNELS = ["chat", "inmail", null] as const;

let server: TestDatabase;
let database: Database;
let ines: StaffActor;
let tomas: StaffActor;
let appealId: string;
let heldId: string;

beforeAll(async () => {
  server = await createTestDatabase();
  database = connect(server.url);
  ines = await makeStaff(database, { displayName: "Ines Vale" });
  tomas = await makeStaff(database, { displayName: "Tomas Rieck" });
  const now = Date.now();
  // Due times repeat on purpose: within one instant the id decides.
  const ids = await makeOpenCases(
    database,
    Array.from({ length: 60 }, (_, n) => ({
      kind: KINDS[n % 3] ?? "reported_message",
      dueAt: new Date(now + Math.floor((n - 9) / 4) * 600_000),
      channel: CHANNELS[n % 3] ?? null,
      severity: n % 5 === 0 ? ("P0" as const) : ("P2" as const),
      language: n % 2 === 0 ? "en" : "de",
      memberId: `m-${String(n).padStart(3, "0")}`,
      memberName: n % 7 === 0 ? "Corinna Habek" : "Lior Castellane",
      reference: `CS-${String(n).padStart(7, "0")}`,
    })),
  );
  heldId = ids[30] ?? "";
  succeeded(await claim(database, tomas, { caseId: heldId }));
  appealId = await makeOpenAppeal(database, ines.id, {
    dueAt: new Date(now + 300_000),
    reference: "AP-0000001",
  });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

async function readAll(filter: QueueFilter, limit: number): Promise<QueueRow[]> {
  const rows: QueueRow[] = [];
  let after: string | null = null;
  do {
    const cursor = after === null ? null : parseQueueCursor(after);
    const page = await listQueue(database, ines, { filter, after: cursor, limit });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...page.rows);
    after = page.nextCursor;
  } while (after !== null);
  return rows;
}

const order = (row: QueueRow) => `${row.dueAt} ${row.caseId}`;

test("paging gives every open case once, earliest deadline first, with any page size and filter", async () => {
  const tab = fc.constantFrom("all", "reported", "flagged", "locked", "appeals");
  const severity = fc.constantFrom(null, "P0", "P2");
  const language = fc.constantFrom(null, "en", "de");
  const channel = fc.constantFrom(null, "chat", "inmail");
  const filters = fc.record({ tab, severity, language, channel }) as fc.Arbitrary<Partial<QueueFilter>>;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 100 }), filters, async (limit, narrowing) => {
      const filter = { ...NO_FILTER, ...narrowing };
      const rows = await readAll(filter, limit);
      const { rows: expected } = await database.pool.query(
        `select case_id as "caseId" from cases where state = 'open'
           and ($1::text is null or severity = $1) and ($2::text is null or language = $2) and ($3::text is null or channel = $3)
           and case $4 when 'all' then true when 'reported' then kind like 'reported%' when 'flagged' then kind = 'flagged_account'
             when 'locked' then kind = 'locked_message' else kind = 'appeal' end
         order by due_at, case_id`,
        [filter.severity, filter.language, filter.channel, filter.tab],
      );
      expect(rows.map((row) => row.caseId)).toEqual(expected.map((row) => row.caseId));
      expect(rows.map(order)).toEqual(rows.map(order).sort());
    }),
    { numRuns: 60 },
  );
});

test("a row says who holds the case, and that an appeal is not the reader's", async () => {
  const rows = await readAll(NO_FILTER, 100);
  expect(rows.find((row) => row.caseId === heldId)?.heldBy).toMatchObject({
    staffId: tomas.id,
    name: "Tomas Rieck",
  });
  const appeal = rows.find((row) => row.caseId === appealId);
  expect(appeal).toMatchObject({ isExcluded: true, heldBy: null, lapsedAt: null, strikes: 0 });
  const other = await listQueue(database, tomas, { filter: { ...NO_FILTER, tab: "appeals" } });
  expect(other.rows[0]).toMatchObject({ caseId: appealId, isExcluded: false });
  expect(JSON.stringify(other)).not.toContain(ines.id);
});

test.each([
  [{ held: "others" }, (row: QueueRow) => row.heldBy !== null],
  [{ held: "free" }, (row: QueueRow) => row.heldBy === null],
  [{ q: "cs-00000" }, (row: QueueRow) => row.reference.startsWith("CS-00000")],
  [{ q: "corinna" }, (row: QueueRow) => row.memberName === "Corinna Habek"],
  [{ q: "HAB" }, (row: QueueRow) => row.memberName === "Corinna Habek"],
  [{ q: "m-01" }, (row: QueueRow) => row.memberId.startsWith("m-01")],
  [{ overdue: true }, (row: QueueRow) => Date.parse(row.dueAt) <= Date.now()],
] as [Partial<QueueFilter>, (row: QueueRow) => boolean][])("filter %o", async (narrowing, keeps) => {
  const all = await readAll(NO_FILTER, 100);
  const { rows, matching } = await listQueue(database, ines, { filter: { ...NO_FILTER, ...narrowing } });
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map((row) => row.caseId)).toEqual(all.filter(keeps).map((row) => row.caseId));
  expect(matching).toBe(rows.length);
});

test("a search is text, not a pattern", async () => {
  for (const q of ["%", "_S-0", "' or true --", "CS\\"]) {
    expect((await listQueue(database, ines, { filter: { ...NO_FILTER, q } })).rows).toEqual([]);
  }
});

test("counts equal a count of the rows", async () => {
  const { tabs, heldByMe } = await countQueue(database, tomas);
  const rows = await readAll(NO_FILTER, 100);
  const now = Date.now();
  const of = (kinds: string[]) => {
    const some = rows.filter((row) => kinds.some((kind) => row.kind.startsWith(kind)));
    return {
      open: some.length,
      overdue: some.filter((row) => Date.parse(row.dueAt) <= now).length,
      oldestOpenedAt: some.map((row) => row.openedAt).sort()[0] ?? null,
    };
  };
  expect(tabs).toEqual({
    all: of(["reported", "flagged", "locked", "appeal"]),
    reported: of(["reported"]),
    flagged: of(["flagged"]),
    locked: of(["locked"]),
    appeals: of(["appeal"]),
  });
  expect(tabs.all.overdue).toBeGreaterThan(0);
  expect(heldByMe).toBe(1);
});
