"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { PageBar } from "@/components/shell/page-bar";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Instant } from "@/components/ui/time-element";
import { filterQuery } from "@/lib/client/content-filter";
import { FilterFeedback } from "./filter-feedback";
import { FilterFigures } from "./filter-figures";
import { FilterTrial } from "./filter-trial";
import { FilterVersions } from "./filter-versions";
import { FilterWords } from "./filter-words";
import { useFilterDeeds } from "./use-filter-deeds";

/** How precise the content filter is, what it learned, and a text to try it on. */
export function FilterPage({ canEdit, tabs }: { canEdit: boolean; tabs: ReactNode }) {
  const { data: view, error, refetch } = useQuery(filterQuery);
  const { train, publish, fault, pending } = useFilterDeeds();
  if (!view) {
    return error ? (
      <ErrorState title="The filter's figures did not load" retry={() => void refetch()} />
    ) : null;
  }
  const runs = view.trainingSince !== null;
  const blocked = canEdit
    ? view.isLearning
      ? null
      : "Learning is switched off in the policy (D23)."
    : "It takes the policy manager role.";
  return (
    <>
      <PageBar
        title="Policies"
        lead={
          <span role="status">
            {view.trainingSince ? (
              <>
                Training since <Instant at={view.trainingSince} format="time" /> UTC
              </>
            ) : view.inForce.version === 0 ? (
              "The filter works with its word lists; nothing is learned yet"
            ) : (
              `Filter version ${view.inForce.version} is in force`
            )}
          </span>
        }
        actions={
          <Button pending={pending === "train" || runs} disabledReason={blocked} onClick={train}>
            Train now
          </Button>
        }
      />
      {tabs}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8 px-6 py-6 max-md:px-4">
        {fault ? (
          <Banner tone="crit" title={fault} live>
            Nothing was changed.
          </Banner>
        ) : null}
        {view.lastFailure ? (
          <Banner tone="warn" title="The last training left no version">
            {view.lastFailure}
          </Banner>
        ) : null}
        <FilterFigures view={view} />
        {view.versions.length > 0 ? (
          <FilterVersions
            view={view}
            blocked={canEdit ? null : "It takes the policy manager role."}
            pending={pending}
            onPublish={publish}
          />
        ) : (
          <EmptyState title="Nothing has been trained yet" drawing={false}>
            Each night the filter learns from what was decided since: decisions on reported messages, appeals
            and judged locks. It is published once {view.minExamples} texts were judged and at least{" "}
            {view.floorPercent} % of what it would lock are breaches.
          </EmptyState>
        )}
        <div className="grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-[repeat(2,minmax(0,1fr))]">
          <FilterWords newest={view.newest} />
          <FilterFeedback view={view} />
        </div>
        <FilterTrial />
      </div>
    </>
  );
}
