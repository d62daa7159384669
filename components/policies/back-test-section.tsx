"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { backTestQuery } from "@/lib/client/back-test";
import type { FiguresView } from "@/lib/contracts/back-test";
import type { ScopeKey } from "@/lib/domain/back-test-result";
import { SIGNAL_RULES, type SignalRule } from "@/lib/domain/signal";
import { BackTestFindings } from "./back-test-findings";
import { BackTestHead } from "./back-test-head";
import { ShadowPanel } from "./shadow-panel";

function scopeOf(rule: string | null): SignalRule | null {
  return SIGNAL_RULES.find((one) => one === rule) ?? null;
}

/** Why the selected rule has no figures; null when it has. */
function missingWords(figures: FiguresView, rule: SignalRule): string | null {
  if (!figures.leftOut.includes(rule)) return null;
  const isMeasured = ["D9", "D15", "D16", "D17", "D18", "D19"].includes(rule);
  return isMeasured
    ? `${rule} is as in version ${figures.run.baseVersion} and was not measured again. Change it and run again to see what it does.`
    : `${rule} looks at reports and accounts, not at messages: a back-test says nothing about it.`;
}

/**
 * What a draft would have done: its back-test, for the selected rule or all, and its shadow run. `rule`: the code of the
 * rule selected in the editor. `onTry` puts another threshold into the draft.
 */
export function BackTestSection({
  draftId,
  rule,
  onTry,
}: {
  draftId: string;
  version: number;
  rule: string | null;
  onTry?: ((path: string, value: number) => void) | undefined;
}) {
  const selected = scopeOf(rule);
  const [isAll, setIsAll] = useState(false);
  const scope: ScopeKey = selected && !isAll ? selected : "all";
  const { data, isError, refetch } = useQuery(backTestQuery(draftId, scope));
  if (!data) {
    return (
      <section className="px-7 py-5 max-md:px-4">
        {isError ? (
          <Banner
            tone="crit"
            title="The back-test did not load."
            action={
              <Button size="sm" onClick={() => void refetch()}>
                Try again
              </Button>
            }
          >
            The draft is safe.
          </Banner>
        ) : (
          <Skeleton width="24ch" />
        )}
      </section>
    );
  }
  const { figures } = data;
  const missing = figures && scope !== "all" ? missingWords(figures, scope) : null;
  return (
    <>
      <section aria-label="Back-test" className="px-7 py-5 max-md:px-4">
        <BackTestHead view={data} />
        {figures && selected ? (
          <Segmented
            label="Rules shown"
            className="mt-4"
            options={[
              { value: "one", label: `${selected} alone` },
              { value: "all", label: "All rules" },
            ]}
            value={isAll ? "all" : "one"}
            onChange={(value) => setIsAll(value === "all")}
          />
        ) : null}
        {missing ? <p className="mt-4 max-w-[74ch] text-ink-2">{missing}</p> : null}
        {figures && !missing ? <BackTestFindings view={figures} onTry={onTry} /> : null}
      </section>
      <ShadowPanel draftId={draftId} />
    </>
  );
}
