import type { Database } from "@/db/connect";
import {
  countHeldBy,
  countQueueByKind,
  countQueueCases,
  type KindCount,
  listActiveStrikes,
  listQueueCases,
} from "@/db/queries/queue";
import {
  isNarrowed,
  kindsOf,
  QUEUE_COUNT_CAP,
  QUEUE_PAGE_SIZE,
  QUEUE_TABS,
  type QueueCount,
  type QueueCounts,
  type QueueFilter,
  type QueuePage,
  queueCursor,
  toQueueRow,
} from "@/lib/contracts/queue";
import { CASE_KINDS } from "@/lib/domain/case";
import type { QueueCursor } from "@/lib/domain/queue";

/** One page of the queue as a person sees it, earliest deadline first. `limit`: rows, at most `QUEUE_PAGE_SIZE`. */
export async function listQueue(
  database: Pick<Database, "pool">,
  reader: { id: string },
  input: { filter: QueueFilter; after?: QueueCursor | null; limit?: number },
): Promise<QueuePage> {
  const at = new Date();
  const { filter, after = null } = input;
  const limit = Math.min(Math.max(1, input.limit ?? QUEUE_PAGE_SIZE), QUEUE_PAGE_SIZE);
  const asked = { filter, kinds: kindsOf(filter), reader: { staffId: reader.id, at } };
  const [records, matching] = await Promise.all([
    listQueueCases(database.pool, { ...asked, after, limit }),
    after === null && isNarrowed(filter)
      ? countQueueCases(database.pool, { ...asked, cap: QUEUE_COUNT_CAP })
      : null,
  ]);
  const memberIds = [...new Set(records.map((record) => record.memberId))];
  const strikes = memberIds.length > 0 ? await listActiveStrikes(database.pool, memberIds, at) : new Map();
  const rows = records.map((record) =>
    toQueueRow({ ...record, strikes: strikes.get(record.memberId) ?? 0 }, asked.reader, at),
  );
  const last = rows.at(-1);
  return {
    rows,
    nextCursor: last && rows.length === limit ? queueCursor(last) : null,
    matching,
    at: at.toISOString(),
  };
}

function sumOf(counts: KindCount[]): QueueCount {
  const oldest = counts.map((one) => one.oldestOpenedAt).filter((at) => at !== null);
  return {
    open: counts.reduce((sum, one) => sum + one.open, 0),
    overdue: counts.reduce((sum, one) => sum + one.overdue, 0),
    oldestOpenedAt: oldest.length > 0 ? new Date(Math.min(...oldest.map(Number))).toISOString() : null,
  };
}

/** Counts of every tab: open, overdue, oldest. A count above `QUEUE_COUNT_CAP` means "that many or more". */
export async function countQueue(
  database: Pick<Database, "pool">,
  reader: { id: string },
): Promise<QueueCounts> {
  const at = new Date();
  const [counts, heldByMe] = await Promise.all([
    countQueueByKind(database.pool, CASE_KINDS, QUEUE_COUNT_CAP, at),
    countHeldBy(database.pool, { staffId: reader.id, at }),
  ]);
  const tabs = Object.fromEntries(
    QUEUE_TABS.map((tab) => {
      const kinds = kindsOf({ tab, kind: null });
      return [tab, sumOf(kinds === null ? counts : counts.filter((one) => kinds.includes(one.kind)))];
    }),
  ) as QueueCounts["tabs"];
  return { tabs, heldByMe, at: at.toISOString() };
}
