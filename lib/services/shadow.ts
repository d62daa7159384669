import type { Database } from "@/db/connect";
import { asking } from "@/db/queries/ask";
import {
  findRunningShadow,
  findShadowDraft,
  lockShadowDraft,
  saveShadowEnd,
  saveShadowStart,
} from "@/db/queries/shadow";
import type { StaffActor } from "@/lib/domain/actor";
import type { Policy } from "@/lib/domain/policy";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { kept } from "./kept";
import { type Operation, type OperationRefusal, runOperation } from "./run-operation";

/** A draft whose signals are recorded and do nothing. */
export type RunningShadow = { version: number; policy: Policy };

/** The draft that runs in the shadow, or null; kept for five seconds per database, like the policy in force. */
export const runningShadow = kept(
  "shadow",
  ({ pool }: Pick<Database, "pool">) => pool,
  async (database): Promise<RunningShadow | null> => {
    const found = await findRunningShadow(asking(database));
    return found ? { version: found.version, policy: found.policy } : null;
  },
);

export type ShadowRefusal =
  | OperationRefusal
  | { code: "draft_not_found" }
  /** It was published or discarded. */
  | { code: "draft_closed" }
  /** It was edited since; `revision` is the present one. */
  | { code: "draft_changed"; revision: number }
  /** One policy at a time runs in the shadow. */
  | { code: "shadow_taken"; version: number }
  | { code: "shadow_not_running" };

/**
 * Runs a draft beside the policy in force from now on: its signals are recorded and do nothing. Takes effect in other
 * processes within five seconds. Starting it while it runs changes nothing.
 * @returns the instant it runs from, or why not.
 */
export async function startShadow(
  database: Pick<Database, "pool">,
  actor: StaffActor,
  { draftId, revision, operationId }: { draftId: string; revision: number; operationId?: string | undefined },
): Promise<Result<{ since: string }, ShadowRefusal>> {
  const request = {
    ...(operationId ? { operationId } : {}),
    actor,
    command: "policy.shadow" as const,
    payload: { draftId, revision, is: "start" },
    permission: "policy.edit" as const,
  };
  const started = await runOperation<{ since: string }, ShadowRefusal>(database, request, async (op) => {
    const draft = await lockShadowDraft(op, draftId);
    if (!draft) return refuse({ code: "draft_not_found" });
    if (draft.state !== "editing" && draft.state !== "proposed") return refuse({ code: "draft_closed" });
    if (draft.revision !== revision) return refuse({ code: "draft_changed", revision: draft.revision });
    const running = await findRunningShadow(op.query);
    if (running && running.draftId !== draftId)
      return refuse({ code: "shadow_taken", version: running.version });
    if (!running) await saveShadowStart(op, draftId, op.at);
    const since = (running && draft.shadowFrom) ?? op.at;
    op.audit({
      subjectType: "policy",
      subjectId: String(draft.version),
      data: { shadow: "start", revision },
    });
    op.hint({ topic: "policy" });
    return ok({ since: since.toISOString() });
  });
  runningShadow.forget(database);
  return started;
}

/**
 * Ends the shadow run of a draft inside an operation that closes or changes it (publish, discard). Nothing happens when
 * it has none. Returns whether it had; other processes notice within five seconds.
 */
export async function endShadow(op: Operation, draftId: string): Promise<boolean> {
  const hadOne = await saveShadowEnd(op, draftId, op.at);
  if (hadOne) op.hint({ topic: "policy" });
  return hadOne;
}

/** Ends the shadow run of a draft; what it recorded stays. */
export async function stopShadow(
  database: Pick<Database, "pool">,
  actor: StaffActor,
  { draftId, operationId }: { draftId: string; operationId?: string | undefined },
): Promise<Result<{ until: string }, ShadowRefusal>> {
  const request = {
    ...(operationId ? { operationId } : {}),
    actor,
    command: "policy.shadow" as const,
    payload: { draftId, is: "stop" },
    permission: "policy.edit" as const,
  };
  const stopped = await runOperation<{ until: string }, ShadowRefusal>(database, request, async (op) => {
    const draft = await findShadowDraft(op.query, draftId);
    if (!draft) return refuse({ code: "draft_not_found" });
    if (!(await endShadow(op, draftId))) return refuse({ code: "shadow_not_running" });
    op.audit({ subjectType: "policy", subjectId: String(draft.version), data: { shadow: "stop" } });
    return ok({ until: op.at.toISOString() });
  });
  runningShadow.forget(database);
  return stopped;
}
