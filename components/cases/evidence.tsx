import type { CaseView } from "@/lib/contracts/case";
import type { Measure } from "@/lib/domain/measure";
import { CasesAlike } from "./cases-alike";
import { HistoryList } from "./history-list";
import { LinkedAccounts } from "./linked-accounts";
import { MemberCard } from "./member-card";
import { ReportsTable } from "./reports-table";
import { Scroller } from "./scroller";
import { SignalsTable } from "./signals-table";

/** What was measured: the member, the signals, the reports, what came before, and cases like this one. */
export function Evidence({
  view,
  hasNamesVeiled,
  chosen,
}: {
  view: CaseView;
  hasNamesVeiled: boolean;
  chosen: Measure | "none" | null;
}) {
  return (
    <Scroller label="Evidence" className="border-line xl:border-l">
      <MemberCard view={view} hasNamesVeiled={hasNamesVeiled} />
      <SignalsTable view={view} hasNamesVeiled={hasNamesVeiled} />
      <LinkedAccounts view={view} hasNamesVeiled={hasNamesVeiled} />
      <ReportsTable view={view} hasNamesVeiled={hasNamesVeiled} />
      <HistoryList view={view} />
      <CasesAlike view={view} chosen={chosen} />
    </Scroller>
  );
}
