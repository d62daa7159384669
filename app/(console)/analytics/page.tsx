import type { Metadata } from "next";
import { AnalyticsFigures } from "@/components/analytics/analytics-figures";
import { AnalyticsFilters } from "@/components/analytics/analytics-filters";
import { AnalyticsHeadline } from "@/components/analytics/analytics-headline";
import { PageBar } from "@/components/shell/page-bar";
import { Instant } from "@/components/ui/time-element";
import { page } from "@/lib/auth/page";
import { analyticsFilter } from "@/lib/contracts/analytics";
import { viewAnalytics } from "@/lib/services/analytics";

export const metadata: Metadata = { title: "Analytics" };

export default page("analytics.view", async ({ db, searchParams }) => {
  const filter = analyticsFilter.parse({ days: searchParams.days ?? 28, kind: searchParams.kind ?? null });
  const view = await viewAnalytics(db, filter, new Date());
  return (
    <>
      <PageBar
        title="Analytics"
        lead={
          <>
            Figures to <Instant at={view.at} format="full" />
          </>
        }
      />
      <AnalyticsFilters filter={filter} />
      <AnalyticsHeadline view={view} />
      <AnalyticsFigures view={view} filter={filter} />
    </>
  );
});
