"use client";

import { useEffect } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import type { QueueRow } from "@/lib/contracts/queue";
import { useClock } from "./clock";
import { GridCell } from "./grid-parts";

function clockText(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function LeaseLeft({ until, at, onLapse }: { until: string; at: string; onLapse: () => void }) {
  const end = Date.parse(until);
  const left = useClock((now) => clockText(end - now.getTime()), at);
  const hasLapsed = left === "0:00";
  useEffect(() => {
    if (hasLapsed) onLapse();
  }, [hasLapsed, onLapse]);
  return <span className="num block truncate text-12 leading-4.5 text-ink-3">{left} left</span>;
}

/** Who holds the case and for how long; empty means free, and the row in hand offers the claim. */
export function HeldCell({
  row,
  at,
  readerId,
  canClaim,
  isSelected,
  isClaiming,
  onClaim,
  onLapse,
}: {
  row: QueueRow;
  at: string;
  readerId: string;
  canClaim: boolean;
  isSelected: boolean;
  isClaiming: boolean;
  onClaim: (row: QueueRow) => void;
  onLapse: () => void;
}) {
  const { heldBy } = row;
  return (
    <GridCell className="relative z-1 min-w-0 max-sm:ml-auto max-sm:self-start">
      {heldBy ? (
        <span className="flex items-center gap-2">
          <Avatar name={heldBy.name} self={heldBy.staffId === readerId} />
          <span className="min-w-0 leading-4.5">
            <span className="block truncate">
              {heldBy.staffId === readerId ? "You" : heldBy.name.split(" ")[0]}
              <span className="sr-only"> ({heldBy.name})</span> <span className="text-ink-3">reviewing</span>
            </span>
            <LeaseLeft until={heldBy.expiresAt} at={at} onLapse={onLapse} />
          </span>
        </span>
      ) : null}
      {!heldBy && row.isExcluded ? <span className="text-12 text-ink-3">Not yours to hear</span> : null}
      {!heldBy && !row.isExcluded && canClaim ? (
        <Button
          size="sm"
          keys={isSelected ? ["C"] : []}
          tabIndex={-1}
          pending={isClaiming}
          onClick={(event) => {
            event.stopPropagation();
            onClaim(row);
          }}
          className={isSelected ? undefined : "invisible group-hover:visible pointer-coarse:visible"}
        >
          Claim
        </Button>
      ) : null}
    </GridCell>
  );
}
