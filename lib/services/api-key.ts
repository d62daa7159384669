import { createHash, randomBytes } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/connect";
import { apiKeys } from "@/db/schema/api-keys";
import type { Actor } from "@/lib/domain/actor";
import type { ApiScope } from "@/lib/domain/permission";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { type OperationRefusal, runOperation } from "./run-operation";

/** The characters of a key that are kept to recognise it by. */
const PREFIX_LENGTH = 9;

/** What is stored of a key: SHA-256; 256 random bits need no slow hash. */
export function hashApiKey(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}

/** Makes a key of the platform. It is returned here and nowhere else: only its hash is stored. */
export async function createApiKey(
  database: Pick<Database, "pool">,
  actor: Actor,
  input: { name: string; scopes: ApiScope[] },
): Promise<Result<{ apiKeyId: string; key: string }, OperationRefusal>> {
  const apiKeyId = uuidv7();
  const key = `lk_${randomBytes(32).toString("base64url")}`;
  const scopes = [...new Set(input.scopes)];
  const created = await runOperation(
    database,
    {
      actor,
      command: "api_key.create",
      payload: { apiKeyId, name: input.name, scopes },
      permission: "settings.manage",
    },
    async (op): Promise<Result<{ apiKeyId: string }, never>> => {
      await op.tx.insert(apiKeys).values({
        apiKeyId,
        name: input.name,
        prefix: key.slice(0, PREFIX_LENGTH),
        secretHash: hashApiKey(key),
        scopes,
        createdAt: op.at,
        createdBy: actor.id,
        opId: op.operationId,
      });
      op.audit({ subjectType: "api_key", subjectId: apiKeyId, data: { scopes } });
      return ok({ apiKeyId });
    },
  );
  return created.ok ? ok({ apiKeyId, key }) : created;
}

/**
 * Revokes a key, found by its id or by the first characters shown with it; refused requests begin with the next one.
 * Refusals: `not_found` (unknown or revoked already), `ambiguous` when several keys begin like this.
 */
export async function revokeApiKey(
  database: Pick<Database, "db" | "pool">,
  actor: Actor,
  input: { apiKeyId: string } | { prefix: string },
): Promise<Result<{ apiKeyId: string }, { code: "not_found" } | { code: "ambiguous" } | OperationRefusal>> {
  return await runOperation(
    database,
    { actor, command: "api_key.revoke", payload: input, permission: "settings.manage" },
    async (op): Promise<Result<{ apiKeyId: string }, { code: "not_found" } | { code: "ambiguous" }>> => {
      const wanted =
        "apiKeyId" in input ? eq(apiKeys.apiKeyId, input.apiKeyId) : eq(apiKeys.prefix, input.prefix);
      const found = await op.tx
        .select({ apiKeyId: apiKeys.apiKeyId })
        .from(apiKeys)
        .where(and(wanted, isNull(apiKeys.revokedAt)))
        .for("update");
      const [first, second] = found;
      if (!first) return refuse({ code: "not_found" });
      if (second) return refuse({ code: "ambiguous" });
      await op.tx
        .update(apiKeys)
        .set({ revokedAt: op.at, opId: op.operationId })
        .where(eq(apiKeys.apiKeyId, first.apiKeyId));
      op.audit({ subjectType: "api_key", subjectId: first.apiKeyId });
      return ok(first);
    },
  );
}
