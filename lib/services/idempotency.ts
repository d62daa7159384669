import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { Database } from "@/db/connect";
import { asking } from "@/db/queries/ask";
import { claimKey, findKeptAnswer, type KeptAnswer, keepAnswer } from "@/db/queries/idempotency";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { env } from "@/lib/env";
import { type Operation, type OperationRefusal, runOperation } from "./run-operation";

/** Extra work in the transaction of a service: first thing, and last thing with the answer. */
export type Alongside<T> = {
  /** Names the intent; services whose input has a natural id make their own. */
  operationId?: string;
  /** Runs before anything is read; may throw to stop the operation. */
  first?: (op: Operation) => Promise<void>;
  alongside?: (op: Operation, answer: T) => Promise<void>;
};

/** One request that carries an Idempotency-Key. */
export type KeyedRequest = {
  apiKeyId: string;
  key: string;
  /** Method and path template. */
  route: string;
  /** SHA-256 of what was asked, hex. */
  bodyHash: string;
};

/** What a client is answered, byte for byte. */
export type Answer = { status: number; body: string };

export type IdempotencyRefusal = { code: "idempotency_key_reuse" } | { code: "idempotency_in_progress" };

/** Stops an operation from inside: the key is taken, or was answered a moment ago. Never leaves this file. */
class Stopped extends Error {
  constructor(readonly isInProgress: boolean) {
    super("idempotency key");
  }
}

// Answers carry links that open a member's pages, so they are kept encrypted like a token is kept hashed.
function answerKey(): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", env().secret, "", "lockkeeper idempotency", 32));
}

function seal(body: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", answerKey(), nonce);
  const sealed = Buffer.concat([cipher.update(body, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

function unseal(sealed: string): string {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", answerKey(), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}

function replayed(kept: KeptAnswer, request: KeyedRequest): Result<Answer, IdempotencyRefusal> {
  if (kept.route !== request.route || kept.bodyHash !== request.bodyHash) {
    return refuse({ code: "idempotency_key_reuse" });
  }
  return ok({ status: kept.status, body: unseal(kept.body) });
}

async function take(op: Operation, { apiKeyId, key }: KeyedRequest): Promise<void> {
  if (!(await claimKey(op.query, apiKeyId, key))) throw new Stopped(true);
  if (await findKeptAnswer(op.query, apiKeyId, key)) throw new Stopped(false);
}

async function keep(op: Operation, request: KeyedRequest, { status, body }: Answer): Promise<void> {
  await keepAnswer(op.query, { ...request, status, body: seal(body), at: op.at, opId: op.operationId });
}

/**
 * Runs a service once per Idempotency-Key. The answer is kept in the transaction of its effect, so that both are there or
 * neither; an answer without an effect is kept by an operation of its own. A refusal keeps nothing: it had no effect.
 *
 * Refusals: `idempotency_key_reuse` when the key came with another request; `idempotency_in_progress` while the first one
 * still runs; and those of the service.
 */
export async function answerOnce<T, E extends { code: string }>(
  database: Pick<Database, "pool">,
  request: KeyedRequest,
  run: (extra: Omit<Alongside<T>, "operationId">) => Promise<Result<T, E>>,
  answerOf: (value: T) => Answer,
): Promise<Result<Answer, E | IdempotencyRefusal | OperationRefusal>> {
  const ask = asking(database);
  for (;;) {
    const kept = await findKeptAnswer(ask, request.apiKeyId, request.key);
    if (kept) return replayed(kept, request);
    let isKept = false;
    try {
      const outcome = await run({
        first: (op) => take(op, request),
        alongside: async (op, value) => {
          await keep(op, request, answerOf(value));
          isKept = true;
        },
      });
      if (!outcome.ok) return outcome;
      const answer = answerOf(outcome.value);
      if (isKept) return ok(answer);
      const apiKey = { kind: "api_key", id: request.apiKeyId } as const;
      const done = await runOperation<null, never>(
        database,
        { actor: apiKey, command: "idempotency.keep" },
        async (op) => {
          await take(op, request);
          await keep(op, request, answer);
          return ok(null);
        },
      );
      return done.ok ? ok(answer) : done;
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      if (error.isInProgress) return refuse({ code: "idempotency_in_progress" });
    }
  }
}
