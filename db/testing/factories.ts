import { randomUUID } from "node:crypto";
import type { Database } from "@/db/connect";
import type { IdentifiedMemberInput } from "@/lib/contracts/member";
import type { MessageInput } from "@/lib/contracts/message";
import type { ReportInput } from "@/lib/contracts/report";
import type { Actor, StaffActor } from "@/lib/domain/actor";
import type { Role } from "@/lib/domain/permission";
import type { Result } from "@/lib/domain/result";
import { putMember } from "@/lib/services/member";
import { receiveMessages } from "@/lib/services/message";
import { ensurePolicy } from "@/lib/services/policy";
import { type ReceivedReport, receiveReport } from "@/lib/services/report";
import { createStaff } from "@/lib/services/staff";

/** Who the factories write as: a test's own platform. */
export const TEST_PLATFORM: Actor = { kind: "system", id: "test-platform" };

/** The password of every person `makeStaff` makes. */
export const TEST_PASSWORD = "correct horse battery staple";

/** A short part that no other row of this run has. */
function unique(): string {
  return randomUUID().slice(0, 12);
}

/** The value of a result that a test expects to succeed. */
export function succeeded<T, E extends { code: string }>(result: Result<T, E>): T {
  if (result.ok) return result.value;
  throw new Error(`expected success, was refused: ${JSON.stringify(result.error)}`);
}

/** Adds a person to the staff and returns them as the actor of operations. Their password is `TEST_PASSWORD`. */
export async function makeStaff(
  database: Database,
  values: { email?: string; displayName?: string; role?: Role; password?: string; languages?: string[] } = {},
): Promise<StaffActor> {
  const { role = "moderator", displayName = `Reviewer ${unique()}` } = values;
  const input = {
    email: `${unique()}@lockkeeper.test`,
    password: TEST_PASSWORD,
    ...values,
    role,
    displayName,
  };
  const { staffId } = succeeded(await createStaff(database, TEST_PLATFORM, input));
  return { kind: "staff", id: staffId, role, name: displayName };
}

/** Puts a member and returns its id and what was put. The default policy is published when there is none. */
export async function makeMember(
  database: Database,
  values: Partial<IdentifiedMemberInput> = {},
): Promise<{ memberId: string; input: IdentifiedMemberInput }> {
  const id = values.id ?? `m-${unique()}`;
  const input: IdentifiedMemberInput = {
    accountType: "basic",
    displayName: `Member ${id}`,
    joinedAt: "2024-03-01T09:00:00.000Z",
    connectionCount: 120,
    profile: { photo: true, currentPosition: true, skills: 5, schools: 1, completenessPercent: 80 },
    email: `${unique()}@quayside.example`,
    locale: "en",
    country: "IE",
    acceptsMessagesFrom: "anyone",
    ...values,
    id,
  };
  const { id: memberId, ...body } = input;
  await makePolicy(database);
  succeeded(await putMember(database, TEST_PLATFORM, memberId, body));
  return { memberId, input };
}

/**
 * Records a message and returns it. Sender and recipient are made when they are not given; a given sender must be a
 * member already.
 */
export async function makeMessage(
  database: Database,
  values: Partial<MessageInput> = {},
): Promise<MessageInput> {
  const senderId = values.senderId ?? (await makeMember(database)).memberId;
  const recipientId = values.recipientId ?? (await makeMember(database)).memberId;
  const input: MessageInput = {
    id: `msg-${unique()}`,
    conversationId: `c-${[senderId, recipientId].sort().join("-")}`.slice(0, 128),
    channel: "chat",
    degree: 1,
    sharedConnections: 3,
    isReply: false,
    automated: false,
    body: "Good morning, are you free for a short call about our offer this week?",
    sentAt: new Date().toISOString(),
    ...values,
    senderId,
    recipientId,
  };
  const { rejected } = succeeded(await receiveMessages(database, TEST_PLATFORM, [input]));
  if (rejected.length > 0) throw new Error(`a message was refused: ${JSON.stringify(rejected)}`);
  return input;
}

/** Publishes the default policy, which reports and decisions need. */
export async function makePolicy(database: Database): Promise<void> {
  await ensurePolicy(database);
}

/**
 * Reports a message (made when no subject is given) and returns what was sent and the case it opened or joined. The
 * default policy is published when there is none. Receipts need `LOCKKEEPER_SECRET`; a test's own is set when it is
 * missing.
 */
export async function makeReport(
  database: Database,
  values: Partial<ReportInput> = {},
): Promise<{ input: ReportInput } & ReceivedReport> {
  process.env.LOCKKEEPER_SECRET ??= "a secret of the tests, thirty-two characters or more";
  await makePolicy(database);
  const input: ReportInput = {
    id: `r-${unique()}`,
    reporterId: values.reporterId ?? (await makeMember(database)).memberId,
    subject: values.subject ?? { type: "message", id: (await makeMessage(database)).id },
    category: "spam",
    ...values,
  };
  return { input, ...succeeded(await receiveReport(database, TEST_PLATFORM, input)) };
}
