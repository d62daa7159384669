import type { Database } from "@/db/connect";
import { asking } from "@/db/queries/ask";
import { lockMember } from "@/db/queries/decision";
import { listStoredMessages, saveMessages } from "@/db/queries/message";
import { ensureMonths } from "@/db/queries/partition";
import { findGate, type Gate } from "@/db/queries/restriction";
import type { MessageInput } from "@/lib/contracts/message";
import type { MessageVerdict } from "@/lib/contracts/send-check";
import type { Actor } from "@/lib/domain/actor";
import type { RestrictionVerdict } from "@/lib/domain/restriction";
import { ok, type Result, refuse } from "@/lib/domain/result";
import type { Alongside } from "./idempotency";
import { isSame, type MessageRefusal, rowOf } from "./message";
import { currentPolicy } from "./policy";
import { type Operation, type OperationRefusal, runOperation } from "./run-operation";
import { verdictOf, withNotice } from "./send-check";

/** What ends an operation without an effect, though it is an answer. */
type Effectless = { code: "on_record" } | { code: "not_delivered"; gate: Gate; verdict: RestrictionVerdict };

/** The gate, exact under concurrency: where a cap counts, one message of a sender is judged at a time. */
async function judge(
  op: Operation,
  input: MessageInput,
  gate: Gate,
): Promise<{ gate: Gate; verdict: RestrictionVerdict }> {
  if (!gate.restrictions.some((one) => one.measure === "daily_cap")) {
    return { gate, verdict: verdictOf(gate, input) };
  }
  await lockMember(op.query, input.senderId);
  const now = (await findGate(op.query, input.senderId)) ?? gate;
  return { gate: now, verdict: verdictOf(now, input) };
}

/**
 * Judges one message like `checkSend`, and records and counts it when it may be delivered. A refused message is not kept.
 * The id is idempotent: a message on record already is answered as delivered, and nothing is doubled.
 * Refusals: `unknown_member`, and `conflict` when the id is on record with another content.
 */
export async function deliverMessage(
  database: Pick<Database, "db" | "pool">,
  actor: Actor,
  input: MessageInput,
  extra: Omit<Alongside<MessageVerdict>, "operationId"> = {},
): Promise<Result<MessageVerdict, MessageRefusal | OperationRefusal>> {
  const { version: policyVersion } = await currentPolicy(database);
  await ensureMonths(database, "messages", [
    input.sentAt === undefined ? new Date() : new Date(input.sentAt),
  ]);
  const delivered: MessageVerdict = { verdict: "deliver", reasons: [], policyVersion, recorded: true };
  const outcome = await runOperation<null, MessageRefusal | Effectless>(
    database,
    { actor, command: "message.receive", payload: JSON.parse(JSON.stringify(input)) },
    async (op) => {
      await extra.first?.(op);
      const [found, [stored]] = await Promise.all([
        findGate(op.query, input.senderId),
        listStoredMessages(op, [input.id]),
      ]);
      if (!found) return refuse({ code: "unknown_member", memberId: input.senderId });
      if (stored) {
        return refuse(
          isSame(input, stored) ? { code: "on_record" } : { code: "conflict", messageId: input.id },
        );
      }
      const { gate, verdict } = await judge(op, input, found);
      if (verdict.verdict !== "deliver") return refuse({ code: "not_delivered", gate, verdict });
      const saved = await saveMessages(op, [rowOf(input, op.at)]);
      if (saved.size === 0) {
        // Somebody recorded this id a moment ago.
        const [other] = await listStoredMessages(op, [input.id]);
        const isTheSame = other !== undefined && isSame(input, other);
        return refuse(isTheSame ? { code: "on_record" } : { code: "conflict", messageId: input.id });
      }
      op.audit({
        subjectType: "message",
        subjectId: input.id,
        data: { senderId: input.senderId, channel: input.channel, isNew: true },
      });
      await extra.alongside?.(op, delivered);
      return ok(null);
    },
  );
  if (outcome.ok) return ok(delivered);
  const { error } = outcome;
  if (error.code === "on_record") return ok(delivered);
  if (error.code !== "not_delivered") return refuse(error);
  const told = await withNotice(asking(database), input.senderId, error.gate, error.verdict, policyVersion);
  return ok({ ...told, recorded: false });
}
