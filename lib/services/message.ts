import { isDeepStrictEqual } from "node:util";
import type { Database } from "@/db/connect";
import { listSenders, type SenderRow } from "@/db/queries/member";
import { listStoredMessages, type MessageRow, type StoredMessage, saveMessages } from "@/db/queries/message";
import { ensureMonths } from "@/db/queries/partition";
import type { BatchAnswer } from "@/lib/contracts/member";
import { type MessageInput, messageInput } from "@/lib/contracts/message";
import { firstRefusal, parseFields } from "@/lib/contracts/text";
import type { Actor } from "@/lib/domain/actor";
import { scoreContent } from "@/lib/domain/content-filter";
import { ok, type Result } from "@/lib/domain/result";
import type { Alongside } from "./idempotency";
import { holdSenders, type Observing, observeMessages, observing } from "./observe";
import { type Operation, type OperationRefusal, runOperation } from "./run-operation";

export type MessageRefusal =
  /** The sender has never been told to us: PUT it first. */
  | { code: "unknown_member"; memberId: string }
  /** The id is on record with another content. */
  | { code: "conflict"; messageId: string }
  /** Sent later than now, beyond what a clock may run ahead. */
  | { code: "sent_in_future" };

function attachmentsOf({ attachments = [] }: MessageInput): MessageRow["attachments"] {
  return attachments.map(({ name, contentType, sizeBytes }) => ({
    name,
    ...(contentType === undefined ? {} : { contentType }),
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
  }));
}

/** The row of a message; `at` is when it was sent if the platform does not say. */
export function rowOf(input: MessageInput, at: Date): MessageRow {
  return {
    messageId: input.id,
    senderId: input.senderId,
    recipientId: input.recipientId,
    conversationId: input.conversationId,
    channel: input.channel,
    degree: input.degree,
    sharedConnections: input.sharedConnections,
    isReply: input.isReply,
    isAutomated: input.automated,
    body: input.body,
    links: input.links ?? [],
    attachments: attachmentsOf(input),
    sentAt: input.sentAt === undefined ? at : new Date(input.sentAt),
  };
}

/** How far a platform's clock may run ahead of ours, ms. */
const CLOCK_AHEAD_MS = 5 * 60_000;

/** Whether a message claims to be sent later than a clock may run ahead. */
export function isInFuture({ sentAt }: Pick<MessageInput, "sentAt">, at: Date): boolean {
  return sentAt !== undefined && Date.parse(sentAt) > at.getTime() + CLOCK_AHEAD_MS;
}

/** Whether a message on record is this one. */
export function isSame(input: MessageInput, stored: StoredMessage): boolean {
  return (
    stored.senderId === input.senderId &&
    stored.recipientId === input.recipientId &&
    stored.conversationId === input.conversationId &&
    stored.channel === input.channel &&
    stored.degree === input.degree &&
    stored.isReply === input.isReply &&
    stored.isAutomated === input.automated &&
    stored.body === input.body &&
    stored.sharedConnections === input.sharedConnections &&
    isDeepStrictEqual([stored.links, stored.attachments], [input.links ?? [], attachmentsOf(input)]) &&
    (input.sentAt === undefined || stored.sentAt.getTime() === Date.parse(input.sentAt))
  );
}

function instantsOf(inputs: MessageInput[]): Date[] {
  return inputs.map((input) => (input.sentAt === undefined ? new Date() : new Date(input.sentAt)));
}

/** Stores and observes what is new and says, for each message, why it was refused; null when it is on record now. */
async function record(
  op: Operation,
  inputs: MessageInput[],
  watching: Observing,
): Promise<(MessageRefusal | null)[]> {
  const senders = await listSenders(op, [...new Set(inputs.map((input) => input.senderId))]);
  const firstById = new Map<string, MessageInput>();
  for (const input of inputs) {
    if (!senders.has(input.senderId) || isInFuture(input, op.at)) continue;
    if (!firstById.has(input.id)) firstById.set(input.id, input);
  }
  const rows = [...firstById.values()].map((input) => rowOf(input, op.at));
  const fresh = rows.length > 0 ? await store(op, rows, senders, watching) : new Set();
  const older = rows.map((row) => row.messageId).filter((id) => !fresh.has(id));
  const repeated = rows.length < inputs.length ? rows.map((row) => row.messageId) : older;
  const stored = new Map(
    repeated.length > 0 ? (await listStoredMessages(op, repeated)).map((row) => [row.messageId, row]) : [],
  );
  return inputs.map((input) => {
    if (!senders.has(input.senderId)) return { code: "unknown_member", memberId: input.senderId };
    if (isInFuture(input, op.at)) return { code: "sent_in_future" };
    const found = stored.get(input.id);
    return found === undefined || isSame(input, found) ? null : { code: "conflict", messageId: input.id };
  });
}

/** Stores and observes those of the rows that are new; returns their ids. */
async function store(
  op: Operation,
  rows: MessageRow[],
  senders: ReadonlyMap<string, SenderRow>,
  watching: Observing,
): Promise<Set<string>> {
  const held = holdSenders(op, {
    senderIds: rows.map((row) => row.senderId),
    recipientIds: rows.map((row) => row.recipientId),
  });
  const [fresh] = await Promise.all([saveMessages(op, rows), held]);
  const added = rows.filter((row) => fresh.has(row.messageId));
  const scored = new Map(added.map((row) => [row.messageId, scoreContent(watching.model.model, row)]));
  await observeMessages(op, added, { ...watching, scored, senders, isHeld: true });
  return fresh;
}

const MESSAGES: Record<MessageRefusal["code"], string> = {
  unknown_member: "senderId: is not a member on record; put the member first",
  conflict: "id: is on record with another content",
  sent_in_future: "sentAt: must not lie in the future",
};

/**
 * Records up to a thousand messages of the past, without a verdict. Every item is checked on its own: bad ones are named
 * by their place (`unknown_member`, `conflict`, or the field's code), the good ones go in and are observed. Sending a batch
 * again adds nothing and answers the same.
 * @throws when no policy is published.
 */
export async function receiveMessages(
  database: Pick<Database, "db" | "pool">,
  actor: Actor,
  items: unknown[],
  extra: Alongside<BatchAnswer> = {},
): Promise<Result<BatchAnswer, OperationRefusal>> {
  const rejected: BatchAnswer["rejected"] = [];
  const good: { index: number; input: MessageInput }[] = [];
  for (const [index, item] of items.entries()) {
    const parsed = parseFields(messageInput, item);
    if (parsed.success) good.push({ index, input: parsed.data });
    else rejected.push({ index, ...firstRefusal(parsed.error) });
  }
  const watching = await observing(database);
  await ensureMonths(database, "messages", instantsOf(good.map(({ input }) => input)));
  const { operationId } = extra;
  return await runOperation(
    database,
    {
      actor,
      command: "message.batch",
      payload: JSON.parse(JSON.stringify(items)),
      ...(operationId ? { operationId } : {}),
    },
    async (op) => {
      await extra.first?.(op);
      const refusals = await record(
        op,
        good.map(({ input }) => input),
        watching,
      );
      const refused = good.flatMap(({ index }, place) => {
        const refusal = refusals[place];
        return refusal ? [{ index, code: refusal.code as string, message: MESSAGES[refusal.code] }] : [];
      });
      const answer: BatchAnswer = {
        accepted: good.length - refused.length,
        rejected: [...rejected, ...refused].sort((a, b) => a.index - b.index),
      };
      op.audit({
        subjectType: "message_batch",
        subjectId: op.operationId,
        data: { accepted: answer.accepted, rejected: answer.rejected.length },
      });
      await extra.alongside?.(op, answer);
      return ok(answer);
    },
  );
}
