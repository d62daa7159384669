"use client";

import type { ClaimLease } from "@/components/queue/claim-lease";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import type { CaseView } from "@/lib/contracts/case";
import { ChangedNote, DecidedNote, NotStoredNote } from "./conflict-notes";
import type { Decision } from "./use-decision";

/** What stands between the draft and the record, in place; never over it. */
export function ConflictBanner({
  view,
  decision,
  lease,
}: {
  view: CaseView;
  decision: Decision;
  lease: ClaimLease;
}) {
  const { refusal, draft } = decision;
  if (refusal?.code === "case_decided" && "name" in refusal && !view.isDecidedByReader) {
    return <DecidedNote by={refusal.name} decidedAt={refusal.decidedAt} at={view.at} draft={draft} />;
  }
  if (view.decision && view.isDecidedByReader) {
    if (refusal?.code === "unreachable" || refusal?.code === "unavailable") {
      return <NotStoredNote refusal={refusal} onRetry={decision.submit} />;
    }
    return (
      <Banner live title="You decided this case in another window.">
        This draft was not sent.
      </Banner>
    );
  }
  if (view.decision) {
    return (
      <DecidedNote
        by={view.decision.decidedByName}
        decidedAt={view.decision.decidedAt}
        at={view.at}
        draft={draft}
      />
    );
  }
  const taken = refusal?.code === "case_held_by_other" ? refusal : lease.refusal;
  if (taken?.code === "case_held_by_other" || (view.heldBy && !view.isMine && !lease.expiresAt)) {
    const name = (taken && "name" in taken && taken.name) || view.heldBy?.name || "Somebody else";
    return (
      <Banner live tone="warn" title={`${name} has this case now.`}>
        You can read it. What you chose and typed stays below.
      </Banner>
    );
  }
  if (refusal?.code === "unauthenticated") {
    return (
      <Banner
        live
        tone="warn"
        title="You are signed out."
        action={
          <LinkButton size="sm" href={`/sign-in?returnTo=${encodeURIComponent(`/cases/${view.reference}`)}`}>
            Sign in
          </LinkButton>
        }
      >
        What you chose is kept on this device.
      </Banner>
    );
  }
  if (refusal?.code === "forbidden") {
    return (
      <Banner live title="Your role no longer decides cases.">
        Ask a senior moderator, or hand the case on.
      </Banner>
    );
  }
  if (view.version !== decision.seen.version) return <ChangedNote view={view} decision={decision} />;
  if (refusal?.code === "case_not_claimed") {
    return (
      <Banner
        live
        tone="warn"
        title="You no longer hold this case; nobody does."
        action={
          <Button size="sm" pending={lease.isPending} onClick={lease.claim}>
            Claim again
          </Button>
        }
      >
        Nothing was sent.
      </Banner>
    );
  }
  return refusal ? <NotStoredNote refusal={refusal} onRetry={decision.submit} /> : null;
}
