import {
  type DehydratedState,
  dehydrate,
  infiniteQueryOptions,
  QueryClient,
  queryOptions,
} from "@tanstack/react-query";
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

/** A first page as the server read it, for the browser's first paint. */
export function dehydratedQueue(filter: QueueFilter, page: QueuePage): DehydratedState {
  const client = new QueryClient();
  client.setQueryData(queueKeys.list(filter), { pages: [page], pageParams: [null] });
  return dehydrate(client);
}

/** Counts as the server read them, for the browser's first paint. */
export function dehydratedCounts(counts: QueueCounts): DehydratedState {
  const client = new QueryClient();
  client.setQueryData(queueKeys.counts, counts);
  return dehydrate(client);
}
