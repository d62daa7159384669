import { eq } from "drizzle-orm";
import type { Database } from "@/db/connect";
import { asking } from "@/db/queries/ask";
import { findFilter, findPublishedFilter } from "@/db/queries/content-model";
import { contentModels } from "@/db/schema/content-models";
import { readMetrics } from "@/lib/contracts/content-filter";
import type { StaffActor } from "@/lib/domain/actor";
import { BASE_CONTENT_MODEL, type ContentModel } from "@/lib/domain/content-filter";
import { readFilter } from "@/lib/domain/content-model";
import { belowFloor } from "@/lib/domain/content-publishing";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { kept } from "./kept";
import { currentPolicy } from "./policy";
import { type OperationRefusal, runOperation } from "./run-operation";

/** The content filter in force and its version; version 0 is the one nothing was learned for yet. */
export type ContentModelInForce = { version: number; model: ContentModel };

/** The content filter in force, read now. */
export async function loadContentModel(
  database: Pick<Database, "pool">,
): Promise<ContentModelInForce & { trainedAt: Date | null }> {
  const found = await findPublishedFilter(asking(database));
  const learned = found && readFilter(found.weights);
  // Texts are read in another way than when it was trained: the base holds until the next training.
  if (!found || !learned) return { version: 0, model: BASE_CONTENT_MODEL, trainedAt: null };
  return { version: found.version, model: { learned }, trainedAt: found.trainedAt };
}

/** The content filter in force, kept for five seconds per database. */
export const currentContentModel = kept(
  "content-model",
  ({ pool }: Pick<Database, "pool">) => pool,
  async (database): Promise<ContentModelInForce> => {
    const { version, model } = await loadContentModel(database);
    return { version, model };
  },
);

export type PublishRefusal =
  | { code: "model_not_found" }
  | { code: "model_in_force" }
  /** Trained when texts were read in another way. */
  | { code: "model_outdated" }
  | { code: "below_floor"; because: string }
  | OperationRefusal;

/**
 * Puts a trained filter in force by hand: a candidate that was not published by itself, or an earlier version once more.
 * The policy's floor holds for this too.
 */
export async function publishContentModel(
  database: Database,
  actor: StaffActor,
  input: { operationId: string; version: number },
): Promise<Result<{ version: number }, PublishRefusal>> {
  const { policy } = await currentPolicy(database);
  const { operationId, version } = input;
  const published = await runOperation<{ version: number }, Exclude<PublishRefusal, OperationRefusal>>(
    database,
    {
      operationId,
      actor,
      command: "content_model.publish",
      permission: "policy.edit",
      payload: { version },
    },
    async (op) => {
      const found = await findFilter(op.query, version);
      if (!found) return refuse({ code: "model_not_found" });
      if (!readFilter(found.weights)) return refuse({ code: "model_outdated" });
      const inForce = await findPublishedFilter(op.query);
      if (inForce?.version === version) return refuse({ code: "model_in_force" });
      const because = belowFloor(readMetrics(found.metrics), policy.detectors.D23);
      if (because) return refuse({ code: "below_floor", because });
      await op.tx
        .update(contentModels)
        .set({ publishedAt: op.at, opId: op.operationId })
        .where(eq(contentModels.version, version));
      op.audit({
        subjectType: "content_filter",
        subjectId: String(version),
        data: { version, replaces: inForce?.version ?? 0 },
      });
      op.hint({ topic: "policy", id: "filter" });
      return ok({ version });
    },
  );
  if (published.ok) currentContentModel.forget(database);
  return published;
}
