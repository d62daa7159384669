"use client";

import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { duration } from "@/components/ui/relative-time";
import type { CaseView } from "@/lib/contracts/case";
import { CATEGORY_LABELS } from "@/lib/domain/report";
import { deedDone } from "./deed";
import type { DecisionDraft } from "./draft";
import type { Decision, Refusal } from "./use-decision";

function typed(draft: DecisionDraft): string {
  return [
    draft.measures.length > 0 || draft.isDismissed ? `Chosen: ${deedDone(draft)}` : null,
    draft.policyClause ? `Clause: ${draft.policyClause}` : null,
    draft.memberReason ? `To the member: ${draft.memberReason}` : null,
    draft.reason ? `For the record: ${draft.reason}` : null,
  ]
    .filter(Boolean)
    .join("\n");
}

/** Somebody else was first. */
export function DecidedNote({
  by,
  decidedAt,
  at,
  draft,
}: {
  by: string;
  decidedAt: string;
  at: string;
  draft: DecisionDraft;
}) {
  const agoMs = new Date(at).getTime() - new Date(decidedAt).getTime();
  const ago = agoMs < 1000 ? "just now" : `${duration(agoMs).replace(/ s$/, " seconds")} ago`;
  return (
    <Banner
      live
      tone="warn"
      title={`${by} decided this case ${ago}. Your draft was not sent.`}
      action={<CopyButton text={typed(draft)} label="Copy what you wrote" />}
    >
      What you chose and typed stays below until you leave.
    </Banner>
  );
}

/** Something joined the case. */
export function ChangedNote({ view, decision }: { view: CaseView; decision: Decision }) {
  const fresh = view.reports.filter((report) => !decision.seen.reportIds.includes(report.reportId));
  const count = fresh.length === 1 ? "One more report" : `${fresh.length} more reports`;
  return (
    <Banner
      live
      tone="warn"
      title={
        fresh.length > 0
          ? `${count} came in while you were reading.`
          : "The case changed while you were reading."
      }
      action={
        <Button size="sm" onClick={decision.goOn}>
          Go on with it
        </Button>
      }
    >
      {fresh.length > 0
        ? `${[...new Set(fresh.map((report) => CATEGORY_LABELS[report.category]))].join(", ")}. `
        : ""}
      Nothing was sent; read what is new, then go on.
    </Banner>
  );
}

/** The wire or the records failed. */
export function NotStoredNote({ refusal, onRetry }: { refusal: Refusal; onRetry: () => void }) {
  const reference = "reference" in refusal ? ` Reference ${refusal.reference}.` : "";
  const isUnknown = refusal.code === "unreachable";
  return (
    <Banner
      live
      tone="crit"
      title={isUnknown ? "The server did not answer." : "Nothing was stored."}
      action={
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      {isUnknown
        ? "Whether the decision was stored is not known here. Trying again finds out, and cannot decide twice."
        : "What you chose is kept on this device. Trying again cannot decide twice."}
      {reference}
    </Banner>
  );
}
