"use client";

import { ChevronLeft, Clock } from "lucide-react";
import { type ClaimLease, ClaimLeaseMark } from "@/components/queue/claim-lease";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Severity } from "@/components/ui/severity";
import type { CaseView } from "@/lib/contracts/case";
import { dueState, OUTCOME_LABELS, type Outcome } from "@/lib/domain/case";

const LEVELS = { P0: 0, P1: 1, P2: 2 } as const;
const TONES = { overdue: "crit", soon: "warn", ahead: "neutral" } as const;

type Reviewed = Pick<
  CaseView,
  "severity" | "reference" | "state" | "openedAt" | "dueAt" | "at" | "heldBy" | "isMine" | "canDecide"
>;

/** Which case or appeal it is, how much time is left, and whose it is. */
export function ReviewBar({
  view,
  title,
  back,
  outcome,
  lease,
  onHandOn,
}: {
  view: Reviewed;
  title: string;
  back: { label: string; href: string };
  /** How it was decided; null while it is open. */
  outcome: Outcome | null;
  /** Null for somebody who may not take it. */
  lease: ClaimLease | null;
  onHandOn: () => void;
}) {
  const due = dueState({ openedAt: new Date(view.openedAt), dueAt: new Date(view.dueAt) }, new Date(view.at));
  return (
    <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-2.5 gap-y-1.5 border-line border-b bg-surface px-4 py-1.5">
      <LinkButton
        variant="ghost"
        size="sm"
        href={back.href}
        icon={<ChevronLeft aria-hidden="true" className="size-4" />}
      >
        <span className="max-sm:sr-only">{back.label}</span>
      </LinkButton>
      <span aria-hidden="true" className="h-5 w-px bg-line" />
      <Severity level={LEVELS[view.severity]} />
      <h1 className="text-15 leading-5 font-semibold tracking-[-0.012em]">{title}</h1>
      <span className="font-mono text-12 text-ink-3">{view.reference}</span>
      {view.state === "open" ? (
        <Badge tone={TONES[due]} icon={<Clock aria-hidden="true" strokeWidth={1.75} />}>
          <RelativeTime at={view.dueAt} now={view.at} words="due" />
        </Badge>
      ) : (
        <Badge tone="line">{outcome ? OUTCOME_LABELS[outcome] : "Decided"}</Badge>
      )}
      <span className="flex-1" />
      {view.state === "open" && lease ? (
        <>
          {view.heldBy && !view.isMine && !lease.expiresAt ? (
            <span className="text-12 text-ink-2">{view.heldBy.name} has it</span>
          ) : (
            <ClaimLeaseMark lease={lease} canClaim={view.canDecide} />
          )}
          {lease.expiresAt ? (
            <Button size="sm" keys={["S"]} pending={lease.isPending} onClick={onHandOn}>
              Hand on
            </Button>
          ) : null}
        </>
      ) : null}
    </header>
  );
}
