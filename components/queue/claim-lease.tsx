"use client";

import { useCallback, useEffect, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { LeaseRing } from "@/components/ui/lease-ring";
import { claimCase, releaseCase, renewClaim } from "@/lib/actions/claim";
import { claimRefusalText } from "@/lib/contracts/claim";
import { CLAIM_HEARTBEAT_MS, CLAIM_LEASE_MS } from "@/lib/domain/case";

export type LeaseRefusal = { code: string; name?: string; reference?: string };

export type ClaimLease = {
  /** When the lease ends (RFC 3339 UTC); null when the person does not hold the case. */
  expiresAt: string | null;
  /** Why the case is no longer, or not yet, theirs. */
  refusal: LeaseRefusal | null;
  isPending: boolean;
  claim: () => void;
  /** "Hand on". `then` runs once the case is free. */
  release: (then?: () => void) => void;
};

/** Codes after which the case is somebody else's business; a lost wire is not one of them. */
const GONE = [
  "case_held_by_other",
  "case_decided",
  "case_not_claimed",
  "case_excluded",
  "case_not_found",
  "forbidden",
];

/**
 * Holds a claim while the page is open: renews it every minute and when the page is looked at again, and says so when
 * the case went to somebody else. A heartbeat that does not reach the server is tried again; the lease runs on.
 */
export function useClaimLease(caseId: string, heldUntil: string | null): ClaimLease {
  const [lease, setLease] = useState<{ expiresAt: string | null; refusal: LeaseRefusal | null }>({
    expiresAt: heldUntil,
    refusal: null,
  });
  const [isPending, startTransition] = useTransition();
  const isHeld = lease.expiresAt !== null;

  const settle = useCallback((answer: Awaited<ReturnType<typeof renewClaim>>) => {
    if (answer.ok) return setLease({ expiresAt: answer.value.expiresAt, refusal: null });
    const { error } = answer;
    setLease((was) => ({ expiresAt: GONE.includes(error.code) ? null : was.expiresAt, refusal: error }));
  }, []);

  useEffect(() => {
    if (!isHeld) return;
    let isGone = false;
    const beat = async () => {
      const answer = await renewClaim({ caseId }).catch(() => null);
      if (!isGone && answer) settle(answer);
    };
    const look = () => {
      if (document.visibilityState === "visible") void beat();
    };
    const timer = setInterval(beat, CLAIM_HEARTBEAT_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      isGone = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [caseId, isHeld, settle]);

  return {
    ...lease,
    isPending,
    claim: () => startTransition(async () => settle(await claimCase({ caseId }))),
    release: (then) =>
      startTransition(async () => {
        const answer = await releaseCase({ caseId });
        setLease({ expiresAt: null, refusal: answer.ok ? null : answer.error });
        if (answer.ok) then?.();
      }),
  };
}

/** "Yours for 11:42", or how to take the case, or who has it now. */
export function ClaimLeaseMark({ lease, canClaim }: { lease: ClaimLease; canClaim: boolean }) {
  if (lease.expiresAt) return <LeaseRing until={lease.expiresAt} totalMs={CLAIM_LEASE_MS} />;
  const isTaken = lease.refusal !== null && lease.refusal.code !== "case_not_claimed";
  return (
    <span className="inline-flex flex-wrap items-center gap-3 text-12">
      {lease.refusal ? (
        <span role="status" className="text-warn">
          {claimRefusalText(lease.refusal)}
        </span>
      ) : null}
      {canClaim && !isTaken ? (
        <Button size="sm" keys={["C"]} pending={lease.isPending} onClick={lease.claim}>
          Claim
        </Button>
      ) : null}
    </span>
  );
}
