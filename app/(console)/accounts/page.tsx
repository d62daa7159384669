import type { Metadata } from "next";
import { AccountSearch } from "@/components/accounts/account-search";
import { AccountTable } from "@/components/accounts/account-table";
import { PageBar } from "@/components/shell/page-bar";
import { EmptyState } from "@/components/ui/empty-state";
import { page } from "@/lib/auth/page";
import { parseAccountSearch } from "@/lib/contracts/account";
import { ACCOUNTS_MAX, searchAccounts } from "@/lib/services/account";

export const metadata: Metadata = { title: "Accounts" };

export default page("account.view", async ({ db, searchParams }) => {
  const q = parseAccountSearch(searchParams);
  const rows = await searchAccounts(db, q);
  const isCut = rows.length === ACCOUNTS_MAX;
  const found = isCut
    ? `The first ${ACCOUNTS_MAX} that begin with “${q}”.`
    : `${rows.length} begin with “${q}”.`;
  return (
    <>
      <PageBar title="Accounts" actions={<AccountSearch q={q} />} className="border-line border-b" />
      <div className="px-6 py-4 max-md:px-4">
        {rows.length > 0 ? (
          <AccountTable
            caption={q ? found : "Accounts of the latest cases. Search for any other."}
            rows={rows}
          />
        ) : (
          <EmptyState
            title={q ? "No account begins with that" : "No case has been opened yet"}
            drawing={false}
          >
            {q
              ? "The search compares the beginning of an id, a name or an e-mail."
              : "Accounts show up here with their first case; the search finds any other."}
          </EmptyState>
        )}
      </div>
    </>
  );
});
