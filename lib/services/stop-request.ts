import type { Database } from "@/db/connect";
import { saveStopRequest } from "@/db/queries/gate";
import type { StopRequestAnswer } from "@/lib/contracts/stop-request";
import type { Actor } from "@/lib/domain/actor";
import { ok, type Result, refuse } from "@/lib/domain/result";
import type { Alongside } from "./idempotency";
import { type OperationRefusal, runOperation } from "./run-operation";

export type StopRequestRefusal =
  /** The sender was never told to us. */
  | { code: "not_found" }
  /** Nobody asks themselves to stop. */
  | { code: "own_request" };

/**
 * Keeps that a recipient asked a sender to stop writing (E10): from then on the gate refuses every message between the
 * two in this direction. Asking again changes nothing. The recipient need not be a member on record.
 */
export async function receiveStopRequest(
  database: Pick<Database, "pool">,
  actor: Actor,
  { memberId, recipientId }: StopRequestAnswer,
  extra: Omit<Alongside<StopRequestAnswer>, "operationId"> = {},
): Promise<Result<StopRequestAnswer, StopRequestRefusal | OperationRefusal>> {
  if (memberId === recipientId) return refuse({ code: "own_request" });
  const answer = { memberId, recipientId };
  return await runOperation<StopRequestAnswer, StopRequestRefusal>(
    database,
    { actor, command: "member.stop_request", payload: answer },
    async (op) => {
      await extra.first?.(op);
      const isNew = await saveStopRequest(op, answer);
      if (isNew === null) return refuse({ code: "not_found" });
      op.audit({ subjectType: "member", subjectId: memberId, data: { recipientId, isNew } });
      await extra.alongside?.(op, answer);
      return ok(answer);
    },
  );
}
