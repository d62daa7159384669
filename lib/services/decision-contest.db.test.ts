import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeMember, makeReport, makeStaff, succeeded } from "@/db/testing/factories";
import { seeded } from "@/db/testing/random";
import type { StaffActor } from "@/lib/domain/actor";
import type { ChosenMeasure, DecisionCommand } from "@/lib/domain/decision";
import { EVERYTHING } from "@/lib/domain/scope";
import { claim } from "./claim";
import { decideCase } from "./decision";

const CASES = 200;
let testDatabase: TestDatabase;
let database: Database;
let admin: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 16 });
  admin = connect(testDatabase.url, { role: null, max: 2 });
});
afterAll(async () => {
  await Promise.all([database.close(), admin.close()]);
  await testDatabase.drop();
});

const MEASURES: ChosenMeasure[] = [
  { measure: "temporary_block", scope: EVERYTHING, hours: 48 },
  { measure: "daily_cap", scope: EVERYTHING, capPerDay: 10, days: 30 },
  { measure: "warning" },
];

/** What one person would decide; null dismisses. Each differs, so that the effects tell who won. */
function commandOf(measure: ChosenMeasure | null): DecisionCommand {
  if (!measure) return { outcome: "dismissed", reason: "An ordinary offer to a customer." };
  const shared = {
    policyClause: "4.2",
    reason: "The same text to 57 people.",
    memberReason: "The same text to many.",
  };
  return { outcome: "actioned", measures: [measure], ...shared };
}

type Contested = { caseId: string; memberId: string; reportId: string; version: number };

/** A case that came in as a report, claimed by `holder`, whose lease then ran out. */
async function contestedCase(holder: StaffActor): Promise<Contested> {
  const { input, caseId } = await makeReport(database, {
    subject: { type: "member", id: (await makeMember(database)).memberId },
  });
  succeeded(await claim(database, holder, { caseId }));
  const client = await admin.pool.connect();
  try {
    // Time passes: nothing in the application can set a lease back.
    await client.query("set session_replication_role = replica");
    const { rows } = await client.query<{ version: number; memberId: string }>(
      `update cases set claim_expires_at = now() - interval '1 second' where case_id = $1
       returning version, member_id as "memberId"`,
      [caseId],
    );
    const [row] = rows;
    if (!row) throw new Error("the case is gone");
    return { caseId, reportId: input.id, ...row };
  } finally {
    client.release(true);
  }
}

test(`${CASES} contested cases have ${CASES} decisions, each with the effects of its winner and of nobody else`, {
  timeout: 120_000,
}, async () => {
  const random = seeded(20);
  const deciders = await Promise.all(
    Array.from({ length: 4 }, (_, n) => makeStaff(database, { displayName: `Decider ${n}` })),
  );
  const won = new Map<string, { staffId: string; measure: ChosenMeasure | null; decisionId: string }>();
  const refusals: Record<string, number> = {};
  const contested: Contested[] = [];

  const tryToDecide = async (
    staff: StaffActor,
    found: Contested,
    measure: ChosenMeasure | null,
    mustClaim: boolean,
  ) => {
    const count = (code: string) => {
      refusals[code] = (refusals[code] ?? 0) + 1;
    };
    if (mustClaim) {
      const claimed = await claim(database, staff, { caseId: found.caseId });
      if (!claimed.ok) return count(`claim ${claimed.error.code}`);
    }
    const decided = await decideCase(database, staff, {
      caseId: found.caseId,
      version: found.version,
      operationId: randomUUID(),
      command: commandOf(measure),
    });
    if (!decided.ok) return count(decided.error.code);
    expect(won.has(found.caseId)).toBe(false);
    won.set(found.caseId, { staffId: staff.id, measure, decisionId: decided.value.decisionId });
  };

  // Four cases at a time, each contested by its lapsed holder in two tabs and by up to three others.
  for (let nth = 0; nth < CASES; nth += 4) {
    const batch = await Promise.all(
      [0, 1, 2, 3].map(async (offset) => ({
        holder: deciders[(nth + offset) % 4] as StaffActor,
        found: await contestedCase(deciders[(nth + offset) % 4] as StaffActor),
      })),
    );
    contested.push(...batch.map(({ found }) => found));
    await Promise.all(
      batch.flatMap(({ holder, found }) => {
        const others = deciders.filter((one) => one !== holder).slice(0, 1 + Math.floor(random() * 3));
        const measures = [...MEASURES, null].sort(() => random() - 0.5);
        const races: [StaffActor, boolean][] = [
          [holder, false],
          [holder, false],
          ...others.map((one): [StaffActor, boolean] => [one, true]),
        ];
        return races
          .map((race) => ({ race, at: random() }))
          .sort((a, b) => a.at - b.at)
          .map(({ race: [staff, mustClaim] }, place) =>
            tryToDecide(staff, found, measures[place % 4] ?? null, mustClaim),
          );
      }),
    );
    // Where everybody was refused because somebody else held it at that moment, its holder now decides.
    for (const { found } of batch.filter(({ found: { caseId } }) => !won.has(caseId))) {
      await Promise.all(
        deciders.flatMap((staff) => [false, true].map((first) => tryToDecide(staff, found, null, first))),
      );
    }
  }

  expect(won.size).toBe(CASES);
  const { rows } = await admin.pool.query(
    `select c.case_id, c.state, c.outcome, c.version,
       (select jsonb_agg(jsonb_build_array(d.decision_id, d.decided_by, d.case_version)) from decisions d
        where d.case_id = c.case_id) as decisions,
       (select coalesce(jsonb_agg(r.measure), '[]') from restrictions r where r.member_id = c.member_id) as restrictions,
       (select count(*)::int from strikes s where s.member_id = c.member_id) as strikes,
       (select count(*)::int from notices n where n.member_id = c.member_id) as notices,
       (select count(*)::int from emails m where m.member_id = c.member_id) as emails,
       (select count(*)::int from audit_entries a where a.subject_id = c.case_id::text and a.command = 'case.decide') as audits,
       (select count(*)::int from outbox_events e where e.member_id = c.member_id and e.type = 'report.decided') as told,
       (select r.state from reports r where r.case_id = c.case_id) as report
     from cases c where c.case_id = any($1)`,
    [contested.map(({ caseId }) => caseId)],
  );
  expect(rows.length).toBe(CASES);
  for (const row of rows) {
    const { staffId, measure, decisionId } = won.get(row.case_id) ?? {};
    const version = contested.find(({ caseId }) => caseId === row.case_id)?.version ?? 0;
    const isActioned = measure !== null;
    const notices = isActioned ? 1 : 0;
    expect(row).toEqual({
      case_id: row.case_id,
      state: "decided",
      outcome: isActioned ? "actioned" : "dismissed",
      version: version + 1,
      decisions: [[decisionId, staffId, version]],
      restrictions: measure ? [measure.measure] : [],
      strikes: measure && measure.measure !== "warning" ? 1 : 0,
      notices,
      emails: notices,
      audits: 1,
      told: 1,
      report: isActioned ? "upheld" : "not_upheld",
    });
  }
  // Nobody was refused for a reason that was not so.
  const expected = [
    "case_decided",
    "case_held_by_other",
    "claim case_decided",
    "claim case_held_by_other",
    "case_not_claimed",
  ];
  expect(Object.keys(refusals).filter((code) => !expected.includes(code))).toEqual([]);
  expect(refusals.case_decided).toBeGreaterThan(CASES / 4);
  expect(new Set([...won.values()].map(({ measure }) => measure?.measure ?? "none")).size).toBe(4);
});
