import type { ApiScope } from "@/lib/domain/permission";
import type { Ask } from "./ask";

/** The key with this hash, unless it was revoked. */
export async function findLiveKey(
  ask: Ask,
  secretHash: Buffer,
): Promise<{ apiKeyId: string; scopes: ApiScope[] } | null> {
  const rows = await ask<{ apiKeyId: string; scopes: ApiScope[] }>(
    "api_key_find",
    `select api_key_id as "apiKeyId", scopes from api_keys where secret_hash = $1 and revoked_at is null`,
    [secretHash],
  );
  return rows[0] ?? null;
}
