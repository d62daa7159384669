import type { Database } from "@/db/connect";
import { type AccountRow, findAccountRecords, listAccounts, listLatestAccounts } from "@/db/queries/account";
import { asking, reading } from "@/db/queries/ask";
import type { WaitingLocks } from "@/lib/contracts/lock";
import type { SignalView } from "@/lib/contracts/signal";
import { isStorable } from "@/lib/contracts/text";
import {
  type AccountEvent,
  type AccountRecords,
  accountFacts,
  accountTimeline,
  dailyCounts,
} from "@/lib/domain/account";
import { type Standing, standingAt } from "@/lib/domain/restriction";
import { viewWaitingLocks } from "./lock-view";
import { viewSignals } from "./signal-view";

/** Members a search shows at most. */
export const ACCOUNTS_MAX = 50;
/** Days of messages an account page shows. */
const DAYS = 90;

/** Members whose id, name or e-mail begins with a text; without one, those of the latest cases. */
export function searchAccounts(database: Pick<Database, "pool">, q: string | null): Promise<AccountRow[]> {
  return q === null
    ? listLatestAccounts(asking(database), ACCOUNTS_MAX)
    : listAccounts(asking(database), q, ACCOUNTS_MAX);
}

export type AccountPage = AccountRecords & {
  standing: Standing;
  facts: ReturnType<typeof accountFacts>;
  timeline: AccountEvent[];
  daily: { day: string; sent: number }[];
  /** The latest signal of each rule in 30 days. */
  findings: SignalView[];
  /** What the gate holds back of this member; null when nothing. */
  waiting: WaitingLocks | null;
};

/** An account with what follows from its records at this instant; null when there is no such member. */
export async function viewAccount(
  database: Pick<Database, "pool">,
  memberId: string,
): Promise<AccountPage | null> {
  if (!isStorable(memberId)) return null;
  const found = await reading(database, async (ask) => {
    const records = await findAccountRecords(ask, memberId);
    if (!records) return null;
    const [findings, waiting] = await Promise.all([
      viewSignals(ask, memberId, null, records.at),
      viewWaitingLocks(ask, memberId),
    ]);
    return { records, findings, waiting };
  });
  if (!found) return null;
  const { records, findings, waiting } = found;
  return {
    ...records,
    standing: standingAt(records.restrictions, records.at),
    facts: accountFacts(records),
    timeline: accountTimeline(records),
    daily: dailyCounts(records.sendings, records.at, DAYS),
    findings,
    waiting,
  };
}
