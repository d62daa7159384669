import { useRef, useState } from "react";
import type { QueueRow } from "@/lib/contracts/queue";

/** What can be done from a row. */
export type RowDeeds = {
  onSelect: (caseId: string) => void;
  onClaim: (row: QueueRow) => void;
  onLapse: () => void;
};

/** The same object at every rendering, so that rows that did not change are left alone. */
export function useRowDeeds(deeds: RowDeeds): RowDeeds {
  const latest = useRef(deeds);
  latest.current = deeds;
  const [stable] = useState<RowDeeds>(() => ({
    onSelect: (caseId) => latest.current.onSelect(caseId),
    onClaim: (row) => latest.current.onClaim(row),
    onLapse: () => latest.current.onLapse(),
  }));
  return stable;
}
