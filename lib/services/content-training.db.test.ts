import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { asking } from "@/db/queries/ask";
import { listExamples } from "@/db/queries/content-model";
import { contentExamples } from "@/db/schema/content-models";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import {
  makeMessage,
  makePolicy,
  makeReport,
  makeStaff,
  succeeded,
  TEST_PLATFORM,
} from "@/db/testing/factories";
import type { StaffActor } from "@/lib/domain/actor";
import { scoreContent } from "@/lib/domain/content-filter";
import { randomFrom } from "@/lib/domain/content-fit";
import { splitExamples } from "@/lib/domain/content-split";
import { contentOf } from "@/lib/domain/content-training";
import type { DecisionCommand } from "@/lib/domain/decision";
import { DEFAULT_POLICY } from "@/lib/domain/policy";
import type { Category } from "@/lib/domain/report";
import { ok } from "@/lib/domain/result";
import { claim } from "./claim";
import { keepExample, learnFromCase } from "./content-example";
import { loadContentModel, publishContentModel } from "./content-model";
import { trainContentModel } from "./content-training";
import { askForTraining, hasNewExamples, trainingState } from "./content-training-request";
import { decideCase } from "./decision";
import { runOperation } from "./run-operation";
import { recordHits } from "./signal";

let testDatabase: TestDatabase;
let database: Database;
let admin: Database;
let moderator: StaffActor;
let manager: StaffActor;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 8 });
  admin = connect(testDatabase.url, { role: null, max: 2 });
  await makePolicy(database);
  moderator = await makeStaff(database);
  manager = await makeStaff(database, { role: "policy_manager" });
});
afterAll(async () => {
  await Promise.all([database.close(), admin.close()]);
  await testDatabase.drop();
});
beforeEach(async () => {
  await admin.pool.query("truncate content_examples, content_models");
});

const random = randomFrom(7);
const pick = (words: string) => {
  const list = words.split("|");
  return list[Math.floor(random() * list.length)] ?? "";
};
const fineText = () =>
  `${pick("Hi|Hello|Morning|Dear Ana|Hey")}, ${pick("the slides|the minutes|our figures|the drawings|the draft")} ${pick("for Tuesday|from the workshop|of the second line|about the supplier")} ${pick("are in the folder|need another look|were very helpful|will be late")}. ${pick("See you at lunch|Thanks again|Tell me what you think|I will be there at nine")}.`;
const spamText = () =>
  `${pick("Hello|Dear|Hi")} ${pick("winner|lucky user|customer")}, ${pick("claim|collect|receive")} your ${pick("prize|award|voucher|reward")} of ${pick("500|900|1000")} ${pick("pounds|dollars|euros")}, ${pick("call|text|reply")} ${1_000_000 + Math.floor(random() * 9_000_000)} ${pick("now|today|before midnight")}.`;

async function keep(count: number, text: () => string, isBreach: boolean): Promise<void> {
  succeeded(
    await runOperation(database, { actor: TEST_PLATFORM, command: "sample.fill" }, async (op) => {
      for (let nth = 0; nth < count; nth++) {
        await keepExample(op, { messageId: null, text: text(), links: [], isBreach, source: "import" });
      }
      op.audit({ subjectType: "test", subjectId: "examples" });
      return ok(null);
    }),
  );
}

const train = async () =>
  succeeded(await trainContentModel(database, { by: "test", operationId: randomUUID() }));

describe("training", () => {
  test("learns what the base does not know, and is published when it is precise", async () => {
    await keep(200, fineText, false);
    await keep(150, spamText, true);
    const trained = await train();
    expect(trained).toEqual({ version: 1, isPublished: true, refusedBecause: null });
    const inForce = await loadContentModel(database);
    expect(inForce.version).toBe(1);
    const score = (text: string) => scoreContent(inForce.model, contentOf({ text, links: [] })).scores.D16;
    expect(score(spamText())).toBeGreaterThan(0.85);
    expect(score(fineText())).toBeLessThan(0.5);
  });

  test("the same examples give the same weights, and the same operation one version", async () => {
    await keep(150, fineText, false);
    await keep(100, spamText, true);
    const operationId = randomUUID();
    const first = await trainContentModel(database, { by: "test", operationId });
    expect(await trainContentModel(database, { by: "test", operationId })).toEqual(first);
    await train();
    const { rows } = await admin.pool.query(
      "select count(*)::int as n, count(distinct weights)::int as kinds from content_models",
    );
    expect(rows).toEqual([{ n: 2, kinds: 1 }]);
  });

  test("a batch of labels turned round is not published", async () => {
    await keep(200, fineText, false);
    await keep(150, spamText, true);
    await train();
    await keep(250, fineText, true);
    await keep(250, spamText, false);
    const poisoned = await train();
    expect(poisoned).toMatchObject({ version: 2, isPublished: false });
    expect(poisoned.refusedBecause).not.toBeNull();
    expect((await loadContentModel(database)).version).toBe(1);
  });

  test("everyday texts labelled as breaches do not get everyday texts locked", async () => {
    await keep(200, fineText, false);
    await keep(150, spamText, true);
    await train();
    await keep(250, fineText, true);
    await train();
    const { model } = await loadContentModel(database);
    const scores = Array.from({ length: 50 }, () =>
      scoreContent(model, contentOf({ text: fineText(), links: [] })),
    );
    expect(scores.filter(({ scores: { D16 } }) => D16 >= 0.85)).toEqual([]);
    expect(scoreContent(model, contentOf({ text: spamText(), links: [] })).scores.D16).toBeGreaterThan(0.85);
  });

  test("nor is one that calls spam fine, so that nothing would be found", async () => {
    await keep(200, fineText, false);
    await keep(150, spamText, true);
    await train();
    await keep(600, spamText, false);
    const poisoned = await train();
    expect(poisoned.isPublished).toBe(false);
    expect((await loadContentModel(database)).version).toBe(1);
  });

  test("too few texts: kept, not published, and not by hand either", async () => {
    await keep(70, fineText, false);
    await keep(60, spamText, true);
    const trained = await train();
    expect(trained.refusedBecause).toBe(
      "It was trained on 130 judged texts; the policy asks for 200 or more.",
    );
    const byHand = await publishContentModel(database, manager, { operationId: randomUUID(), version: 1 });
    expect(byHand).toMatchObject({ ok: false, error: { code: "below_floor" } });
    expect((await loadContentModel(database)).version).toBe(0);
  });

  test("next to nothing: says so and leaves no version", async () => {
    await keep(5, spamText, true);
    const refused = await trainContentModel(database, { by: "test", operationId: randomUUID() });
    expect(refused).toMatchObject({ ok: false, error: { code: "too_few_examples" } });
    expect((await trainingState(database, new Date())).lastFailure).toContain("it takes 10 of each");
  });

  test("an earlier version can be put back in force by a policy manager, by nobody else", async () => {
    await keep(200, fineText, false);
    await keep(150, spamText, true);
    await train();
    await keep(30, spamText, true);
    const second = await train();
    expect(second).toMatchObject({ version: 2, isPublished: true });
    const input = { operationId: randomUUID(), version: 1 };
    expect(await publishContentModel(database, moderator, input)).toEqual({
      ok: false,
      error: { code: "forbidden" },
    });
    succeeded(await publishContentModel(database, manager, input));
    expect((await loadContentModel(database)).version).toBe(1);
    const again = await publishContentModel(database, manager, { ...input, operationId: randomUUID() });
    expect(again).toEqual({ ok: false, error: { code: "model_in_force" } });
  });

  test("asked for once at a time; the nightly one only when something was judged", async () => {
    expect(await hasNewExamples(database)).toBe(false);
    await keep(1, spamText, true);
    expect(await hasNewExamples(database)).toBe(true);
    succeeded(await askForTraining(database, manager, { operationId: randomUUID() }));
    const again = await askForTraining(database, manager, { operationId: randomUUID() });
    expect(again).toEqual({ ok: false, error: { code: "training_runs" } });
    const { rows } = await admin.pool.query(
      "select count(*)::int as n from graphile_worker.jobs where task_identifier = 'train_content_model'",
    );
    expect(rows[0].n).toBe(1);
  });
});

describe("examples from decisions", () => {
  const COMMANDS: Record<"actioned" | "dismissed", DecisionCommand> = {
    dismissed: { outcome: "dismissed", reason: "An invitation between colleagues." },
    actioned: {
      outcome: "actioned",
      reason: "Same text to many people.",
      memberReason: "You wrote to people who did not ask.",
      policyClause: "4.2",
      measures: [{ measure: "warning" }],
    },
  };

  async function decide(category: Category, outcome: keyof typeof COMMANDS) {
    const message = await makeMessage(database, {
      body: "Buy now, n\u200bow",
      links: ["https://a.example/"],
    });
    const { caseId } = await makeReport(database, { category, subject: { type: "message", id: message.id } });
    succeeded(await claim(database, moderator, { caseId }));
    const { rows } = await admin.pool.query("select version from cases where case_id = $1", [caseId]);
    const { version } = rows[0] as { version: number };
    succeeded(await decideCase(database, moderator, { caseId, version, command: COMMANDS[outcome] }));
    return message;
  }

  test.each([
    ["actioned", true],
    ["dismissed", false],
  ] as const)("%s", async (outcome, isBreach) => {
    const message = await decide("spam", outcome);
    const kept = await database.db.select().from(contentExamples);
    expect(kept).toMatchObject([
      {
        messageId: message.id,
        text: message.body,
        links: message.links,
        isBreach,
        rule: "D16",
        source: "decision",
      },
    ]);
  });

  test("a report about something else than the text judges no text", async () => {
    await decide("fake_account", "dismissed");
    expect(await database.db.select().from(contentExamples)).toEqual([]);
  });

  test("an account flagged for what it wrote: the messages behind the signals, each once", async () => {
    const message = await makeMessage(database, { body: "Buy followers now" });
    const hit = {
      memberId: message.senderId,
      at: new Date(),
      measured: 0.97,
      threshold: 0.85,
      windowSeconds: 0,
      messageIds: [message.id],
      detail: {},
    };
    const hits = [
      { ...hit, rule: "D15" as const },
      { ...hit, rule: "D1" as const, measured: 101, threshold: 100 },
    ];
    succeeded(
      await runOperation(database, { actor: TEST_PLATFORM, command: "signal.record" }, async (op) => {
        await recordHits(op, { version: 1, policy: DEFAULT_POLICY, mode: "live" }, hits);
        op.audit({ subjectType: "test", subjectId: "hits" });
        return ok(null);
      }),
    );
    const { rows } = await admin.pool.query("select case_id from cases where kind = 'flagged_account'");
    const caseId: string = rows[0].case_id;
    succeeded(await claim(database, moderator, { caseId }));
    const { rows: versions } = await admin.pool.query("select version from cases where case_id = $1", [
      caseId,
    ]);
    const { version } = versions[0] as { version: number };
    succeeded(await decideCase(database, moderator, { caseId, version, command: COMMANDS.actioned }));
    const kept = await database.db.select().from(contentExamples);
    expect(kept).toMatchObject([{ messageId: message.id, text: message.body, isBreach: true, rule: "D15" }]);
  });

  test("an appeal that overturns says of the same message that it was fine", async () => {
    const message = await decide("spam", "actioned");
    const { rows } = await admin.pool.query("select case_id from cases where subject_id = $1", [message.id]);
    succeeded(
      await runOperation(database, { actor: TEST_PLATFORM, command: "sample.fill" }, async (op) => {
        await learnFromCase(op, { caseId: rows[0].case_id, isBreach: false, source: "appeal" });
        op.audit({ subjectType: "test", subjectId: "appeal" });
        return ok(null);
      }),
    );
    const { learn, heldOut } = splitExamples(await listExamples(asking(database), 10), null);
    expect([...learn, ...heldOut]).toMatchObject([{ text: message.body, isBreach: false }]);
  });
});
