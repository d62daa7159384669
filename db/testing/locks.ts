import type { Database } from "@/db/connect";
import type { MessageInput } from "@/lib/contracts/message";
import type { LockReason, Weighed } from "@/lib/domain/lock";
import { ok } from "@/lib/domain/result";
import { lockMessage } from "@/lib/services/lock";
import { runOperation } from "@/lib/services/run-operation";
import { makeMessage, makePolicy, succeeded, TEST_PLATFORM } from "./factories";

/** What the content filter says of a message that asks for a phone number. */
export const CONTENT_REASON: LockReason = {
  code: "content_locked",
  rule: "D16",
  measured: 0.97,
  threshold: 0.9,
  detail: "The text scores 0.97 of 1 for spam; messages are held back from 0.9.",
};

/**
 * Records a message (values as of `makeMessage`) and locks it, as the gate does. Links need `LOCKKEEPER_SECRET`; a test's
 * own is set when it is missing.
 */
export async function makeLock(
  database: Database,
  values: Partial<MessageInput> & { reasons?: LockReason[]; weighed?: Weighed[] } = {},
): Promise<{ lockId: string; message: MessageInput }> {
  process.env.LOCKKEEPER_SECRET ??= "a secret of the tests, thirty-two characters or more";
  await makePolicy(database);
  const { reasons = [CONTENT_REASON], weighed = [], ...rest } = values;
  const message = await makeMessage(database, rest);
  const isContent = reasons.some((reason) => reason.code === "content_locked");
  const lockId = succeeded(
    await runOperation(database, { actor: TEST_PLATFORM, command: "message.receive" }, async (op) => {
      const { id, senderId, recipientId, conversationId, channel } = message;
      const made = await lockMessage(op, {
        messageId: id,
        senderId,
        recipientId,
        conversationId,
        channel,
        sentAt: new Date(message.sentAt ?? op.at),
        reasons,
        weighed,
        policyVersion: 1,
        modelVersion: isContent ? 0 : null,
      });
      op.audit({ subjectType: "message", subjectId: id });
      return ok(made);
    }),
  );
  return { lockId, message };
}
