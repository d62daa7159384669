import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { parseQueueFilter, QUEUE_TABS, type QueueFilter, type QueueTab } from "@/lib/contracts/queue";
import { CASE_KINDS, SEVERITIES } from "@/lib/domain/case";
import { CHANNELS } from "@/lib/domain/channel";
import { ACCOUNT_TYPES } from "@/lib/domain/member";
import { HELD_BY } from "@/lib/domain/queue";
import { CATEGORIES } from "@/lib/domain/report";

const ADDRESS = {
  tab: parseAsStringLiteral(QUEUE_TABS),
  kind: parseAsStringLiteral(CASE_KINDS),
  severity: parseAsStringLiteral(SEVERITIES),
  category: parseAsStringLiteral(CATEGORIES),
  channel: parseAsStringLiteral(CHANNELS),
  language: parseAsString,
  account: parseAsStringLiteral(ACCOUNT_TYPES),
  held: parseAsStringLiteral(HELD_BY),
  overdue: parseAsBoolean,
  q: parseAsString,
};

/** The filter as it stands in the address; a change is a step of the browser's history, a search is not. */
export function useFilterAddress(fixedTab: QueueTab | null) {
  const [address, setAddress] = useQueryStates(ADDRESS, { history: "push" });
  const read = { ...address, overdue: address.overdue ?? false, tab: fixedTab ?? address.tab ?? "all" };
  const { overdue, ...texts } = read;
  const filter = parseQueueFilter({
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== null)),
    ...(overdue ? { overdue: "true" } : {}),
  });
  const change = (next: Partial<QueueFilter>) => {
    const { tab: _tab, overdue: isOverdue, ...rest } = next;
    const onlySearch = Object.keys(next).every((key) => key === "q");
    void setAddress(
      { ...rest, ...(isOverdue === undefined ? {} : { overdue: isOverdue || null }) },
      onlySearch ? { history: "replace" } : {},
    );
  };
  return { filter, change };
}
