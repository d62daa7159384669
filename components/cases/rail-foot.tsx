"use client";

import type { ClaimLease } from "@/components/queue/claim-lease";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { CaseView } from "@/lib/contracts/case";
import { deedLabel } from "./deed";
import { findFault } from "./draft";
import type { Decision } from "./use-decision";

/** Why the deed cannot be done now; null when it can. */
export function blockedReason(view: CaseView, decision: Decision, lease: ClaimLease): string | null {
  if (!view.canDecide) return "It takes the moderator role to decide.";
  if (view.state === "decided") return "This case is decided.";
  if (!lease.expiresAt)
    return view.heldBy && !view.isMine
      ? `${view.heldBy.name} holds this case.`
      : "Claim the case to decide it.";
  if (view.version !== decision.seen.version) return "Read what is new first, then go on with it.";
  return findFault(decision.draft, view.policy.policy)?.message ?? null;
}

/** The foot of the rail: names the deed, or says what is missing, and what cannot be taken back. */
export function RailFoot({
  view,
  decision,
  lease,
  isBare = false,
}: {
  view: CaseView;
  decision: Decision;
  lease: ClaimLease;
  /** Stands in a foot that has its own edge and room. */
  isBare?: boolean;
}) {
  const reason = blockedReason(view, decision, lease);
  const isFree = view.state === "open" && view.canDecide && !lease.expiresAt && (!view.heldBy || view.isMine);
  return (
    <div className={cn("flex-none", isBare ? null : "border-line-strong border-t bg-surface px-5 py-3")}>
      {isFree ? (
        <Button
          variant="primary"
          className="h-9 w-full justify-between"
          keys={["C"]}
          pending={lease.isPending}
          onClick={lease.claim}
        >
          Claim this case
        </Button>
      ) : (
        <Button
          variant="primary"
          className="h-9 w-full justify-between"
          keys={["⌘", "↵"]}
          pending={decision.isPending}
          disabledReason={reason}
          onClick={decision.submit}
        >
          <span className="truncate">{deedLabel(decision.draft)}</span>
        </Button>
      )}
      <p className="mt-1.75 text-12 text-ink-3">
        {reason && !isFree
          ? reason
          : decision.draft.isDismissed
            ? "Takes effect at once, then the next case opens. The reporters' platform is told."
            : "Takes effect at once, then the next case opens. Someone else hears any appeal."}
      </p>
    </div>
  );
}
