import { useEffect, useState } from "react";
import type { QueueRow } from "@/lib/contracts/queue";

/**
 * The row in hand, by case and not by place: updates around it leave it selected; when it leaves the list, the row that
 * took its place is next.
 */
export function useSelection(rows: readonly QueueRow[], initialId: string | null) {
  const [chosen, setChosen] = useState<{ caseId: string; place: number } | null>(null);
  const place = chosen ? rows.findIndex((row) => row.caseId === chosen.caseId) : -1;
  const fallback = chosen
    ? Math.min(chosen.place, rows.length - 1)
    : Math.max(
        0,
        rows.findIndex((row) => row.caseId === initialId),
      );
  const index = place >= 0 ? place : fallback;
  const caseId = rows[index]?.caseId ?? null;
  const isChosen = chosen !== null;

  useEffect(() => {
    if (isChosen && caseId !== null) setChosen({ caseId, place: index });
  }, [isChosen, caseId, index]);

  return {
    index: rows.length === 0 ? -1 : index,
    row: rows[index] ?? null,
    /** Whether somebody chose it, rather than the list itself. */
    isChosen,
    choose: (caseId: string) => {
      const at = rows.findIndex((row) => row.caseId === caseId);
      if (at >= 0) setChosen({ caseId, place: at });
    },
    move: (by: number) => {
      const to = Math.min(Math.max(0, index + by), rows.length - 1);
      const row = rows[to];
      if (row) setChosen({ caseId: row.caseId, place: to });
      return to;
    },
  };
}
