"use client";

import { ClausePicker } from "@/components/cases/clause-picker";
import { EvidenceSection } from "@/components/cases/evidence-section";
import type { ClaimLease } from "@/components/queue/claim-lease";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { DataList } from "@/components/ui/data-list";
import { Key } from "@/components/ui/key";
import { LinkButton } from "@/components/ui/link-button";
import { Instant } from "@/components/ui/time-element";
import type { CaseView } from "@/lib/contracts/case";
import { OUTCOME_LABELS } from "@/lib/domain/case";
import type { LockState } from "@/lib/domain/lock";
import { LOCK_OUTCOMES } from "@/lib/domain/lock-decision";
import { LOCK_STATE_LABELS, outcomeEffect } from "@/lib/domain/lock-words";
import { findClause } from "@/lib/domain/policy";
import { LockReasons } from "./lock-reasons";
import type { LockDecision } from "./use-lock-decision";
import { LOCK_OUTCOME_KEYS } from "./use-lock-keys";

const DEEDS = { released: "Release", removed: "Remove" } as const;

function Decided({ view }: { view: CaseView }) {
  const { decision, policy } = view;
  if (!decision) {
    return (
      <div className="p-5">
        <Banner title="It takes the moderator role to decide.">You can read it.</Banner>
      </div>
    );
  }
  const clause = decision.policyClause ? findClause(policy.policy, decision.policyClause) : null;
  return (
    <EvidenceSection
      title={OUTCOME_LABELS[decision.outcome]}
      note={<Instant at={decision.decidedAt} format="full" />}
    >
      <DataList
        items={[
          { term: "Decided by", value: decision.decidedByName },
          ...(view.lock ? [{ term: "The message", value: LOCK_STATE_LABELS[view.lock.state] }] : []),
          ...(decision.policyClause
            ? [{ term: "Clause", value: `${decision.policyClause}${clause ? ` ${clause.title}` : ""}` }]
            : []),
          { term: "For the record", value: decision.reason },
          ...(decision.memberReason ? [{ term: "To both sides", value: decision.memberReason }] : []),
        ]}
      />
    </EvidenceSection>
  );
}

function Outcomes({ decision, state }: { decision: LockDecision; state: LockState }) {
  const { choice, change, fault } = decision;
  return (
    <fieldset id="decide-outcome" tabIndex={-1} className="border-line border-b px-5 py-3.5 outline-none">
      <legend className="sr-only">Outcome</legend>
      <p className="mb-2 flex items-baseline gap-2">
        <span className="font-semibold">Outcome</span>
        <span className="text-12 text-ink-3">{LOCK_STATE_LABELS[state].toLowerCase()}</span>
      </p>
      {LOCK_OUTCOMES.map((outcome) => {
        const isChosen = choice.outcome === outcome;
        return (
          <button
            key={outcome}
            type="button"
            aria-pressed={isChosen}
            onClick={() => change({ outcome })}
            className={cn(
              "-mx-2 flex min-h-8.5 w-[calc(100%+16px)] items-center gap-2.5 rounded-sm px-2 py-1 text-left hover:bg-hover pointer-coarse:min-h-11",
              isChosen && "bg-accent-soft font-semibold inset-ring inset-ring-accent",
            )}
          >
            <Key>{LOCK_OUTCOME_KEYS[outcome]}</Key>
            {DEEDS[outcome]}
            <span className="ml-auto text-right font-normal text-ink-3">{outcomeEffect(outcome, state)}</span>
          </button>
        );
      })}
      {fault?.field === "outcome" ? (
        <p role="alert" className="mt-1 text-12 text-crit">
          {fault.message}
        </p>
      ) : null}
    </fieldset>
  );
}

/** Release or remove, with reasons; once decided, what was decided and why. */
export function LockRail({
  view,
  decision,
  lease,
}: {
  view: CaseView;
  decision: LockDecision;
  lease: ClaimLease;
}) {
  const { lock } = view;
  if (!lock || view.state === "decided" || !view.canDecide) return <Decided view={view} />;
  const { choice, change, fault } = decision;
  return (
    <>
      {decision.isStale && lease.expiresAt ? (
        <div className="sticky top-0 z-sticky bg-canvas px-5 py-3">
          <Banner
            live
            tone="warn"
            title="One of the two sides answered while you were reading."
            action={
              <Button size="sm" onClick={decision.goOn}>
                Go on with it
              </Button>
            }
          >
            {LOCK_STATE_LABELS[lock.state]}. Nothing was sent; read what is new, then go on.
          </Banner>
        </div>
      ) : null}
      <Outcomes decision={decision} state={lock.state} />
      {choice.outcome === "removed" ? (
        <ClausePicker
          view={view}
          value={choice.policyClause}
          error={fault?.field === "clause" ? fault.message : null}
          onChange={(policyClause) => change({ policyClause })}
        />
      ) : null}
      {choice.outcome ? <LockReasons view={view} decision={decision} /> : null}
      <EvidenceSection
        title="The sender"
        action={
          <LinkButton size="sm" href={`/accounts/${encodeURIComponent(view.member.memberId)}`} keys={["A"]}>
            Open the account
          </LinkButton>
        }
      >
        <p className="text-12 text-ink-2">
          This decides about the message only. Measures against its sender belong to a case about the account.
        </p>
      </EvidenceSection>
    </>
  );
}
