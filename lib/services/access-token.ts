import { createHash, createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Database } from "@/db/connect";
import { accessTokens } from "@/db/schema/notices";
import { env } from "@/lib/env";
import type { Operation } from "./run-operation";

/** What a member's link opens. */
export type TokenPurpose = "notice" | "appeal" | "receipt" | "lock_recipient" | "lock_sender";

const TOKEN_SHAPE = /^[A-Za-z0-9_-]{43}$/;

/**
 * The link token of a notice, an appeal, a report or a lock: 256 bits, made from the installation's secret, so that a job or a
 * later answer can make the link again without the token being stored.
 */
export function tokenFor(purpose: TokenPurpose, targetId: string): string {
  return createHmac("sha256", env().secret).update(`${purpose}:${targetId}`).digest("base64url");
}

function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** Opens a link for a member inside an operation; only the token's hash is stored. Returns the token. */
export async function issueToken(
  operation: Operation,
  link: { purpose: TokenPurpose; memberId: string; targetId: string },
): Promise<string> {
  const token = tokenFor(link.purpose, link.targetId);
  await operation.query(
    "access_token_issue",
    `insert into access_tokens (token_hash, purpose, member_id, target_id, created_at, op_id)
     values ($1,$2,$3,$4,$5,$6) on conflict (token_hash) do nothing`,
    [hashOf(token), link.purpose, link.memberId, link.targetId, operation.at, operation.operationId],
  );
  return token;
}

/** What a token opens; null for a wrong, malformed or unknown one, without telling which. */
export async function findByToken(
  { db }: Pick<Database, "db">,
  purpose: TokenPurpose,
  token: string,
): Promise<{ memberId: string; targetId: string } | null> {
  if (!TOKEN_SHAPE.test(token)) return null;
  const [found] = await db
    .select({
      memberId: accessTokens.memberId,
      targetId: accessTokens.targetId,
      purpose: accessTokens.purpose,
    })
    .from(accessTokens)
    .where(eq(accessTokens.tokenHash, hashOf(token)));
  return found?.purpose === purpose ? { memberId: found.memberId, targetId: found.targetId } : null;
}
