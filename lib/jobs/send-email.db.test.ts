import { randomBytes, randomUUID } from "node:crypto";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect, type Database } from "@/db/connect";
import { createTestDatabase, type TestDatabase } from "@/db/testing/database";
import {
  makeMember,
  makeMessage,
  makePolicy,
  makeStaff,
  succeeded,
  TEST_PLATFORM,
} from "@/db/testing/factories";
import { env } from "@/lib/env";
import { tokenFor } from "@/lib/services/access-token";
import { claim } from "@/lib/services/claim";
import { decideCase } from "@/lib/services/decision";
import { deliverEmail, viewEmail } from "@/lib/services/email";
import { type EmailTransport, smtpTransport } from "@/lib/services/email-transport";
import { receiveReport } from "@/lib/services/report";
import { drawNoticeEmail } from "./send-email";

let testDatabase: TestDatabase;
let database: Database;
let admin: Database;

beforeAll(async () => {
  process.env.LOCKKEEPER_SECRET ??= randomBytes(32).toString("hex");
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 6 });
  admin = connect(testDatabase.url, { role: null, max: 2 });
  await makePolicy(database);
});
afterAll(async () => {
  await Promise.all([database.close(), admin.close()]);
  await testDatabase.drop();
});

/** A mail server on the loopback; `answer` may refuse a recipient or a message with its own code. */
let received: { to: string[]; raw: string }[];
let answer: { recipient?: number; data?: number };
let server: SMTPServer;
let transport: EmailTransport;
let port: number;

function refusal(code: number): Error {
  return Object.assign(new Error(`refused with ${code}`), { responseCode: code });
}

beforeEach(async () => {
  received = [];
  answer = {};
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (_address, _session, callback) => callback(answer.recipient ? refusal(answer.recipient) : null),
    onData: (stream, session, callback) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        if (answer.data) return callback(refusal(answer.data));
        const to = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ to, raw: Buffer.concat(parts).toString() });
        callback(null);
      });
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve());
  });
  const address = server.server.address();
  if (!address || typeof address === "string") throw new Error("a port was expected");
  port = address.port;
  transport = smtpTransport(`smtp://127.0.0.1:${port}`);
});
afterEach(async () => {
  transport.close();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
});

/** The queued e-mail of a new decision. */
async function queued(values: { email?: string; displayName?: string } = {}) {
  const { memberId } = await makeMember(database, values);
  const staff = await makeStaff(database);
  const message = await makeMessage(database, { senderId: memberId });
  const { caseId } = succeeded(
    await receiveReport(database, TEST_PLATFORM, {
      id: `r-${randomUUID()}`,
      reporterId: message.recipientId,
      subject: { type: "message", id: message.id },
      category: "spam",
    }),
  );
  succeeded(await claim(database, staff, { caseId }));
  const { noticeId } = succeeded(
    await decideCase(database, staff, {
      caseId,
      version: 1,
      command: {
        outcome: "actioned",
        measures: [{ measure: "warning" }],
        policyClause: "4.2",
        reason: "Same text.",
        memberReason: "You sent the same text to many people.",
      },
    }),
  );
  const { rows } = await admin.pool.query("select email_id, to_address from emails where member_id = $1", [
    memberId,
  ]);
  return {
    emailId: String(rows[0].email_id),
    to: String(rows[0].to_address),
    noticeId: noticeId ?? "",
    memberId,
  };
}

async function stateOf(emailId: string) {
  const { rows } = await admin.pool.query(
    `select state, attempts, last_error as "lastError", sent_at is not null as "isSent" from emails where email_id = $1`,
    [emailId],
  );
  return rows[0];
}

function deliver(
  emailId: string,
  job = { attempt: 1, isLast: false },
  through: EmailTransport | null = transport,
) {
  const means = {
    transport: through,
    from: "Quayside Safety <safety@quayside.example>",
    draw: drawNoticeEmail,
  };
  return deliverEmail(database, emailId, means, job);
}

describe("an e-mail to a member", () => {
  test("goes out once, in two parts that say the same, with the link of the notice", async () => {
    const { emailId, to, noticeId } = await queued({ displayName: "Mara <b>Quist</b>" });
    await deliver(emailId);
    await deliver(emailId, { attempt: 2, isLast: false });
    expect(received).toHaveLength(1);
    const [mail] = received;
    expect(mail?.to).toEqual([to]);
    const parsed = await PostalMime.parse(mail?.raw ?? "");
    expect(parsed.messageId).toBe(`<${emailId}@quayside.example>`);
    expect(parsed.subject).toBe("Quayside: This is a warning about your messages");
    expect(parsed.headers.find(({ key }) => key === "auto-submitted")?.value).toBe("auto-generated");
    const link = `${env().url}/notice/${tokenFor("notice", noticeId)}`;
    for (const part of [parsed.text, parsed.html]) {
      expect(part).toContain(link);
      expect(part).toContain("You can send messages as before.");
      expect(part).toContain("You sent the same text to many people.");
    }
    expect(parsed.html).not.toContain("<b>Quist</b>");
    expect(parsed.html).not.toMatch(/<img|<script|@import/);
    expect(await stateOf(emailId)).toEqual({ state: "sent", attempts: 1, lastError: null, isSent: true });
    const { rows } = await admin.pool.query(
      "select data from audit_entries where command = 'email.delivery' and subject_id = $1",
      [emailId],
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(to);
  });

  test("a server that is busy: tried again, then sent", async () => {
    const { emailId } = await queued();
    answer = { recipient: 451 };
    await expect(deliver(emailId)).rejects.toThrow();
    expect(await stateOf(emailId)).toMatchObject({
      state: "queued",
      attempts: 1,
      lastError: expect.stringContaining("451"),
    });
    answer = {};
    await deliver(emailId, { attempt: 2, isLast: false });
    expect(await stateOf(emailId)).toEqual({ state: "sent", attempts: 2, lastError: null, isSent: true });
    expect(received).toHaveLength(1);
  });

  test("a recipient refused for good: failed, and no further try", async () => {
    const { emailId } = await queued();
    answer = { recipient: 550 };
    await deliver(emailId);
    expect(await stateOf(emailId)).toMatchObject({ state: "failed", attempts: 1, isSent: false });
    answer = {};
    await deliver(emailId, { attempt: 2, isLast: false });
    expect(received).toEqual([]);
  });

  test("nobody listens: tried again; with the last try it has failed", async () => {
    const { emailId } = await queued();
    const dead = smtpTransport("smtp://127.0.0.1:1");
    await expect(deliver(emailId, { attempt: 1, isLast: false }, dead)).rejects.toThrow(/ECONNREFUSED/);
    expect(await stateOf(emailId)).toMatchObject({ state: "queued" });
    await deliver(emailId, { attempt: 25, isLast: true }, dead);
    expect(await stateOf(emailId)).toMatchObject({ state: "failed", attempts: 2 });
    dead.close();
  });

  test("without a mail server it says so, and the outbox hands over the member's link", async () => {
    const { emailId } = await queued();
    await deliver(emailId, { attempt: 1, isLast: false }, null);
    expect(await stateOf(emailId)).toMatchObject({ state: "no_smtp", attempts: 0 });
    const shown = await viewEmail(database, emailId);
    expect(shown?.memberUrl).toMatch(new RegExp(`^${env().url}/notice/[\\w-]{43}$`));
    expect(shown?.text).toContain(shown?.memberUrl);
  });

  test("once it was sent, the outbox keeps the member's link to itself", async () => {
    const { emailId } = await queued();
    await deliver(emailId);
    const shown = await viewEmail(database, emailId);
    expect(shown?.memberUrl).toBeNull();
    expect(JSON.stringify(shown)).not.toMatch(/notice\/[\w-]{43}/);
  });

  test("an address that is a list or a header is not sent to", async () => {
    const { emailId } = await queued({ email: "a@quayside.example" });
    await admin.pool.query("alter table emails disable trigger all");
    await admin.pool.query("update emails set to_address = $2 where email_id = $1", [
      emailId,
      "a@quayside.example, b@elsewhere.example",
    ]);
    await admin.pool.query("alter table emails enable trigger all");
    await deliver(emailId);
    expect(received).toEqual([]);
    expect(await stateOf(emailId)).toMatchObject({ state: "failed" });
  });
});
