"use client";

import { useState } from "react";
import { AddChip, Chip } from "@/components/ui/chip";
import { Menu } from "@/components/ui/menu";
import { MenuChip } from "@/components/ui/menu-chip";
import { duration } from "@/components/ui/relative-time";
import { countText, isNarrowed, type QueueCount, type QueueFilter } from "@/lib/contracts/queue";
import { useClock } from "./clock";
import { FILTER_CHOICES, type FilterChoice, type FilterKey } from "./filter-choices";

function Standing({
  filter,
  count,
  matching,
  at,
}: {
  filter: QueueFilter;
  count: QueueCount | undefined;
  matching: number | null;
  at: string;
}) {
  const oldest = count?.oldestOpenedAt;
  const age = useClock((now) => (oldest ? duration(now.getTime() - Date.parse(oldest)) : ""), at);
  if (!count) return null;
  const open =
    isNarrowed(filter) && matching !== null
      ? `${countText(matching)} of ${countText(count.open)}`
      : `${countText(count.open)} open`;
  return (
    <p
      className="num ml-auto text-12 whitespace-nowrap text-ink-3 max-lg:hidden"
      title="Open cases of this view; the age is since the first report"
    >
      {open}
      {age ? ` · oldest open ${age}` : ""}
    </p>
  );
}

/** What narrows the queue, as chips; the rarer ones come with "Filter". */
export function QueueFilters({
  filter,
  onChange,
  count,
  matching,
  at,
  hasFixedKind,
}: {
  filter: QueueFilter;
  onChange: (change: Partial<QueueFilter>) => void;
  count: QueueCount | undefined;
  matching: number | null;
  at: string;
  hasFixedKind: boolean;
}) {
  const [added, setAdded] = useState<readonly FilterKey[]>([]);
  const offered = FILTER_CHOICES.filter((one) => one.key !== "kind" || !hasFixedKind);
  const isShown = (one: FilterChoice) => one.isFirst || filter[one.key] !== null || added.includes(one.key);
  const rest = offered.filter((one) => !isShown(one));
  const set = (key: FilterKey, value: string | null) => onChange({ [key]: value } as Partial<QueueFilter>);
  return (
    <div className="flex shrink-0 items-center gap-1.5 overflow-x-auto border-line border-b px-6 py-2.5 max-md:px-4">
      {offered.filter(isShown).map((one) => {
        const value = filter[one.key];
        const chosen = one.options.find((option) => option.value === value);
        return value !== null ? (
          <Chip
            key={one.key}
            label={one.label}
            value={chosen?.label ?? value}
            onRemove={() => set(one.key, null)}
          />
        ) : (
          <MenuChip
            key={one.key}
            label={one.label}
            options={one.options}
            selected={null}
            anyLabel={one.anyLabel}
            onSelect={(next) => set(one.key, next)}
          />
        );
      })}
      {filter.overdue ? (
        <Chip label="Due" value="overdue" onRemove={() => onChange({ overdue: false })} />
      ) : null}
      {filter.q ? <Chip label="Search" value={filter.q} onRemove={() => onChange({ q: null })} /> : null}
      {rest.length > 0 || !filter.overdue ? (
        <Menu
          trigger={<AddChip label="Filter" />}
          items={[
            ...rest.map((one) => ({
              label: one.label,
              onSelect: () => setAdded((was) => [...was, one.key]),
            })),
            ...(filter.overdue
              ? []
              : [{ label: "Overdue only", onSelect: () => onChange({ overdue: true }) }]),
          ]}
        />
      ) : null}
      <Standing filter={filter} count={count} matching={matching} at={at} />
    </div>
  );
}
