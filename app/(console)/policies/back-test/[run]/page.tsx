import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ChangedAccountsTable } from "@/components/policies/changed-accounts";
import { PageBar } from "@/components/shell/page-bar";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { page } from "@/lib/auth/page";
import { changedAccountsFilter } from "@/lib/contracts/back-test";
import { listChangedAccounts } from "@/lib/services/back-test";

export const metadata: Metadata = { title: "Accounts of a back-test" };

const TITLES = { newly: "Who would be new", letGo: "Who would be let go" } as const;

export default page("account.view", async ({ db, params, searchParams }) => {
  const parsed = changedAccountsFilter.safeParse({ ...searchParams, run: params.run });
  const found = parsed.success ? await listChangedAccounts(db, parsed.data) : null;
  if (!parsed.success || !found) notFound();
  const { run, list, scope } = parsed.data;
  const { rows, next, version } = found;
  const query = new URLSearchParams({ scope, list, from: String(next ?? 0) });
  return (
    <>
      <PageBar
        title={TITLES[list]}
        lead={`draft ${version}, ${scope === "all" ? "all rules" : scope}, furthest first`}
        actions={
          <LinkButton href={`/policies/${version}${scope === "all" ? "" : `?rule=${scope}`}`}>
            Back to the draft
          </LinkButton>
        }
      />
      {rows.length === 0 ? (
        <EmptyState title="No rows">Nobody is on this list, or the run is not finished.</EmptyState>
      ) : (
        <div className="px-6 py-2 max-md:px-4">
          <ChangedAccountsTable caption={TITLES[list]} rows={rows} withRule={scope === "all"} withDate />
          {next === null ? null : (
            <div className="py-4">
              <LinkButton href={`/policies/back-test/${run}?${query}`}>Further rows</LinkButton>
            </div>
          )}
        </div>
      )}
    </>
  );
});
