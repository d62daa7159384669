import { useCallback, useRef, useState } from "react";
import type { QueueRow } from "@/lib/contracts/queue";

function comesBefore(a: QueueRow, b: QueueRow): boolean {
  return a.dueAt === b.dueAt ? a.caseId < b.caseId : a.dueAt < b.dueAt;
}

type Known = { listKey: string; ids: Set<string>; last: QueueRow | null };

/**
 * Keeps rows that came in above from pushing the list while somebody works in it: they wait behind a line until asked
 * for. Rows of a further page, and everything while nobody is in the list, show at once.
 */
export function useHeldBack(rows: readonly QueueRow[], listKey: string, isInList: boolean) {
  const known = useRef<Known>({ listKey: "", ids: new Set(), last: null });
  const [, refresh] = useState(0);
  if (known.current.listKey !== listKey || !isInList) {
    known.current = { listKey, ids: new Set(rows.map((row) => row.caseId)), last: rows.at(-1) ?? null };
  }
  const { ids, last } = known.current;
  const isWaiting = (row: QueueRow) => !ids.has(row.caseId) && last !== null && comesBefore(row, last);
  const shown = rows.filter((row) => !isWaiting(row));
  for (const row of shown) ids.add(row.caseId);
  const end = shown.at(-1);
  if (end && (last === null || comesBefore(last, end))) known.current.last = end;
  const letIn = useCallback(() => {
    known.current.listKey = "";
    refresh((n) => n + 1);
  }, []);
  return { shown, waiting: rows.length - shown.length, letIn };
}
