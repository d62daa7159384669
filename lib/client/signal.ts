import { queryOptions } from "@tanstack/react-query";
import type { SignalMessages } from "@/lib/contracts/signal";
import { getJson } from "./unwrap";

/** The messages behind a signal of a member. What was measured does not change: asked for once. */
export function signalMessagesQuery({ memberId, signalId }: { memberId: string; signalId: string }) {
  const address = `/api/console/accounts/${encodeURIComponent(memberId)}/signals/${signalId}`;
  return queryOptions({
    queryKey: ["account", memberId, "signal", signalId] as const,
    queryFn: ({ signal }) => getJson<SignalMessages>(address, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
