import Link from "next/link";
import type { ReactNode } from "react";
import { SignalList } from "@/components/signals/signal-list";
import { Badge } from "@/components/ui/badge";
import { Table, TableCell, TableHeader, TableRow } from "@/components/ui/table";
import { Instant } from "@/components/ui/time-element";
import { caseHref } from "@/lib/contracts/case-href";
import { CASE_KIND_LABELS, OUTCOME_LABELS } from "@/lib/domain/case";
import { CATEGORY_LABELS, type ReportState } from "@/lib/domain/report";
import type { AccountPage } from "@/lib/services/account";
import { AccountLinked } from "./account-linked";

const REPORT_STATE_LABELS: Record<ReportState, string> = {
  open: "Not decided",
  upheld: "Upheld",
  not_upheld: "Not upheld",
};

function Section({
  id,
  title,
  lead,
  children,
}: {
  id: string;
  title: string;
  lead: string;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={id} className="border-line border-b px-6 py-5 last:border-b-0 max-md:px-4">
      <header className="mb-2 flex items-baseline gap-2">
        <h2 id={id}>{title}</h2>
        <p className="text-12 text-ink-3">{lead}</p>
      </header>
      {children}
    </section>
  );
}

function Reference({ reference }: { reference: string }) {
  return (
    <Link href={caseHref(reference)} className="link mono whitespace-nowrap">
      {reference}
    </Link>
  );
}

function Cases({ cases }: Pick<AccountPage, "cases">) {
  return (
    <Table caption="Cases about this account" captionHidden>
      <thead>
        <tr>
          <TableHeader>Case</TableHeader>
          <TableHeader className="max-sm:hidden">Kind</TableHeader>
          <TableHeader>Category</TableHeader>
          <TableHeader>Opened</TableHeader>
          <TableHeader>Outcome</TableHeader>
        </tr>
      </thead>
      <tbody>
        {cases.map((one) => (
          <TableRow key={one.reference}>
            <TableHeader scope="row">
              <Reference reference={one.reference} />
            </TableHeader>
            <TableCell className="max-sm:hidden">{CASE_KIND_LABELS[one.kind]}</TableCell>
            <TableCell>{CATEGORY_LABELS[one.category]}</TableCell>
            <TableCell>
              <Instant at={one.openedAt} />
            </TableCell>
            <TableCell>{one.outcome ? OUTCOME_LABELS[one.outcome] : <Badge>Open</Badge>}</TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

function Reports({ reports }: Pick<AccountPage, "reports">) {
  return (
    <Table caption="Reports about this account" captionHidden>
      <thead>
        <tr>
          <TableHeader>Category</TableHeader>
          <TableHeader>Received</TableHeader>
          <TableHeader>Case</TableHeader>
          <TableHeader>Found</TableHeader>
        </tr>
      </thead>
      <tbody>
        {reports.map((report, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: reports carry no id here: nobody learns who reported
          <TableRow key={place}>
            <TableHeader scope="row">{CATEGORY_LABELS[report.category]}</TableHeader>
            <TableCell>
              <Instant at={report.receivedAt} />
            </TableCell>
            <TableCell>
              <Reference reference={report.reference} />
            </TableCell>
            <TableCell>{REPORT_STATE_LABELS[report.state]}</TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

/** Signals, cases, reports and linked accounts on record; a part without any says so. */
export function AccountRecordsView({ account }: { account: AccountPage }) {
  const { cases, reports, linked, findings } = account;
  const none = (what: string) => <p className="text-ink-2">{what}</p>;
  return (
    <>
      <Section id="signals" title="Signals" lead="measured / threshold, the latest of each rule in 30 days">
        {findings.length > 0 ? (
          <SignalList memberId={account.member.memberId} signals={findings} />
        ) : (
          none("No detector measured more than its threshold.")
        )}
      </Section>
      <Section id="cases" title="Cases" lead="newest first, appeals among them">
        {cases.length > 0 ? <Cases cases={cases} /> : none("No case was ever opened about this account.")}
      </Section>
      <Section id="reports" title="Reports" lead="who reported is not shown here">
        {reports.length > 0 ? <Reports reports={reports} /> : none("Nobody has reported this account.")}
      </Section>
      <Section id="linked" title="Linked accounts" lead="share a device, a network, a contact or a payment">
        {linked.length > 0 ? (
          <AccountLinked linked={linked} />
        ) : (
          none("No other account shares a fingerprint with this one.")
        )}
      </Section>
    </>
  );
}
