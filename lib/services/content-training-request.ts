import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import { asking } from "@/db/queries/ask";
import { findLatestTraining, hasExamplesSince, listFilterVersions } from "@/db/queries/content-model";
import type { StaffActor } from "@/lib/domain/actor";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { FEWEST_EXAMPLES } from "./content-training";
import { currentPolicy } from "./policy";
import { type OperationRefusal, runOperation } from "./run-operation";

/** A training that has said nothing for so long has ended with its process. */
const RUNS_AT_MOST_MS = 15 * 60_000;

/** Whether a training is under way, and how the last one ended that left no version. */
export type TrainingState = { since: Date | null; lastFailure: string | null };

/** How training stands, from the last entry about it. */
export async function trainingState(database: Pick<Database, "pool">, now: Date): Promise<TrainingState> {
  const latest = await findLatestTraining(asking(database));
  const data = (latest?.data ?? {}) as { state?: string; code?: string; breaches?: number; fine?: number };
  if (latest && data.state === "asked" && now.getTime() - latest.at.getTime() < RUNS_AT_MOST_MS) {
    return { since: latest.at, lastFailure: null };
  }
  if (data.code === "too_few_examples") {
    const lastFailure = `${data.breaches ?? 0} breaches and ${data.fine ?? 0} texts found fine were there to learn from; it takes ${FEWEST_EXAMPLES} of each.`;
    return { since: null, lastFailure };
  }
  return { since: null, lastFailure: null };
}

/**
 * Asks for a training now; the job runs it. `training_runs` while another was asked for and has not ended.
 */
export async function askForTraining(
  database: Database,
  actor: StaffActor,
  { operationId }: { operationId: string },
): Promise<Result<null, { code: "training_runs" } | { code: "learning_off" } | OperationRefusal>> {
  const { policy } = await currentPolicy(database);
  if (!policy.detectors.D23.isOn) return refuse({ code: "learning_off" });
  const { since } = await trainingState(database, new Date());
  if (since) return refuse({ code: "training_runs" });
  return runOperation<null, never>(
    database,
    { operationId, actor, command: "content_model.train", permission: "policy.edit", payload: null },
    async (op) => {
      op.audit({ subjectType: "content_filter", subjectId: "training", data: { state: "asked" } });
      op.enqueue({
        task: "train_content_model",
        payload: { by: actor.id, operationId: uuidv7() },
        key: "train_content_model",
      });
      op.hint({ topic: "policy", id: "filter" });
      return ok(null);
    },
  );
}

/** Whether a nightly training has anything new to learn from. */
export async function hasNewExamples(database: Pick<Database, "pool">): Promise<boolean> {
  const [newest] = await listFilterVersions(asking(database), 1);
  return hasExamplesSince(asking(database), newest?.trainedAt ?? new Date(0));
}
