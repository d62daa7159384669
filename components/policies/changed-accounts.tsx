import Link from "next/link";
import { Untrusted } from "@/components/cases/untrusted";
import { formatCount } from "@/components/charts/unit";
import { Table, TableCell, TableHeader, TableRow } from "@/components/ui/table";
import { Instant } from "@/components/ui/time-element";
import type { ChangedAccountView } from "@/lib/contracts/back-test";

/** Accounts only one policy flags: how far they went, and what was decided since. */
export function ChangedAccountsTable({
  caption,
  rows,
  withRule,
  withDate = false,
}: {
  caption: string;
  rows: readonly ChangedAccountView[];
  withRule: boolean;
  /** When the peak was. */
  withDate?: boolean | undefined;
}) {
  return (
    <Table caption={caption} captionHidden>
      <thead>
        <TableRow>
          <TableHeader>Account</TableHeader>
          {withRule ? <TableHeader>Rule</TableHeader> : null}
          <TableHeader numeric>Peak</TableHeader>
          <TableHeader numeric>Limit</TableHeader>
          {withDate ? <TableHeader>Peak on</TableHeader> : null}
          <TableHeader>Since judged</TableHeader>
        </TableRow>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TableRow key={`${row.memberId} ${row.rule}`}>
            <TableCell className="max-w-48 truncate font-medium">
              <Link href={row.href} className="hover:underline">
                <Untrusted text={row.displayName ?? row.memberId} />
              </Link>
            </TableCell>
            {withRule ? <TableCell className="mono">{row.rule}</TableCell> : null}
            <TableCell numeric>{row.measured ?? "–"}</TableCell>
            <TableCell numeric className="text-ink-3">
              {row.threshold ?? "–"}
            </TableCell>
            {withDate ? (
              <TableCell className="whitespace-nowrap text-ink-2">
                <Instant at={row.at} />
              </TableCell>
            ) : null}
            <TableCell className={row.judged ? undefined : "text-ink-3"}>
              {row.judged ?? "Not judged"}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

/** The first of them beside the figures, and the way to all. */
export function ChangedAccounts({
  title,
  lead,
  rows,
  count,
  href,
  withRule,
}: {
  title: string;
  lead: string;
  rows: readonly ChangedAccountView[];
  /** Rows that can be opened. */
  count: number;
  href: string;
  withRule: boolean;
}) {
  return (
    <section>
      <h2>{title}</h2>
      <p className="mt-px mb-2 max-w-[74ch] text-12 text-pretty text-ink-3">{lead}</p>
      {rows.length > 0 ? <ChangedAccountsTable caption={title} rows={rows} withRule={withRule} /> : null}
      {count > rows.length ? (
        <p className="mt-2 text-12">
          <Link href={href} className="link">
            All {formatCount(count)} rows
          </Link>
        </p>
      ) : null}
    </section>
  );
}
