import { desc } from "drizzle-orm";
import { v5 as uuidv5 } from "uuid";
import type { Database } from "@/db/connect";
import { policyVersions } from "@/db/schema/policy-versions";
import type { Actor } from "@/lib/domain/actor";
import { DEFAULT_POLICY, type Policy } from "@/lib/domain/policy";
import { ok } from "@/lib/domain/result";
import { kept } from "./kept";
import { runOperation } from "./run-operation";

/** The policy in force and its version. */
export type PolicyInForce = { version: number; policy: Policy };

async function findLatest({ db }: Pick<Database, "db">): Promise<PolicyInForce | null> {
  const [found] = await db
    .select({ version: policyVersions.version, policy: policyVersions.policy })
    .from(policyVersions)
    .orderBy(desc(policyVersions.version))
    .limit(1);
  return found ?? null;
}

/**
 * The policy in force: the highest published version, kept for five seconds per database.
 * @throws when none is published.
 */
export const currentPolicy = kept(
  "policy",
  ({ db }: Pick<Database, "db">) => db,
  async (database) => {
    const found = await findLatest(database);
    if (!found) throw new Error("no policy is published: run `npm run lockkeeper -- db migrate`");
    return found;
  },
);

/** Makes this process ask again: called after publishing, so that the next check already goes by it. */
export function forgetPolicy(database: Pick<Database, "db">): void {
  currentPolicy.forget(database);
}

const INSTALLER: Actor = { kind: "system", id: "installer" };
/** The same on every start: publishing a version happens once. */
const INSTALLER_OPERATIONS = "0198f0a0-0000-5000-8000-000000000001";

/**
 * Publishes the default policy as version 1 on a new installation. One that was set up before a part of the policy
 * existed gets a next version, its own numbers with the defaults of the new part; any other is left alone.
 */
export async function ensurePolicy(database: Database): Promise<void> {
  const found = await findLatest(database);
  if (found && Object.keys(DEFAULT_POLICY).every((part) => part in found.policy)) return;
  const version = (found?.version ?? 0) + 1;
  await runOperation(
    database,
    {
      operationId: uuidv5(`policy:${version}`, INSTALLER_OPERATIONS),
      actor: INSTALLER,
      command: "policy.publish",
      payload: { version },
    },
    async (op) => {
      await op.tx
        .insert(policyVersions)
        .values({
          version,
          policy: { ...DEFAULT_POLICY, ...found?.policy },
          publishedAt: op.at,
          publishedBy: "installer",
          opId: op.operationId,
        })
        .onConflictDoNothing();
      op.audit({ subjectType: "policy", subjectId: String(version) });
      return ok(null);
    },
  );
}
