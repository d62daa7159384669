"use client";

import { usePathname, useRouter } from "next/navigation";
import { useTransition } from "react";
import { MenuChip } from "@/components/ui/menu-chip";
import { type AnalyticsFilter, PERIOD_DAYS } from "@/lib/contracts/analytics";
import { CASE_KIND_LABELS, CASE_KINDS } from "@/lib/domain/case";

/** Period and kind, kept in the address so that a view can be shared. */
export function AnalyticsFilters({ filter }: { filter: AnalyticsFilter }) {
  const router = useRouter();
  const pathname = usePathname();
  const [isPending, startTransition] = useTransition();
  function go(next: { days: number; kind: string | null }) {
    const query = new URLSearchParams({ days: String(next.days), ...(next.kind ? { kind: next.kind } : {}) });
    startTransition(() => router.push(`${pathname}?${query}`, { scroll: false }));
  }
  return (
    <div className="flex min-h-11.5 flex-wrap items-center gap-2 border-line border-b px-6 py-2 max-md:px-4">
      <MenuChip
        label="Period"
        anyLabel={null}
        options={PERIOD_DAYS.map((days) => ({ value: String(days), label: `${days} days to today` }))}
        selected={String(filter.days)}
        onSelect={(days) => go({ days: Number(days), kind: filter.kind })}
      />
      <MenuChip
        label="Kind"
        anyLabel="all"
        options={CASE_KINDS.map((kind) => ({ value: kind, label: CASE_KIND_LABELS[kind] }))}
        selected={filter.kind}
        onSelect={(kind) => go({ days: filter.days, kind })}
      />
      <p className="ml-auto text-12 text-ink-3" aria-live="polite">
        {isPending ? "Counting…" : "Intervals are 95 %. Cells under 10 are not shown."}
      </p>
    </div>
  );
}
