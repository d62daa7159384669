import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeStaff, succeeded } from "@/db/testing/factories";
import { lapseClaim, makeOpenAppeal, makeOpenCases } from "@/db/testing/queue-cases";
import { NO_FILTER } from "@/lib/contracts/queue";
import type { StaffActor } from "@/lib/domain/actor";
import { CLAIM_LEASE_MS } from "@/lib/domain/case";
import { claim, claimNext, heartbeat, release } from "./claim";

let server: TestDatabase;
let database: Database;
let ines: StaffActor;
let tomas: StaffActor;

beforeAll(async () => {
  server = await createTestDatabase();
  database = connect(server.url, { max: 20 });
  [ines, tomas] = await Promise.all([
    makeStaff(database, { displayName: "Ines Vale" }),
    makeStaff(database, { displayName: "Tomas Rieck" }),
  ]);
});
afterAll(async () => {
  await database.close();
  await server.drop();
});
// Each test has the queue to itself; only the superuser may take rows away.
beforeEach(async () => {
  const admin = connect(server.url, { role: null, max: 1 });
  await admin.pool.query("set session_replication_role = replica; truncate cases, decisions cascade");
  await admin.close();
});

async function stored(caseId: string) {
  const { rows } = await database.pool.query(
    `select claimed_by, claimed_at, claim_expires_at, version, (select count(*)::int from audit_entries a
       where a.subject_type = 'case' and a.subject_id = c.case_id::text) as entries
     from cases c where case_id = $1`,
    [caseId],
  );
  return rows[0];
}

async function operations(): Promise<number> {
  return (await database.pool.query("select count(*)::int as n from operations")).rows[0].n;
}

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);

test("Review next gives the earliest due case and leases it for 15 minutes", async () => {
  const [late, early] = await makeOpenCases(database, [{ dueAt: inMinutes(90) }, { dueAt: inMinutes(30) }]);
  const next = succeeded(await claimNext(database, ines));
  expect(next?.caseId).toBe(early);
  const found = await stored(early ?? "");
  expect(found.claimed_by).toBe(ines.id);
  expect(found.claim_expires_at - found.claimed_at).toBe(CLAIM_LEASE_MS);
  expect(found.entries).toBe(1);
  expect(found.version).toBe(1);
  expect((await stored(late ?? "")).claimed_by).toBeNull();
});

test("Review next gives what one holds before anything new, and renews it", async () => {
  await makeOpenCases(database, [{ dueAt: inMinutes(10) }]);
  const [own] = await makeOpenCases(database, [{ dueAt: inMinutes(60) }]);
  succeeded(await claim(database, ines, { caseId: own ?? "" }));
  expect(succeeded(await claimNext(database, ines))?.caseId).toBe(own);
});

test("two presses at once of one person give one case", async () => {
  await makeOpenCases(database, [{}, {}, {}, {}]);
  const presses = await Promise.all(Array.from({ length: 6 }, () => claimNext(database, ines)));
  expect(new Set(presses.map((press) => succeeded(press)?.caseId)).size).toBe(1);
});

test("Review next keeps to the filter and answers null when nothing is due", async () => {
  const [, scam] = await makeOpenCases(database, [
    { dueAt: inMinutes(1) },
    { dueAt: inMinutes(99), kind: "reported_account", category: "scam", language: "de" },
  ]);
  const german = await claimNext(database, ines, {
    filter: { ...NO_FILTER, tab: "reported", language: "de" },
  });
  expect(succeeded(german)?.caseId).toBe(scam);
  expect(
    succeeded(await claimNext(database, tomas, { filter: { ...NO_FILTER, tab: "flagged" } })),
  ).toBeNull();
  const contradiction = { ...NO_FILTER, tab: "appeals", kind: "reported_message" } as const;
  expect(succeeded(await claimNext(database, tomas, { filter: contradiction }))).toBeNull();
});

test("16 people claiming 50 cases at once: each case once, none twice, in order for each", async () => {
  const due = Array.from({ length: 50 }, (_, n) => ({ dueAt: inMinutes(10 + n) }));
  const caseIds = await makeOpenCases(database, due);
  const people = await Promise.all(Array.from({ length: 16 }, () => makeStaff(database)));
  const taken = await Promise.all(
    people.map(async (person) => {
      const own: string[] = [];
      for (;;) {
        const next = succeeded(await claimNext(database, person, { filter: { ...NO_FILTER, held: "free" } }));
        if (!next) return own;
        own.push(next.caseId);
      }
    }),
  );
  expect(taken.flat().sort()).toEqual([...caseIds].sort());
  for (const own of taken) {
    const places = own.map((caseId) => caseIds.indexOf(caseId));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  }
});

test("a held case is refused with who holds it; a lapsed one is simply taken", async () => {
  const [caseId = ""] = await makeOpenCases(database, [{}]);
  succeeded(await claim(database, ines, { caseId }));
  const before = await operations();
  expect(await claim(database, tomas, { caseId })).toMatchObject({
    ok: false,
    error: { code: "case_held_by_other", staffId: ines.id, name: "Ines Vale" },
  });
  expect(succeeded(await claimNext(database, tomas))).toBeNull();
  expect(await operations()).toBe(before);
  await lapseClaim(database, caseId);
  expect(succeeded(await claimNext(database, tomas))?.caseId).toBe(caseId);
  expect((await stored(caseId)).claimed_by).toBe(tomas.id);
});

test("a heartbeat renews a lease, even a lapsed one nobody took; after a takeover it is refused", async () => {
  const [caseId = ""] = await makeOpenCases(database, [{}]);
  succeeded(await claim(database, ines, { caseId }));
  await lapseClaim(database, caseId);
  const renewed = succeeded(await heartbeat(database, ines, { caseId }));
  expect(Date.parse(renewed.expiresAt)).toBeGreaterThan(Date.now() + CLAIM_LEASE_MS - 60_000);
  expect((await stored(caseId)).entries).toBe(1);
  await lapseClaim(database, caseId);
  succeeded(await claim(database, tomas, { caseId }));
  const refused = await heartbeat(database, ines, { caseId });
  expect(refused).toMatchObject({ ok: false, error: { code: "case_held_by_other", name: "Tomas Rieck" } });
  expect((await stored(caseId)).claimed_by).toBe(tomas.id);
});

test("handing on frees the case for the next person; only its holder can", async () => {
  const [caseId = ""] = await makeOpenCases(database, [{}]);
  succeeded(await claim(database, ines, { caseId }));
  expect(await release(database, tomas, { caseId })).toMatchObject({ error: { code: "case_held_by_other" } });
  succeeded(await release(database, ines, { caseId }));
  expect((await stored(caseId)).claimed_by).toBeNull();
  expect(await release(database, ines, { caseId })).toMatchObject({ error: { code: "case_not_claimed" } });
  expect(succeeded(await claimNext(database, tomas))?.caseId).toBe(caseId);
});

test("handing on leads to another case, and back to the same one only when nothing else is left", async () => {
  const [first, second] = await makeOpenCases(database, [{ dueAt: inMinutes(10) }, { dueAt: inMinutes(20) }]);
  const next = async (who: StaffActor) => succeeded(await claimNext(database, who))?.caseId;
  expect(await next(ines)).toBe(first);
  succeeded(await release(database, ines, { caseId: first ?? "" }));
  expect(await next(ines)).toBe(second);
  expect(await next(tomas)).toBe(first);
  succeeded(await release(database, tomas, { caseId: first ?? "" }));
  succeeded(await release(database, ines, { caseId: second ?? "" }));
  expect(await next(ines)).toBe(first);
});

test("an appeal never goes to the person who decided", async () => {
  const caseId = await makeOpenAppeal(database, ines.id, { dueAt: inMinutes(5) });
  expect(await claim(database, ines, { caseId })).toEqual({ ok: false, error: { code: "case_excluded" } });
  expect(succeeded(await claimNext(database, ines))).toBeNull();
  expect(succeeded(await claimNext(database, ines, { filter: { ...NO_FILTER, tab: "appeals" } }))).toBeNull();
  expect(
    succeeded(await claimNext(database, tomas, { filter: { ...NO_FILTER, tab: "appeals" } }))?.caseId,
  ).toBe(caseId);
});

test("a decided or unknown case cannot be claimed", async () => {
  const [caseId = ""] = await makeOpenCases(database, [
    { state: "decided", decidedAt: new Date(), outcome: "dismissed" },
  ]);
  expect(await claim(database, ines, { caseId })).toEqual({ ok: false, error: { code: "case_decided" } });
  const unknown = { caseId: "01994d4e-0000-7000-8000-000000000000" };
  expect(await claim(database, ines, unknown)).toEqual({ ok: false, error: { code: "case_not_found" } });
});

test.each(["policy_manager", "analyst", "admin"] as const)(
  "a %s takes nothing, and nothing is written",
  async (role) => {
    const [caseId = ""] = await makeOpenCases(database, [{}]);
    const person = await makeStaff(database, { role });
    const before = await operations();
    const refused = { ok: false, error: { code: "forbidden" } };
    expect(await claim(database, person, { caseId })).toEqual(refused);
    expect(await claimNext(database, person)).toEqual(refused);
    expect(await heartbeat(database, person, { caseId })).toEqual(refused);
    expect(await release(database, person, { caseId })).toEqual(refused);
    expect(await operations()).toBe(before);
    expect(await stored(caseId)).toMatchObject({ claimed_by: null, entries: 0 });
  },
);

test("the same operation id answers the same and claims once", async () => {
  await makeOpenCases(database, [{}, {}]);
  const operationId = crypto.randomUUID();
  const first = await claimNext(database, ines, { operationId });
  expect(await claimNext(database, ines, { operationId })).toEqual(first);
  const { rows } = await database.pool.query("select count(*)::int as n from cases where claimed_by = $1", [
    ines.id,
  ]);
  expect(rows[0].n).toBe(1);
});
