import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import { asking } from "@/db/queries/ask";
import {
  type BackTestStep,
  type ClaimedBackTest,
  claimBackTest,
  listStaleBackTests,
  saveBackTestStep,
} from "@/db/queries/back-test";
import type { Actor } from "@/lib/domain/actor";
import { ok, refuse } from "@/lib/domain/result";
import { BACK_TEST_HINT } from "./back-test";
import { runOperation } from "./run-operation";

const ACTOR: Actor = { kind: "system", id: "back-test" };
const PROGRESS_MS = 1_000;
/** A run nobody has written to for so long has lost its worker: progress is written every second. */
const STALE_SECONDS = 20;
/** Times a run is begun again after its worker was lost. */
const MAX_ATTEMPTS = 3;

/** The run is no longer this worker's: cancelled, or taken by another one. */
export class RunLost extends Error {
  override name = "RunLost";
}

/** The process has no memory for so many messages. */
export class OutOfRoom extends Error {
  override name = "OutOfRoom";
}

export type Step = Pick<BackTestStep, "state" | "messagesDone" | "messagesTotal" | "result">;

/** Writes a run's steps, each only while the row's last writer was the one before; that is also its sign of life. */
export class Ledger {
  #lastOpId: string;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | null = null;
  #fault: unknown = null;

  constructor(
    readonly database: Pick<Database, "pool">,
    readonly run: ClaimedBackTest,
    operationId: string,
  ) {
    this.#lastOpId = operationId;
  }

  /** Writes where the run stands every second, until `finish`. */
  beat(stand: () => Omit<Step, "state">): void {
    this.#timer = setInterval(() => {
      if (this.#writing || this.#fault) return;
      this.#writing = this.#write("back_test.progress", { state: "running", ...stand() })
        .catch((error: unknown) => {
          this.#fault = error;
        })
        .finally(() => {
          this.#writing = null;
        });
    }, PROGRESS_MS);
  }

  /** @throws RunLost when the run is somebody else's by now or was cancelled, or what kept it from being written. */
  check(): void {
    if (this.#fault) throw this.#fault;
  }

  /** The run's last step, after which nothing more is written. @throws as `check`. */
  async finish(step: Step): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
    this.check();
    await this.#write(step.state === "queued" ? "back_test.progress" : "back_test.finish", step);
  }

  /** Stops writing. */
  close(): void {
    clearInterval(this.#timer);
  }

  async #write(command: "back_test.progress" | "back_test.finish", step: Step): Promise<void> {
    const operationId = uuidv7();
    const { backTestId, version } = this.run;
    const lastOpId = this.#lastOpId;
    const isEnd = command === "back_test.finish";
    const saved = await runOperation<null, { code: "lost" }>(
      this.database,
      { operationId, actor: ACTOR, command, payload: { backTestId } },
      async (op) => {
        const end = isEnd ? { finishedAt: op.at } : {};
        if (!(await saveBackTestStep(op, { backTestId, lastOpId, ...step, ...end })))
          return refuse({ code: "lost" });
        if (isEnd) {
          const data = { backTestId, state: step.state, messages: step.messagesDone ?? 0 };
          op.audit({ subjectType: "policy", subjectId: String(version), data });
        }
        op.hint(isEnd ? { topic: "policy" } : BACK_TEST_HINT);
        return ok(null);
      },
    );
    if (!saved.ok) throw new RunLost(saved.error.code);
    this.#lastOpId = operationId;
  }
}

/** Takes a run that waits, or whose worker was lost, for this worker; null when there is nothing to take. */
export async function takeRun(database: Pick<Database, "pool">, backTestId: string): Promise<Ledger | null> {
  const operationId = uuidv7();
  let claimed: ClaimedBackTest | null = null;
  await runOperation(
    database,
    { operationId, actor: ACTOR, command: "back_test.progress", payload: { backTestId } },
    async (op) => {
      claimed = await claimBackTest(op, backTestId, STALE_SECONDS);
      op.hint(BACK_TEST_HINT);
      return ok(null);
    },
  );
  return claimed && new Ledger(database, claimed, operationId);
}

/** After a fault: waits for another attempt, or has failed. Being stopped is nobody's fault and counts for none. */
export async function giveBack(ledger: Ledger, isStopped: boolean): Promise<void> {
  const { attempts } = ledger.run;
  const step: Step =
    attempts >= MAX_ATTEMPTS && !isStopped
      ? { state: "failed", result: { failure: "fault" } }
      : { state: "queued", result: { attempts: isStopped ? attempts - 1 : attempts } };
  // What was thrown matters more than that this could not be written: the run is then found stale.
  await ledger.finish(step).catch(() => {});
}

/**
 * Looks after runs whose worker was lost: they wait for a worker again, or have failed after three attempts. For the
 * start of a worker and every minute; harmless while everything is well. Returns how many it took care of.
 */
export async function recoverBackTests(
  database: Pick<Database, "pool">,
  staleSeconds = STALE_SECONDS,
): Promise<number> {
  const stale = await listStaleBackTests(asking(database), staleSeconds);
  for (const { backTestId, opId, attempts, version } of stale) {
    const hasFailed = attempts >= MAX_ATTEMPTS;
    const command = hasFailed ? "back_test.finish" : "back_test.progress";
    const request = { actor: ACTOR, command, payload: { backTestId } } as const;
    await runOperation<null, { code: "lost" }>(database, request, async (op) => {
      const step: BackTestStep = hasFailed
        ? {
            backTestId,
            lastOpId: opId,
            state: "failed",
            result: { failure: "worker_lost" },
            finishedAt: op.at,
          }
        : { backTestId, lastOpId: opId, state: "queued" };
      // Another worker took it meanwhile.
      if (!(await saveBackTestStep(op, step))) return refuse({ code: "lost" });
      if (!hasFailed)
        op.enqueue({ task: "back_test", payload: { backTestId }, key: `back_test:${backTestId}` });
      const data = { backTestId, state: step.state };
      if (hasFailed) op.audit({ subjectType: "policy", subjectId: String(version), data });
      op.hint({ topic: "policy" });
      return ok(null);
    });
  }
  return stale.length;
}
