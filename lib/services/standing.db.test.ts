import fc from "fast-check";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect, type Database } from "@/db/connect";
import { restrictions } from "@/db/schema/restrictions";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import { makeMember, makePolicy, succeeded, TEST_PLATFORM } from "@/db/testing/factories";
import { CHANNELS, DEGREES, DIRECTIONS } from "@/lib/domain/channel";
import { AVAILABLE_MEASURES } from "@/lib/domain/measure";
import { checkRestrictions, type Restriction, standingAt } from "@/lib/domain/restriction";
import { ok } from "@/lib/domain/result";
import { audienceKey, scopeCells } from "@/lib/domain/scope";
import { runOperation } from "./run-operation";
import { checkSend } from "./send-check";
import { viewStanding } from "./standing";

process.env.LOCKKEEPER_SECRET ??= "a secret of the tests, thirty-two characters or more";
let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  database = connect(test.url);
  await makePolicy(database);
});
afterAll(async () => {
  await database?.close();
  await test?.drop();
});

const HOUR = 3_600_000;
const MEMBERS = 150;

/** A member's records: some over, some running, some to come, some lifted; no two that exclude each other. */
const ledgers = fc.uniqueArray(
  fc.record({
    measure: fc.constantFrom(...AVAILABLE_MEASURES),
    channels: fc.subarray([...CHANNELS], { minLength: 1 }),
    directions: fc.subarray([...DIRECTIONS], { minLength: 1 }),
    audience: fc.constantFrom("anyone" as const, "not_connected" as const),
    startsInHours: fc.integer({ min: -200, max: 50 }),
    hours: fc.option(fc.integer({ min: 1, max: 300 })),
    isLifted: fc.boolean(),
    cap: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 6, selector: ({ measure, audience }) => `${measure} ${audience}` },
);

async function save(memberId: string, ledger: Restriction[]): Promise<void> {
  if (ledger.length === 0) return;
  const request = { actor: TEST_PLATFORM, command: "sample.fill" } as const;
  const saved = await runOperation<null, never>(database, request, async (op) => {
    await op.tx.insert(restrictions).values(
      ledger.map(({ scope, liftedAt, ...found }) => ({
        ...found,
        ...scope,
        memberId,
        scopeCells: scopeCells(scope),
        audienceKey: audienceKey(scope),
        liftedAt,
        liftReason: liftedAt ? ("withdrawn" as const) : null,
        policyVersion: 1,
        opId: op.operationId,
      })),
    );
    op.audit({ subjectType: "member", subjectId: memberId });
    return ok(null);
  });
  succeeded(saved);
}

it("answers standing and send-checks like a replay of the ledger, for any ledger", async () => {
  const now = Date.now();
  const seen = { refuse: 0, deliver: 0 };
  for (const drawn of fc.sample(ledgers, MEMBERS)) {
    const { memberId } = await makeMember(database);
    const ledger = drawn.map(({ startsInHours, hours, isLifted, cap, measure, ...scope }): Restriction => {
      const startsAt = new Date(now + startsInHours * HOUR);
      return {
        restrictionId: uuidv7(),
        decisionId: uuidv7(),
        measure,
        scope: { ...scope, counterparts: [] },
        capPerDay: measure === "daily_cap" ? cap : null,
        startsAt,
        endsAt: hours === null ? null : new Date(startsAt.getTime() + hours * HOUR),
        liftedAt: isLifted ? new Date(now - HOUR) : null,
        policyClause: "4.2",
      };
    });
    await save(memberId, ledger);
    const view = await viewStanding(database, memberId);
    const replay = standingAt(ledger, new Date(view?.at ?? 0));
    expect(view).toMatchObject({
      canStartConversations: replay.canStartConversations,
      canReply: replay.canReply,
      channels: replay.channels,
    });
    expect(view?.restrictions.map(({ id }) => id)).toEqual(replay.inForce.map((one) => one.restrictionId));
    for (const channel of CHANNELS) {
      for (const degree of DEGREES) {
        const sending = {
          ...{ senderId: memberId, recipientId: "x", conversationId: "c", channel, degree },
          ...{ isReply: degree === 3, sharedConnections: 1, body: "Good morning" },
        };
        const { verdict, reasons } = succeeded(await checkSend(database, sending));
        const expected = checkRestrictions(
          ledger,
          { channel, degree, recipientId: "x", direction: sending.isReply ? "reply" : "start" },
          {},
          new Date(),
        );
        const restricting = reasons.flatMap(({ restrictionId }) => restrictionId ?? []);
        expect(restricting).toEqual(expected.reasons.map((one) => one.restrictionId));
        if (expected.verdict === "refuse") expect(verdict).toBe("refuse");
        // What stops it then is not a restriction: E4, or E5 for InMail.
        else if (reasons.length === 0) expect(verdict).toBe("deliver");
        seen[expected.verdict] += 1;
      }
    }
  }
  expect(Math.min(seen.refuse, seen.deliver)).toBeGreaterThan(100);
});

it("is not impressed by a long past", async () => {
  const { memberId } = await makeMember(database, { accountType: "sales_navigator" });
  const now = Date.now();
  const past = Array.from({ length: 300 }, (_, n): Restriction => {
    const startsAt = new Date(now - (n + 2) * HOUR);
    return {
      restrictionId: uuidv7(),
      decisionId: uuidv7(),
      measure: "temporary_block",
      scope: { channels: ["chat"], directions: ["start"], audience: "anyone", counterparts: [] },
      capPerDay: null,
      startsAt,
      endsAt: new Date(startsAt.getTime() + HOUR),
      liftedAt: null,
      policyClause: "4.2",
    };
  });
  await save(memberId, past);
  const sending = {
    senderId: memberId,
    recipientId: "x",
    conversationId: "c",
    channel: "chat",
    degree: 2,
    sharedConnections: 1,
    isReply: false,
    body: "Good morning",
  } as const;
  expect(succeeded(await checkSend(database, sending))).toEqual({
    verdict: "deliver",
    reasons: [],
    policyVersion: 1,
  });
});
