import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Database } from "./connect";
import { createTestDatabase, type TestDatabase } from "./testing/database";
import { makeMember, makeReport, makeStaff } from "./testing/factories";

let testDatabase: TestDatabase;
let database: Database;
/** The superuser by hand, as somebody who does not go through the application. */
let admin: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 4 });
  admin = connect(testDatabase.url, { role: null, max: 2 });
});
afterAll(async () => {
  await Promise.all([database.close(), admin.close()]);
  await testDatabase.drop();
});

type Run = (text: string, ...values: unknown[]) => Promise<pg.QueryResult>;

/** A whole operation by hand, undone at the end; `work` gets its id. The first error comes out. */
async function inOperation(work: (run: Run, opId: string) => Promise<void>): Promise<void> {
  const client = await admin.pool.connect();
  const opId = randomUUID();
  try {
    await client.query("begin");
    await client.query("select app.op_begin($1, 'system', 'by-hand', 'sample.fill', 'x')", [opId]);
    await work((text, ...values) => client.query(text, values), opId);
    await client.query("set constraints all immediate");
  } finally {
    await client.query("rollback");
    client.release();
  }
}

const refused = (code: string, constraint?: string) => ({ code, ...(constraint ? { constraint } : {}) });

const INSERT_CASE = `
  insert into cases (case_id, reference, kind, subject_type, subject_id, member_id, member_name, account_type, severity,
    category, opened_at, due_at, why, excluded_staff_ids, op_id)
  values ($1, $2, $3, 'message', $4, 'm', 'M', 'basic', 'P2', 'spam', now(), now(), '{}', $5, $6)`;

async function putCase(
  run: Run,
  opId: string,
  values: { kind?: string; subjectId?: string; excluded?: string[] } = {},
) {
  const caseId = randomUUID();
  const { kind = "reported_message", subjectId = caseId, excluded = [] } = values;
  await run(INSERT_CASE, caseId, `X-${caseId}`, kind, subjectId, excluded, opId);
  return caseId;
}

async function decide(
  run: Run,
  opId: string,
  values: { caseId: string; staffId: string; version?: number; outcome?: string; appealed?: string | null },
) {
  const decisionId = randomUUID();
  const { caseId, staffId, version = 1, outcome = "dismissed", appealed = null } = values;
  await run(
    `insert into decisions (decision_id, case_id, case_version, member_id, decided_by, decided_at, outcome, policy_version,
       reason, appealed_decision_id, op_id) values ($1, $2, $3, 'm', $4, now(), $5, 1, 'r', $6, $7)`,
    decisionId,
    caseId,
    version,
    staffId,
    outcome,
    appealed,
    opId,
  );
  return decisionId;
}

describe("cases and decisions", () => {
  test("one open case per subject and kind", async () => {
    const twice = inOperation(async (run, opId) => {
      await putCase(run, opId, { subjectId: "same" });
      await putCase(run, opId, { subjectId: "same" });
    });
    await expect(twice).rejects.toMatchObject(refused("23505", "cases_open_subject"));
  });

  test("a case is decided exactly when it says so, and stays decided", async () => {
    const halfDecided = inOperation(async (run, opId) => {
      const caseId = await putCase(run, opId);
      await run("update cases set state = 'decided', op_id = $2 where case_id = $1", caseId, opId);
    });
    await expect(halfDecided).rejects.toMatchObject(refused("23514", "cases_decided"));
    const reopened = inOperation(async (run, opId) => {
      const caseId = await putCase(run, opId);
      await run(
        "update cases set state = 'decided', decided_at = now(), outcome = 'dismissed', op_id = $2 where case_id = $1",
        caseId,
        opId,
      );
      await run(
        "update cases set state = 'open', decided_at = null, outcome = null, op_id = $2 where case_id = $1",
        caseId,
        opId,
      );
    });
    await expect(reopened).rejects.toMatchObject(refused("LKC03"));
  });

  test("one decision per version of a case", async () => {
    const { id: staffId } = await makeStaff(database);
    const twice = inOperation(async (run, opId) => {
      const caseId = await putCase(run, opId);
      await decide(run, opId, { caseId, staffId });
      await decide(run, opId, { caseId, staffId });
    });
    await expect(twice).rejects.toMatchObject(refused("23505", "decisions_case_version"));
  });

  test("a decision is never changed or removed, whoever asks", async () => {
    const { id: staffId } = await makeStaff(database);
    for (const change of [
      "update decisions set reason = 'other', op_id = $1 where op_id = $1",
      "delete from decisions where op_id = $1",
    ]) {
      const changed = inOperation(async (run, opId) => {
        await decide(run, opId, { caseId: await putCase(run, opId), staffId });
        await run(change, opId);
      });
      await expect(changed).rejects.toMatchObject(refused("LKA01"));
    }
  });

  test("a claim has an end, and an excluded person holds no case", async () => {
    const { id: staffId } = await makeStaff(database);
    const endless = inOperation(async (run, opId) => {
      const caseId = await putCase(run, opId);
      await run("update cases set claimed_by = $2, op_id = $3 where case_id = $1", caseId, staffId, opId);
    });
    await expect(endless).rejects.toMatchObject(refused("23514", "cases_claim_whole"));
    const excluded = inOperation(async (run, opId) => {
      const caseId = await putCase(run, opId, { excluded: [staffId] });
      await run(
        "update cases set claimed_by = $2, claim_expires_at = now(), op_id = $3 where case_id = $1",
        caseId,
        staffId,
        opId,
      );
    });
    await expect(excluded).rejects.toMatchObject(refused("23514", "cases_claim_not_excluded"));
  });
});

describe("an appeal is heard by somebody else", () => {
  /** A decision, and an appeal against it as a case that excludes the given people. */
  async function appealed(run: Run, opId: string, staffId: string, excluded: string[]) {
    const firstCase = await putCase(run, opId);
    const decisionId = await decide(run, opId, { caseId: firstCase, staffId, outcome: "actioned" });
    const caseId = await putCase(run, opId, { kind: "appeal", subjectId: decisionId, excluded });
    return { decisionId, caseId };
  }
  async function fileAppeal(run: Run, opId: string, values: { decisionId: string; caseId: string }) {
    const { rows } = await run(
      `select column_name as name, data_type as type, is_nullable = 'NO' and column_default is null as needed
       from information_schema.columns where table_schema = 'public' and table_name = 'appeals'`,
    );
    const known: Record<string, unknown> = {
      appeal_id: randomUUID(),
      decision_id: values.decisionId,
      case_id: values.caseId,
      op_id: opId,
      member_id: "m",
    };
    const fill: Record<string, unknown> = {
      text: "x",
      uuid: randomUUID(),
      boolean: true,
      integer: 1,
      jsonb: "{}",
      ARRAY: [],
    };
    const used = rows.filter(({ name, needed }) => needed || name in known);
    const given = used.map(
      ({ name, type }) => known[name] ?? (String(type).startsWith("timestamp") ? new Date() : fill[type]),
    );
    await run(
      `insert into appeals (${used.map(({ name }) => name).join(", ")}) values (${used.map((_, n) => `$${n + 1}`).join(", ")})`,
      ...given,
    );
  }

  test("its case excludes the earlier decider from the beginning", async () => {
    const { id: staffId } = await makeStaff(database);
    const open = inOperation(async (run, opId) => {
      await appealed(run, opId, staffId, []);
    });
    await expect(open).rejects.toMatchObject(refused("LKC04"));
  });

  test("nobody leaves the list", async () => {
    const { id: staffId } = await makeStaff(database);
    const shortened = inOperation(async (run, opId) => {
      const { caseId } = await appealed(run, opId, staffId, [staffId]);
      await run("update cases set excluded_staff_ids = '{}', op_id = $2 where case_id = $1", caseId, opId);
    });
    await expect(shortened).rejects.toMatchObject(refused("LKC04"));
  });

  test("the earlier decider cannot decide it, another person can", async () => {
    const [first, second] = await Promise.all([makeStaff(database), makeStaff(database)]);
    const by = (staffId: string) =>
      inOperation(async (run, opId) => {
        const { caseId, decisionId } = await appealed(run, opId, first.id, [first.id]);
        await fileAppeal(run, opId, { caseId, decisionId });
        await decide(run, opId, { caseId, staffId, outcome: "overturned", appealed: decisionId });
      });
    await expect(by(first.id)).rejects.toMatchObject(refused("LKC01"));
    // Whole but for the seal, which this operation by hand leaves out on purpose.
    await expect(by(second.id)).rejects.toMatchObject(refused("OPF05"));
  });

  test("an outcome of an appeal needs an appeal, and an appeal the decision it names", async () => {
    const [first, second] = await Promise.all([makeStaff(database), makeStaff(database)]);
    const withoutAppeal = inOperation(async (run, opId) => {
      await decide(run, opId, { caseId: await putCase(run, opId), staffId: first.id, outcome: "overturned" });
    });
    await expect(withoutAppeal).rejects.toMatchObject(refused("23514", "decisions_appeal_outcome"));
    const anotherDecision = inOperation(async (run, opId) => {
      const { caseId, decisionId } = await appealed(run, opId, first.id, [first.id]);
      await fileAppeal(run, opId, { caseId, decisionId });
      const other = await decide(run, opId, { caseId: await putCase(run, opId), staffId: first.id });
      await decide(run, opId, { caseId, staffId: second.id, outcome: "upheld", appealed: other });
    });
    await expect(anotherDecision).rejects.toMatchObject(refused("LKC02"));
  });
});

describe("restrictions", () => {
  async function restrict(run: Run, opId: string, memberId: string, values: Record<string, unknown> = {}) {
    const row = {
      measure: "temporary_block",
      cells: [1, 2],
      audience: "anyone",
      cap: null,
      from: "2026-01-01T00:00:00Z",
      to: "2026-01-03T00:00:00Z" as string | null,
      liftedAt: null,
      liftReason: null,
      ...values,
    };
    await run(
      `insert into restrictions (member_id, restriction_id, decision_id, measure, channels, directions, audience, scope_cells,
         audience_key, cap_per_day, starts_at, ends_at, lifted_at, lift_reason, policy_clause, policy_version, op_id)
       values ($1, $2, $3, $4, '{chat}', '{start}', 'anyone', $5, $6, $7, $8, $9, $10, $11, '4.2', 1, $12)`,
      memberId,
      randomUUID(),
      randomUUID(),
      row.measure,
      row.cells,
      row.audience,
      row.cap,
      row.from,
      row.to,
      row.liftedAt,
      row.liftReason,
      opId,
    );
  }
  const pair = (second: Record<string, unknown>, first: Record<string, unknown> = {}) =>
    inOperation(async (run, opId) => {
      const { memberId } = await makeMember(database);
      await restrict(run, opId, memberId, first);
      await restrict(run, opId, memberId, second);
    });
  const OVERLAP = refused("23P01", "restrictions_no_overlap");
  const FINE = refused("OPF05");

  test.each<[string, Record<string, unknown>, object]>([
    ["the same cells at the same time", {}, OVERLAP],
    ["one common cell", { cells: [2, 3] }, OVERLAP],
    ["overlapping by a millisecond", { from: "2026-01-02T23:59:59.999Z", to: null }, OVERLAP],
    ["one beginning when the other ends", { from: "2026-01-03T00:00:00Z", to: null }, FINE],
    ["no common cell", { cells: [3, 4] }, FINE],
    ["another audience", { audience: "not_connected" }, FINE],
    ["another measure", { measure: "daily_cap", cap: 5 }, FINE],
    ["a lifted one", { liftedAt: "2026-01-02T00:00:00Z", liftReason: "superseded" }, FINE],
  ])("two of a measure on a member: %s", async (_, second, outcome) => {
    await expect(pair(second)).rejects.toMatchObject(outcome);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["an end before its beginning", { to: "2025-12-31T00:00:00Z" }, "restrictions_period"],
    ["an empty period", { to: "2026-01-01T00:00:00Z" }, "restrictions_period"],
    ["a cap on something else", { cap: 5 }, "restrictions_cap"],
    ["a daily cap without its number", { measure: "daily_cap" }, "restrictions_cap"],
    ["lifted without a reason", { liftedAt: "2026-01-02T00:00:00Z" }, "restrictions_lift_whole"],
  ])("refused: %s", async (_, values, constraint) => {
    const written = inOperation(async (run, opId) => {
      await restrict(run, opId, (await makeMember(database)).memberId, values);
    });
    await expect(written).rejects.toMatchObject(refused("23514", constraint));
  });
});

describe("the rest", () => {
  test("a message finds its month, and the months of a year ahead are there", async () => {
    const { rows } = await admin.pool.query(
      `select n, to_regclass(format('public.messages_y%sm%s', to_char(m, 'YYYY'), to_char(m, 'MM'))) is not null as messages,
         to_regclass(format('public.audit_entries_y%sm%s', to_char(m, 'YYYY'), to_char(m, 'MM'))) is not null as entries
       from generate_series(0, 11) n, lateral (select date_trunc('month', now() at time zone 'UTC') + n * interval '1 month' as m) month`,
    );
    expect(rows.filter(({ messages, entries }) => !messages || !entries)).toEqual([]);
  });

  test("every partition of the audit entries carries the fence, and refuses to be changed or emptied", async () => {
    const { rows: partitions } = await admin.pool.query<{ name: string }>(
      "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit_entries'::regclass",
    );
    expect(partitions.length).toBeGreaterThan(12);
    for (const { name } of partitions) {
      await expect(admin.pool.query(`truncate ${name}`)).rejects.toMatchObject(refused("LKA01"));
      const { rows } = await admin.pool.query(
        "select tgname from pg_trigger where tgrelid = $1::regclass order by tgname",
        [name],
      );
      const triggers = rows.map(({ tgname }) => tgname);
      expect(triggers).toEqual(expect.arrayContaining(["a_fence", "b_append_only"]));
    }
  });

  test("the application's role owns nothing and makes nothing", async () => {
    const { rows } = await admin.pool.query(
      "select relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = 'lockkeeper_app'",
    );
    expect(rows).toEqual([]);
    await expect(database.pool.query("create table mine (n int)")).rejects.toMatchObject(refused("42501"));
    await expect(database.pool.query("alter table cases disable trigger all")).rejects.toMatchObject(
      refused("42501"),
    );
    await expect(database.pool.query("set session_replication_role = replica")).rejects.toMatchObject(
      refused("42501"),
    );
    await expect(database.pool.query("drop trigger a_fence on cases")).rejects.toMatchObject(
      refused("42501"),
    );
    await expect(database.pool.query("delete from operations")).rejects.toMatchObject(refused("42501"));
  });

  test("a report belongs to a case that is there", async () => {
    const { input } = await makeReport(database);
    const moved = inOperation(async (run, opId) => {
      await run(
        "update reports set case_id = $2, op_id = $3 where report_id = $1",
        input.id,
        randomUUID(),
        opId,
      );
    });
    await expect(moved).rejects.toMatchObject({ code: "23503" });
  });
});
