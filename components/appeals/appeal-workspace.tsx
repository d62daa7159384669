"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ReviewBar } from "@/components/cases/review-bar";
import { Scroller } from "@/components/cases/scroller";
import { useWide } from "@/components/cases/use-wide";
import { useClaimLease } from "@/components/queue/claim-lease";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Sheet } from "@/components/ui/sheet";
import { appealQuery } from "@/lib/client/appeal";
import type { AppealView } from "@/lib/contracts/appeal";
import { AppealFoot } from "./appeal-foot";
import { AppealRail } from "./appeal-rail";
import { AppealRecord } from "./appeal-record";
import { MemberWords } from "./member-words";
import { useAppealDecision } from "./use-appeal-decision";
import { useAppealKeys } from "./use-appeal-keys";

const PANES = { words: "Appeal", record: "Record" } as const;
type Pane = keyof typeof PANES;

/** The appeal: what the member says, what was known, what to answer. Three columns that scroll by themselves. */
export function AppealWorkspace({ initial }: { initial: AppealView }) {
  const router = useRouter();
  const { data: view } = useQuery({ ...appealQuery(initial), initialData: initial });
  const lease = useClaimLease(initial.caseId, initial.isMine ? (initial.heldBy?.expiresAt ?? null) : null);
  const decision = useAppealDecision(view);
  const [pane, setPane] = useState<Pane>("words");
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  const isWide = useWide();
  const mayDecide = view.state === "open" && view.canDecide && !view.isExcluded;
  const handOn = () => {
    if (lease.expiresAt) lease.release(() => router.push("/appeals"));
  };
  useAppealKeys({
    choose: (outcome) => mayDecide && decision.change({ outcome }),
    submit: () => mayDecide && lease.expiresAt && decision.submit(),
    claim: () => mayDecide && !lease.expiresAt && lease.claim(),
    handOn,
    openAccount: () => router.push(`/accounts/${encodeURIComponent(view.memberId)}`),
  });
  const rail = <AppealRail view={view} decision={decision} mayDecide={mayDecide} />;
  const foot = mayDecide ? (
    <AppealFoot view={view} decision={decision} lease={lease} isBare={!isWide} />
  ) : null;
  return (
    <div className="flex h-[calc(100dvh-var(--banner,0px))] min-h-0 flex-col max-md:h-[calc(100dvh-52px-var(--banner,0px))]">
      <ReviewBar
        view={view}
        title="Appeal"
        back={{ label: "Appeals", href: "/appeals" }}
        outcome={view.answer?.outcome ?? null}
        lease={view.isExcluded ? null : lease}
        onHandOn={handOn}
      />
      <fieldset
        aria-label="What to read"
        className="flex shrink-0 gap-1 border-line border-b px-4 py-1.5 xl:hidden"
      >
        {(Object.keys(PANES) as Pane[]).map((one) => (
          <Button
            key={one}
            size="sm"
            variant={pane === one ? "plain" : "ghost"}
            aria-pressed={pane === one}
            onClick={() => setPane(one)}
          >
            {PANES[one]}
          </Button>
        ))}
      </fieldset>
      <div className="grid min-h-0 flex-1 md:grid-cols-[minmax(0,1fr)_minmax(380px,440px)] xl:grid-cols-[minmax(0,1fr)_372px_440px]">
        <div className={cn("grid min-h-0 min-w-0", pane !== "words" && "max-xl:hidden")}>
          <Scroller label="Appeal">
            <MemberWords view={view} />
          </Scroller>
        </div>
        <div
          className={cn(
            "grid min-h-0 min-w-0 xl:border-line xl:border-l",
            pane !== "record" && "max-xl:hidden",
          )}
        >
          <AppealRecord view={view} />
        </div>
        {isWide ? (
          <div className="flex min-h-0 flex-col border-line border-l bg-canvas max-md:hidden">
            <Scroller label="Your decision" className="flex-1">
              {rail}
            </Scroller>
            {foot}
          </div>
        ) : null}
      </div>
      {isWide ? null : (
        <div className="shrink-0 border-line-strong border-t bg-surface px-4 py-2 md:hidden">
          <Button variant="primary" size="lg" className="w-full" onClick={() => setIsSheetOpen(true)}>
            {mayDecide ? "Decide" : "See the decision"}
          </Button>
          <Sheet open={isSheetOpen} onOpenChange={setIsSheetOpen} title="Your decision" footer={foot}>
            {rail}
          </Sheet>
        </div>
      )}
    </div>
  );
}
