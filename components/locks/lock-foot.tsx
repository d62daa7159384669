"use client";

import type { ClaimLease } from "@/components/queue/claim-lease";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { CaseView } from "@/lib/contracts/case";
import { missingOf } from "./lock-fault";
import type { LockDecision } from "./use-lock-decision";

const DEEDS = {
  released: "Release and open the next one",
  removed: "Remove and open the next one",
} as const;

function blockedReason(view: CaseView, decision: LockDecision, lease: ClaimLease): string | null {
  if (!lease.expiresAt) {
    return view.heldBy && !view.isMine
      ? `${view.heldBy.name} holds this case.`
      : "Claim the case to decide it.";
  }
  if (decision.isStale) return "Read what is new first, then go on with it.";
  return missingOf(decision.choice, view.policy.policy)?.message ?? null;
}

/** The foot of the rail: names the deed, or says what is missing. */
export function LockFoot({
  view,
  decision,
  lease,
  isBare,
}: {
  view: CaseView;
  decision: LockDecision;
  lease: ClaimLease;
  /** Stands in a foot that has its own edge and room. */
  isBare: boolean;
}) {
  const { fault, choice } = decision;
  const reason = blockedReason(view, decision, lease);
  const isFree = !lease.expiresAt && (!view.heldBy || view.isMine);
  return (
    <div className={cn("flex-none", isBare ? null : "border-line-strong border-t bg-surface px-5 py-3")}>
      {fault?.field === "foot" ? (
        <p id="decide-foot" tabIndex={-1} role="alert" className="mb-2 text-12 text-crit">
          {fault.message}
        </p>
      ) : null}
      <Button
        variant="primary"
        className="h-9 w-full justify-between"
        keys={isFree ? ["C"] : ["⌘", "↵"]}
        pending={isFree ? lease.isPending : decision.isPending}
        disabledReason={isFree ? null : reason}
        onClick={isFree ? lease.claim : decision.submit}
      >
        <span className="truncate">
          {isFree ? "Claim this case" : choice.outcome ? DEEDS[choice.outcome] : "Choose an outcome"}
        </span>
      </Button>
      <p className="mt-1.75 text-12 text-ink-3">
        {reason && !isFree
          ? reason
          : "Takes effect at once. Both sides read it on their page, and the filter learns."}
      </p>
    </div>
  );
}
