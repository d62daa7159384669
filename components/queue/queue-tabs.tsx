"use client";

import { LinkTabs } from "@/components/ui/tabs";
import {
  countText,
  QUEUE_TAB_LABELS,
  QUEUE_TABS,
  type QueueCounts,
  type QueueFilter,
  queueFilterParams,
} from "@/lib/contracts/queue";

/** The queue's views with their counts; what else narrows the queue stays, only the kind belongs to a tab. */
export function QueueTabs({ filter, counts }: { filter: QueueFilter; counts: QueueCounts | undefined }) {
  const tabs = QUEUE_TABS.map((tab) => {
    const params = queueFilterParams({ ...filter, tab, kind: null }).toString();
    const count = counts?.tabs[tab];
    return {
      href: params ? `/queue?${params}` : "/queue",
      label: QUEUE_TAB_LABELS[tab],
      current: tab === filter.tab,
      ...(count ? { count: countText(count.open), overdue: count.overdue } : {}),
    };
  });
  return <LinkTabs label="Views of the queue" tabs={tabs} />;
}
