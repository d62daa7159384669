import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { auditEntries } from "@/db/schema/audit-entries";
import { memberFingerprints, members } from "@/db/schema/members";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import type { Actor } from "@/lib/domain/actor";
import { ok, refuse } from "@/lib/domain/result";
import { type Operation, runOperation } from "./run-operation";

let testDatabase: TestDatabase;
/** The superuser's connection: reads everything, and is what an attacker would have. */
let admin: Database;
const SYSTEM: Actor = { kind: "system", id: "test" };

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = connect(testDatabase.url, { role: null, max: 2 });
});
afterAll(async () => {
  await admin.close();
  await testDatabase.drop();
});

/** A new member as an operation writes it. */
async function putMember(op: Operation, memberId: string): Promise<void> {
  await op.tx.insert(members).values({
    memberId,
    accountType: "basic",
    displayName: memberId,
    joinedAt: op.at,
    profile: {} as never,
    opId: op.operationId,
  });
  op.audit({ subjectType: "member", subjectId: memberId });
}

async function rowsOf(
  memberId: string,
): Promise<{ members: number; audits: number; events: number; jobs: number }> {
  const { rows } = await admin.pool.query(
    `select (select count(*)::int from members where member_id = $1) as members,
            (select count(*)::int from audit_entries where subject_id = $1) as audits,
            (select count(*)::int from outbox_events where member_id = $1) as events,
            (select count(*)::int from graphile_worker._private_jobs where payload->>'memberId' = $1) as jobs`,
    [memberId],
  );
  return rows[0];
}
const NOTHING = { members: 0, audits: 0, events: 0, jobs: 0 };

async function isSealed(operationId: string): Promise<boolean | null> {
  const { rows } = await admin.pool.query("select is_done from operations where operation_id = $1", [
    operationId,
  ]);
  return rows[0]?.is_done ?? null;
}

describe.each([{ pipeline: true }, { pipeline: false }])(
  "runOperation, pipeline $pipeline",
  ({ pipeline }) => {
    let database: Database;
    beforeAll(() => {
      database = connect(testDatabase.url, { max: 4, pipeline });
    });
    afterAll(() => database.close());

    const put = (memberId: string, after?: (op: Operation) => Promise<void>, operationId = randomUUID()) =>
      runOperation(
        database,
        { operationId, actor: SYSTEM, command: "member.put", payload: { memberId } },
        async (op) => {
          await putMember(op, memberId);
          await after?.(op);
          return ok({ memberId });
        },
      );
    const fresh = () => `m-${randomUUID()}`;

    test("writes the rows, the audit entry, the event, the job and the seal together", async () => {
      const memberId = fresh();
      const operationId = randomUUID();
      const answer = await put(
        memberId,
        async (op) => {
          op.emit({ memberId, type: "member.changed", payload: {} });
          op.emit({ memberId, type: "member.changed", payload: {} });
          op.enqueue({ task: "test", payload: { memberId } });
          op.hint({ topic: "queue" });
        },
        operationId,
      );
      expect(answer).toEqual({ ok: true, value: { memberId } });
      expect(await rowsOf(memberId)).toEqual({ members: 1, audits: 1, events: 2, jobs: 1 });
      expect(await isSealed(operationId)).toBe(true);
      const { rows } = await admin.pool.query(
        "select sequence::int, op_id from outbox_events where member_id = $1 order by sequence",
        [memberId],
      );
      expect(rows).toEqual([
        { sequence: 1, op_id: operationId },
        { sequence: 2, op_id: operationId },
      ]);
    });

    test("a refusal after writes leaves nothing", async () => {
      const memberId = fresh();
      const operationId = randomUUID();
      const answer = await runOperation(
        database,
        { operationId, actor: SYSTEM, command: "member.put" },
        async (op) => {
          await putMember(op, memberId);
          op.enqueue({ task: "test", payload: { memberId } });
          return refuse({ code: "too_late" });
        },
      );
      expect(answer).toEqual({ ok: false, error: { code: "too_late" } });
      expect(await rowsOf(memberId)).toEqual(NOTHING);
      expect(await isSealed(operationId)).toBeNull();
    });

    test("a thrown error leaves nothing and comes out as it was", async () => {
      const memberId = fresh();
      const bug = new Error("a bug");
      await expect(put(memberId, () => Promise.reject(bug))).rejects.toBe(bug);
      expect(await rowsOf(memberId)).toEqual(NOTHING);
    });

    test("an SQL error swallowed in the body fails the operation: nothing is saved, nothing succeeds", async () => {
      const memberId = fresh();
      const swallowed = put(memberId, async (op) => {
        await op.query("test_division", "select 1 / 0", []).catch(() => {});
      });
      await expect(swallowed).rejects.toMatchObject({ code: "22012" });
      expect(await rowsOf(memberId)).toEqual(NOTHING);
    });

    test("of statements sent together the one that failed comes out, whichever the body hears of first", async () => {
      const memberId = fresh();
      const deep = async (op: Operation) => {
        const fails = async () => op.query("test_division", "select 1 / 0", []);
        const inside = async () => (await fails()).length;
        return (await inside()) + 1;
      };
      const together = put(memberId, async (op) => {
        await Promise.all([deep(op), op.query("test_one", "select 1", [])]);
      });
      await expect(together).rejects.toMatchObject({ code: "22012" });
      expect(await rowsOf(memberId)).toEqual(NOTHING);
    });

    test("a failed savepoint may be survived; its rows are gone, the others stay", async () => {
      const [kept, undone] = [fresh(), fresh()];
      await put(kept, async (op) => {
        const failed = op.tx.transaction(async (nested) => {
          await nested
            .insert(memberFingerprints)
            .values({ memberId: kept, kind: "device", hash: "a", opId: op.operationId });
          await nested.insert(members).values({
            memberId: undone,
            accountType: "basic",
            displayName: undone,
            joinedAt: op.at,
            profile: {} as never,
            opId: op.operationId,
          });
          throw new Error("undo this part");
        });
        await expect(failed).rejects.toThrow("undo this part");
      });
      expect(await rowsOf(kept)).toMatchObject({ members: 1, audits: 1 });
      expect(await rowsOf(undone)).toEqual(NOTHING);
      expect(
        await admin.db.select().from(memberFingerprints).where(eq(memberFingerprints.memberId, kept)),
      ).toEqual([]);
    });

    test("an audited command without an audit entry is a bug", async () => {
      const memberId = fresh();
      const silent = runOperation(database, { actor: SYSTEM, command: "member.put" }, async (op) => {
        await op.tx.insert(members).values({
          memberId,
          accountType: "basic",
          displayName: memberId,
          joinedAt: op.at,
          profile: {} as never,
          opId: op.operationId,
        });
        return ok(null);
      });
      await expect(silent).rejects.toThrow("left no audit entry");
      expect(await rowsOf(memberId)).toEqual(NOTHING);
    });

    test("the second run of an id answers what the first did, and does nothing", async () => {
      const memberId = fresh();
      const operationId = randomUUID();
      const first = await put(memberId, undefined, operationId);
      const second = await put(memberId, () => Promise.reject(new Error("ran twice")), operationId);
      expect(second).toEqual(first);
      expect(await rowsOf(memberId)).toMatchObject({ members: 1, audits: 1 });
    });

    test("twenty at once with one id: one effect, one answer", async () => {
      const memberId = fresh();
      const operationId = randomUUID();
      let writes = 0;
      const answers = await Promise.all(
        Array.from({ length: 20 }, () =>
          put(
            memberId,
            async () => {
              writes++;
            },
            operationId,
          ),
        ),
      );
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(writes).toBe(1);
      expect(await rowsOf(memberId)).toMatchObject({ members: 1, audits: 1 });
    });

    test.each([
      ["input", { payload: { memberId: "another" } }],
      ["actor", { actor: { kind: "system", id: "another" } as const }],
      ["command", { command: "member.batch" as const }],
    ])("an id used with another %s is refused", async (_, other) => {
      const memberId = fresh();
      const operationId = randomUUID();
      await put(memberId, undefined, operationId);
      const request = { operationId, actor: SYSTEM, command: "member.put" as const, payload: { memberId } };
      const answer = await runOperation(database, { ...request, ...other }, async () => ok("ran"));
      expect(answer).toEqual({ ok: false, error: { code: "operation_reused" } });
    });

    test("the order of an input's keys does not make it another input", async () => {
      const memberId = fresh();
      const request = { operationId: randomUUID(), actor: SYSTEM, command: "member.put" as const };
      const body = async (op: Operation) => {
        await putMember(op, memberId);
        return ok("first");
      };
      await runOperation(database, { ...request, payload: { a: 1, b: { c: [2], d: 3 } } }, body);
      const again = await runOperation(
        database,
        { ...request, payload: { b: { d: 3, c: [2] }, a: 1 } },
        body,
      );
      expect(again).toEqual({ ok: true, value: "first" });
    });

    test("what a body left running cannot write once the operation is over", async () => {
      const memberId = fresh();
      let late: Operation | undefined;
      await put(memberId, async (op) => {
        late = op;
      });
      const other = fresh();
      await expect(late?.query("test_late", "select 1", [])).rejects.toThrow("the operation is over");
      if (late)
        await expect(putMember(late, other)).rejects.toMatchObject({
          cause: { message: expect.stringContaining("operation is over") },
        });
      expect(await rowsOf(other)).toEqual(NOTHING);
    });

    test("an event for a member who does not exist fails the operation instead of vanishing", async () => {
      const memberId = fresh();
      await expect(
        put(memberId, async (op) => op.emit({ memberId: "nobody", type: "member.changed", payload: {} })),
      ).rejects.toMatchObject({ code: "23502" });
      expect(await rowsOf(memberId)).toEqual(NOTHING);
    });

    test("a person who was deactivated or demoted meanwhile is refused, at a replay too", async () => {
      const staffId = randomUUID();
      await runOperation(database, { actor: SYSTEM, command: "staff.create" }, async (op) => {
        await op.query(
          "test_staff",
          `insert into staff (staff_id, email, display_name, role, password_hash, op_id)
         values ($1, $2, 'Mo', 'moderator', 'x', $3)`,
          [staffId, `${staffId}@lockkeeper.test`, op.operationId],
        );
        op.audit({ subjectType: "staff", subjectId: staffId });
        return ok(null);
      });
      const actor: Actor = { kind: "staff", id: staffId, role: "moderator", name: "Mo" };
      const operationId = randomUUID();
      const act = (id: string, memberId: string) =>
        runOperation(
          database,
          { operationId: id, actor, command: "member.put", permission: "case.decide" },
          async (op) => {
            await putMember(op, memberId);
            return ok("done");
          },
        );
      expect(await act(operationId, fresh())).toEqual({ ok: true, value: "done" });
      for (const change of ["role = 'analyst'", "role = 'moderator', is_active = false"]) {
        await runOperation(database, { actor: SYSTEM, command: "staff.set_role" }, async (op) => {
          await op.query(`test_${change}`, `update staff set ${change}, op_id = $1 where staff_id = $2`, [
            op.operationId,
            staffId,
          ]);
          op.audit({ subjectType: "staff", subjectId: staffId });
          return ok(null);
        });
        const memberId = fresh();
        expect(await act(randomUUID(), memberId)).toEqual({ ok: false, error: { code: "forbidden" } });
        expect(await act(operationId, memberId)).toEqual({ ok: false, error: { code: "forbidden" } });
        expect(await rowsOf(memberId)).toEqual(NOTHING);
      }
    });

    test("two operations that deadlock both succeed, each once", async () => {
      const [a, b] = [fresh(), fresh()];
      await Promise.all([put(a), put(b)]);
      const bump = (op: Operation, memberId: string) =>
        op.query(
          "test_bump",
          "update members set connection_count = connection_count + 1, op_id = $2 where member_id = $1",
          [memberId, op.operationId],
        );
      let runs = 0;
      let bothHoldTheirFirst = () => {};
      const meeting = new Promise<void>((resolve) => {
        bothHoldTheirFirst = resolve;
      });
      const cross = (first: string, second: string) =>
        runOperation(database, { actor: SYSTEM, command: "member.put" }, async (op) => {
          await bump(op, first);
          if (++runs === 2) bothHoldTheirFirst();
          await meeting;
          await bump(op, second);
          op.audit({ subjectType: "bump", subjectId: first });
          return ok(null);
        });
      const answers = await Promise.all([cross(a, b), cross(b, a)]);
      expect(answers.map((answer) => answer.ok)).toEqual([true, true]);
      expect(runs).toBeGreaterThan(2);
      const { rows } = await admin.pool.query(
        "select connection_count as n from members where member_id = any($1)",
        [[a, b]],
      );
      expect(rows).toEqual([{ n: 2 }, { n: 2 }]);
    });
  },
);

describe("the fence", () => {
  let database: Database;
  beforeAll(() => {
    database = connect(testDatabase.url, { max: 2 });
  });
  afterAll(() => database.close());

  /** Runs SQL by hand on one connection of the application's role, in order; the first error comes out. */
  async function byHand(...statements: string[]): Promise<void> {
    const client = await database.pool.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      client.release(true);
    }
  }
  const member = (memberId: string, operationId: string) =>
    `insert into members (member_id, account_type, display_name, joined_at, profile, op_id)
     values ('${memberId}', 'basic', 'x', now(), '{}', '${operationId}')`;
  const begin = (operationId: string) =>
    `select app.op_begin('${operationId}', 'system', 'test', 'member.put', 'x')`;
  const seal = (operationId: string) => `select app.op_seal('${operationId}', '{}')`;
  const withOperation = (body: (op: Operation) => Promise<unknown>) =>
    runOperation(database, { actor: SYSTEM, command: "member.put" }, async (op) => {
      op.audit({ subjectType: "test", subjectId: "test" });
      await body(op);
      return ok(null);
    });
  const code = (expected: string) => ({ cause: { code: expected } });

  test("a write outside an operation is refused, through Drizzle and by hand", async () => {
    const memberId = `m-${randomUUID()}`;
    const stray = database.db.insert(members).values({
      memberId,
      accountType: "basic",
      displayName: "x",
      joinedAt: new Date(),
      profile: {} as never,
      opId: randomUUID(),
    });
    await expect(stray).rejects.toMatchObject(code("OPF01"));
    await expect(byHand("begin", member(memberId, randomUUID()))).rejects.toMatchObject({ code: "OPF01" });
    expect(await rowsOf(memberId)).toEqual(NOTHING);
  });

  test("a whole operation by hand passes; unsealed, its COMMIT is refused", async () => {
    const [sealed, unsealed] = [randomUUID(), randomUUID()];
    await byHand("begin", begin(sealed), member(`m-${sealed}`, sealed), seal(sealed), "commit");
    expect(await rowsOf(`m-${sealed}`)).toMatchObject({ members: 1 });
    const open = byHand("begin", begin(unsealed), member(`m-${unsealed}`, unsealed), "commit");
    await expect(open).rejects.toMatchObject({ code: "OPF05" });
    expect(await rowsOf(`m-${unsealed}`)).toEqual(NOTHING);
  });

  test("a row of another operation, and an update that keeps the old id, are refused", async () => {
    const memberId = `m-${randomUUID()}`;
    await withOperation((op) => putMember(op, memberId));
    await expect(
      withOperation((op) => putMember({ ...op, operationId: randomUUID() }, `m-${randomUUID()}`)),
    ).rejects.toMatchObject(code("OPF02"));
    await expect(
      withOperation((op) =>
        op.tx.update(members).set({ displayName: "y" }).where(eq(members.memberId, memberId)),
      ),
    ).rejects.toMatchObject(code("OPF02"));
    await expect(
      withOperation((op) => op.tx.delete(members).where(eq(members.memberId, memberId))),
    ).rejects.toMatchObject(code("OPF02"));
    expect(await rowsOf(memberId)).toMatchObject({ members: 1 });
  });

  test("an upsert that forgets the operation is refused", async () => {
    const memberId = `m-${randomUUID()}`;
    await withOperation((op) => putMember(op, memberId));
    const upsert = withOperation((op) =>
      op.query(
        "test_upsert",
        `${member(memberId, op.operationId)} on conflict (member_id) do update set display_name = 'z'`,
        [],
      ),
    );
    await expect(upsert).rejects.toMatchObject({ code: "OPF02" });
  });

  test("a row taken by the operation may be deleted by it", async () => {
    const memberId = `m-${randomUUID()}`;
    await withOperation((op) => putMember(op, memberId));
    await withOperation(async (op) => {
      await op.tx.update(members).set({ opId: op.operationId }).where(eq(members.memberId, memberId));
      await op.tx.delete(members).where(eq(members.memberId, memberId));
    });
    expect(await rowsOf(memberId)).toMatchObject({ members: 0 });
  });

  test("an operation's settings left on the session open no door to the next transaction", async () => {
    const id = randomUUID();
    const left = [
      `select set_config('app.op_id', '${id}', false)`,
      "begin",
      "select set_config('app.op_xid', pg_current_xact_id()::text, false)",
      "commit",
    ];
    await expect(byHand(...left, member(`m-${id}`, id))).rejects.toMatchObject({ code: "OPF01" });
  });

  test("sealing another operation, or one of another transaction, is refused", async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    await expect(byHand("begin", begin(one), seal(two))).rejects.toMatchObject({ code: "OPF03" });
    await byHand("begin", begin(one), seal(one), "commit");
    const again = byHand("begin", `select set_config('app.op_id', '${one}', true)`, seal(one));
    await expect(again).rejects.toMatchObject({ code: "OPF04" });
  });

  test("the application's role cannot truncate, and nobody changes the append-only records", async () => {
    const memberId = `m-${randomUUID()}`;
    await withOperation((op) => putMember(op, memberId));
    await expect(byHand("truncate members cascade")).rejects.toMatchObject({ code: "42501" });
    await expect(
      withOperation((op) => op.tx.update(auditEntries).set({ actorId: "z", opId: op.operationId })),
    ).rejects.toMatchObject(code("42501"));
    for (const statement of [
      "update audit_entries set actor_id = 'z'",
      "delete from audit_entries",
      "truncate audit_entries",
    ]) {
      await expect(admin.pool.query(statement)).rejects.toThrow(/append-only|outside an operation/);
    }
  });

  test("every table with an op_id carries the fence", async () => {
    const { rows } = await admin.pool.query(
      `select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'op_id'
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and not exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'a_fence' and t.tgenabled = 'O')`,
    );
    expect(rows).toEqual([]);
    const { rows: unfenced } = await admin.pool.query(
      `select relname from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'op_id')`,
    );
    expect(unfenced).toEqual([{ relname: "operations" }]);
  });
});
