"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { toast } from "@/components/ui/toast";
import { claimNextCase } from "@/lib/actions/claim";
import { queueKeys } from "@/lib/client/queue";
import { caseHref } from "@/lib/contracts/case-href";
import { claimRefusalText } from "@/lib/contracts/claim";
import { NO_FILTER, parseQueueFilter, type QueueFilter } from "@/lib/contracts/queue";

/** The queue the person is looking at: that of the address on the queue's own pages, else the whole. */
function filterOfPage(): QueueFilter {
  const { pathname, search } = window.location;
  const shown = parseQueueFilter(Object.fromEntries(new URLSearchParams(search)));
  if (pathname === "/appeals") return { ...shown, tab: "appeals" };
  return pathname === "/queue" ? shown : NO_FILTER;
}

/** "Review next": claims the next case of the queue in view and opens it; says so when nothing is due. */
export function useReviewNext(): { isPending: boolean; reviewNext: () => void } {
  const router = useRouter();
  const client = useQueryClient();
  const [isPending, startTransition] = useTransition();
  const reviewNext = () =>
    startTransition(async () => {
      const answer = await claimNextCase({ filter: filterOfPage() }).catch(() => null);
      void client.invalidateQueries({ queryKey: queueKeys.all });
      if (!answer?.ok)
        return toast({ text: claimRefusalText(answer?.error ?? { code: "unreachable" }), tone: "crit" });
      const next = answer.value;
      if (!next) return toast({ text: "Nothing is due for you here." });
      const href = caseHref(next.reference);
      if (window.location.pathname === href) {
        toast({ text: `You still hold ${next.reference}. Decide it, or hand it on.` });
      } else router.push(href);
    });
  return { isPending, reviewNext };
}
