"use client";

import { Segmented } from "@/components/ui/segmented";
import type { Policy } from "@/lib/domain/policy";
import type { ScopedMeasure } from "./measure-scope";

const OPEN = "open";
const DAYS = [14, 30, 90];

function within(values: number[], range: { min: number; max: number; default: number }): number[] {
  return [...new Set([...values, range.default])]
    .filter((value) => value >= range.min && value <= range.max)
    .sort((a, b) => a - b);
}

/** How long a measure runs: hours for a block (R5), days or until lifted for the others. */
export function MeasurePeriod({
  policy,
  chosen,
  onChange,
}: {
  policy: Policy;
  chosen: ScopedMeasure;
  onChange: (chosen: ScopedMeasure) => void;
}) {
  const { temporaryBlockHours, periodDays } = policy.measures;
  if (chosen.measure === "temporary_block") {
    const middle = (temporaryBlockHours.min + temporaryBlockHours.max) / 2;
    const hours = within([temporaryBlockHours.min, middle, temporaryBlockHours.max], temporaryBlockHours);
    return (
      <Segmented
        label="For how long"
        options={hours.map((value) => ({ value: String(value), label: `${value} h` }))}
        value={String(chosen.hours)}
        onChange={(value) => onChange({ ...chosen, hours: Number(value) })}
      />
    );
  }
  return (
    <Segmented
      label="For how long"
      options={[
        ...within(DAYS, periodDays).map((value) => ({ value: String(value), label: `${value} d` })),
        { value: OPEN, label: "Until lifted" },
      ]}
      value={chosen.days === null ? OPEN : String(chosen.days)}
      onChange={(value) => onChange({ ...chosen, days: value === OPEN ? null : Number(value) })}
    />
  );
}
