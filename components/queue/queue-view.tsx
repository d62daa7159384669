"use client";

import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import { useLive } from "@/components/shell/live";
import { LiveMark, PageBar } from "@/components/shell/page-bar";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { claimCase } from "@/lib/actions/claim";
import { countsQuery, queueKeys, queueQuery } from "@/lib/client/queue";
import { Refused, unwrap } from "@/lib/client/unwrap";
import { claimRefusalText } from "@/lib/contracts/claim";
import { type QueueRow, type QueueTab, queueFilterParams } from "@/lib/contracts/queue";
import { setServerClock } from "./clock";
import { useFilterAddress } from "./filter-address";
import { QueueFilters } from "./queue-filters";
import { QueueKeys } from "./queue-footer";
import { QueueList } from "./queue-list";
import { QueueSearch } from "./queue-search";
import { QueueEmpty, QueueError, QueueSkeleton } from "./queue-states";
import { QueueTabs } from "./queue-tabs";
import { useReviewNext } from "./review-next";

const LIVE_WORDS = { connecting: "Connecting", live: "Live", offline: "Offline" } as const;

/** The queue: its views, what narrows it, and the list, kept true by the live stream. */
export function QueueView({
  title,
  fixedTab = null,
  readerId,
  canClaim,
}: {
  title: string;
  /** The one view this page shows; null for the queue itself. */
  fixedTab?: QueueTab | null;
  readerId: string;
  canClaim: boolean;
}) {
  const client = useQueryClient();
  const { filter, change } = useFilterAddress(fixedTab);
  const { state } = useLive();
  const { isPending: isTakingNext, reviewNext } = useReviewNext();
  const queue = useInfiniteQuery({ ...queueQuery(filter), placeholderData: keepPreviousData });
  const { data: counts } = useQuery(countsQuery);
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = queue;

  const first = data?.pages[0];
  const at = first?.at ?? "1970-01-01T00:00:00.000Z";
  const newest = data?.pages.at(-1)?.at;
  useEffect(() => {
    if (newest) setServerClock(newest);
  }, [newest]);

  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);
  const readAgain = useCallback(() => void client.invalidateQueries({ queryKey: queueKeys.all }), [client]);
  const claiming = useMutation({
    mutationFn: async (row: QueueRow) => unwrap(await claimCase({ caseId: row.caseId })),
    onError: (error) =>
      toast({
        text: claimRefusalText(error instanceof Refused ? error.refusal : { code: "" }),
        tone: "crit",
      }),
    onSettled: readAgain,
  });

  const count = counts?.tabs[filter.tab];
  const listKey = queueFilterParams(filter).toString();
  return (
    <div className="flex h-[calc(100dvh-var(--banner,0px))] flex-col max-md:h-[calc(100dvh-52px-var(--banner,0px))]">
      <PageBar
        title={title}
        lead={
          <LiveMark live={state.kind === "live"}>{LIVE_WORDS[state.kind]} · earliest deadline first</LiveMark>
        }
        actions={
          <>
            <QueueSearch value={filter.q} onSearch={(q) => change({ q })} />
            <Button
              variant="primary"
              keys={["N"]}
              pending={isTakingNext}
              disabledReason={canClaim ? null : "Your role reads the queue; moderators take cases."}
              onClick={reviewNext}
            >
              Review next
            </Button>
          </>
        }
      />
      {fixedTab === null ? <QueueTabs filter={filter} counts={counts} /> : null}
      <QueueFilters
        filter={filter}
        onChange={change}
        count={count}
        matching={first?.matching ?? null}
        at={at}
        hasFixedKind={fixedTab !== null || filter.tab === "flagged" || filter.tab === "appeals"}
      />
      {queue.isPending ? <QueueSkeleton /> : null}
      {queue.isError && !data ? <QueueError error={queue.error} retry={() => void queue.refetch()} /> : null}
      {data && rows.length === 0 ? (
        <QueueEmpty
          filter={filter}
          clearHref={fixedTab ? "/appeals" : `/queue${filter.tab === "all" ? "" : `?tab=${filter.tab}`}`}
        />
      ) : null}
      {rows.length > 0 ? (
        <QueueList
          rows={rows}
          listKey={listKey}
          at={at}
          total={rows.length}
          hasMore={hasNextPage}
          onMore={more}
          readerId={readerId}
          canClaim={canClaim}
          claimingId={claiming.isPending ? claiming.variables.caseId : null}
          onClaim={claiming.mutate}
          onLapse={readAgain}
        />
      ) : (
        <div className="flex-1" />
      )}
      <QueueKeys canClaim={canClaim} />
    </div>
  );
}
