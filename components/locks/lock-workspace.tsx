"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Conversation } from "@/components/cases/conversation";
import { currentLease } from "@/components/cases/current-lease";
import { type Pane, PaneTabs } from "@/components/cases/pane-tabs";
import { ReviewBar } from "@/components/cases/review-bar";
import { Scroller } from "@/components/cases/scroller";
import { focusField } from "@/components/cases/use-decision";
import { useWide } from "@/components/cases/use-wide";
import { useClaimLease } from "@/components/queue/claim-lease";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Sheet } from "@/components/ui/sheet";
import { caseQuery } from "@/lib/client/case";
import type { CaseView } from "@/lib/contracts/case";
import { LockEvidence } from "./lock-evidence";
import { LockFoot } from "./lock-foot";
import { LockRail } from "./lock-rail";
import { useLockDecision } from "./use-lock-decision";
import { useLockKeys } from "./use-lock-keys";

/** A disputed lock: the message in its conversation, why it was held, and whether it goes on. */
export function LockWorkspace({ initial }: { initial: CaseView }) {
  const router = useRouter();
  const { data: view } = useQuery({ ...caseQuery(initial), initialData: initial });
  const held = useClaimLease(initial.caseId, initial.isMine ? (initial.heldBy?.expiresAt ?? null) : null);
  const lease = currentLease(view, held);
  const decision = useLockDecision(view);
  const [pane, setPane] = useState<Pane>("words");
  const [hasNamesVeiled, setHasNamesVeiled] = useState(false);
  const [isUnveiled, setIsUnveiled] = useState(false);
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  const isWide = useWide();
  const isOpen = view.state === "open" && view.canDecide;
  const handOn = () => lease.expiresAt && lease.release(() => router.push("/queue?tab=locked"));
  const veilNames = () => setHasNamesVeiled((was) => !was);
  useLockKeys({
    choose: (outcome) => isOpen && decision.change({ outcome }),
    focusClause: () => focusField("clause"),
    submit: () => isOpen && lease.expiresAt && !decision.isStale && decision.submit(),
    claim: () => isOpen && !lease.expiresAt && lease.claim(),
    handOn,
    unveil: setIsUnveiled,
    veilNames,
    openAccount: () => router.push(`/accounts/${encodeURIComponent(view.member.memberId)}`),
  });
  const rail = <LockRail view={view} decision={decision} lease={lease} />;
  const foot = (isBare: boolean) =>
    isOpen ? <LockFoot view={view} decision={decision} lease={lease} isBare={isBare} /> : null;
  return (
    <div className="flex h-[calc(100dvh-var(--banner,0px))] min-h-0 flex-col max-md:h-[calc(100dvh-52px-var(--banner,0px))]">
      <ReviewBar
        view={view}
        title="Locked message"
        back={{ label: "Queue", href: "/queue?tab=locked" }}
        outcome={view.decision?.outcome ?? null}
        lease={lease}
        onHandOn={handOn}
      />
      <PaneTabs pane={pane} onChange={setPane} />
      <div className="grid min-h-0 flex-1 md:grid-cols-[minmax(0,1fr)_minmax(380px,440px)] xl:grid-cols-[minmax(0,1fr)_384px_440px]">
        <div className={cn("grid min-h-0 min-w-0", pane === "evidence" && "max-xl:hidden")}>
          <Conversation
            view={view}
            hasNamesVeiled={hasNamesVeiled}
            onVeilNames={veilNames}
            isUnveiled={isUnveiled}
          />
        </div>
        <div className={cn("grid min-h-0 min-w-0", pane === "words" && "max-xl:hidden")}>
          <LockEvidence view={view} hasNamesVeiled={hasNamesVeiled} />
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
            {isOpen ? "Decide" : "See the decision"}
          </Button>
          <Sheet open={isSheetOpen} onOpenChange={setIsSheetOpen} title="Decision" footer={foot(true)}>
            {rail}
          </Sheet>
        </div>
      )}
    </div>
  );
}
