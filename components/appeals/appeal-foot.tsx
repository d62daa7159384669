"use client";

import type { ClaimLease } from "@/components/queue/claim-lease";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { AppealView } from "@/lib/contracts/appeal";
import { type AppealDecision, missingOf } from "./use-appeal-decision";

const DEEDS = {
  upheld: "Uphold and open the next appeal",
  reduced: "Reduce and open the next appeal",
  overturned: "Overturn and open the next appeal",
} as const;

function blockedReason(view: AppealView, decision: AppealDecision, lease: ClaimLease): string | null {
  if (!lease.expiresAt) {
    return view.heldBy && !view.isMine
      ? `${view.heldBy.name} holds this appeal.`
      : "Claim the appeal to decide it.";
  }
  return missingOf(view, decision.choice)?.message ?? null;
}

/** The foot of the rail: names the deed, or says what is missing, and who may hear it. */
export function AppealFoot({
  view,
  decision,
  lease,
  isBare,
}: {
  view: AppealView;
  decision: AppealDecision;
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
        <p id="appeal-foot" tabIndex={-1} role="alert" className="mb-2 text-12 text-crit">
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
          {isFree ? "Claim this appeal" : choice.outcome ? DEEDS[choice.outcome] : "Choose an outcome"}
        </span>
      </Button>
      <p className="mt-1.75 text-12 text-ink-3">
        {reason && !isFree
          ? reason
          : "You had no part in the decision; the database checks again when you send."}
      </p>
    </div>
  );
}
