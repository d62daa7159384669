import { useState } from "react";
import { formatCount } from "@/components/charts/unit";
import { Segmented } from "@/components/ui/segmented";
import { Table, TableCell, TableHeader, TableRow } from "@/components/ui/table";
import type { ShadowView } from "@/lib/contracts/back-test";
import { GROUPINGS, type Grouping } from "@/lib/domain/back-test-result";
import { SIGNAL_LABELS } from "@/lib/domain/signal";
import { GROUPING_LABELS, groupLabel } from "./group-label";

/** Signals by rule, in force and in the shadow. */
export function ShadowRules({ view }: { view: ShadowView }) {
  if (view.rules.length === 0) {
    return <p className="text-ink-2">No signal in this time, neither in force nor in the shadow.</p>;
  }
  return (
    <section>
      <h3 className="font-medium">By rule</h3>
      <p className="mt-px mb-2 max-w-[74ch] text-12 text-pretty text-ink-3">
        Accounts with a signal since the run began, at most 90 days; a figure that was crossed before is
        counted by the draft when it is measured first. Rules that look at reports or accounts run for the
        policy in force only.
      </p>
      <Table caption="Accounts with a signal by rule" captionHidden>
        <thead>
          <TableRow>
            <TableHeader>Rule</TableHeader>
            <TableHeader numeric>In force</TableHeader>
            <TableHeader numeric>Shadow</TableHeader>
            <TableHeader numeric>New</TableHeader>
            <TableHeader numeric>Let go</TableHeader>
          </TableRow>
        </thead>
        <tbody>
          {view.rules.map(({ rule, live, shadow, newly, letGo }) => (
            <TableRow key={rule}>
              <TableCell>
                <span className="mono mr-2 text-ink-3">{rule}</span>
                {SIGNAL_LABELS[rule]}
              </TableCell>
              <TableCell numeric>{formatCount(live.members)}</TableCell>
              <TableCell numeric>{formatCount(shadow.members)}</TableCell>
              <TableCell numeric>{formatCount(newly)}</TableCell>
              <TableCell numeric>{formatCount(letGo)}</TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

/** Accounts with a signal by group, small groups withheld. */
export function ShadowGroups({ view }: { view: ShadowView }) {
  const [grouping, setGrouping] = useState<Grouping>("accountType");
  const told = (value: number | null) => (value === null ? "under 10" : formatCount(value));
  return (
    <section>
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <h3 className="font-medium">By group</h3>
        <Segmented
          label="Groups of the shadow run"
          options={GROUPINGS.map((one) => ({ value: one, label: GROUPING_LABELS[one] }))}
          value={grouping}
          onChange={(value) => setGrouping(GROUPINGS.find((one) => one === value) ?? "accountType")}
        />
      </div>
      <Table caption="Accounts with a signal by group" captionHidden>
        <thead>
          <TableRow>
            <TableHeader>{GROUPING_LABELS[grouping]}</TableHeader>
            <TableHeader numeric>In force</TableHeader>
            <TableHeader numeric>Shadow</TableHeader>
          </TableRow>
        </thead>
        <tbody>
          {view.groups[grouping].map(({ key, live, shadow }) => (
            <TableRow key={key}>
              <TableCell>{groupLabel(grouping, key)}</TableCell>
              <TableCell numeric>{told(live)}</TableCell>
              <TableCell numeric>{told(shadow)}</TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
