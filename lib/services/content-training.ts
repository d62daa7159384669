import { setImmediate as othersTurn } from "node:timers/promises";
import type { Database } from "@/db/connect";
import { asking } from "@/db/queries/ask";
import { countFilterLocks, listExamples, takeFilterVersion } from "@/db/queries/content-model";
import { contentModels } from "@/db/schema/content-models";
import type { FilterMetrics } from "@/lib/contracts/content-filter";
import type { ContentModel, LearnedFilter } from "@/lib/domain/content-filter";
import { keepFilter } from "@/lib/domain/content-model";
import { refusalToPublish } from "@/lib/domain/content-publishing";
import { CONTENT_RULES, type ContentRuleName } from "@/lib/domain/content-rule";
import { splitExamples } from "@/lib/domain/content-split";
import {
  type JudgedText,
  type Measured,
  measureFilter,
  precisionOf,
  strongestWords,
  type TrainingAims,
  trainFilter,
} from "@/lib/domain/content-training";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { DAY_MS } from "@/lib/domain/utc-day";
import { loadContentModel } from "./content-model";
import { currentPolicy } from "./policy";
import { type OperationRefusal, runOperation } from "./run-operation";

/** Judged texts a training reads at most, the latest. */
const EXAMPLES_AT_MOST = 50_000;
const WORDS_NAMED = 20;
/** Texts whose words are named. */
const MOST_WORDS_FROM = 4_000;
const LOCK_DAYS = 30;
/** Texts measured before others get their turn. */
const MEASURED_PER_TURN = 200;

/** `measureFilter`, letting other requests of the process have their turn. */
async function measure(
  model: ContentModel,
  texts: readonly JudgedText[],
  lockFrom: TrainingAims["lockFrom"],
): Promise<Measured> {
  const sum: Measured = { texts: 0, breaches: 0, locked: 0, right: 0 };
  for (let at = 0; at < texts.length; at += MEASURED_PER_TURN) {
    const part = measureFilter(model, texts.slice(at, at + MEASURED_PER_TURN), lockFrom);
    for (const key of ["texts", "breaches", "locked", "right"] as const) sum[key] += part[key];
    await othersTurn();
  }
  return sum;
}

async function learn(texts: readonly JudgedText[], aims: TrainingAims): Promise<LearnedFilter> {
  const running = trainFilter(texts, aims);
  for (;;) {
    const step = running.next();
    if (step.done) return step.value;
    await othersTurn();
  }
}

export type TrainingRefusal =
  | { code: "learning_off" }
  | { code: "too_few_examples"; breaches: number; fine: number };

/** What a training left. */
export type Trained = { version: number; isPublished: boolean; refusedBecause: string | null };

/** Fewest texts of either kind anything can be learned from. */
export const FEWEST_EXAMPLES = 10;

/**
 * Trains the filter on the latest judged texts, measures it and the one in force on texts neither was shown, keeps the
 * new version and publishes it if it is no less precise (`refusalToPublish`).
 *
 * @param by who asked: a person's id, or "nightly". `operationId`: the same again answers the same.
 */
export async function trainContentModel(
  database: Database,
  { by, operationId }: { by: string; operationId: string },
): Promise<Result<Trained, TrainingRefusal | OperationRefusal>> {
  const began = performance.now();
  const [{ version: policyVersion, policy }, inForce] = await Promise.all([
    currentPolicy(database),
    loadContentModel(database),
  ]);
  const { D23, ...rules } = policy.detectors;
  if (!D23.isOn) return await ended(database, operationId, { code: "learning_off" });
  const records = await listExamples(asking(database), EXAMPLES_AT_MOST);
  const parts = splitExamples(records, inForce.trainedAt);
  const breaches = parts.learn.filter(({ isBreach }) => isBreach).length;
  const fine = parts.learn.length - breaches;
  if (Math.min(breaches, fine) < FEWEST_EXAMPLES) {
    return await ended(database, operationId, { code: "too_few_examples", breaches, fine });
  }
  const lockFrom = Object.fromEntries(CONTENT_RULES.map((rule) => [rule, rules[rule].lockFrom])) as Record<
    ContentRuleName,
    number
  >;
  const before = await measure(inForce.model, parts.learn, lockFrom);
  const learned = await learn(parts.learn, {
    precisionFloorPercent: D23.precisionFloorPercent,
    lockFrom,
    inForce: precisionOf(before) ?? 0,
  });
  const compare = async (texts: readonly JudgedText[]) => ({
    candidate: await measure({ learned }, texts, lockFrom),
    inForce: await measure(inForce.model, texts, lockFrom),
  });
  const [heldOut, settled] = [await compare(parts.heldOut), await compare(parts.settled)];
  const examples = parts.learn.length + parts.heldOut.length;
  const refusedBecause = refusalToPublish({ examples, heldOut, settled }, D23);
  const words = strongestWords(learned, parts.learn.slice(-MOST_WORDS_FROM), WORDS_NAMED);
  const weights = keepFilter(learned);

  return runOperation<Trained, TrainingRefusal>(
    database,
    {
      operationId,
      actor: { kind: "system", id: "content-filter" },
      command: "content_model.train",
      payload: { by },
    },
    async (op) => {
      const version = await takeFilterVersion(op.query);
      const since = new Date(op.at.getTime() - LOCK_DAYS * DAY_MS);
      const metrics: FilterMetrics = {
        examples,
        breaches: breaches + heldOut.candidate.breaches,
        learnedFrom: parts.learn.length,
        heldOut,
        settled,
        inForceVersion: inForce.version,
        policyVersion,
        floorPercent: D23.precisionFloorPercent,
        rules: CONTENT_RULES.filter((rule) => rule !== "D16" && learned.rules[rule]),
        words,
        locks: await countFilterLocks(op.query, since),
        seconds: Math.round((performance.now() - began) / 100) / 10,
      };
      await op.tx.insert(contentModels).values({
        version,
        weights,
        metrics,
        trainedAt: op.at,
        trainedBy: by,
        publishedAt: refusedBecause === null ? op.at : null,
        refusedBecause,
        opId: op.operationId,
      });
      op.audit({
        subjectType: "content_filter",
        subjectId: "training",
        data: {
          state: "trained",
          version,
          examples,
          isPublished: refusedBecause === null,
          replaces: inForce.version,
          precision: precisionOf(heldOut.candidate),
          precisionInForce: precisionOf(heldOut.inForce),
        },
      });
      op.hint({ topic: "policy", id: "filter" });
      return ok({ version, isPublished: refusedBecause === null, refusedBecause });
    },
  );
}

/** Records that a training ended without a version, so that nobody waits for it. */
async function ended(
  database: Database,
  operationId: string,
  refusal: TrainingRefusal,
): Promise<Result<never, TrainingRefusal | OperationRefusal>> {
  await runOperation<null, never>(
    database,
    { operationId, actor: { kind: "system", id: "content-filter" }, command: "content_model.train" },
    async (op) => {
      op.audit({
        subjectType: "content_filter",
        subjectId: "training",
        data: { state: "ended", ...refusal },
      });
      op.hint({ topic: "policy", id: "filter" });
      return ok(null);
    },
  );
  return refuse(refusal);
}
