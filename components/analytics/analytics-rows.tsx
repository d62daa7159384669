import Link from "next/link";
import { formatMinutes } from "@/components/charts/unit";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Table, TableCell, TableHeader, TableRow } from "@/components/ui/table";
import { Instant } from "@/components/ui/time-element";
import type { RowView } from "@/lib/contracts/analytics";

/** The cases behind a figure. */
export function AnalyticsRows({
  caption,
  rows,
  nextHref,
}: {
  caption: string;
  rows: RowView[];
  nextHref: string | null;
}) {
  if (rows.length === 0) {
    return (
      <EmptyState title="No rows in this period">
        The figure is zero for what is filtered. A longer period or another kind may have some.
      </EmptyState>
    );
  }
  return (
    <div className="overflow-x-auto px-6 py-2 max-md:px-4">
      <Table caption={caption} captionHidden>
        <thead>
          <TableRow>
            <TableHeader>Case</TableHeader>
            <TableHeader>Kind</TableHeader>
            <TableHeader>Category</TableHeader>
            <TableHeader>Opened</TableHeader>
            <TableHeader>Decided</TableHeader>
            <TableHeader>Outcome</TableHeader>
            <TableHeader numeric>Time to decision</TableHeader>
          </TableRow>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TableRow key={`${row.reference}-${row.decidedAt}`}>
              <TableCell>
                <Link href={row.href} className="link mono whitespace-nowrap">
                  {row.reference}
                </Link>
              </TableCell>
              <TableCell>{row.kind}</TableCell>
              <TableCell>{row.category}</TableCell>
              <TableCell className="whitespace-nowrap">
                <Instant at={row.openedAt} />
              </TableCell>
              <TableCell className="whitespace-nowrap">
                {row.decidedAt ? <Instant at={row.decidedAt} /> : "open"}
              </TableCell>
              <TableCell>{row.outcome ?? "–"}</TableCell>
              <TableCell numeric>{row.minutes === null ? "–" : formatMinutes(row.minutes)}</TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
      {nextHref ? (
        <div className="py-4">
          <LinkButton href={nextHref}>Older rows</LinkButton>
        </div>
      ) : null}
    </div>
  );
}
