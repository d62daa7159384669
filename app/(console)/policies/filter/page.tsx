import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { FilterPage } from "@/components/content-filter/filter-page";
import { PoliciesTabs } from "@/components/policies/policies-tabs";
import { page } from "@/lib/auth/page";
import { dehydratedFilter } from "@/lib/client/content-filter";
import { can } from "@/lib/domain/permission";
import { viewFilter } from "@/lib/services/content-filter";

export const metadata: Metadata = { title: "Content filter" };

export default page("policy.view", async ({ actor, db }) => {
  const view = await viewFilter(db, new Date());
  return (
    <HydrationBoundary state={dehydratedFilter(view)}>
      <FilterPage canEdit={can(actor.role, "policy.edit")} tabs={<PoliciesTabs current="filter" />} />
    </HydrationBoundary>
  );
});
