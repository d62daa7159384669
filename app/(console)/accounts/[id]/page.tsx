import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AccountHead } from "@/components/accounts/account-head";
import { AccountLive } from "@/components/accounts/account-live";
import { AccountRecordsView } from "@/components/accounts/account-records";
import { AccountStanding } from "@/components/accounts/account-standing";
import { AccountTimeline } from "@/components/accounts/account-timeline";
import { Untrusted } from "@/components/cases/untrusted";
import { ColumnChart } from "@/components/charts/column-chart";
import { CopyButton } from "@/components/ui/copy-button";
import { page } from "@/lib/auth/page";
import { viewAccount } from "@/lib/services/account";

export const metadata: Metadata = { title: "Account" };

export default page("account.view", async ({ db, params }) => {
  const account = await viewAccount(db, decodeURIComponent(params.id ?? ""));
  if (!account) notFound();
  const { memberId, displayName } = account.member;
  const hasSent = account.daily.some(({ sent }) => sent > 0);
  const daily = account.signals.find((signal) => signal.rule === "D1");
  return (
    <>
      <AccountLive memberId={memberId} />
      <nav aria-label="Path" className="flex h-13 items-center gap-3 border-line border-b px-6 max-md:px-4">
        <Link href="/accounts" className="text-ink-2 hover:text-ink">
          Accounts
        </Link>
        <span aria-hidden="true" className="text-ink-3">
          /
        </span>
        <span className="truncate font-medium **:whitespace-nowrap">
          <Untrusted text={displayName} />
        </span>
        <span className="mono text-ink-3">{memberId}</span>
        <CopyButton text={memberId} label="Copy the id" />
      </nav>
      <AccountHead account={account} />
      <div className="grid flex-1 lg:grid-cols-[minmax(0,1fr)_344px]">
        <div className="min-w-0">
          <AccountStanding standing={account.standing} waiting={account.waiting} />
          <div className="border-line border-b px-6 py-5 max-md:px-4">
            <ColumnChart
              title="Messages a day"
              label="Messages"
              definition="Accepted messages by UTC day, all channels, the last 90 days. Source: the member's hourly counters."
              unit="count"
              points={hasSent ? account.daily.map(({ day, sent }) => ({ at: day, value: sent })) : []}
              {...(daily ? { threshold: { value: daily.threshold, label: `D1 ${daily.threshold}` } } : {})}
            />
          </div>
          <AccountRecordsView account={account} />
        </div>
        <AccountTimeline events={account.timeline} />
      </div>
    </>
  );
});
