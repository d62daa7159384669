import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeMember, makeMessage } from "@/db/testing/factories";
import { makeOpenCases } from "@/db/testing/queue-cases";
import { searchAccounts, viewAccount } from "./account";

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
  ["Teague", []],
  ["%", []],
  ["_-7", []],
])("the search for %s compares beginnings, as text", async (q, expected) => {
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

test("nobody by that id", async () => {
  expect(await viewAccount(database, "m-unknown")).toBeNull();
});
