import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { QueueView } from "@/components/queue/queue-view";
import { page } from "@/lib/auth/page";
import { dehydratedQueue } from "@/lib/client/queue";
import { parseQueueFilter } from "@/lib/contracts/queue";
import { can } from "@/lib/domain/permission";
import { listQueue } from "@/lib/services/queue";

export const metadata: Metadata = { title: "Appeals" };

export default page("appeal.view", async ({ actor, db, searchParams }) => {
  const filter = parseQueueFilter({ ...searchParams, tab: "appeals" });
  const first = await listQueue(db, actor, { filter });
  return (
    <HydrationBoundary state={dehydratedQueue(filter, first)}>
      <QueueView
        title="Appeals"
        fixedTab="appeals"
        readerId={actor.id}
        canClaim={can(actor.role, "appeal.decide")}
      />
    </HydrationBoundary>
  );
});
