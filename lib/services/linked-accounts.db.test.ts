import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import {
  makeMember,
  makeMessage,
  makePolicy,
  makeReport,
  makeStaff,
  succeeded,
  TEST_PLATFORM,
} from "@/db/testing/factories";
import type { StaffActor } from "@/lib/domain/actor";
import type { ChosenMeasure } from "@/lib/domain/decision";
import type { FingerprintKind } from "@/lib/domain/member";
import { EVERYTHING } from "@/lib/domain/scope";
import { claim } from "./claim";
import { decideCase } from "./decision";
import { lookAtLinked } from "./linked-accounts";
import { putMembers } from "./member";

process.env.LOCKKEEPER_SECRET ??= "test-secret-of-at-least-32-characters";

let test: TestDatabase;
let database: Database;
let owner: Database;
let moderator: StaffActor;

beforeAll(async () => {
  test = await createTestDatabase();
  database = connect(test.url, { max: 20 });
  owner = connect(test.url, { role: null, max: 1 });
  await makePolicy(database);
  moderator = await makeStaff(database);
});

afterAll(async () => {
  await Promise.all([database.close(), owner.close()]);
  await test.drop();
});

const BLOCK: ChosenMeasure = { measure: "temporary_block", scope: EVERYTHING, hours: 48 };

async function decide(memberId: string, measure: ChosenMeasure): Promise<string> {
  const { caseId } = await makeReport(database, { subject: { type: "member", id: memberId } });
  succeeded(await claim(database, moderator, { caseId }));
  const { rows } = await database.pool.query("select version from cases where case_id = $1", [caseId]);
  const decided = await decideCase(database, moderator, {
    caseId,
    version: rows[0].version,
    command: {
      outcome: "actioned",
      measures: [measure],
      policyClause: "4.2",
      reason: "Same text to 57 people.",
      memberReason: "You sent nearly the same text to 57 people.",
    },
  });
  return succeeded(decided).decisionId;
}

const carrying = (...prints: [FingerprintKind, string][]) => ({
  fingerprints: prints.map(([kind, hash]) => ({ kind, hash })),
});

async function signalsOf(memberId: string, rule = "D22") {
  const { rows } = await database.pool.query(
    `select s.rule, s.measured, s.threshold, s.detail, c.kind, c.severity, c.category
     from signals s left join cases c using (case_id) where s.member_id = $1 and s.rule = $2 order by s.signal_id`,
    [memberId, rule],
  );
  return rows;
}

async function plannedLooks(decisionId: string) {
  const { rows } = await owner.pool.query(
    `select j.payload, round(extract(epoch from j.run_at - (j.payload->>'restrictedAt')::timestamptz) / 60)::int as minutes
     from graphile_worker._private_jobs j where j.payload->>'decisionId' = $1 order by j.run_at`,
    [decisionId],
  );
  return rows;
}

describe("a second account (D22)", () => {
  it("is flagged when it is put and shares a device with a restricted one", async () => {
    const device = randomUUID();
    const { memberId: banned } = await makeMember(database, carrying(["device", device]));
    await decide(banned, BLOCK);
    const { memberId } = await makeMember(database, carrying(["device", device]));
    expect(await signalsOf(memberId)).toMatchObject([
      {
        measured: 1,
        threshold: 0.8,
        kind: "flagged_account",
        severity: "P1",
        category: "fake_account",
        detail: { counterpartId: banned, restricted: 1, kinds: "device" },
      },
    ]);
    await makeMember(database, { id: memberId, ...carrying(["device", device]) });
    expect(await signalsOf(memberId)).toHaveLength(1);
    await makeMember(database, { id: banned });
    expect(await signalsOf(banned)).toEqual([]);
  });

  it("is not flagged for a warning, a network, or a restriction that ended", async () => {
    const [device, network] = [randomUUID(), randomUUID()];
    const { memberId: warned } = await makeMember(database, carrying(["device", device]));
    await decide(warned, { measure: "warning" });
    const { memberId: stopped } = await makeMember(
      database,
      carrying(["network", network], ["payment", device]),
    );
    await decide(stopped, BLOCK);
    const { memberId: neighbour } = await makeMember(
      database,
      carrying(["network", network], ["device", device]),
    );
    expect(await signalsOf(neighbour)).toEqual([]);
    await owner.pool.query(
      `begin; set local session_replication_role = replica;
       update restrictions set lifted_at = now(), lift_reason = 'withdrawn' where member_id = '${stopped}'; commit`,
    );
    const { memberId: payer } = await makeMember(database, carrying(["payment", device]));
    expect(await signalsOf(payer)).toEqual([]);
  });

  it("is not flagged through what a whole office carries", async () => {
    const device = randomUUID();
    const members = Array.from({ length: 13 }, (_, n) => ({ n, id: `office-${device}-${n}` }));
    for (const { id } of members) await makeMember(database, { id, ...carrying(["device", device]) });
    await decide(members[0]?.id ?? "", BLOCK);
    const { memberId } = await makeMember(database, carrying(["device", device]));
    expect(await signalsOf(memberId)).toEqual([]);
  });

  it("looks no further than 200 accounts with one fingerprint", async () => {
    const hash = randomUUID();
    const { input, memberId: banned } = await makeMember(
      database,
      carrying(["network", hash], ["device", hash]),
    );
    await decide(banned, BLOCK);
    const crowd = Array.from({ length: 250 }, (_, n) => ({
      ...input,
      id: `crowd-${hash}-${n}`,
      fingerprints: [{ kind: "network", hash }],
    }));
    succeeded(await putMembers(database, TEST_PLATFORM, crowd));
    const { memberId } = await makeMember(database, carrying(["network", hash], ["device", hash]));
    expect(await signalsOf(memberId)).toMatchObject([
      { measured: 1, detail: { kinds: "device", linked: 1 } },
    ]);
    expect(await signalsOf(`crowd-${hash}-0`)).toEqual([]);
  });

  it("is flagged in a batch too", async () => {
    const contact = randomUUID();
    const { memberId: banned } = await makeMember(database, carrying(["contact", contact]));
    await decide(banned, BLOCK);
    const { input } = await makeMember(database);
    const items = [1, 2, 3].map((n) => ({
      ...input,
      id: `batch-${contact}-${n}`,
      fingerprints: n === 2 ? [{ kind: "contact", hash: contact }] : [],
    }));
    expect(succeeded(await putMembers(database, TEST_PLATFORM, items)).accepted).toBe(3);
    expect(await signalsOf(`batch-${contact}-1`)).toEqual([]);
    expect(await signalsOf(`batch-${contact}-2`)).toMatchObject([{ measured: 0.8 }]);
  });
});

describe("the look at linked accounts after a decision", () => {
  it("is planned, flags those who went on sending, and is planned again while it holds", async () => {
    const device = randomUUID();
    const { memberId: banned } = await makeMember(database, carrying(["device", device]));
    const { memberId: active } = await makeMember(database, carrying(["device", device]));
    const { memberId: silent } = await makeMember(database, carrying(["device", device]));
    await makeMessage(database, { senderId: silent, sentAt: new Date(Date.now() - 3_600_000).toISOString() });
    const decisionId = await decide(banned, BLOCK);
    const [planned] = await plannedLooks(decisionId);
    expect(planned).toMatchObject({ payload: { memberId: banned, nth: 0 }, minutes: 15 });
    await makeMessage(database, { senderId: active, sentAt: new Date(Date.now() + 1_000).toISOString() });

    const answer = succeeded(await lookAtLinked(database, planned.payload));
    expect(answer).toEqual({ linked: 2, raised: 1 });
    expect(await signalsOf(active)).toMatchObject([{ detail: { counterpartId: banned } }]);
    expect(await signalsOf(silent)).toEqual([]);
    expect((await plannedLooks(decisionId)).map((look) => look.minutes)).toEqual([15, 1440]);

    expect(succeeded(await lookAtLinked(database, planned.payload))).toEqual(answer);
    expect(await signalsOf(active)).toHaveLength(1);
    await makeMember(database, { id: silent });
    expect(await signalsOf(silent)).toHaveLength(1);
  });

  it("is not planned after a warning, and ends with the restriction", async () => {
    const { memberId } = await makeMember(database);
    expect(await plannedLooks(await decide(memberId, { measure: "warning" }))).toEqual([]);
    const decisionId = await decide(memberId, BLOCK);
    await owner.pool.query(
      `begin; set local session_replication_role = replica;
       update restrictions set lifted_at = now(), lift_reason = 'withdrawn' where member_id = '${memberId}'; commit`,
    );
    const [planned] = await plannedLooks(decisionId);
    expect(succeeded(await lookAtLinked(database, planned.payload))).toEqual({ linked: 0, raised: 0 });
    expect(await plannedLooks(decisionId)).toHaveLength(1);
  });
});

describe("fake accounts (D21)", () => {
  const today = () => new Date(Date.now() - 3_600_000).toISOString();

  it("flags a name in another's letters, and once", async () => {
    const name = `Quayside ${randomUUID().slice(0, 8)}`;
    const { memberId: page } = await makeMember(database, { displayName: name, accountType: "company_page" });
    const fake = { displayName: name.replace("a", "а"), joinedAt: today() };
    const { memberId } = await makeMember(database, fake);
    expect(await signalsOf(memberId, "D21")).toMatchObject([
      {
        measured: 5,
        threshold: 4,
        category: "fake_account",
        detail: { new_account: 1, deceptive_letters: 2, name_of_another: 2, counterpartId: page },
      },
    ]);
    await makeMember(database, { ...fake, id: memberId });
    expect(await signalsOf(memberId, "D21")).toHaveLength(1);
  });

  it("leaves namesakes and honest newcomers alone", async () => {
    const displayName = `Ada Byrne ${randomUUID().slice(0, 8)}`;
    await makeMember(database, { displayName });
    const profile = { photo: false, currentPosition: false, skills: 0, schools: 0, completenessPercent: 5 };
    const { memberId } = await makeMember(database, { displayName, profile, joinedAt: today() });
    expect(await signalsOf(memberId, "D21")).toEqual([]);
  });
});
