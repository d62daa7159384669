import { v5 as uuidv5 } from "uuid";
import type { Database } from "@/db/connect";
import { asking } from "@/db/queries/ask";
import { findGateSender, savePass } from "@/db/queries/gate";
import type { FulfilmentAnswer, FulfilmentInput } from "@/lib/contracts/challenge";
import type { Actor } from "@/lib/domain/actor";
import { meetsRequirement } from "@/lib/domain/eligibility";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { HOUR_MS } from "@/lib/domain/utc-day";
import type { Alongside } from "./idempotency";
import { currentPolicy } from "./policy";
import { type OperationRefusal, runOperation } from "./run-operation";

/** What the ids of challenges and requirements are made from: nothing is stored until one is passed. */
const REQUIREMENTS = "0198f0a0-0000-5000-8000-000000000003";
/** Rules that can ask for a challenge. */
const CHALLENGING = ["D1", "D2", "D3", "D4"] as const;

/** The challenge of a member under a rule: the same for a UTC hour. */
export function challengeIdOf(memberId: string, rule: string, at: Date): string {
  return uuidv5(JSON.stringify([memberId, rule, Math.floor(at.getTime() / HOUR_MS)]), REQUIREMENTS);
}

/** The requirement of a member under an eligibility rule, always the same. */
export function requirementIdOf(memberId: string, rule: string): string {
  return uuidv5(JSON.stringify([memberId, rule]), REQUIREMENTS);
}

type FulfilmentRefusal = { code: "not_found" };

/** Whether a member meets an eligibility rule by what is on record now. */
async function eligibilityMet(
  database: Pick<Database, "db" | "pool">,
  memberId: string,
  rule: "E1" | "E2",
): Promise<boolean | null> {
  const [sender, { policy }] = await Promise.all([
    findGateSender(asking(database), memberId),
    currentPolicy(database),
  ]);
  if (!sender) return null;
  return meetsRequirement(policy.gate, rule, sender);
}

/**
 * The platform confirms what the gate asked a member for. A challenge is taken in the hour it was set in and in the next;
 * it lets messages through for the policy's `challengePassMinutes`. Connections and profile are read from what is on
 * record: PUT the member, then `done` says whether it is enough.
 * Refusals: `not_found` when this member was never asked for it.
 */
export async function fulfilRequirement(
  database: Pick<Database, "db" | "pool">,
  actor: Actor,
  {
    memberId,
    requirementId,
    kind = "captcha",
  }: { memberId: string; requirementId: string } & FulfilmentInput,
  extra: Omit<Alongside<FulfilmentAnswer>, "operationId"> = {},
): Promise<Result<FulfilmentAnswer, FulfilmentRefusal | OperationRefusal>> {
  for (const [rule, own] of [
    ["E1", "connections"],
    ["E2", "profile"],
  ] as const) {
    if (requirementId !== requirementIdOf(memberId, rule)) continue;
    const done = await eligibilityMet(database, memberId, rule);
    return done === null ? refuse({ code: "not_found" }) : ok({ id: requirementId, kind: own, done });
  }
  return await runOperation<FulfilmentAnswer, FulfilmentRefusal>(
    database,
    { actor, command: "challenge.fulfil", payload: { memberId, requirementId, kind } },
    async (op) => {
      await extra.first?.(op);
      const hours = [op.at, new Date(op.at.getTime() - HOUR_MS)];
      const rule = CHALLENGING.find((one) =>
        hours.some((hour) => challengeIdOf(memberId, one, hour) === requirementId),
      );
      if (!rule) return refuse({ code: "not_found" });
      const isKnown = await savePass(op, { memberId, challengeId: requirementId, kind });
      if (!isKnown) return refuse({ code: "not_found" });
      op.audit({
        subjectType: "member",
        subjectId: memberId,
        data: { challengeId: requirementId, rule, kind },
      });
      const answer: FulfilmentAnswer = { id: requirementId, kind, done: true };
      await extra.alongside?.(op, answer);
      return ok(answer);
    },
  );
}
