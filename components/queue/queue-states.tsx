import { ScrollText, Users } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { RequestFailed } from "@/lib/client/unwrap";
import { isNarrowed, QUEUE_TAB_LABELS, type QueueFilter } from "@/lib/contracts/queue";
import { QUEUE_COLUMNS } from "./queue-row";

const LINES = ["title", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

/** Rows of true width, after 200 ms. */
export function QueueSkeleton() {
  return (
    <div role="status" className="@container min-h-0 flex-1 overflow-hidden">
      <span className="sr-only">Reading the queue</span>
      {LINES.map((line) => (
        <div key={line} className={`${QUEUE_COLUMNS} h-13 border-line border-b max-sm:px-4 max-sm:py-5`}>
          <Skeleton width="84px" />
          <Skeleton width="62%" />
          <Skeleton width="108px" />
          <Skeleton width="112px" className="hidden @min-[1180px]:block" />
          <Skeleton width="120px" className="hidden @min-[1000px]:block" />
        </div>
      ))}
    </div>
  );
}

/** Why there is nothing, when that changes, what to do meanwhile. */
export function QueueEmpty({ filter, clearHref }: { filter: QueueFilter; clearHref: string }) {
  if (isNarrowed(filter)) {
    return (
      <EmptyState
        title="No open case fits these filters"
        actions={[{ href: clearHref, label: "Take the filters off", detail: QUEUE_TAB_LABELS[filter.tab] }]}
      >
        {filter.q
          ? "The search compares the beginning of a case's number, of a member's id and of each word of a name. "
          : null}
        A case that fits comes in by itself; you do not have to reload.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Nothing is due"
      actions={[
        {
          href: "/accounts",
          icon: <Users />,
          label: "Look at an account",
          detail: "Standing, history, restrictions",
        },
        {
          href: "/analytics",
          icon: <ScrollText />,
          label: "See what was decided",
          detail: "The last 28 days",
        },
      ]}
    >
      The next case comes in by itself; you do not have to reload.
    </EmptyState>
  );
}

/** What failed and what is safe, with the reference of the server's log. */
export function QueueError({ error, retry }: { error: Error; retry: () => void }) {
  const reference = error instanceof RequestFailed ? error.reference : null;
  const isAway = error instanceof RequestFailed && error.status === 0;
  return (
    <ErrorState title="The queue did not load" retry={retry} {...(reference ? { reference } : {})}>
      {isAway ? "The server was not reached." : "The server answered with a fault."} Nothing was changed;
      cases you hold stay yours until their time is over.
    </ErrorState>
  );
}
