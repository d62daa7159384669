import type { Database } from "@/db/connect";
import { findLiveKey } from "@/db/queries/api-key";
import { type Ask, asking } from "@/db/queries/ask";
import type { ApiScope } from "@/lib/domain/permission";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { hashApiKey } from "@/lib/services/api-key";

export type ApiKeyActor = { kind: "api_key"; id: string };

/** The key a request carries; null without one that has a key's form. */
export function keyIn(request: Request): string | null {
  const found = /^Bearer +(lk_[A-Za-z0-9_-]{20,120})$/i.exec(request.headers.get("authorization") ?? "");
  return found?.[1] ?? null;
}

/**
 * Who calls, by `Authorization: Bearer lk_…`. The key is looked up on every request, so that a revoked one is refused by
 * the next. Refusals: `unauthenticated` for no, a malformed, an unknown or a revoked key alike; `forbidden` without the scope.
 *
 * @param ask where the question goes; the pool, unless the caller has a connection.
 */
export async function checkApiKey(
  database: Pick<Database, "pool">,
  request: Request,
  scope: ApiScope,
  ask: Ask = asking(database),
): Promise<Result<ApiKeyActor, { code: "unauthenticated" } | { code: "forbidden" }>> {
  const given = keyIn(request);
  if (given === null) return refuse({ code: "unauthenticated" });
  const found = await findLiveKey(ask, hashApiKey(given));
  if (!found) return refuse({ code: "unauthenticated" });
  if (!found.scopes.includes(scope)) return refuse({ code: "forbidden" });
  return ok({ kind: "api_key", id: found.apiKeyId });
}
