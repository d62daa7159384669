import type { ClaimLease } from "@/components/queue/claim-lease";
import type { CaseView } from "@/lib/contracts/case";
import { CLAIM_LEASE_MS } from "@/lib/domain/case";

/** The lease as the server last told it: a case somebody took over is theirs before the next heartbeat says so. */
export function currentLease(view: CaseView, lease: ClaimLease): ClaimLease {
  if (!lease.expiresAt || !view.heldBy || view.isMine) return lease;
  const renewedAt = new Date(lease.expiresAt).getTime() - CLAIM_LEASE_MS;
  if (new Date(view.at).getTime() <= renewedAt) return lease;
  return { ...lease, expiresAt: null, refusal: { code: "case_held_by_other", name: view.heldBy.name } };
}
