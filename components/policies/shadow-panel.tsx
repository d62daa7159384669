"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Untrusted } from "@/components/cases/untrusted";
import { formatCount } from "@/components/charts/unit";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/time-element";
import { shadowQuery } from "@/lib/client/back-test";
import type { ShadowView } from "@/lib/contracts/back-test";
import { ShadowGroups, ShadowRules } from "./shadow-tables";
import { failureText, useBackTestDeeds } from "./use-back-test";

function whyNot({ cannotRun, takenBy }: ShadowView): string | null {
  if (cannotRun === "no_permission") return "It takes the policy manager role.";
  if (cannotRun === "draft_closed") return "The draft was published or discarded.";
  return takenBy === null ? null : `Draft ${takenBy} runs in the shadow. One runs at a time.`;
}

function NewAccounts({ view }: { view: ShadowView }) {
  if (view.newlyCount === 0) return null;
  return (
    <section>
      <h3 className="font-medium">Only the draft would have flagged</h3>
      <p className="mt-px mb-2 text-12 text-ink-3">
        {formatCount(view.newlyCount)} accounts without a signal in force in this time; the latest first.
      </p>
      <ul>
        {view.newly.map(({ memberId, displayName, rules, at, href }) => (
          <li key={memberId} className="flex gap-3 border-line border-b py-1.5">
            <Link href={href} className="min-w-0 flex-1 truncate font-medium hover:underline">
              <Untrusted text={displayName} />
            </Link>
            <span className="mono text-ink-3">{rules.join(" ")}</span>
            <Instant at={at} className="text-ink-3" />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The draft beside the policy in force: recorded, and nothing done. */
export function ShadowPanel({ draftId }: { draftId: string }) {
  const { data: view } = useQuery(shadowQuery(draftId));
  const { startShadow, stopShadow } = useBackTestDeeds(draftId, view?.revision ?? 1);
  if (!view) return null;
  const failure = failureText(startShadow.error ?? stopShadow.error);
  const reason = whyNot(view);
  return (
    <section aria-label="Shadow run" className="border-line border-t px-7 py-5 max-md:px-4">
      <header className="flex flex-wrap items-center gap-3">
        <h2>Shadow run</h2>
        {view.isRunning ? <Badge>running</Badge> : null}
        {view.since ? (
          <p className="text-12 text-ink-3">
            since <Instant at={view.since} />
            {view.until ? (
              <>
                , ended <Instant at={view.until} />
              </>
            ) : null}
          </p>
        ) : null}
        <div className="ml-auto">
          {view.isRunning ? (
            <Button
              size="sm"
              pending={stopShadow.isPending}
              disabledReason={view.cannotRun === "no_permission" ? reason : null}
              onClick={() => stopShadow.mutate()}
            >
              Stop the shadow run
            </Button>
          ) : (
            <Button
              size="sm"
              pending={startShadow.isPending}
              disabledReason={reason}
              onClick={() => startShadow.mutate()}
            >
              {view.since ? "Start it again" : "Start a shadow run"}
            </Button>
          )}
        </div>
      </header>
      {failure ? <Banner live tone="crit" title={failure} className="mt-3" /> : null}
      {view.from === null ? (
        <p className="mt-2 max-w-[74ch] text-pretty text-ink-2">
          Runs this draft beside the policy in force on every message from now on: its signals are recorded
          and do nothing. It ends by itself when the draft is published or discarded; while it runs, the draft
          stays as it is.
        </p>
      ) : (
        <div className="mt-4 grid gap-x-10 gap-y-6 xl:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
          <ShadowRules view={view} />
          <NewAccounts view={view} />
          {view.rules.length > 0 ? <ShadowGroups view={view} /> : null}
        </div>
      )}
    </section>
  );
}
