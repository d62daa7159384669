import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeMember, makeMessage, makeReport, succeeded, TEST_PLATFORM } from "@/db/testing/factories";
import type { ReportInput } from "@/lib/contracts/report";
import { CATEGORIES } from "@/lib/domain/report";
import { receiveReport } from "./report";

process.env.LOCKKEEPER_SECRET ??= "test-secret-of-at-least-32-characters";

let test: TestDatabase;
let database: Database;
let owner: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  database = connect(test.url, { max: 20 });
  owner = connect(test.url, { role: null, max: 1 });
  await makeReport(database);
});

afterAll(async () => {
  await Promise.all([database.close(), owner.close()]);
  await test.drop();
});

let drawn = 0;
async function report(values: Pick<ReportInput, "reporterId" | "subject"> & Partial<ReportInput>) {
  drawn += 1;
  const input: ReportInput = { id: `r-${drawn}`, category: "spam", ...values };
  return succeeded(await receiveReport(database, TEST_PLATFORM, input));
}

async function reporterWith(record: { upheld?: number; wrong?: number } = {}, values = {}): Promise<string> {
  const { memberId } = await makeMember(database, values);
  const { upheld = 0, wrong = 0 } = record;
  if (upheld + wrong > 0) {
    await owner.pool.query(
      `begin; set local session_replication_role = replica;
       insert into reports (report_id, reporter_id, subject_type, subject_id, member_id, category, received_at, case_id,
         state, decided_at, op_id)
       select '${memberId}-' || n, '${memberId}', 'member', 'long-ago', 'somebody-else', 'spam', now() - interval '90 days',
         old.case_id, case when n <= ${upheld} then 'upheld' else 'not_upheld' end, now() - interval '80 days', old.op_id
       from (select case_id, op_id from reports limit 1) old, generate_series(1, ${upheld + wrong}) n;
       commit`,
    );
  }
  return memberId;
}

async function signalsOf(memberId: string) {
  const { rows } = await database.pool.query(
    `select rule, measured, threshold, detail, case_id is not null as "hasCase", c.severity, c.kind, c.category
     from signals s left join cases c using (case_id) where s.member_id = $1 order by s.signal_id`,
    [memberId],
  );
  return rows;
}

async function accused() {
  const { memberId } = await makeMember(database);
  return { memberId, subject: { type: "member", id: memberId } as const };
}

describe("several reporters (D13)", () => {
  it("flags with the third credible one, once, and keeps the messages complained about", async () => {
    const { memberId, subject } = await accused();
    const messages = await Promise.all([1, 2].map(() => makeMessage(database, { senderId: memberId })));
    const [one, two, three, four] = await Promise.all([1, 2, 3, 4].map(() => reporterWith()));
    for (const [place, reporterId] of [one, two].entries()) {
      await report({
        reporterId: reporterId ?? "",
        subject: { type: "message", id: messages[place]?.id ?? "" },
      });
    }
    expect(await signalsOf(memberId)).toEqual([]);
    await report({ reporterId: three ?? "", subject, category: "scam" });
    expect(await signalsOf(memberId)).toMatchObject([
      {
        rule: "D13",
        measured: 3,
        threshold: 3,
        kind: "flagged_account",
        severity: "P2",
        category: "spam",
        detail: { reporters: 3, groups: 3, messageIds: messages.map((message) => message.id) },
      },
    ]);
    await report({ reporterId: four ?? "", subject });
    expect(await signalsOf(memberId)).toHaveLength(1);
  });

  it("counts a person once, however often they report", async () => {
    const { memberId, subject } = await accused();
    const [one, two] = await Promise.all([reporterWith(), reporterWith()]);
    for (const reporterId of [one, two, one, two, one]) await report({ reporterId, subject });
    expect(await signalsOf(memberId)).toEqual([]);
  });

  it("takes a brigade of linked accounts for one voice", async () => {
    const { memberId, subject } = await accused();
    const chain = ["a", "b", "c", "d", "e"].map((hash) => `${memberId}-${hash}`);
    for (let n = 1; n < chain.length; n++) {
      const fingerprints = [chain[n - 1], chain[n]].map((hash) => ({
        kind: "device" as const,
        hash: hash ?? "",
      }));
      await report({ reporterId: await reporterWith({}, { fingerprints }), subject });
    }
    expect(await signalsOf(memberId)).toEqual([]);
    await report({ reporterId: await reporterWith(), subject });
    expect(await signalsOf(memberId)).toEqual([]);
    await report({ reporterId: await reporterWith(), subject });
    expect(await signalsOf(memberId)).toMatchObject([{ detail: { reporters: 6, groups: 3 } }]);
  });

  it("takes fresh and unknown accounts together for one voice", async () => {
    const { memberId, subject } = await accused();
    const joinedAt = new Date(Date.now() - 2 * 86_400_000).toISOString();
    for (let n = 0; n < 4; n++) {
      await report({ reporterId: await reporterWith({}, { joinedAt }), subject });
      await report({ reporterId: `nobody-${memberId}-${n}`, subject });
    }
    expect(await signalsOf(memberId)).toEqual([]);
  });

  it("weighs who was wrong before for less", async () => {
    const { memberId, subject } = await accused();
    const [wrong, right, plain, more] = [
      await reporterWith({ wrong: 6 }),
      await reporterWith({ upheld: 5 }),
      await reporterWith(),
      await reporterWith(),
    ];
    for (const reporterId of [wrong, right, plain]) await report({ reporterId, subject });
    expect(await signalsOf(memberId)).toEqual([]);
    await report({ reporterId: more, subject });
    expect(await signalsOf(memberId)).toMatchObject([{ measured: 3.25 }]);
  });

  it("misses no crossing when all report at once", async () => {
    const { memberId } = await accused();
    const messages = await Promise.all(
      Array.from({ length: 6 }, () => makeMessage(database, { senderId: memberId })),
    );
    const reporters = await Promise.all(messages.map(() => reporterWith()));
    await Promise.all(
      reporters.map((reporterId, n) =>
        report({ reporterId, subject: { type: "message", id: messages[n]?.id ?? "" } }),
      ),
    );
    expect(await signalsOf(memberId)).toMatchObject([{ rule: "D13", measured: 3 }]);
  });

  it("leaves reports found wrong, and old ones, out", async () => {
    const { memberId, subject } = await accused();
    const reporters = await Promise.all([1, 2, 3].map(() => reporterWith()));
    for (const reporterId of reporters.slice(0, 2)) await report({ reporterId, subject });
    await owner.pool.query(
      `begin; set local session_replication_role = replica;
       update reports set received_at = received_at - interval '30 days' where reporter_id = '${reporters[0]}';
       update reports set state = 'not_upheld', decided_at = now() where reporter_id = '${reporters[1]}'; commit`,
    );
    await report({ reporterId: reporters[2] ?? "", subject });
    await report({ reporterId: await reporterWith(), subject });
    expect(await signalsOf(memberId)).toEqual([]);
  });
});

describe("a severe report (D14)", () => {
  it.each(["harassment", "hate", "threat", "self_harm"] as const)("%s goes first", async (category) => {
    const { memberId, subject } = await accused();
    const reporterId = await reporterWith();
    await report({ reporterId, subject, category });
    await report({ reporterId, subject, category });
    expect(await signalsOf(memberId)).toMatchObject([
      { rule: "D14", measured: 1, threshold: 0.3, severity: "P0", category, kind: "flagged_account" },
    ]);
  });

  it("is not raised by somebody who was never right, nor by other complaints", async () => {
    const { memberId, subject } = await accused();
    await report({ reporterId: await reporterWith({ wrong: 5 }), subject, category: "threat" });
    await report({ reporterId: await reporterWith(), subject, category: "privacy" });
    expect(await signalsOf(memberId)).toEqual([]);
    await report({ reporterId: await reporterWith({ wrong: 4 }), subject, category: "threat" });
    expect(await signalsOf(memberId)).toMatchObject([{ rule: "D14", measured: 0.333 }]);
  });
});

it("restricts nobody, whatever is reported by whom", async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => reporterWith()));
  const { subject } = await accused();
  const streams = fc.array(
    fc.record({ reporter: fc.nat(7), category: fc.constantFrom(...CATEGORIES), about: fc.nat(7) }),
    { minLength: 1, maxLength: 10 },
  );
  await fc.assert(
    fc.asyncProperty(streams, async (stream) => {
      for (const { reporter, category, about } of stream) {
        const reporterId = people[reporter] ?? "";
        const other = people[about] ?? "";
        const target = other === reporterId ? subject : ({ type: "member", id: other } as const);
        await report({ reporterId, subject: target, category });
      }
      const { rows } = await database.pool.query("select (select count(*)::int from restrictions) as n");
      expect(rows).toEqual([{ n: 0 }]);
    }),
    { numRuns: 12 },
  );
  const { rows } = await database.pool.query(
    "select count(*)::int as n from signals where rule in ('D13', 'D14')",
  );
  expect(rows[0].n).toBeGreaterThan(0);
});
