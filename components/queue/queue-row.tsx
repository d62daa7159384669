"use client";

import { Lock, MessageSquareWarning, Scale, UserRoundSearch, UserRoundX } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { cn } from "@/components/ui/cn";
import { Mitre } from "@/components/ui/mitre";
import { caseHref } from "@/lib/contracts/case-href";
import type { QueueRow } from "@/lib/contracts/queue";
import { CASE_KIND_LABELS, type CaseKind } from "@/lib/domain/case";
import { whyLine } from "@/lib/domain/case-why";
import { CHANNEL_LABELS } from "@/lib/domain/channel";
import { ACCOUNT_TYPE_LABELS } from "@/lib/domain/member";
import { CATEGORY_LABELS } from "@/lib/domain/report";
import { Untrusted } from "../cases/untrusted";
import { DueCell } from "./due-cell";
import { GridCell } from "./grid-parts";
import { HeldCell } from "./held-cell";
import type { RowDeeds } from "./row-deeds";
import { SignalCell } from "./signal-cell";

/** Columns of the grid, shared with its head. They go by the width of the grid, not of the screen; due and why never go. */
export const QUEUE_COLUMNS =
  "sm:grid sm:items-center sm:gap-x-5 sm:px-6 sm:grid-cols-[128px_minmax(0,1fr)_154px_142px] @min-[1000px]:grid-cols-[128px_minmax(0,1fr)_154px_186px_142px] @min-[1180px]:grid-cols-[128px_minmax(0,1fr)_154px_178px_186px_142px]";

const KIND_ICONS: Record<CaseKind, typeof Scale> = {
  reported_message: MessageSquareWarning,
  reported_account: UserRoundX,
  flagged_account: UserRoundSearch,
  locked_message: Lock,
  appeal: Scale,
};

function strikesText(strikes: number): string {
  if (strikes === 0) return "no strikes";
  return strikes === 1 ? "1 strike" : `${strikes} strikes`;
}

function titleOf(row: QueueRow): string {
  const category = CATEGORY_LABELS[row.category];
  switch (row.kind) {
    case "appeal":
      return `Appeal, ${category.toLowerCase()}`;
    case "locked_message":
      return `Locked, ${category.toLowerCase()}`;
    default:
      return category;
  }
}

type QueueRowProps = {
  row: QueueRow;
  /** The server's clock when it was read. */
  at: string;
  readerId: string;
  canClaim: boolean;
  isSelected: boolean;
  isNext: boolean;
  isClaiming: boolean;
  deeds: RowDeeds;
};

/** One case in the queue: what is due, what it is, why it is here, whose it is. */
export const QueueRowView = memo(function QueueRowView(props: QueueRowProps) {
  const { row, at, readerId, isSelected, isNext, deeds } = props;
  const Icon = KIND_ICONS[row.kind];
  const isQuiet = row.isExcluded || (row.heldBy !== null && row.heldBy.staffId !== readerId);
  const why = whyLine({ ...row, lapsedAt: row.lapsedAt ? new Date(row.lapsedAt) : null }, new Date(at));
  const where = [row.channel ? CHANNEL_LABELS[row.channel] : "All", row.language].filter(Boolean).join(" · ");
  return (
    <div
      className={cn(
        QUEUE_COLUMNS,
        "group relative h-full border-line border-b max-sm:flex max-sm:flex-wrap max-sm:gap-x-3 max-sm:gap-y-1 max-sm:px-4 max-sm:py-3",
        isSelected ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <DueCell row={row} at={at} />
      <GridCell className="min-w-0 leading-4.5 max-sm:order-3 max-sm:w-full">
        <div className="flex items-center gap-2">
          <Link
            href={caseHref(row.reference)}
            prefetch={false}
            tabIndex={-1}
            onClick={() => deeds.onSelect(row.caseId)}
            className={cn(
              "max-w-[75%] shrink-0 truncate font-medium after:absolute after:inset-0 after:content-['']",
              isQuiet && "text-ink-2",
            )}
          >
            {titleOf(row)}
          </Link>
          <span className="mono shrink-0 whitespace-nowrap text-ink-3">{row.reference}</span>
          <span className="truncate text-ink-2 max-sm:hidden @min-[1180px]:hidden">
            <Untrusted text={row.memberName} />
          </span>
        </div>
        <div className="truncate text-12 leading-4.5 text-ink-2 max-sm:whitespace-normal">
          {isNext ? (
            <span className="mr-1 inline-flex items-baseline gap-1.5 font-medium text-accent">
              <Mitre direction="right" />
              Next for you.
            </span>
          ) : null}
          {why}
        </div>
      </GridCell>
      <GridCell className={cn("flex min-w-0 gap-2.5 leading-4.5 max-sm:order-4", isQuiet && "text-ink-2")}>
        <Icon aria-hidden="true" strokeWidth={1.75} className="mt-px size-4 shrink-0 text-ink-3" />
        <span className="min-w-0 max-sm:flex max-sm:gap-2">
          <span className="block truncate">{CASE_KIND_LABELS[row.kind]}</span>
          <span className="block truncate text-12 leading-4.5 text-ink-3">{where}</span>
        </span>
      </GridCell>
      <GridCell
        className={cn(
          "hidden min-w-0 leading-4.5 @min-[1180px]:block max-sm:order-5 max-sm:flex max-sm:gap-2",
          isQuiet && "text-ink-2",
        )}
      >
        <span className="block truncate">
          <Untrusted text={row.memberName} />
        </span>
        <span className="block truncate text-12 leading-4.5 text-ink-3">
          {ACCOUNT_TYPE_LABELS[row.accountType]} · {strikesText(row.strikes)}
        </span>
      </GridCell>
      <SignalCell row={row} />
      <HeldCell {...props} onClaim={deeds.onClaim} onLapse={deeds.onLapse} />
    </div>
  );
});
