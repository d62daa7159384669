import { queryOptions } from "@tanstack/react-query";
import type { CaseView } from "@/lib/contracts/case";

/** Keys of what the browser keeps about cases; `case` hints of the live stream make all of them stale. */
export const caseKeys = {
  all: ["case"] as const,
  view: (reference: string) => ["case", reference] as const,
};

/** Where a case is read: appeals have their own page. */
export function caseHref(reference: string): string {
  return reference.startsWith("AP-") ? `/appeals/${reference}` : `/cases/${reference}`;
}

async function readCase(reference: string, signal: AbortSignal): Promise<CaseView> {
  const response = await fetch(`/api/console/cases/${encodeURIComponent(reference)}`, { signal });
  if (!response.ok) throw new Error(`the case did not load (${response.status})`);
  return (await response.json()) as CaseView;
}

/** One case as the page shows it. @throws when the server does not answer with it. */
export function caseOptions(reference: string) {
  return queryOptions({
    queryKey: caseKeys.view(reference),
    queryFn: ({ signal }) => readCase(reference, signal),
  });
}
