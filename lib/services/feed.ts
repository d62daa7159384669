import type { Database } from "@/db/connect";
import { asking } from "@/db/queries/ask";
import {
  findNow,
  hasMember,
  listDecisions,
  listRestrictionChanges,
  listSignals,
  type Place,
  type Placed,
} from "@/db/queries/feed";
import type { DecisionItem, FeedQuery, RestrictionItem, SignalItem } from "@/lib/contracts/feed";
import { ok, type Result, refuse } from "@/lib/domain/result";
import { openCursor, sealCursor } from "./cursor";

export type Feed<T> = { items: T[]; nextCursor: string | null; since: string };
export type FeedRefusal = { code: "bad_cursor"; path: "cursor" | "since" };

/** Longer than an operation can last: what is decided earlier than this has been committed or never will be. */
const SETTLED_AFTER_MS = 15_000;
const BEGINNING: Place = { at: new Date(0), place: "" };

function startOf(feed: string, { cursor, since }: FeedQuery): Result<Place, FeedRefusal> {
  const [path, given] = cursor === undefined ? (["since", since] as const) : (["cursor", cursor] as const);
  if (given === undefined) return ok(BEGINNING);
  if (/^\d{4}-\d\d-\d\d[Tt]/.test(given)) return ok({ at: new Date(given), place: "" });
  const place = openCursor(feed, given);
  return place ? ok(place) : refuse({ code: "bad_cursor", path });
}

function later(a: Place, b: Place): Place {
  return a.at > b.at || (a.at.getTime() === b.at.getTime() && a.place > b.place) ? a : b;
}

async function readFeed<T>(
  feed: string,
  query: FeedQuery,
  list: (after: Place, limit: number) => Promise<Placed<T>[]>,
  now: () => Promise<Date>,
): Promise<Result<Feed<T>, FeedRefusal>> {
  const start = startOf(feed, query);
  if (!start.ok) return start;
  const at = await now();
  const rows = await list(start.value, query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const end: Place = last ? { at: last.placedAt, place: last.place } : start.value;
  const settled: Place = { at: new Date(at.getTime() - SETTLED_AFTER_MS), place: "" };
  const safe = end.at > settled.at ? later(start.value, settled) : end;
  return ok({
    items: page.map(({ placedAt: _, place: __, ...item }) => item as unknown as T),
    nextCursor: rows.length > query.limit ? sealCursor(feed, end) : null,
    since: sealCursor(feed, safe),
  });
}

/**
 * Signals of a member, oldest first; null when the member is unknown.
 * Refusals: `bad_cursor` when a cursor was not made here.
 */
export async function readSignals(
  database: Pick<Database, "pool">,
  memberId: string,
  query: FeedQuery,
): Promise<Result<Feed<SignalItem>, FeedRefusal | { code: "unknown_member" }>> {
  const ask = asking(database);
  if (!(await hasMember(ask, memberId))) return refuse({ code: "unknown_member" });
  return readFeed<SignalItem>(
    `signals:${memberId}`,
    query,
    async (after, limit) =>
      (await listSignals(ask, memberId, after, limit)).map(({ caseId, ...row }) =>
        caseId === null ? row : { ...row, caseId },
      ),
    () => findNow(ask),
  );
}

/** Every change of a restriction, in the order of the decisions. Refusals: `bad_cursor`. */
export function readRestrictions(
  database: Pick<Database, "pool">,
  query: FeedQuery,
): Promise<Result<Feed<RestrictionItem>, FeedRefusal>> {
  const ask = asking(database);
  return readFeed(
    "restrictions",
    query,
    (after, limit) => listRestrictionChanges(ask, after, limit),
    () => findNow(ask),
  );
}

/** Decisions, oldest first. Refusals: `bad_cursor`. */
export function readDecisions(
  database: Pick<Database, "pool">,
  query: FeedQuery,
): Promise<Result<Feed<DecisionItem>, FeedRefusal>> {
  const ask = asking(database);
  return readFeed(
    "decisions",
    query,
    (after, limit) => listDecisions(ask, after, limit),
    () => findNow(ask),
  );
}
