import { readFile } from "node:fs/promises";
import type pg from "pg";

/** A place of the chain, kept outside the database: what came before it can no longer be rewritten unnoticed. */
export type AuditCheckpoint = { seq: number; hash: string; at: string };

/** What was found at the first bad place; the words are explained in `db/audit-verify.sql`. */
export type AuditFault =
  | "gap"
  | "entry_missing"
  | "order"
  | "entry_changed"
  | "unsealed"
  | "chain_cut"
  | "chain_rewritten";

export type AuditVerdict = {
  isOk: boolean;
  /** Entries in the chain. */
  sealed: number;
  /** Entries waiting to be chained; a fault only when one waits for more than a minute. */
  unsealed: number;
  firstBad: { seq: number; what: AuditFault } | null;
};

type VerdictRow = {
  is_ok: boolean;
  sealed: string;
  unsealed: string;
  bad_seq: string | null;
  bad_what: AuditFault | null;
};

const verifySql = new URL("../../db/audit-verify.sql", import.meta.url);

/**
 * Verifies the whole chain by `db/audit-verify.sql` on one connection, and the checkpoint when there is one. Reads all
 * entries: give the connection no statement timeout.
 */
export async function verifyAudit(
  client: pg.ClientBase,
  checkpoint?: AuditCheckpoint,
): Promise<AuditVerdict> {
  const text = await readFile(verifySql, "utf8");
  await client.query(
    "select set_config('app.checkpoint_seq', $1, false), set_config('app.checkpoint_hash', $2, false)",
    [checkpoint ? String(checkpoint.seq) : "", checkpoint?.hash ?? ""],
  );
  const { rows } = await client.query<VerdictRow>(text);
  const [row] = rows;
  if (!row) throw new Error("the verification returned no verdict");
  const firstBad =
    row.bad_seq !== null && row.bad_what !== null ? { seq: Number(row.bad_seq), what: row.bad_what } : null;
  return { isOk: row.is_ok, sealed: Number(row.sealed), unsealed: Number(row.unsealed), firstBad };
}

/** The end of the chain as a checkpoint; null while nothing is sealed. */
export async function auditHead(client: pg.ClientBase): Promise<AuditCheckpoint | null> {
  const { rows } = await client.query<{ seq: string; hash: string; at: Date }>(
    "select seq, encode(hash, 'hex') as hash, sealed_at as at from audit_chain order by seq desc limit 1",
  );
  const [head] = rows;
  return head ? { seq: Number(head.seq), hash: head.hash, at: head.at.toISOString() } : null;
}
