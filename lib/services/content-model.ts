import { desc, isNotNull } from "drizzle-orm";
import type { Database } from "@/db/connect";
import { contentModels } from "@/db/schema/content-models";
import { BASE_CONTENT_MODEL, type ContentModel } from "@/lib/domain/content-filter";

/** The content filter in force and its version; version 0 is the one nothing was learned for yet. */
export type ContentModelInForce = { version: number; model: ContentModel };

const CACHE_MS = 5_000;
const cache = new WeakMap<object, { until: number; found: Promise<ContentModelInForce> }>();

async function load({ db }: Pick<Database, "db">): Promise<ContentModelInForce> {
  const [found] = await db
    .select({ version: contentModels.version })
    .from(contentModels)
    .where(isNotNull(contentModels.publishedAt))
    .orderBy(desc(contentModels.publishedAt))
    .limit(1);
  return { version: found?.version ?? 0, model: BASE_CONTENT_MODEL };
}

/** The content filter in force, kept for five seconds per database. */
export function currentContentModel(database: Pick<Database, "db">): Promise<ContentModelInForce> {
  const now = performance.now();
  const cached = cache.get(database.db);
  if (cached && cached.until > now) return cached.found;
  const found = load(database);
  cache.set(database.db, { until: now + CACHE_MS, found });
  found.catch(() => cache.delete(database.db));
  return found;
}
