import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@/db/connect";
import type { Actor } from "@/lib/domain/actor";
import { ok, refuse } from "@/lib/domain/result";
import { runOperation } from "./run-operation";

const SEALER: Actor = { kind: "system", id: "sealer" };
/** Entries of one operation: some tenths of a second at most. */
const BATCH = 2_000;

/** Whether an entry waits that no running transaction can still precede. Ordered, so that it always walks the index. */
const WAITING = {
  name: "audit_waiting",
  text: `with head as (select xid, entry_id from audit_chain order by seq desc limit 1)
         select 1 from audit_entries e
         where (e.xid, e.entry_id) > (
             coalesce((select xid from head), '0'),
             coalesce((select entry_id from head), '00000000-0000-0000-0000-000000000000'))
           and e.xid < pg_snapshot_xmin(pg_current_snapshot())
         order by e.xid, e.entry_id limit 1`,
};

/**
 * Chains the audit entries whose transactions are over, at most `limit` of them, in the order of commits.
 * @returns how many; 0 also when another sealer is at work.
 */
export async function sealAudit(database: Database, limit: number = BATCH): Promise<number> {
  const { rows } = await database.pool.query(WAITING);
  if (rows.length === 0) return 0;
  const sealed = await runOperation(database, { actor: SEALER, command: "audit.seal" }, async (op) => {
    const [row] = await op.query<{ sealed: number }>(
      "audit_seal",
      "select app.audit_seal($1, $2) as sealed",
      [op.operationId, limit],
    );
    return row && row.sealed > 0 ? ok(row.sealed) : refuse({ code: "nothing_to_seal" });
  });
  return sealed.ok ? sealed.value : 0;
}

/** A sealer at work; `stop` lets the batch at hand finish. */
export type Sealer = { stop(): Promise<void> };

/**
 * Seals again and again, `everyMs` after the last batch, at once while there is more. A fault is handed to `onError`
 * and tried again: entries wait, and `lockkeeper audit verify` names those that wait for more than a minute.
 */
export function startSealer(
  database: Database,
  options: { everyMs: number; onError?: (error: unknown) => void },
): Sealer {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      let sealed = 0;
      try {
        sealed = await sealAudit(database);
      } catch (error) {
        options.onError?.(error);
      }
      if (sealed < BATCH)
        await sleep(options.everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
