import { eq } from "drizzle-orm";
import type { z } from "zod";
import type { Database } from "@/db/connect";
import { appeals } from "@/db/schema/appeals";
import type { appealStatusView } from "@/lib/contracts/endpoints";
import { appealStatusUrl } from "./appeal";

/** Where an appeal stands, as its platform may see it: never who hears it; null when the id is unknown. */
export async function viewAppealStatus(
  { db }: Pick<Database, "db">,
  appealId: string,
): Promise<z.output<typeof appealStatusView> | null> {
  const [found] = await db.select().from(appeals).where(eq(appeals.appealId, appealId));
  if (!found) return null;
  return {
    id: found.appealId,
    memberId: found.memberId,
    decisionId: found.decisionId,
    state: found.state,
    outcome: found.outcome,
    filedAt: found.filedAt.toISOString(),
    dueAt: found.dueAt.toISOString(),
    decidedAt: found.decidedAt?.toISOString() ?? null,
    reply: found.reply,
    statusUrl: appealStatusUrl(found.appealId),
  };
}
