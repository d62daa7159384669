import { queryOptions } from "@tanstack/react-query";
import type { BackTestView, ShadowView } from "@/lib/contracts/back-test";
import type { ScopeKey } from "@/lib/domain/back-test-result";
import { getJson } from "./unwrap";

/** Keys begin with the topic of the live hint that makes them old, then its id. */
export const backTestKeys = {
  all: ["policy", "back-test"] as const,
  view: (draftId: string, scope: ScopeKey) => ["policy", "back-test", draftId, scope] as const,
  shadow: (draftId: string) => ["policy", "shadow", draftId] as const,
};

/** The back-test of a draft, its figures in one scope. What was shown stays until another scope's figures are there. */
export function backTestQuery(draftId: string, scope: ScopeKey) {
  return queryOptions({
    queryKey: backTestKeys.view(draftId, scope),
    queryFn: ({ signal }) =>
      getJson<BackTestView>(`/api/console/policies/back-test/${draftId}?scope=${scope}`, signal),
    placeholderData: (before) => (before?.draftId === draftId ? before : undefined),
  });
}

/** The shadow run of a draft. */
export function shadowQuery(draftId: string) {
  return queryOptions({
    queryKey: backTestKeys.shadow(draftId),
    queryFn: ({ signal }) => getJson<ShadowView>(`/api/console/policies/shadow/${draftId}`, signal),
  });
}
