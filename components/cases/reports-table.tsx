import type { CaseReportView, CaseView } from "@/lib/contracts/case";
import { CATEGORY_LABELS } from "@/lib/domain/report";
import { EvidenceSection } from "./evidence-section";
import { ShortInstant } from "./short-instant";
import { Untrusted } from "./untrusted";

const MONTH = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", month: "short", year: "numeric" });

function reporterName(report: CaseReportView, hasNamesVeiled: boolean, place: number): string {
  if (report.reporterName !== null) return hasNamesVeiled ? `Reporter ${place}` : report.reporterName;
  return report.reporterJoinedAt
    ? `Member since ${MONTH.format(new Date(report.reporterJoinedAt))}`
    : "Reporter not on record";
}

function accuracy({ upheld, decided }: CaseReportView): string {
  return decided === 0 ? "0 of 0, first report" : `${upheld} of ${decided} upheld`;
}

/** Who complained, of what, and how often they were right before. */
export function ReportsTable({ view, hasNamesVeiled }: { view: CaseView; hasNamesVeiled: boolean }) {
  const { reports } = view;
  if (reports.length === 0) {
    return (
      <EvidenceSection title="Reports">
        <p className="text-12 text-ink-2">Nobody has reported this; a detector opened the case.</p>
      </EvidenceSection>
    );
  }
  const people = view.reportCount === 1 ? "1 person" : `${view.reportCount} people`;
  const whose = view.kind === "flagged_account" ? "30 days, under their own cases" : people;
  return (
    <EvidenceSection title="Reports" note={`${whose} · upheld before`}>
      <table className="w-full table-fixed border-collapse">
        <caption className="sr-only">Reports with their reporters' accuracy</caption>
        <colgroup>
          <col />
          <col className="w-31" />
          <col className="w-14" />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">Reporter and reason</th>
            <th scope="col">Earlier reports upheld</th>
            <th scope="col">Received</th>
          </tr>
        </thead>
        <tbody>
          {reports.map((report, index) => (
            <tr key={report.reportId} className="border-line not-first:border-t align-top leading-[17px]">
              <th scope="row" className="py-1.75 pr-2.5 text-left font-normal">
                <span className="block truncate font-medium">
                  <Untrusted text={reporterName(report, hasNamesVeiled, index + 1)} />
                </span>
                <span className="block text-12 text-ink-2">{CATEGORY_LABELS[report.category]}</span>
                {report.note ? (
                  <span className="mt-0.5 block text-12 text-ink-2">
                    <Untrusted text={report.note} />
                  </span>
                ) : null}
              </th>
              <td className="py-1.75 pr-2.5">
                <span className="num">{accuracy(report)}</span>
                <span aria-hidden="true" className="mt-1.25 block h-0.75 bg-track">
                  <span
                    className="block h-full bg-ink-3"
                    style={{ width: `${report.decided === 0 ? 0 : (report.upheld / report.decided) * 100}%` }}
                  />
                </span>
              </td>
              <td className="py-1.75 text-right text-12 text-ink-3">
                <ShortInstant at={report.receivedAt} now={view.at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </EvidenceSection>
  );
}
