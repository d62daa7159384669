import { createHash, randomUUID } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { seeded } from "@/db/testing/random";
import { ok } from "@/lib/domain/result";
import { sealAudit, startSealer } from "./audit";
import { type AuditCheckpoint, auditHead, verifyAudit } from "./audit-verify";
import { runOperation } from "./run-operation";

const ENTRIES = 120;
const TAMPERINGS = 1_000;

let testDatabase: TestDatabase;
let admin: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = connect(testDatabase.url, { role: null, max: 4 });
});
afterAll(async () => {
  await admin.close();
  await testDatabase.drop();
});

async function asSuperuser<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await admin.pool.connect();
  try {
    return await work(client);
  } finally {
    client.release(true);
  }
}

type Wrong = { seq: number; what: string };
/** Changes the records behind the fence's back and says what a verifier must find; null: only a checkpoint can. */
type Tampering = (client: pg.PoolClient, random: () => number, head: number) => Promise<Wrong | null>;

const between = (random: () => number, low: number, high: number) =>
  low + Math.floor(random() * (high - low + 1));
const entryOf = "(select entry_id from audit_chain where seq = $1)";

/** Sets the hashes from `seq` on as the sealer would have, so that the chain is sound again in itself. */
async function rehash(client: pg.PoolClient, from: number, to: number): Promise<void> {
  for (let seq = from; seq <= to; seq++) {
    await client.query(
      `update audit_chain c set hash = sha256(
         coalesce((select hash from audit_chain where seq = $1 - 1), decode(repeat('00', 32), 'hex'))
         || convert_to(app.audit_canonical(c.seq, e), 'UTF8'))
       from audit_entries e where c.seq = $1 and e.entry_id = c.entry_id`,
      [seq],
    );
  }
}

const FIELDS = [
  "actor_kind = 'staff'",
  "actor_id = actor_id || 'x'",
  "command = 'case.release'",
  "subject_type = 'case'",
  "subject_id = subject_id || '0'",
  `data = data || '{"n": -1}'`,
  "data = data - 'n'",
  "op_id = '00000000-0000-7000-8000-000000000000'",
];

const TAMPERINGS_BY_NAME: Record<string, Tampering> = {
  "a field changed": async (client, random, head) => {
    const seq = between(random, 1, head);
    const field = FIELDS[between(random, 0, FIELDS.length - 1)];
    await client.query(`update audit_entries set ${field} where entry_id = ${entryOf}`, [seq]);
    return { seq, what: "entry_changed" };
  },
  "an instant changed": async (client, random, head) => {
    const seq = between(random, 1, head);
    await client.query(`update audit_entries set at = at - interval '1 ms' where entry_id = ${entryOf}`, [
      seq,
    ]);
    return { seq, what: "entry_missing" };
  },
  "a transaction number changed": async (client, random, head) => {
    const seq = between(random, 1, head);
    await client.query(`update audit_entries set xid = '9999999' where entry_id = ${entryOf}`, [seq]);
    return { seq, what: "order" };
  },
  "an entry deleted": async (client, random, head) => {
    const seq = between(random, 1, head);
    await client.query(`delete from audit_entries where entry_id = ${entryOf}`, [seq]);
    return { seq, what: "entry_missing" };
  },
  "the last entries deleted": async (client, random, head) => {
    const seq = between(random, head - 5, head);
    await client.query(
      "delete from audit_entries where entry_id in (select entry_id from audit_chain where seq >= $1)",
      [seq],
    );
    return { seq, what: "entry_missing" };
  },
  "an entry slipped in": async (client, random, head) => {
    const seq = between(random, 2, head);
    await client.query(
      `insert into audit_entries (entry_id, at, actor_kind, actor_id, command, subject_type, subject_id, data, xid, op_id)
       select '00000000-0000-7000-8000-000000000000', at, actor_kind, actor_id, command, subject_type, subject_id, data, xid, op_id
       from audit_entries where entry_id = ${entryOf}`,
      [seq],
    );
    const { rows } = await client.query<{ seq: string }>(
      "select min(c.seq) as seq from audit_chain c where c.xid >= (select xid from audit_chain where seq = $1)",
      [seq],
    );
    return { seq: Number(rows[0]?.seq), what: "unsealed" };
  },
  "a link deleted": async (client, random, head) => {
    const seq = between(random, 1, head - 1);
    await client.query("delete from audit_chain where seq = $1", [seq]);
    return { seq, what: "gap" };
  },
  "the last links deleted": async (client, random, head) => {
    const seq = between(random, head - 5, head);
    await client.query("delete from audit_chain where seq >= $1", [seq]);
    return { seq, what: "unsealed" };
  },
  "two links exchanged": async (client, random, head) => {
    const seq = between(random, 1, head - 1);
    const other = between(random, seq + 1, head);
    await client.query("update audit_chain set seq = -1 where seq = $1", [seq]);
    await client.query("update audit_chain set seq = $1 where seq = $2", [seq, other]);
    await client.query("update audit_chain set seq = $1 where seq = -1", [other]);
    return { seq, what: "entry_changed" };
  },
  "two entries exchanged": async (client, random, head) => {
    const seq = between(random, 1, head - 1);
    const other = between(random, seq + 1, head);
    await client.query(
      `update audit_entries e set subject_id = o.subject_id, data = o.data from audit_entries o
       where (e.entry_id = ${entryOf} and o.entry_id = (select entry_id from audit_chain where seq = $2))
          or (o.entry_id = ${entryOf} and e.entry_id = (select entry_id from audit_chain where seq = $2))`,
      [seq, other],
    );
    return { seq, what: "entry_changed" };
  },
  "a hash changed": async (client, random, head) => {
    const seq = between(random, 1, head);
    await client.query(
      "update audit_chain set hash = set_byte(hash, $2, get_byte(hash, $2) # 1) where seq = $1",
      [seq, between(random, 0, 31)],
    );
    return { seq, what: "entry_changed" };
  },
  "an entry and its hash changed": async (client, random, head) => {
    const seq = between(random, 1, head - 1);
    await client.query(`update audit_entries set subject_id = 'z' where entry_id = ${entryOf}`, [seq]);
    await rehash(client, seq, seq);
    return { seq: seq + 1, what: "entry_changed" };
  },
  "an entry changed and everything after it hashed anew": async (client, random, head) => {
    const seq = between(random, 1, head);
    await client.query(`update audit_entries set subject_id = 'z' where entry_id = ${entryOf}`, [seq]);
    await rehash(client, seq, head);
    return null;
  },
  "the tail of entries and chain cut off": async (client, random, head) => {
    const seq = between(random, head - 20, head);
    await client.query(
      "delete from audit_entries where entry_id in (select entry_id from audit_chain where seq >= $1)",
      [seq],
    );
    await client.query("delete from audit_chain where seq >= $1", [seq]);
    return null;
  },
};

/** Entries of some minutes ago in transactions of one to four entries each, all sealed. */
async function sealedChain(): Promise<AuditCheckpoint> {
  return asSuperuser(async (client) => {
    await client.query("set session_replication_role = replica");
    await client.query(
      `insert into audit_entries (entry_id, at, actor_kind, actor_id, command, subject_type, subject_id, data, xid, op_id)
       select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
              now() - interval '10 minutes' + n * interval '1 second', 'system', 'a' || n, 'member.put', 'member',
              'm' || n, jsonb_build_object('n', n, 'text', U&'\\00e9\\2028 "'), (100 + n / 3)::text::xid8,
              gen_random_uuid()
       from generate_series(1, $1::int) n`,
      [ENTRIES],
    );
    expect(await sealAudit(admin, 50)).toBe(50);
    expect(await sealAudit(admin)).toBe(ENTRIES - 50);
    expect(await sealAudit(admin)).toBe(0);
    const head = await auditHead(client);
    if (!head) throw new Error("nothing was sealed");
    return head;
  });
}

test(`${TAMPERINGS} random tamperings by a superuser are all found, each at its place`, {
  timeout: 180_000,
}, async () => {
  const head = await sealedChain();
  expect(head.seq).toBe(ENTRIES);
  const seed = Number(process.env.TAMPER_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const random = seeded(seed);
  const names = Object.keys(TAMPERINGS_BY_NAME);
  await asSuperuser(async (client) => {
    expect(await verifyAudit(client)).toEqual({ isOk: true, sealed: ENTRIES, unsealed: 0, firstBad: null });
    expect(await verifyAudit(client, head)).toMatchObject({ isOk: true, firstBad: null });
    for (let nth = 0; nth < TAMPERINGS; nth++) {
      const name = names[nth % names.length] ?? "";
      await client.query("begin");
      await client.query("set local session_replication_role = replica");
      const wrong = await TAMPERINGS_BY_NAME[name]?.(client, random, head.seq);
      const alone = await verifyAudit(client);
      const withCheckpoint = await verifyAudit(client, head);
      const { rows } = await client.query<{ end: string }>(
        "select coalesce(max(seq), 0) as end from audit_chain",
      );
      await client.query("rollback");
      const at = { name, seed, nth };
      if (wrong) {
        expect({ ...at, found: alone.firstBad, isOk: alone.isOk }).toEqual({
          ...at,
          found: wrong,
          isOk: false,
        });
        expect({ ...at, found: withCheckpoint.firstBad }).toEqual({ ...at, found: wrong });
      } else {
        // Sound in itself: what a checkpoint off this database is for.
        expect({ ...at, isOk: alone.isOk }).toEqual({ ...at, isOk: true });
        const end = Number(rows[0]?.end);
        const expected =
          end < head.seq ? { seq: end + 1, what: "chain_cut" } : { seq: head.seq, what: "chain_rewritten" };
        expect({ ...at, found: withCheckpoint.firstBad }).toEqual({ ...at, found: expected });
      }
    }
    expect(await verifyAudit(client, head)).toMatchObject({ isOk: true });
  });
});

test("the chain is what SHA-256 says, computed here", async () => {
  const { rows } = await admin.pool.query(
    `select c.seq, c.hash, app.audit_canonical(c.seq, e) as canonical
     from audit_chain c join audit_entries e on e.entry_id = c.entry_id order by c.seq`,
  );
  let before = Buffer.alloc(32);
  for (const { seq, hash, canonical } of rows) {
    before = Buffer.from(createHash("sha256").update(before).update(canonical).digest());
    expect({ seq, hash }).toEqual({ seq, hash: before });
  }
  expect(rows.length).toBe(ENTRIES);
});

test("links deleted at the end are sealed again to the same hashes", async () => {
  await asSuperuser(async (client) => {
    const head = await auditHead(client);
    await client.query("set session_replication_role = replica");
    await client.query("delete from audit_chain where seq > $1", [ENTRIES - 7]);
    expect(await sealAudit(admin)).toBe(7);
    expect(await auditHead(client)).toMatchObject({ seq: head?.seq, hash: head?.hash });
  });
});

test("sixteen writers and two sealers: no entry missed, none twice, the order that of the commits", async () => {
  const writers = connect(testDatabase.url, { max: 16 });
  const database = connect(testDatabase.url, { max: 4 });
  const faults: unknown[] = [];
  const sealers = [1, 2].map(() =>
    startSealer(database, { everyMs: 5, onError: (error) => faults.push(error) }),
  );
  const random = seeded(7);
  const [from] = await asSuperuser(async (client) => [(await auditHead(client))?.seq ?? 0]);
  /** Each write that starts after another was acknowledged must stand after it in the chain. */
  const causes: [before: string, after: string][] = [];
  let lastDone: string | null = null;
  let written = 0;
  const write = async () => {
    for (let nth = 0; nth < 40; nth++) {
      const operationId = randomUUID();
      const before = lastDone;
      await runOperation(
        writers,
        { operationId, actor: { kind: "system", id: "writer" }, command: "settings.set" },
        async (op) => {
          // The entry gets its transaction number early or late, and the transaction stays open for a while.
          for (let wait = between(random, 0, 8); wait > 0; wait--)
            await op.query("audit_test_wait", "select 1", []);
          op.audit({ subjectType: "setting", subjectId: operationId });
          if (random() < 0.5) op.audit({ subjectType: "setting", subjectId: operationId });
          return ok(null);
        },
      );
      written++;
      if (before) causes.push([before, operationId]);
      lastDone = operationId;
    }
  };
  await Promise.all(Array.from({ length: 16 }, write));
  const unsealed = async () =>
    (
      await admin.pool.query(
        "select count(*)::int as n from audit_entries e where not exists (select 1 from audit_chain c where c.entry_id = e.entry_id)",
      )
    ).rows[0].n;
  while ((await unsealed()) > 0) await turn();
  await Promise.all(sealers.map((sealer) => sealer.stop()));
  await Promise.all([writers.close(), database.close()]);
  expect(faults).toEqual([]);

  const { rows } = await admin.pool.query<{ op_id: string; first: string; last: string }>(
    `select e.op_id, min(c.seq) as first, max(c.seq) as last from audit_chain c
     join audit_entries e on e.entry_id = c.entry_id where c.seq > $1 group by e.op_id`,
    [from],
  );
  expect(rows.length).toBe(written);
  const place = new Map(rows.map((row) => [row.op_id, { first: Number(row.first), last: Number(row.last) }]));
  const reversed = causes.filter(([a, b]) => (place.get(a)?.last ?? Infinity) >= (place.get(b)?.first ?? 0));
  expect(reversed).toEqual([]);
  expect(causes.length).toBeGreaterThan(500);
  const verdict = await asSuperuser((client) => verifyAudit(client));
  expect(verdict).toMatchObject({ isOk: true, unsealed: 0 });
});

test("an entry whose transaction is still open holds back those after it, and nothing is lost", async () => {
  const database = connect(testDatabase.url, { max: 3 });
  const put = (subjectId: string, before: () => Promise<void>) =>
    runOperation(
      database,
      { actor: { kind: "system", id: "holder" }, command: "settings.set" },
      async (op) => {
        await before();
        op.audit({ subjectType: "setting", subjectId });
        return ok(null);
      },
    );
  let release = () => {};
  let started = () => {};
  const isOpen = new Promise<void>((resolve) => {
    started = resolve;
  });
  const slow = put("slow", async () => {
    started();
    await new Promise<void>((resolve) => {
      release = resolve;
    });
  });
  await isOpen;
  await put("quick", async () => {});
  expect(await sealAudit(database)).toBe(0);
  release();
  await slow;
  // A transaction of another database of this server may hold the horizon for a moment.
  let sealed = 0;
  while (sealed < 2) sealed += await sealAudit(database);
  const { rows } = await admin.pool.query(
    `select e.subject_id from audit_chain c join audit_entries e on e.entry_id = c.entry_id
     where e.actor_id = 'holder' order by c.seq`,
  );
  expect(rows).toEqual([{ subject_id: "slow" }, { subject_id: "quick" }]);
  await database.close();
});
