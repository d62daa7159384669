import { formatCount } from "@/components/charts/unit";
import { Table, TableCell, TableHeader, TableRow } from "@/components/ui/table";
import type { FiguresView, RuleCountView } from "@/lib/contracts/back-test";
import { SIGNAL_LABELS } from "@/lib/domain/signal";

const RESPONSES = { flag: "flags", note: "notes", off: "off" } as const;

function responseWords({ response }: RuleCountView): string {
  if (!response) return "";
  const { base, draft } = response;
  return base === draft ? RESPONSES[draft] : `${RESPONSES[base]} → ${RESPONSES[draft]}`;
}

/** Each rule that hits anybody, under both. */
export function BackTestRules({ view }: { view: FiguresView }) {
  const { byRule, run } = view;
  return (
    <section>
      <h2>By rule</h2>
      <p className="mt-px mb-2 max-w-[74ch] text-12 text-pretty text-ink-3">
        Accounts hit at least once in the period. An account counts once under every rule that hits it.
      </p>
      <Table caption="Accounts by rule" captionHidden>
        <thead>
          <TableRow>
            <TableHeader>Rule</TableHeader>
            <TableHeader>A hit</TableHeader>
            <TableHeader numeric>Version {run.baseVersion}</TableHeader>
            <TableHeader numeric>Draft</TableHeader>
            <TableHeader numeric>New</TableHeader>
            <TableHeader numeric>Let go</TableHeader>
          </TableRow>
        </thead>
        <tbody>
          {byRule.map((row) => (
            <TableRow key={row.rule}>
              <TableCell>
                <span className="mono mr-2 text-ink-3">{row.rule}</span>
                {SIGNAL_LABELS[row.rule]}
              </TableCell>
              <TableCell className="text-ink-2">{responseWords(row)}</TableCell>
              <TableCell numeric>{formatCount(row.base)}</TableCell>
              <TableCell numeric>{formatCount(row.draft)}</TableCell>
              <TableCell numeric>{formatCount(row.newly)}</TableCell>
              <TableCell numeric>{formatCount(row.letGo)}</TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
