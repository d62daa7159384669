import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { NodePgSession, NodePgTransaction } from "drizzle-orm/node-postgres/session";
import { PgDialect } from "drizzle-orm/pg-core";
import type pg from "pg";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import type { Actor } from "@/lib/domain/actor";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { COMMANDS, type Command } from "@/lib/domain/command";
import { can, type Permission, type Role } from "@/lib/domain/permission";
import { type Result, refuse } from "@/lib/domain/result";
import { isTransient } from "./postgres-error";
import { openWire, send, type Wire } from "./wire";

/** A value that survives JSON: what an operation may answer, since a replay reads it back from the operation row. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type Transaction = NodePgTransaction<Record<string, never>, Record<string, never>>;

/** Tells open consoles that something changed; a hint, never the truth. */
export type Hint = {
  topic: "queue" | "case" | "appeal" | "outbox" | "analytics" | "account" | "policy" | "lock";
  id?: string;
};

/** What the body of an operation works with. Nothing here reaches the network; jobs do that after the commit. */
export type Operation = {
  operationId: string;
  actor: Actor;
  /** The transaction's time, from the database: the only clock that decides. */
  at: Date;
  tx: Transaction;
  /** Runs a statement prepared by name on this transaction's connection. */
  query<R extends pg.QueryResultRow>(name: string, text: string, values: unknown[]): Promise<R[]>;
  /** Adds an audit entry: ids, codes and figures only. Written before the seal. */
  audit(entry: { subjectType: string; subjectId: string; data?: Record<string, Json> }): void;
  /** Tells the platform; numbered per member in the same transaction. */
  emit(event: { memberId: string; type: string; payload: Record<string, Json> }): void;
  /** Adds a job that runs after the commit, at least once. */
  enqueue(job: {
    task: string;
    payload: Record<string, Json>;
    runAt?: Date;
    key?: string;
    queue?: string;
  }): void;
  /** Wakes open consoles after the commit. */
  hint(hint: Hint): void;
};

export type OperationRequest = {
  /** Idempotency key of the caller's intent; made here when absent. */
  operationId?: string;
  actor: Actor;
  command: Command;
  /** The command's input: a replay with another one is refused. */
  payload?: Json;
  /** Checked again inside the transaction for a person of the staff. */
  permission?: Permission;
};

export type OperationRefusal = { code: "forbidden" } | { code: "operation_reused" };

const dialect = new PgDialect({ casing: "snake_case" });
const RETRIES = 8;

const BEGIN_OP = { name: "op_begin", text: "select app.op_begin($1,$2,$3,$4,$5) as answer" };
const SEAL_OP = { name: "op_seal", text: "select app.op_seal($1,$2)" };
const FIND_STAFF = { name: "op_staff", text: "select role, is_active from staff where staff_id = $1" };
const INSERT_AUDIT = {
  name: "op_audit",
  text: `insert into audit_entries (entry_id, at, actor_kind, actor_id, command, subject_type, subject_id, data, op_id)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`,
};
const INSERT_EVENTS = {
  name: "op_events",
  // A member who is not there has no number: the insert fails rather than lose the event.
  text: `with numbered as (
           update members set event_sequence = event_sequence + cardinality($2::uuid[]), op_id = $6 where member_id = $1
           returning event_sequence - cardinality($2::uuid[]) as before)
         insert into outbox_events (member_id, sequence, event_id, type, payload, created_at, op_id)
         select $1, (select before from numbered) + nth, event_id, type, payload::jsonb, $5, $6
         from unnest($2::uuid[], $3::text[], $4::text[]) with ordinality as e (event_id, type, payload, nth)`,
};
const ADD_JOB = { name: "op_job", text: "select app.add_job($1, $2::json, $3, $4, $5)" };
const NOTIFY = {
  name: "op_notify",
  text: "select pg_notify('lockkeeper', hint) from unnest($1::text[]) hint",
};

/** Events of one member, in order. */
type Told = { ids: string[]; types: string[]; payloads: string[] };
type Pending = { audits: unknown[][]; events: Map<string, Told>; jobs: unknown[][]; hints: Hint[] };

function operationOn(
  client: Wire,
  request: OperationRequest,
  operationId: string,
  at: Date,
  pending: Pending,
): Operation {
  const { actor, command } = request;
  // Drizzle asks nothing of its client but `query`.
  const session = new NodePgSession(client as unknown as pg.PoolClient, dialect, undefined, {});
  return {
    operationId,
    actor,
    at,
    // The types of Drizzle's own constructor are internal; this is the class its `transaction()` builds.
    tx: new NodePgTransaction(dialect, session as never, undefined) as unknown as Transaction,
    query: async <R extends pg.QueryResultRow>(name: string, text: string, values: unknown[]) =>
      (await client.query<R>({ name, text, values })).rows,
    audit: ({ subjectType, subjectId, data }) => {
      // biome-ignore format: the order of INSERT_AUDIT
      pending.audits.push([
        uuidv7(), at, actor.kind, actor.id, command, subjectType, subjectId, JSON.stringify(data ?? {}), operationId,
      ]);
    },
    emit: ({ memberId, type, payload }) => {
      const told = pending.events.get(memberId) ?? { ids: [], types: [], payloads: [] };
      told.ids.push(uuidv7());
      told.types.push(type);
      told.payloads.push(JSON.stringify(payload));
      pending.events.set(memberId, told);
    },
    enqueue: ({ task, payload, runAt, key, queue }) => {
      pending.jobs.push([task, JSON.stringify(payload), runAt ?? null, key ?? null, queue ?? null]);
    },
    hint: (hint) => {
      pending.hints.push(hint);
    },
  };
}

type Begun = { state: "new"; at: string } | { state: "replay"; result: { v: Json } } | { state: "reused" };

async function attempt<T extends Json | undefined, E extends { code: string }>(
  client: pg.PoolClient,
  request: OperationRequest,
  operationId: string,
  body: (operation: Operation) => Promise<Result<T, E>>,
): Promise<Result<T, E | OperationRefusal>> {
  const { actor, command, permission } = request;
  const payloadHash = createHash("sha256")
    .update(canonicalJson(request.payload ?? null) ?? "")
    .digest("hex");
  const identity = [operationId, actor.kind, actor.id, command, payloadHash];
  const [, begun, person] = await send(client, [
    "begin",
    { ...BEGIN_OP, values: identity },
    ...(actor.kind === "staff" ? [{ ...FIND_STAFF, values: [actor.id] }] : []),
  ]);
  const answer = begun?.rows[0]?.answer as Begun;
  if (actor.kind === "staff") {
    const found = person?.rows[0] as { role: Role; is_active: boolean } | undefined;
    if (!found?.is_active || (permission && !can(found.role, permission))) {
      await client.query("rollback");
      return refuse({ code: "forbidden" });
    }
  }
  if (answer.state !== "new") {
    await client.query("rollback");
    if (answer.state === "reused") return refuse({ code: "operation_reused" });
    return { ok: true, value: answer.result.v as T };
  }

  const pending: Pending = { audits: [], events: new Map(), jobs: [], hints: [] };
  const at = new Date(answer.at);
  const wire = openWire(client);
  let outcome: Result<T, E>;
  try {
    outcome = await body(operationOn(wire, request, operationId, at, pending));
  } catch (error) {
    // The connection goes with it (see below): a lost one must not hide what was thrown.
    await client.query("rollback").catch(() => {});
    throw wire.rootOf(error);
  } finally {
    wire.close();
  }
  if (!outcome.ok) {
    await client.query("rollback");
    return outcome;
  }
  if (COMMANDS[command].isAudited && pending.audits.length === 0) {
    throw new Error(`operation ${command} left no audit entry`);
  }
  const { audits, events, jobs, hints } = pending;
  const results = await send(client, [
    ...audits.map((values) => ({ ...INSERT_AUDIT, values })),
    ...[...events].map(([memberId, { ids, types, payloads }]) => ({
      ...INSERT_EVENTS,
      values: [memberId, ids, types, payloads, at, operationId],
    })),
    ...jobs.map((values) => ({ ...ADD_JOB, values })),
    ...(hints.length > 0 ? [{ ...NOTIFY, values: [hints.map((hint) => JSON.stringify(hint))] }] : []),
    { ...SEAL_OP, values: [operationId, JSON.stringify({ v: outcome.value ?? null })] },
    "commit",
  ]).catch((error: unknown) => {
    throw wire.rootOf(error);
  });
  if (results.at(-1)?.command !== "COMMIT") throw new Error("OP_ROLLED_BACK");
  return outcome;
}

/**
 * The only door to a write: one actor's one command as one transaction, one sealed operation row and its audit entries.
 *
 * A refusal returned by `body` rolls back and is handed on. A lost connection, a deadlock or an unknown COMMIT is tried
 * again with the same id, so that the effect happens exactly once and the same answer comes back; `body` may therefore
 * run more than once and must not touch the network. The answer must survive JSON: a replay reads it from the row.
 *
 * @returns the body's result; `forbidden` when the person lost the permission meanwhile; `operation_reused` when the id
 *   was used for another command.
 * @throws when the database stays away (after eight tries), or on a bug.
 */
export async function runOperation<T extends Json | undefined, E extends { code: string }>(
  database: Pick<Database, "pool">,
  request: OperationRequest,
  body: (operation: Operation) => Promise<Result<T, E>>,
): Promise<Result<T, E | OperationRefusal>> {
  const operationId = request.operationId ?? uuidv7();
  for (let tries = 0; ; tries++) {
    let client: pg.PoolClient | undefined;
    let isHealthy = false;
    try {
      client = await database.pool.connect();
      const outcome = await attempt(client, request, operationId, body);
      isHealthy = true;
      return outcome;
    } catch (error) {
      if (tries >= RETRIES || !isTransient(error)) throw error;
      await sleep(5 * 2 ** Math.min(tries, 5) * (1 + Math.random()));
    } finally {
      // A doubtful connection is destroyed, never handed to another request.
      client?.release(!isHealthy);
    }
  }
}
