import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeMember, makeMessage } from "@/db/testing/factories";
import { makeOpenCases } from "@/db/testing/queue-cases";
import { ok } from "@/lib/domain/result";
import { searchAccounts, viewAccount } from "./account";
import { runOperation } from "./run-operation";

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  database = connect(server.url);
  await makeMember(database, { id: "m-7", displayName: "Corinna Habek", email: "habek@quayside.example" });
  await makeMember(database, { id: "m-71", displayName: "Marlon Teague", email: "Marlon@quayside.example" });
  await makeMember(database, { id: "marlon-9", displayName: "Nadja 100% Orlow" });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

test.each([
  ["m-7", ["m-7", "m-71"]],
  ["MARLON", ["m-71"]],
  ["marlon", ["marlon-9", "m-71"]],
  ["corinna h", ["m-7"]],
  ["habek@", ["m-7"]],
  ["teag", ["m-71"]],
  ["eague", []],
  ["100%", ["marlon-9"]],
  ["%", []],
  ["_-7", []],
])("the search for %s compares beginnings of words, as text", async (q, expected) => {
  expect((await searchAccounts(database, q)).map((row) => row.memberId)).toEqual(expected);
});

test("without a search, the members of the latest cases", async () => {
  await makeOpenCases(database, [{ memberId: "m-71", openedAt: new Date(Date.now() - 60_000) }]);
  await makeOpenCases(database, [{ memberId: "m-7", openedAt: new Date() }]);
  const rows = await searchAccounts(database, null);
  expect(
    rows.map(({ memberId, openCases, inForce, strikes }) => [memberId, openCases, inForce, strikes]),
  ).toEqual([
    ["m-7", 1, 0, 0],
    ["m-71", 1, 0, 0],
  ]);
});

test("an account's page holds its records, its messages by day and its standing", async () => {
  const message = await makeMessage(database, { senderId: "m-71" });
  const account = await viewAccount(database, "m-71");
  expect(account?.member).toMatchObject({ memberId: "m-71", displayName: "Marlon Teague" });
  expect(account?.daily).toHaveLength(90);
  expect(account?.daily.at(-1)?.day).toBe(account?.at.toISOString().slice(0, 10));
  expect(account?.daily.find(({ day }) => day === message.sentAt?.slice(0, 10))?.sent).toBe(1);
  expect(account?.cases).toHaveLength(1);
  expect(account?.standing.inForce).toEqual([]);
  expect(account?.timeline.at(-1)).toMatchObject({ title: "Joined", kind: "closed" });
});

test("what runs counts for the standing, however many restrictions came since", async () => {
  const { memberId } = await makeMember(database);
  const actor = { kind: "system", id: "test" } as const;
  await runOperation(database, { actor, command: "sample.fill" }, async (op) => {
    await op.query(
      "",
      `insert into restrictions (member_id, restriction_id, decision_id, measure, channels, directions, audience,
         scope_cells, audience_key, starts_at, ends_at, lifted_at, lift_reason, policy_clause, policy_version, op_id)
       select $1, gen_random_uuid(), gen_random_uuid(), 'messaging_disabled', '{chat}', '{start,reply}', 'anyone', '{0,1}', 'anyone',
         $2::timestamptz - interval '1 day' * (n + 1), null, case when n = 61 then null else $2::timestamptz end,
         case when n = 61 then null else 'overturned' end, '4.2', 1, $3
       from generate_series(0, 61) n`,
      [memberId, op.at, op.operationId],
    );
    op.audit({ subjectType: "member", subjectId: memberId });
    return ok(null);
  });
  const account = await viewAccount(database, memberId);
  expect(account?.standing.inForce).toHaveLength(1);
  expect(account?.standing.channels.chat).not.toBe("open");
  expect(account?.restrictions).toHaveLength(61);
});

test("nobody by that id", async () => {
  expect(await viewAccount(database, "m-unknown")).toBeNull();
  expect(await viewAccount(database, "m-\u0000")).toBeNull();
});
