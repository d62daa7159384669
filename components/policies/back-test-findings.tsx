import { formatCount } from "@/components/charts/unit";
import type { FiguresView } from "@/lib/contracts/back-test";
import { BackTestCurves } from "./back-test-curves";
import { BackTestFigures } from "./back-test-figures";
import { BackTestGroups } from "./back-test-groups";
import { BackTestRules } from "./back-test-rules";
import { BackTestWarning } from "./back-test-warning";
import { ChangedAccounts } from "./changed-accounts";

function leadOf(count: number, kept: number, rest: string): string {
  if (count === 0) return "None.";
  const some = kept < count ? `, of which the ${formatCount(kept)} furthest can be opened` : "";
  return `${formatCount(count)} accounts${some}; furthest first. ${rest}`;
}

/** What a finished run found in one scope. */
export function BackTestFindings({
  view,
  onTry,
}: {
  view: FiguresView;
  onTry: ((path: string, value: number) => void) | undefined;
}) {
  const { result, scope, run, kept } = view;
  if (!result) {
    return (
      <p className="mt-4 text-ink-2">
        {scope} hit nobody in these days, neither under version {run.baseVersion} nor under the draft.
      </p>
    );
  }
  const rowsHref = (list: string) => `/policies/back-test/${run.backTestId}?scope=${scope}&list=${list}`;
  const withRule = scope === "all";
  return (
    <>
      <BackTestFigures view={view} />
      <BackTestWarning view={view} onTry={onTry} />
      <div className="mt-5 grid gap-x-10 gap-y-6 xl:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
        {withRule ? <BackTestRules view={view} /> : <BackTestCurves view={view} href={rowsHref("newly")} />}
        <div className="grid content-start gap-6">
          <ChangedAccounts
            title="Who would be new"
            lead={leadOf(result.newly.accounts, kept.newly, "Peak and limit are those of the draft.")}
            rows={view.newly}
            count={kept.newly}
            href={rowsHref("newly")}
            withRule={withRule}
          />
          {result.letGo.accounts > 0 ? (
            <ChangedAccounts
              title="Who would be let go"
              lead={leadOf(
                result.letGo.accounts,
                kept.letGo,
                `Limits are those of version ${run.baseVersion}.`,
              )}
              rows={view.letGo}
              count={kept.letGo}
              href={rowsHref("letGo")}
              withRule={withRule}
            />
          ) : null}
        </div>
      </div>
      <div className="mt-6">
        <BackTestGroups view={view} />
      </div>
      <p className="mt-4 max-w-[74ch] text-12 text-pretty text-ink-3">
        Messages of the 30 days before warm the windows up. Wrong means: every decision since the first hit
        was a dismissal or was overturned. Not in it: what the gate would have held back, so that a message it
        stops still counts here, and {view.leftOut.join(", ")}.
      </p>
    </>
  );
}
