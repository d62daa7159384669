import { queryOptions } from "@tanstack/react-query";
import type { CaseView } from "@/lib/contracts/case";
import { getJson } from "./unwrap";

/** Keys begin with the topic of the live hint that makes them old, then the case's id. */
export const caseKeys = {
  all: ["case"] as const,
  view: (caseId: string) => ["case", caseId] as const,
};

/** One case as the page shows it. */
export function caseQuery({ caseId, reference }: { caseId: string; reference: string }) {
  return queryOptions({
    queryKey: caseKeys.view(caseId),
    queryFn: ({ signal }) => getJson<CaseView>(`/api/console/cases/${encodeURIComponent(reference)}`, signal),
  });
}
