import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { type QueueCounts, type QueueFilter, type QueuePage, queueFilterParams } from "@/lib/contracts/queue";
import { getJson } from "./unwrap";

/** Keys begin with the topic of the live hint that makes them old. */
export const queueKeys = {
  all: ["queue"] as const,
  list: (filter: QueueFilter) => ["queue", "list", queueFilterParams(filter).toString()] as const,
  counts: ["queue", "counts"] as const,
};

/** Pages of the queue under a filter; each next one begins after the last row. */
export function queueQuery(filter: QueueFilter) {
  return infiniteQueryOptions({
    queryKey: queueKeys.list(filter),
    queryFn: ({ pageParam, signal }) => {
      const params = queueFilterParams(filter);
      if (pageParam) params.set("after", pageParam);
      return getJson<QueuePage>(`/api/console/queue?${params}`, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Counts of the tabs and of what one holds. */
export const countsQuery = queryOptions({
  queryKey: queueKeys.counts,
  queryFn: ({ signal }) => getJson<QueueCounts>("/api/console/counts", signal),
});
