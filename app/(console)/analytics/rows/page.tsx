import type { Metadata } from "next";
import { AnalyticsRows } from "@/components/analytics/analytics-rows";
import { PageBar } from "@/components/shell/page-bar";
import { LinkButton } from "@/components/ui/link-button";
import { page } from "@/lib/auth/page";
import { rowsFilter } from "@/lib/contracts/analytics";
import { listFigureRows } from "@/lib/services/analytics";

export const metadata: Metadata = { title: "Rows behind a figure" };

const TITLES = { decided: "Cases decided", opened: "Cases opened", appeals: "Appeals filed" } as const;

export default page("analytics.view", async ({ db, searchParams }) => {
  const filter = rowsFilter.parse({
    days: searchParams.days ?? 28,
    kind: searchParams.kind ?? null,
    of: searchParams.of,
    before: searchParams.before ?? null,
  });
  const { rows, next } = await listFigureRows(db, filter, new Date());
  const query = new URLSearchParams({
    days: String(filter.days),
    ...(filter.kind ? { kind: filter.kind } : {}),
  });
  return (
    <>
      <PageBar
        title={TITLES[filter.of]}
        lead={`last ${filter.days} days, UTC, latest first`}
        actions={<LinkButton href={`/analytics?${query}`}>Back to the charts</LinkButton>}
      />
      <AnalyticsRows
        caption={TITLES[filter.of]}
        rows={rows}
        nextHref={next ? `/analytics/rows?${query}&of=${filter.of}&before=${encodeURIComponent(next)}` : null}
      />
    </>
  );
});
