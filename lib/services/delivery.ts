import type { Database } from "@/db/connect";
import { asking } from "@/db/queries/ask";
import { findGateFacts, findLockOf } from "@/db/queries/gate";
import { listStoredMessages, saveMessages } from "@/db/queries/message";
import { ensureMonths } from "@/db/queries/partition";
import type { MessageInput } from "@/lib/contracts/message";
import type { MessageVerdict } from "@/lib/contracts/send-check";
import type { Actor } from "@/lib/domain/actor";
import type { ContentScores } from "@/lib/domain/content-filter";
import { type GateVerdict, judge, lockedFor, reasonOf } from "@/lib/domain/gate";
import type { GateFacts } from "@/lib/domain/gate-facts";
import { ok, type Result, refuse } from "@/lib/domain/result";
import type { Alongside } from "./idempotency";
import { lockMessage } from "./lock";
import { isInFuture, isSame, type MessageRefusal, rowOf } from "./message";
import { holdSenders, type Observing, observeMessages, observing } from "./observe";
import { type Operation, type OperationRefusal, runOperation } from "./run-operation";
import { contentOf, gateQuestion, judgedAt, viewOf, withNotice } from "./send-check";

/** What ends an operation without an effect, though it is an answer. */
type Effectless =
  | { code: "on_record" }
  | { code: "not_kept"; at: Date; facts: GateFacts; verdict: GateVerdict };

type Judged = { verdict: GateVerdict; content: ContentScores; watching: Observing };

/** What a message that is kept is answered, now and whenever it comes again. */
function keptAnswer(
  senderId: string,
  verdict: GateVerdict,
  { at, policyVersion, lockId }: { at: Date; policyVersion: number; lockId: string | null },
): MessageVerdict {
  const view = viewOf(senderId, verdict, at, policyVersion);
  return { ...view, ...(lockId === null ? {} : { lockId }), recorded: true };
}

/** The answer to a message that is on record: what it was answered the first time. */
async function answerAgain(
  database: Pick<Database, "pool">,
  { id, senderId }: MessageInput,
  policyVersion: number,
): Promise<MessageVerdict> {
  const at = new Date();
  const lock = await findLockOf(asking(database), id);
  if (!lock) {
    return keptAnswer(senderId, { verdict: "deliver", reasons: [] }, { at, policyVersion, lockId: null });
  }
  return keptAnswer(senderId, lockedFor(lock.reasons.map(reasonOf)), { ...lock, at });
}

/** Counts a message that was stored, and locks it where the verdict says so. */
async function keep(
  op: Operation,
  input: MessageInput,
  { verdict, content, watching }: Judged,
): Promise<MessageVerdict> {
  const row = rowOf(input, op.at);
  const { messageId, senderId, recipientId, conversationId, channel, sentAt } = row;
  const policyVersion = watching.live.version;
  const isContent = verdict.reasons.some(({ code }) => code === "content_locked");
  await observeMessages(op, [row], { ...watching, scored: new Map([[messageId, content]]), isHeld: true });
  const lockId =
    verdict.verdict === "lock"
      ? await lockMessage(op, {
          ...{ messageId, senderId, recipientId, conversationId, channel, sentAt, policyVersion },
          reasons: verdict.reasons,
          weighed: isContent ? content.weighed : [],
          modelVersion: isContent ? watching.model.version : null,
        })
      : null;
  op.audit({
    subjectType: "message",
    subjectId: messageId,
    data: {
      ...{ senderId, channel, isNew: true, verdict: verdict.verdict, policyVersion },
      ...(lockId === null ? {} : { lockId, rules: verdict.reasons.map(({ rule }) => rule) }),
    },
  });
  return keptAnswer(senderId, verdict, { at: op.at, policyVersion, lockId });
}

/**
 * Judges one message like `checkSend`, and records and counts it when it is delivered or locked; one that is refused or
 * challenged is not kept. A sender's messages are judged one after the other, so that no limit is overrun.
 * The id is idempotent: a message on record already is answered as the first time, and nothing is doubled.
 * Refusals: `unknown_member`, `sent_in_future`, and `conflict` when the id is on record with another content.
 */
export async function deliverMessage(
  database: Pick<Database, "db" | "pool">,
  actor: Actor,
  input: MessageInput,
  extra: Omit<Alongside<MessageVerdict>, "operationId"> = {},
): Promise<Result<MessageVerdict, MessageRefusal | OperationRefusal>> {
  const watching = await observing(database);
  const { policy, version: policyVersion } = watching.live;
  await ensureMonths(database, "messages", [
    input.sentAt === undefined ? new Date() : new Date(input.sentAt),
  ]);
  const outcome = await runOperation<string, MessageRefusal | Effectless>(
    database,
    { actor, command: "message.receive", payload: JSON.parse(JSON.stringify(input)) },
    async (op) => {
      await extra.first?.(op);
      // First: what is read then is what the sender's message before left.
      await holdSenders(op, { senderIds: [input.senderId], recipientIds: [input.recipientId] });
      const [found, [stored]] = await Promise.all([
        findGateFacts(op.query, gateQuestion(policy, input)),
        listStoredMessages(op, [input.id]),
      ]);
      if (!found) return refuse({ code: "unknown_member", memberId: input.senderId });
      const onRecord = (is: boolean): Result<never, MessageRefusal | Effectless> =>
        refuse(is ? { code: "on_record" } : { code: "conflict", messageId: input.id });
      if (stored) return onRecord(isSame(input, stored));
      const { at, facts } = found;
      if (isInFuture(input, at)) return refuse({ code: "sent_in_future" });
      const content = contentOf(watching.model.model, input, facts);
      const verdict = judge(policy, facts, input, content, at, judgedAt(input, at));
      if (verdict.verdict === "refuse" || verdict.verdict === "challenge") {
        return refuse({ code: "not_kept", at, facts, verdict });
      }
      const saved = await saveMessages(op, [rowOf(input, op.at)]);
      if (saved.size === 0) {
        // Another sender's message took this id a moment ago.
        const [other] = await listStoredMessages(op, [input.id]);
        return onRecord(other !== undefined && isSame(input, other));
      }
      const answer = await keep(op, input, { verdict, content, watching });
      await extra.alongside?.(op, answer);
      // As text: a replay of the operation reads it from the operation's row.
      return ok(JSON.stringify(answer));
    },
  );
  if (outcome.ok) return ok(JSON.parse(outcome.value) as MessageVerdict);
  const { error } = outcome;
  if (error.code === "on_record") return ok(await answerAgain(database, input, policyVersion));
  if (error.code !== "not_kept") return refuse(error);
  const { at, facts, verdict } = error;
  const view = viewOf(input.senderId, verdict, at, policyVersion);
  const gate = { at, restrictions: facts.restrictions };
  return ok({ ...(await withNotice(asking(database), input.senderId, gate, view)), recorded: false });
}
