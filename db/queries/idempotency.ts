import type { Ask } from "./ask";

/** The kept answer to a request that carried an Idempotency-Key. */
export type KeptAnswer = { route: string; bodyHash: string; status: number; body: string };

/** What one API key's one Idempotency-Key was answered; null when it is new. */
export async function findKeptAnswer(ask: Ask, apiKeyId: string, key: string): Promise<KeptAnswer | null> {
  const rows = await ask<KeptAnswer>(
    "idempotency_find",
    `select route, body_hash as "bodyHash", status, body #>> '{}' as body from idempotency_keys
     where api_key_id = $1 and key = $2`,
    [apiKeyId, key],
  );
  return rows[0] ?? null;
}

/** Claims a key for the rest of the transaction without waiting; false when another transaction holds it. */
export async function claimKey(ask: Ask, apiKeyId: string, key: string): Promise<boolean> {
  const rows = await ask<{ taken: boolean }>(
    "idempotency_claim",
    "select pg_try_advisory_xact_lock(hashtextextended($1, 3)) as taken",
    [`${apiKeyId}:${key}`],
  );
  return rows[0]?.taken ?? false;
}

/** Keeps an answer with its effect. */
export async function keepAnswer(
  ask: Ask,
  kept: KeptAnswer & { apiKeyId: string; key: string; at: Date; opId: string },
): Promise<void> {
  await ask(
    "idempotency_keep",
    `insert into idempotency_keys (api_key_id, key, route, body_hash, status, body, created_at, op_id)
     values ($1,$2,$3,$4,$5,to_jsonb($6::text),$7,$8)`,
    [kept.apiKeyId, kept.key, kept.route, kept.bodyHash, kept.status, kept.body, kept.at, kept.opId],
  );
}
