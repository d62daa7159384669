"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { NumberStepper } from "@/components/ui/number-stepper";
import { Select } from "@/components/ui/select";
import type { AppealView } from "@/lib/contracts/appeal";
import type { ChosenMeasure } from "@/lib/domain/decision";
import { measureWords } from "./measure-words";
import { type MilderRow, milderChoices, milderLimits } from "./milder";
import type { AppealDecision } from "./use-appeal-decision";

const CHOICES: Record<MilderRow["as"], string> = {
  kept: "Keep as it is",
  shorter: "Make milder",
  daily_cap: "Daily cap instead",
  warning: "Warning instead",
  lifted: "Lift",
};

function Row({
  original,
  row,
  view,
  onChange,
}: {
  original: ChosenMeasure;
  row: MilderRow;
  view: AppealView;
  onChange: (row: MilderRow) => void;
}) {
  const limits = milderLimits(original, view.policy);
  const hasFigures = row.as === "shorter" || row.as === "daily_cap";
  const hasCap = row.as === "daily_cap" || (row.as === "shorter" && original.measure === "daily_cap");
  const hasHours = row.as === "shorter" && original.measure === "temporary_block";
  const limitsReplies = original.measure !== "warning" && original.scope.directions.includes("reply");
  const wasOpen =
    (original.measure === "daily_cap" || original.measure === "messaging_disabled") && original.days === null;
  const name = measureWords(original);
  return (
    <li className="border-line border-t py-2.5">
      <p className="mb-1.5 text-12 text-ink-2">{name}</p>
      <Select
        aria-label={`What becomes of: ${name}`}
        value={row.as}
        onChange={(event) => {
          const as = milderChoices(original).find((choice) => choice === event.currentTarget.value);
          if (as) onChange({ ...row, as });
        }}
      >
        {milderChoices(original).map((choice) => (
          <option key={choice} value={choice}>
            {CHOICES[choice]}
          </option>
        ))}
      </Select>
      {hasFigures ? (
        <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
          {hasCap ? (
            <NumberStepper
              label="Cap"
              unit="a day"
              value={row.capPerDay}
              {...limits.capPerDay}
              onChange={(capPerDay) => onChange({ ...row, capPerDay: capPerDay ?? limits.capPerDay.min })}
            />
          ) : null}
          {hasHours ? (
            <NumberStepper
              label="For"
              unit="h"
              value={row.hours}
              {...limits.hours}
              onChange={(hours) => onChange({ ...row, hours: hours ?? limits.hours.min })}
            />
          ) : row.days === null ? null : (
            <NumberStepper
              label="For"
              unit="days"
              value={row.days}
              {...limits.days}
              onChange={(days) => onChange({ ...row, days: days ?? limits.days.min })}
            />
          )}
          {wasOpen ? (
            <Checkbox
              label="Until lifted"
              checked={row.days === null}
              onChange={(event) =>
                onChange({
                  ...row,
                  days: event.currentTarget.checked ? null : view.policy.measures.periodDays.default,
                })
              }
            />
          ) : null}
          {row.as === "shorter" && limitsReplies && original.scope.directions.includes("start") ? (
            <Checkbox
              label="Replies stay possible"
              checked={row.startsOnly}
              onChange={(event) => onChange({ ...row, startsOnly: event.currentTarget.checked })}
            />
          ) : null}
        </div>
      ) : null}
    </li>
  );
}

/** What stays of each measure: the choices never go beyond the first decision. */
export function ReducePicker({ view, decision }: { view: AppealView; decision: AppealDecision }) {
  const { choice, change, fault } = decision;
  return (
    <div id="appeal-reduce" tabIndex={-1} className="mt-3">
      <ul>
        {view.original.measures.map((original, index) => {
          const row = choice.rows[index];
          return row ? (
            <Row
              key={original.measure}
              original={original}
              row={row}
              view={view}
              onChange={(next) =>
                change({ rows: choice.rows.map((one, place) => (place === index ? next : one)) })
              }
            />
          ) : null;
        })}
      </ul>
      <p className="border-line border-t pt-2 text-12 text-ink-3">
        Periods count from the first decision, so that appealing never prolongs anything.
      </p>
      {fault?.field === "reduce" ? (
        <p role="alert" className="mt-1.5 text-12 text-crit">
          {fault.message}
        </p>
      ) : null}
    </div>
  );
}
