"use client";

import { NumberStepper } from "@/components/ui/number-stepper";
import { ScopeGrid } from "@/components/ui/scope-grid";
import { Segmented } from "@/components/ui/segmented";
import type { CaseView } from "@/lib/contracts/case";
import { CHANNEL_LABELS, CHANNELS, DIRECTIONS } from "@/lib/domain/channel";
import type { ChosenMeasure } from "@/lib/domain/decision";
import { MEASURE_NAMES } from "@/lib/domain/measure";
import { AUDIENCES, type Audience, type Scope } from "@/lib/domain/scope";
import { EvidenceSection } from "./evidence-section";
import { MeasurePeriod } from "./measure-period";
import { leastScope, toggleCell } from "./scope-cells";
import { NamedMembers, Superseded } from "./scope-notes";

export type ScopedMeasure = Exclude<ChosenMeasure, { measure: "warning" }>;

const AUDIENCE_LABELS: Record<Audience, string> = {
  anyone: "Anyone",
  not_connected: "Not connected",
  named: "Named members",
};

function cellText(chosen: ScopedMeasure, isLimited: boolean, isReply: boolean): string {
  if (!isLimited) return "open";
  if (chosen.measure === "daily_cap") return isReply ? "counted" : `${chosen.capPerDay} / day`;
  return "stopped";
}

/** Where, towards whom, how long and how much one measure limits. */
export function MeasureScope({
  view,
  chosen,
  isAlone,
  onChange,
}: {
  view: CaseView;
  chosen: ScopedMeasure;
  /** The only measure with a scope: its name need not be said. */
  isAlone: boolean;
  onChange: (chosen: ScopedMeasure) => void;
}) {
  const { scope } = chosen;
  const setScope = (next: Scope) => onChange({ ...chosen, scope: next });
  const isCap = chosen.measure === "daily_cap";
  return (
    <EvidenceSection
      title={isAlone ? "Scope" : `Scope: ${MEASURE_NAMES[chosen.measure].toLowerCase()}`}
      note="limited cells are filled"
      action={
        <button
          type="button"
          className="link text-12"
          onClick={() => setScope(leastScope(view.channel, view.degree))}
        >
          Least that would do
        </button>
      }
    >
      <ScopeGrid
        label={`${MEASURE_NAMES[chosen.measure]}: limited by channel and direction`}
        columns={CHANNELS.map((channel) => ({ key: channel, label: CHANNEL_LABELS[channel] }))}
        rows={[
          { key: "start", label: "Start" },
          { key: "reply", label: "Reply" },
        ]}
        cellAt={(row, column) => {
          const isLimited =
            scope.directions.some((one) => one === row) && scope.channels.some((one) => one === column);
          return { limited: isLimited, text: cellText(chosen, isLimited, row === "reply") };
        }}
        onToggle={(row, column) => {
          const direction = DIRECTIONS.find((one) => one === row);
          const channel = CHANNELS.find((one) => one === column);
          // A cap counts conversations started (R6): replies stay open.
          if (!direction || !channel || (isCap && direction === "reply")) return;
          setScope(toggleCell(scope, direction, channel));
        }}
      />
      <div className="mt-2.5 flex items-center gap-2">
        <span className="w-10 shrink-0 text-12 text-ink-2">To</span>
        <Segmented
          label="Towards whom"
          options={AUDIENCES.map((value) => ({ value, label: AUDIENCE_LABELS[value] }))}
          value={scope.audience}
          onChange={(value) => {
            const audience = AUDIENCES.find((one) => one === value);
            if (audience) setScope({ ...scope, audience, counterparts: [] });
          }}
        />
      </div>
      {scope.audience === "named" ? <NamedMembers view={view} scope={scope} onChange={setScope} /> : null}
      <div className="mt-1.5 flex flex-wrap items-center gap-2">
        <span className="w-10 shrink-0 text-12 text-ink-2">For</span>
        <MeasurePeriod policy={view.policy.policy} chosen={chosen} onChange={onChange} />
        {isCap ? (
          <NumberStepper
            label="Cap"
            labelHidden
            className="ml-auto"
            value={chosen.capPerDay > 0 ? chosen.capPerDay : null}
            min={view.policy.policy.measures.dailyCap.min}
            max={view.policy.policy.measures.dailyCap.max}
            unit="/ day"
            onChange={(value) => onChange({ ...chosen, capPerDay: value ?? 0 })}
          />
        ) : null}
      </div>
      <Superseded view={view} chosen={chosen} />
    </EvidenceSection>
  );
}
