"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useClaimLease } from "@/components/queue/claim-lease";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Sheet } from "@/components/ui/sheet";
import { caseQuery } from "@/lib/client/case";
import type { CaseView } from "@/lib/contracts/case";
import { MEASURES, type Measure } from "@/lib/domain/measure";
import { CATEGORY_LABELS } from "@/lib/domain/report";
import { Conversation } from "./conversation";
import { currentLease } from "./current-lease";
import { DecidedRail } from "./decided-rail";
import { DecisionRail } from "./decision-rail";
import { isTouched, toggleDismissed, toggleMeasure } from "./draft";
import { Evidence } from "./evidence";
import { type Pane, PaneTabs } from "./pane-tabs";
import { RailFoot } from "./rail-foot";
import { ReviewBar } from "./review-bar";
import { Scroller } from "./scroller";
import { useCaseKeys } from "./use-case-keys";
import { type Decision, focusField, useDecision } from "./use-decision";
import { useWide } from "./use-wide";

function heaviest({ draft }: Decision): Measure | "none" | null {
  if (draft.isDismissed) return "none";
  const chosen = MEASURES.filter((measure) => draft.measures.some((one) => one.measure === measure));
  return chosen.at(-1) ?? null;
}

/** The case: what was said, what was measured, what to do. Three columns that scroll by themselves. */
export function CaseWorkspace({ initial }: { initial: CaseView }) {
  const router = useRouter();
  const { data: view } = useQuery({ ...caseQuery(initial), initialData: initial });
  const held = useClaimLease(initial.caseId, initial.isMine ? (initial.heldBy?.expiresAt ?? null) : null);
  const lease = currentLease(view, held);
  const decision = useDecision(view);
  const [pane, setPane] = useState<Pane>("words");
  const [hasNamesVeiled, setHasNamesVeiled] = useState(false);
  const [isUnveiled, setIsUnveiled] = useState(false);
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  const isWide = useWide();
  const isOpen = view.state === "open" && view.canDecide;
  const handOn = () => lease.expiresAt && lease.release(() => router.push("/queue"));
  const act = (deed: () => void) => isOpen && deed();
  useCaseKeys({
    toggleMeasure: (measure) =>
      act(() => decision.change((now) => toggleMeasure(now, measure, view.policy.policy))),
    dismiss: () => act(() => decision.change(toggleDismissed)),
    focusClause: () => focusField("clause"),
    focusScope: () => focusField("scope"),
    submit: () => act(() => lease.expiresAt && decision.submit()),
    claim: () => act(() => !lease.expiresAt && lease.claim()),
    handOn,
    unveil: setIsUnveiled,
    veilNames: () => setHasNamesVeiled((was) => !was),
    openAccount: () => router.push(`/accounts/${encodeURIComponent(view.member.memberId)}`),
  });

  const hasRail = isOpen || isTouched(decision.draft);
  const rail = hasRail ? (
    <DecisionRail view={view} decision={decision} lease={lease} />
  ) : (
    <DecidedRail view={view} />
  );
  const foot = (isBare: boolean) =>
    hasRail ? <RailFoot view={view} decision={decision} lease={lease} isBare={isBare} /> : null;
  return (
    <div className="flex h-[calc(100dvh-var(--banner,0px))] min-h-0 flex-col max-md:h-[calc(100dvh-52px-var(--banner,0px))]">
      <ReviewBar
        view={view}
        title={CATEGORY_LABELS[view.category]}
        back={{ label: "Queue", href: "/queue" }}
        outcome={view.decision?.outcome ?? null}
        lease={lease}
        onHandOn={handOn}
      />
      <PaneTabs pane={pane} onChange={setPane} />
      <div className="grid min-h-0 flex-1 md:grid-cols-[minmax(0,1fr)_minmax(380px,456px)] xl:grid-cols-[minmax(0,1fr)_384px_456px]">
        <div className={cn("grid min-h-0 min-w-0", pane === "evidence" && "max-xl:hidden")}>
          <Conversation
            view={view}
            hasNamesVeiled={hasNamesVeiled}
            onVeilNames={() => setHasNamesVeiled((was) => !was)}
            isUnveiled={isUnveiled}
          />
        </div>
        <div className={cn("grid min-h-0 min-w-0", pane === "words" && "max-xl:hidden")}>
          <Evidence view={view} hasNamesVeiled={hasNamesVeiled} chosen={heaviest(decision)} />
        </div>
        {isWide ? (
          <div className="flex min-h-0 flex-col border-line border-l bg-canvas max-md:hidden">
            <Scroller label="Decision" className="flex-1">
              {rail}
            </Scroller>
            {foot(false)}
          </div>
        ) : null}
      </div>
      {isWide ? null : (
        <div className="shrink-0 border-line-strong border-t bg-surface px-4 py-2 md:hidden">
          <Button variant="primary" size="lg" className="w-full" onClick={() => setIsSheetOpen(true)}>
            {hasRail ? "Decide" : "See the decision"}
          </Button>
          <Sheet open={isSheetOpen} onOpenChange={setIsSheetOpen} title="Decision" footer={foot(true)}>
            {rail}
          </Sheet>
        </div>
      )}
    </div>
  );
}
