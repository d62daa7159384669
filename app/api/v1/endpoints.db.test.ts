import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connect, type Database } from "@/db/connect";
import { Client, loadRoutes, makeKey } from "@/db/testing/api-client";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import {
  makeMember,
  makeMessage,
  makePolicy,
  makeReport,
  makeStaff,
  succeeded,
} from "@/db/testing/factories";
import { ENDPOINTS, type EndpointName } from "@/lib/contracts/endpoints";
import type { ChosenMeasure } from "@/lib/domain/decision";
import { EVERYTHING } from "@/lib/domain/scope";
import { revokeApiKey } from "@/lib/services/api-key";
import { claim } from "@/lib/services/claim";
import { decideCase } from "@/lib/services/decision";

let test: TestDatabase;
let database: Database;
let client: Client;

beforeAll(async () => {
  process.env.LOCKKEEPER_SECRET ??= randomBytes(32).toString("hex");
  test = await createTestDatabase();
  database = connect(test.url, { max: 20 });
  process.env.DATABASE_URL = test.url;
  (globalThis as { lockkeeperDb?: Database }).lockkeeperDb = database;
  await makePolicy(database);
  client = new Client(await loadRoutes(), await makeKey(database));
});
afterAll(async () => {
  await database?.close();
  await test?.drop();
});

let sender: string;
let recipient: string;
beforeEach(async () => {
  // Pays, so that people who are not connected may be written to.
  sender = (await makeMember(database, { accountType: "sales_navigator" })).memberId;
  recipient = (await makeMember(database)).memberId;
});

const unique = () => randomBytes(6).toString("hex");
const message = (values: object = {}) => ({
  id: `msg-${unique()}`,
  senderId: sender,
  recipientId: recipient,
  conversationId: `c-${sender}`,
  channel: "chat",
  degree: 2,
  sharedConnections: 1,
  isReply: false,
  automated: false,
  body: "Hello there",
  ...values,
});
const scope = (values: Partial<typeof EVERYTHING> = {}) => ({ ...EVERYTHING, ...values });

/** Takes measures against the sender, the way a person of the staff does. */
async function restrict(...measures: ChosenMeasure[]) {
  const reported = await makeMessage(database, { senderId: sender, recipientId: recipient });
  const { caseId } = await makeReport(database, { subject: { type: "message", id: reported.id } });
  const actor = await makeStaff(database);
  succeeded(await claim(database, actor, { caseId }));
  return succeeded(
    await decideCase(database, actor, {
      caseId,
      version: 1,
      command: {
        outcome: "actioned",
        measures,
        policyClause: "4.2",
        reason: "For the record.",
        memberReason: "You sent the same text to many people.",
      },
    }),
  );
}

/** Answers keep their contract: what a client reads is what OpenAPI says. */
async function ask(name: EndpointName, path: string, json?: object, headers: Record<string, string> = {}) {
  const [method] = name.split(" ");
  const answered = await client.call(
    `${method} ${path}`,
    json === undefined ? { headers } : { json, headers },
  );
  expect({ name, status: answered.status, text: answered.text }).toMatchObject({
    status: ENDPOINTS[name].status,
  });
  ENDPOINTS[name].answer.parse(answered.json);
  return answered;
}

async function check(values: object = {}) {
  const { json } = await ask("POST /send-checks", "/send-checks", message(values));
  return json as { verdict: string; reasons: { code: string; rule: string }[]; [key: string]: unknown };
}

describe("the gate", () => {
  it("delivers when nothing is in force, and writes nothing", async () => {
    const count = async () =>
      (
        await database.pool.query(
          "select (select count(*) from operations) as o, (select count(*) from messages) as m, (select sum(sent) from send_counters) as s",
        )
      ).rows[0];
    const before = await count();
    expect(await check()).toEqual({ verdict: "deliver", reasons: [], policyVersion: 1 });
    expect(await count()).toEqual(before);
  });

  it("refuses within a block's channels and directions, and delivers outside them", async () => {
    const { restrictionIds } = await restrict({
      measure: "temporary_block",
      hours: 24,
      scope: scope({ channels: ["chat", "inmail"], directions: ["start"] }),
    });
    const refused = await check();
    expect(refused).toMatchObject({
      verdict: "refuse",
      reasons: [{ code: "restricted", rule: "R5", restrictionId: restrictionIds[0] }],
    });
    expect(refused.retryAfterSeconds).toBeGreaterThan(23 * 3600);
    expect(refused.retryAfterSeconds).toBeLessThanOrEqual(24 * 3600);
    expect(refused.notice).toMatchObject({ body: expect.stringContaining("same text to many people") });
    expect((refused.notice as { appealUrl: string }).appealUrl).toMatch(/\/appeal\/[\w-]{43}$/);
    expect((await check({ channel: "inmail" })).verdict).toBe("refuse");
    expect((await check({ isReply: true })).verdict).toBe("deliver");
    expect((await check({ channel: "group" })).verdict).toBe("deliver");
    expect((await check({ senderId: recipient, recipientId: sender, degree: 1 })).verdict).toBe("deliver");
  });

  it("tells not connected and named people apart", async () => {
    await restrict({
      measure: "messaging_disabled",
      days: null,
      scope: scope({ audience: "not_connected" }),
    });
    const refused = await check();
    expect(refused).toMatchObject({ verdict: "refuse", reasons: [{ rule: "R7" }] });
    expect(refused).not.toHaveProperty("retryAfterSeconds");
    expect((await check({ degree: 1 })).verdict).toBe("deliver");
    sender = (await makeMember(database, { accountType: "sales_navigator" })).memberId;
    await restrict({
      measure: "messaging_disabled",
      days: 30,
      scope: scope({ audience: "named", counterparts: [recipient] }),
    });
    expect((await check()).verdict).toBe("refuse");
    const { memberId: recipientId } = await makeMember(database);
    expect((await check({ recipientId })).verdict).toBe("deliver");
  });

  it("counts a daily cap over starts only, and never lets two through at once", async () => {
    await restrict({ measure: "daily_cap", capPerDay: 5, days: 30, scope: scope() });
    // The reported message itself was sent today: four more may start.
    const sent = await Promise.all(
      Array.from({ length: 12 }, () =>
        ask("POST /messages", "/messages", message({ conversationId: `c-${unique()}` })),
      ),
    );
    const recorded = sent.filter(({ json }) => json.recorded === true);
    expect(recorded).toHaveLength(4);
    const refused = sent.find(({ json }) => json.recorded === false)?.json;
    expect(refused).toMatchObject({
      verdict: "refuse",
      reasons: [{ code: "daily_cap_reached", rule: "R6", measured: 5, threshold: 5, windowSeconds: 86_400 }],
    });
    expect((await check()).verdict).toBe("refuse");
    expect((await check({ isReply: true })).verdict).toBe("deliver");
    const { rows } = await database.pool.query(
      "select count(*)::int as n from messages where sender_id = $1",
      [sender],
    );
    expect(rows[0].n).toBe(5);
  });

  it("lets a warning pass", async () => {
    await restrict({ measure: "warning" });
    expect((await check()).verdict).toBe("deliver");
  });

  it("asks for a known sender", async () => {
    for (const path of ["/send-checks", "/messages"]) {
      const { status, json } = await client.call(`POST ${path}`, {
        json: message({ senderId: "nobody-knows" }),
      });
      expect(status).toBe(422);
      expect(json).toMatchObject({
        code: "invalid_field",
        errors: [{ path: "senderId", code: "invalid_field" }],
      });
    }
  });
});

describe("stop requests and fulfilments", () => {
  const stop = (id: string, json: object, headers: Record<string, string> = {}) =>
    client.call(`POST /members/${encodeURIComponent(id)}/stop-requests`, { json, headers });

  it("keep what a recipient asked for, once, and answer the same", async () => {
    const path = `/members/${sender}/stop-requests`;
    const keyed = { "idempotency-key": `k-${unique()}` };
    const first = await ask("POST /members/{id}/stop-requests", path, { recipientId: recipient }, keyed);
    expect(first.json).toEqual({ memberId: sender, recipientId: recipient });
    for (const headers of [keyed, {}]) {
      expect((await stop(sender, { recipientId: recipient }, headers)).text).toBe(first.text);
    }
    expect(await check({ channel: "connection_request", degree: 1 })).toMatchObject({
      verdict: "refuse",
      reasons: [{ code: "recipient_opted_out", rule: "E10" }],
    });
    expect(await stop("nobody-knows", { recipientId: recipient })).toMatchObject({ status: 404 });
    expect(await stop(sender, { recipientId: sender })).toMatchObject({
      status: 422,
      json: { errors: [{ path: "recipientId", code: "invalid_field" }] },
    });
  });

  it("take the ids of a verdict, and no others", async () => {
    const name = "POST /members/{id}/requirements/{requirementId}/fulfilments";
    sender = (await makeMember(database, { connectionCount: 0 })).memberId;
    const { requirements } = (await check({ degree: 1 })) as unknown as { requirements: { id: string }[] };
    const path = (id = "") => `/members/${sender}/requirements/${id}/fulfilments`;
    const answered = await ask(name, path(requirements[0]?.id), {}, { "idempotency-key": `k-${unique()}` });
    expect(answered.json).toEqual({ id: requirements[0]?.id, kind: "connections", done: false });
    for (const id of ["not-a-uuid", "0198f0a2-4c1d-5e6f-8a7b-9c0d1e2f3a4b", "%20"]) {
      expect(await client.call(`POST ${path(id)}`, { json: {} })).toMatchObject({
        status: 404,
        json: { code: "not_found" },
      });
    }
    expect(await client.call(`POST ${path(requirements[0]?.id)}`, { json: { kind: "fax" } })).toMatchObject({
      status: 422,
      json: { errors: [{ path: "kind" }] },
    });
  });
});

describe("messages", () => {
  it("answers the same message the same and counts it once, also at 20 at once", async () => {
    const input = message();
    const all = await Promise.all(
      Array.from({ length: 20 }, () => ask("POST /messages", "/messages", input)),
    );
    expect(new Set(all.map(({ text }) => text)).size).toBe(1);
    const { rows } = await database.pool.query(
      "select sum(sent)::int as n from send_counters where member_id = $1",
      [sender],
    );
    expect(rows[0].n).toBe(1);
    const other = await client.call("POST /messages", { json: { ...input, body: "Another text" } });
    expect(other).toMatchObject({ status: 409, json: { code: "conflict" } });
  });

  it("takes a batch of the past and names the bad ones", async () => {
    const good = { ...message(), sentAt: "2025-01-02T03:04:05Z" };
    const { json } = await ask("POST /messages/batch", "/messages/batch", {
      mode: "observe",
      messages: [good, { ...good, id: "" }, { ...good, id: "x", senderId: "nobody-knows" }],
    });
    expect(json).toMatchObject({
      accepted: 1,
      rejected: [
        { index: 1, code: "invalid_field" },
        { index: 2, code: "unknown_member" },
      ],
    });
  });
});

describe("members", () => {
  it("puts a member under any printable id, and a batch", async () => {
    const { input } = await makeMember(database);
    const { id: _, ...body } = input;
    const id = "Zoë/№ 5 100%";
    expect((await ask("PUT /members/{id}", `/members/${encodeURIComponent(id)}`, body)).json).toEqual({ id });
    expect(
      (await ask("GET /members/{id}/standing", `/members/${encodeURIComponent(id)}/standing`)).json,
    ).toMatchObject({
      memberId: id,
    });
    const batch = await ask("POST /members/batch", "/members/batch", {
      members: [input, { ...input, id: "b2", role: "admin" }],
    });
    expect(batch.json).toMatchObject({ accepted: 1, rejected: [{ index: 1, code: "unknown_field" }] });
  });
});

describe("standing", () => {
  it("is open for a new member and 404 for an unknown one", async () => {
    const { json } = await ask("GET /members/{id}/standing", `/members/${sender}/standing`);
    expect(json).toMatchObject({
      memberId: sender,
      canStartConversations: true,
      canReply: true,
      channels: { chat: "open", inmail: "open", group: "open", page: "open", connection_request: "open" },
      restrictions: [],
      strikes: 0,
      portalUrl: null,
    });
    expect(await client.call("GET /members/nobody/standing")).toMatchObject({
      status: 404,
      json: { code: "not_found" },
    });
  });

  it("tells what is limited, why, until when, and where to appeal", async () => {
    await restrict(
      { measure: "temporary_block", hours: 24, scope: scope({ channels: ["chat"] }) },
      { measure: "daily_cap", capPerDay: 3, days: null, scope: scope({ channels: ["inmail"] }) },
      { measure: "warning" },
    );
    const { json } = await ask("GET /members/{id}/standing", `/members/${sender}/standing`);
    expect(json).toMatchObject({
      canStartConversations: true,
      canReply: true,
      channels: { chat: "closed", inmail: "limited", group: "open" },
      strikes: 1,
      portalUrl: expect.stringMatching(/\/notice\/[\w-]{43}$/),
    });
    const restrictions = json.restrictions as { measure: string; [key: string]: unknown }[];
    expect(restrictions.map((one) => one.measure).sort()).toEqual([
      "daily_cap",
      "temporary_block",
      "warning",
    ]);
    const warning = restrictions.find((one) => one.measure === "warning");
    expect(warning?.requirements).toMatchObject([{ kind: "acknowledge_notice", done: false }]);
    for (const one of restrictions) {
      expect(one).toMatchObject({ policyClause: "4.2", reason: "You sent the same text to many people." });
      expect(one.noticeUrl).toBe(json.portalUrl);
      expect(one.appealUrl).toMatch(/\/appeal\/[\w-]{43}$/);
    }
  });
});

describe("reports and appeals", () => {
  it("files a report, repeats its answer, and tells its state", async () => {
    const { id } = await makeMessage(database, { senderId: sender, recipientId: recipient });
    const input = {
      id: `r-${unique()}`,
      reporterId: recipient,
      subject: { type: "message", id },
      category: "scam",
    };
    const first = await ask("POST /reports", "/reports", input);
    expect((await ask("POST /reports", "/reports", input)).text).toBe(first.text);
    expect(await client.call("POST /reports", { json: { ...input, category: "hate" } })).toMatchObject({
      status: 409,
      json: { code: "conflict" },
    });
    expect(
      await client.call("POST /reports", { json: { ...input, id: "r-x", reporterId: sender } }),
    ).toMatchObject({
      status: 422,
      json: { code: "invalid_field", errors: [{ path: "reporterId" }] },
    });
    const unknown = { ...input, id: "r-y", subject: { type: "message", id: "no-such" } };
    expect(await client.call("POST /reports", { json: unknown })).toMatchObject({ status: 404 });
    expect((await ask("GET /reports/{id}", `/reports/${input.id}`)).json).toMatchObject({
      state: "open",
      outcome: null,
    });
    expect(await client.call("GET /reports/none")).toMatchObject({ status: 404 });
  });

  it("files an appeal once, with its key", async () => {
    const { restrictionIds } = await restrict({ measure: "messaging_disabled", days: 30, scope: scope() });
    const input = {
      restrictionId: restrictionIds[0],
      statement: "They asked for it.",
      stepsTaken: "Stopped.",
      confirmations: ["volume_reduced"],
    };
    expect(await client.call("POST /appeals", { json: input })).toMatchObject({
      status: 428,
      json: { code: "idempotency_key_required" },
    });
    const key = { "idempotency-key": unique() };
    const first = await ask("POST /appeals", "/appeals", input, key);
    expect((await ask("POST /appeals", "/appeals", input, key)).text).toBe(first.text);
    expect(
      await client.call("POST /appeals", { json: input, headers: { "idempotency-key": unique() } }),
    ).toMatchObject({ status: 409, json: { code: "appeal_exists" } });
    expect((await ask("GET /appeals/{id}", `/appeals/${first.json.id}`)).json).toMatchObject({
      state: "received",
      memberId: sender,
      outcome: null,
    });
    const standing = await ask("GET /members/{id}/standing", `/members/${sender}/standing`);
    expect(standing.json.restrictions).toMatchObject([{ appealUrl: null }]);
  });
});

describe("lists", () => {
  it("pages through decisions and changes of restrictions without loss or repetition", async () => {
    const mine: string[] = [];
    for (const hours of [24, 25, 26]) {
      sender = (await makeMember(database)).memberId;
      mine.push((await restrict({ measure: "temporary_block", hours, scope: scope() })).decisionId);
    }
    for (const name of ["GET /decisions", "GET /restrictions"] as const) {
      const seen: string[] = [];
      const decided: string[] = [];
      let cursor: string | null = null;
      let since = "";
      do {
        const path: string = `${name.slice(4)}?limit=2${cursor === null ? "" : `&cursor=${cursor}`}`;
        const { json } = await ask(name, path);
        const items = json.items as { id: string; change?: string; decisionId?: string }[];
        seen.push(...items.map((one) => [one.decisionId ?? one.id, one.id, one.change].join()));
        decided.push(...items.map((one) => one.decisionId ?? one.id));
        cursor = json.nextCursor as string | null;
        since = json.since as string;
      } while (cursor !== null);
      expect(decided).toEqual(expect.arrayContaining(mine));
      expect(new Set(seen).size).toBe(seen.length);
      const all = (await ask(name, `${name.slice(4)}?limit=200`)).json.items as unknown[];
      expect(all).toHaveLength(seen.length);
      // `since` stays behind what may still be committing: the newest come again, never fewer.
      const again = (await ask(name, `${name.slice(4)}?since=${since}&limit=200`)).json.items as {
        id: string;
      }[];
      expect(again.length).toBeGreaterThan(0);
      const future = new Date(Date.now() + 60_000).toISOString();
      expect((await ask(name, `${name.slice(4)}?since=${future}`)).json.items).toEqual([]);
    }
    const text = (await client.call("GET /decisions?limit=200")).text;
    expect(text).not.toContain("For the record.");
    expect((await ask("GET /members/{id}/signals", `/members/${sender}/signals`)).json).toMatchObject({
      items: [],
      nextCursor: null,
    });
  });

  it.each([
    "limit=0",
    "limit=201",
    "limit=-1",
    "limit=NaN",
    "limit=1e2",
    "limit=01",
    "limit=2&limit=3",
    "cursor=abc",
    "cursor=",
    "since=yesterday",
    "since[]=1",
    "sort=name",
    "__proto__=1",
    "limit%5B%5D=3",
    "cursor=%00",
    "cursor=%ff",
  ])("refuses ?%s", async (query) => {
    const { status, json } = await client.call(`GET /decisions?${query}`);
    expect([status, (json.errors as unknown[]).length]).toEqual([422, 1]);
    expect(["invalid_field", "unknown_field"]).toContain(json.code);
  });

  it("refuses a cursor that was changed or belongs elsewhere", async () => {
    const { json } = await client.call("GET /decisions?limit=1");
    const since = json.since as string;
    const turned = since.replace(/^./, (first) => (first === "A" ? "B" : "A"));
    for (const path of [
      `/decisions?cursor=${turned}`,
      `/restrictions?cursor=${since}`,
      `/decisions?cursor=${since}x`,
    ]) {
      expect(await client.call(`GET ${path}`)).toMatchObject({
        status: 422,
        json: { errors: [{ path: "cursor" }] },
      });
    }
  });
});

describe("keys", () => {
  it.each([
    "",
    "Basic abc",
    "Bearer",
    "Bearer lk_",
    "Bearer wrong",
    "Bearer lk_a, Bearer lk_b",
    `Bearer lk_${"a".repeat(43)}`,
    `Bearer lk_${"a".repeat(64_000)}`,
  ])("answers %j with one 401", async (authorization) => {
    const { status, headers, json } = await client.call("GET /decisions", { headers: { authorization } });
    expect(status).toBe(401);
    expect(headers.get("www-authenticate")).toMatch(/^Bearer/);
    expect({ ...json, requestId: "" }).toEqual({
      type: expect.any(String),
      title: expect.any(String),
      status: 401,
      code: "unauthenticated",
      detail: expect.any(String),
      errors: [],
      requestId: "",
    });
  });

  it("refuses a revoked key with the next request", async () => {
    const key = await makeKey(database);
    const own = client.as(key);
    expect((await own.call("GET /decisions")).status).toBe(200);
    const admin = await makeStaff(database, { role: "admin" });
    succeeded(await revokeApiKey(database, admin, { prefix: key.slice(0, 9) }));
    expect((await own.call("GET /decisions")).status).toBe(401);
  });

  it.each(Object.keys(ENDPOINTS) as EndpointName[])("lets only its scope into %s", async (name) => {
    const { scope: needed } = ENDPOINTS[name];
    const others = (["ingest", "check", "read", "appeal", "admin"] as const).filter((one) => one !== needed);
    const path = name.replace("{id}", "somebody");
    const isPost = name.startsWith("POST") || name.startsWith("PUT");
    const call = (own: Client) => own.call(path, isPost ? { json: {} } : {});
    expect((await call(client.as(await makeKey(database, others)))).status).toBe(403);
    expect([400, 404, 415, 422, 428, 200]).toContain(
      (await call(client.as(await makeKey(database, [needed])))).status,
    );
  });
});

describe("Idempotency-Key", () => {
  const withKey = (key: string) => ({ "idempotency-key": key });
  const report = async () => {
    const { id } = await makeMessage(database, { senderId: sender, recipientId: recipient });
    return { id: `r-${unique()}`, reporterId: recipient, subject: { type: "message", id }, category: "spam" };
  };

  it("gives the same status and bytes again, on every POST", async () => {
    const { input } = await makeMember(database);
    const posts: [EndpointName, string, object][] = [
      ["POST /members/batch", "/members/batch", { members: [input, {}] }],
      ["POST /messages", "/messages", message()],
      ["POST /messages/batch", "/messages/batch", { mode: "observe", messages: [message()] }],
      ["POST /send-checks", "/send-checks", message()],
      ["POST /reports", "/reports", await report()],
    ];
    for (const [name, path, body] of posts) {
      const key = unique();
      const first = await ask(name, path, body, withKey(key));
      const again = await ask(name, path, body, withKey(key));
      expect([again.status, again.text]).toEqual([first.status, first.text]);
      const other = await client.call(`POST ${path}`, {
        json: { ...body, id: "another" },
        headers: withKey(key),
      });
      expect([422]).toContain(other.status);
    }
  });

  it("refuses another body, and another address, under the same key", async () => {
    const key = unique();
    const body = message();
    await ask("POST /messages", "/messages", body, withKey(key));
    const reuse = { status: 422, json: { code: "idempotency_key_reuse" } };
    expect(
      await client.call("POST /messages", { json: { ...body, body: "x" }, headers: withKey(key) }),
    ).toMatchObject(reuse);
    expect(await client.call("POST /send-checks", { json: body, headers: withKey(key) })).toMatchObject(
      reuse,
    );
    const other = client.as(await makeKey(database));
    expect((await other.call("POST /send-checks", { json: body, headers: withKey(key) })).status).toBe(200);
  });

  it("takes the same body in another order of names", async () => {
    const key = unique();
    const body = message();
    const turned = Object.fromEntries(Object.entries(body).reverse());
    const first = await ask("POST /messages", "/messages", body, withKey(key));
    expect((await ask("POST /messages", "/messages", turned, withKey(key))).text).toBe(first.text);
  });

  it("keeps the verdict of the first time, whatever is in force later", async () => {
    const key = unique();
    const body = message();
    const first = await ask("POST /send-checks", "/send-checks", body, withKey(key));
    await restrict({ measure: "messaging_disabled", days: null, scope: scope() });
    expect((await ask("POST /send-checks", "/send-checks", body, withKey(key))).text).toBe(first.text);
    expect((await check()).verdict).toBe("refuse");
  });

  it("has one effect of 50 at once: the same answer, or a word to wait", async () => {
    const { restrictionIds } = await restrict({ measure: "messaging_disabled", days: 30, scope: scope() });
    const key = unique();
    const json = {
      restrictionId: restrictionIds[0],
      statement: "They asked for it.",
      stepsTaken: "Stopped.",
      confirmations: [],
    };
    const all = await Promise.all(
      Array.from({ length: 50 }, () => client.call("POST /appeals", { json, headers: withKey(key) })),
    );
    const done = all.filter(({ status }) => status === 201);
    const waiting = all.filter(({ status }) => status === 409);
    expect(done.length).toBeGreaterThan(0);
    expect(done.length + waiting.length).toBe(50);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    for (const { json: body, headers } of waiting) {
      expect(body.code).toBe("idempotency_in_progress");
      expect(headers.get("retry-after")).toBe("2");
    }
    const { rows } = await database.pool.query(
      "select count(*)::int as n from appeals where member_id = $1",
      [sender],
    );
    expect(rows[0].n).toBe(1);
  });

  it("says that the first one still runs while another transaction holds the key", async () => {
    const key = unique();
    const { rows } = await database.pool.query(
      "select api_key_id as id from api_keys order by created_at limit 1",
    );
    const holder = await database.pool.connect();
    try {
      await holder.query("begin");
      await holder.query("select pg_advisory_xact_lock(hashtextextended($1, 3))", [`${rows[0].id}:${key}`]);
      const waiting = await client.call("POST /messages", { json: message(), headers: withKey(key) });
      expect(waiting).toMatchObject({ status: 409, json: { code: "idempotency_in_progress" } });
    } finally {
      await holder.query("rollback");
      holder.release();
    }
    await ask("POST /messages", "/messages", message(), withKey(key));
  });

  it("keeps nothing after a refusal, so that the mended request goes through", async () => {
    const key = unique();
    const body = message({ senderId: `late-${unique()}` });
    expect((await client.call("POST /messages", { json: body, headers: withKey(key) })).status).toBe(422);
    await makeMember(database, { id: body.senderId });
    await ask("POST /messages", "/messages", body, withKey(key));
  });

  it("keeps answers unreadable in the database", async () => {
    const body = await report();
    const { json } = await ask("POST /reports", "/reports", body, withKey(unique()));
    const token = String(json.receiptUrl).split("/").at(-1);
    const { rows } = await database.pool.query(
      "select count(*)::int as n from (select body::text as t from idempotency_keys union all select result::text from operations) x where t like $1",
      [`%${token}%`],
    );
    expect(rows[0].n).toBe(0);
  });

  it.each([" ", "a".repeat(256), "ключ".normalize(), "a\tb"])("refuses the key %j", async (key) => {
    const headers = new Headers();
    let isSendable = true;
    try {
      headers.set("idempotency-key", key);
    } catch {
      isSendable = false;
    }
    if (!isSendable) return;
    const { status, json } = await client.call("POST /send-checks", {
      json: message(),
      headers: withKey(key),
    });
    expect([status, json.code]).toEqual([422, "invalid_field"]);
    expect(json.errors).toMatchObject([{ path: "Idempotency-Key" }]);
  });
});

describe("the database away", () => {
  it("says 503 with Retry-After, and nothing of the reason", async () => {
    const holder = globalThis as { lockkeeperDb?: Database };
    const away = connect("postgres://nobody@127.0.0.1:1/none", { max: 1 });
    holder.lockkeeperDb = away;
    try {
      const { status, headers, json, text } = await client.call("GET /decisions");
      expect([status, json.code, headers.get("retry-after")]).toEqual([503, "unavailable", "2"]);
      expect(text).not.toMatch(/ECONN|127\.0|postgres/i);
    } finally {
      holder.lockkeeperDb = database;
      await away.close();
    }
  });
});
