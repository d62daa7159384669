"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useKeys } from "@/components/shell/page-keys";
import { caseHref } from "@/lib/contracts/case-href";
import type { QueueRow } from "@/lib/contracts/queue";
import { GridBody, GridFrame, GridRow } from "./grid-parts";
import { useHeldBack } from "./held-back";
import { QueueHead } from "./queue-head";
import { QueueRowView } from "./queue-row";
import { useRowDeeds } from "./row-deeds";
import { useSelection } from "./selection";

const ROW_PX = 52;
export type QueueListProps = {
  rows: readonly QueueRow[];
  listKey: string;
  at: string;
  /** Rows of the whole list where known; the list itself is read page by page. */
  total: number;
  hasMore: boolean;
  onMore: () => void;
  readerId: string;
  canClaim: boolean;
  claimingId: string | null;
  onClaim: (row: QueueRow) => void;
  onLapse: () => void;
};

/** The open cases as one grid: one tab stop, J/K or arrows inside, Enter opens, C claims. Only rows in sight exist. */
export function QueueList(props: QueueListProps) {
  const { listKey, at, total, hasMore, onMore, readerId, canClaim, claimingId, onClaim, onLapse } = props;
  const router = useRouter();
  const scroller = useRef<HTMLDivElement>(null);
  const [hasScrolled, setHasScrolled] = useState(false);
  const [isWorking, setIsWorking] = useState(false);
  const { shown, waiting, letIn } = useHeldBack(props.rows, listKey, hasScrolled || isWorking);
  const next = shown.find(
    (row) => !row.isExcluded && (row.heldBy === null || row.heldBy.staffId === readerId),
  );
  const selection = useSelection(shown, next?.caseId ?? null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => shown[index]?.caseId ?? index,
    estimateSize: () => ROW_PX,
    initialRect: { width: 1200, height: 900 },
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const lastInSight = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (hasMore && lastInSight >= shown.length - 20) onMore();
  }, [hasMore, lastInSight, shown.length, onMore]);

  const move = (by: number) => {
    setIsWorking(true);
    virtual.scrollToIndex(selection.move(by));
  };
  const claim = () => {
    const { row } = selection;
    if (row && canClaim && !row.isExcluded && row.heldBy === null) onClaim(row);
  };
  const open = (event: KeyboardEvent) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const control = target?.closest("a,button,summary");
    // A tab that was just followed keeps the focus; it leads where one is already.
    const leadsHere = control instanceof HTMLAnchorElement && control.href === window.location.href;
    if (control && !leadsHere && !scroller.current?.contains(control)) return false;
    if (selection.row) router.push(caseHref(selection.row.reference));
    return true;
  };
  const [down, up] = [() => move(1), () => move(-1)];
  useKeys({ j: down, arrowdown: down, k: up, arrowup: up, c: claim, enter: open });
  const deeds = useRowDeeds({ onSelect: selection.choose, onClaim, onLapse });

  return (
    <>
      {waiting > 0 ? (
        // Lies over the list: a line of its own would push the row under the pointer.
        <div role="status" className="relative z-sticky h-0">
          <button
            type="button"
            onClick={letIn}
            className="absolute top-10 left-1/2 h-control-sm -translate-x-1/2 rounded-md border border-accent-line bg-accent-soft px-3 text-12 font-medium text-accent shadow-2 hover:underline"
          >
            {waiting} new
          </button>
        </div>
      ) : null}
      <GridFrame
        ref={scroller}
        aria-label="Open cases, earliest deadline first"
        aria-rowcount={hasMore ? -1 : total + 1}
        {...(selection.row ? { "aria-activedescendant": `case-${selection.row.caseId}` } : {})}
        onScroll={(event) => setHasScrolled(event.currentTarget.scrollTop > ROW_PX)}
        className="@container min-h-0 flex-1 overflow-y-auto -outline-offset-2"
      >
        <QueueHead />
        <GridBody className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = shown[item.index];
            if (!row) return null;
            const isSelected = item.index === selection.index;
            return (
              <GridRow
                key={item.key}
                id={`case-${row.caseId}`}
                ref={virtual.measureElement}
                data-index={item.index}
                aria-rowindex={item.index + 2}
                aria-selected={isSelected}
                className="absolute inset-x-0 top-0 sm:h-13"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <QueueRowView
                  row={row}
                  at={at}
                  readerId={readerId}
                  canClaim={canClaim}
                  isSelected={isSelected}
                  isNext={row.caseId === next?.caseId && canClaim}
                  isClaiming={claimingId === row.caseId}
                  deeds={deeds}
                />
              </GridRow>
            );
          })}
        </GridBody>
      </GridFrame>
    </>
  );
}
