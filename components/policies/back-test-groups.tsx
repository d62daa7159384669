import { useState } from "react";
import { formatCount } from "@/components/charts/unit";
import { Segmented } from "@/components/ui/segmented";
import { Table, TableCell, TableHeader, TableRow } from "@/components/ui/table";
import type { FiguresView } from "@/lib/contracts/back-test";
import { GROUPINGS, type Grouping } from "@/lib/domain/back-test-result";
import { wilson, withheldCells } from "@/lib/domain/figures";
import { GROUPING_LABELS, groupLabel } from "./group-label";

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;

function Share({ part, n }: { part: number; n: number }) {
  const share = wilson(part, n);
  if (!share) return "–";
  return (
    <>
      {percent(share.value)}{" "}
      <span className="ml-1 text-12 text-ink-3">
        {(share.low * 100).toFixed(1)}–{(share.high * 100).toFixed(1)}
      </span>
    </>
  );
}

/** Who bears it: the share flagged in each group under both, and against the share of all. */
export function BackTestGroups({ view }: { view: FiguresView }) {
  const [grouping, setGrouping] = useState<Grouping>("accountType");
  const { result, run, members } = view;
  if (!result) return null;
  const groups = result.groups[grouping];
  const hidden = withheldCells(groups.map(({ key, members: n }) => ({ key, n })));
  const overall = members > 0 ? result.draft.accounts / members : 0;
  const share = (key: string, part: number, n: number) =>
    hidden.has(key) ? "" : <Share part={part} n={n} />;
  return (
    <section>
      <div className="flex flex-wrap items-center gap-3">
        <h2>Who bears it</h2>
        <Segmented
          label="Groups"
          options={GROUPINGS.map((one) => ({ value: one, label: GROUPING_LABELS[one] }))}
          value={grouping}
          onChange={(value) => setGrouping(GROUPINGS.find((one) => one === value) ?? "accountType")}
        />
      </div>
      <p className="mt-px mb-2 max-w-[74ch] text-12 text-pretty text-ink-3">
        Accounts flagged ÷ accounts of the group that sent something in the period, with 95 % intervals. The
        last column compares with the {percent(overall)} of all accounts under the draft. Groups under 10 are
        withheld.
      </p>
      <Table caption="Share flagged by group" captionHidden>
        <thead>
          <TableRow>
            <TableHeader>{GROUPING_LABELS[grouping]}</TableHeader>
            <TableHeader numeric>Accounts</TableHeader>
            <TableHeader numeric>Version {run.baseVersion}</TableHeader>
            <TableHeader numeric>Draft</TableHeader>
            <TableHeader numeric>× all</TableHeader>
          </TableRow>
        </thead>
        <tbody>
          {groups.map(({ key, members: n, base, draft }) => (
            <TableRow key={key}>
              <TableCell>{groupLabel(grouping, key)}</TableCell>
              <TableCell numeric>
                {hidden.has(key) ? <span className="text-ink-3">not shown</span> : formatCount(n)}
              </TableCell>
              <TableCell numeric>{share(key, base, n)}</TableCell>
              <TableCell numeric>{share(key, draft, n)}</TableCell>
              <TableCell numeric>
                {hidden.has(key) || overall === 0 || n === 0 ? "" : (draft / n / overall).toFixed(1)}
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
