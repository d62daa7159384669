"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/time-element";
import type { PolicyEditorView } from "@/lib/contracts/policy-view";
import type { PolicyChange } from "@/lib/domain/policy-diff";
import { changesText } from "./change-list";
import { DiscardDraft } from "./discard-draft";
import { NoteStep } from "./note-step";
import { SecondSignature } from "./second-signature";
import type { DraftMoves } from "./use-draft-moves";

function Bar({ words, children }: { words: ReactNode; children: ReactNode }) {
  return (
    <section
      aria-label="What to do with this draft"
      className="sticky bottom-0 z-sticky mt-auto flex min-h-14 flex-wrap items-center gap-x-4 gap-y-2 border-line border-t bg-surface px-7 py-2.5 max-md:px-4"
    >
      <div className="min-w-0 flex-1 basis-70 text-ink-2">{words}</div>
      <div className="flex flex-wrap items-center gap-2">{children}</div>
    </section>
  );
}

export type FootStep = "none" | "propose" | "withdraw";

/** The end of the page: what the draft is waiting for, and the one next step. */
export function PolicyFoot({
  view,
  changes,
  moves,
  step,
  note,
  blocked,
  onStep,
  onNote,
  onPropose,
}: {
  view: PolicyEditorView & { draft: NonNullable<PolicyEditorView["draft"]> };
  changes: readonly PolicyChange[];
  moves: DraftMoves;
  step: FootStep;
  note: string;
  /** Why it cannot be proposed now; null when it can. */
  blocked: string | null;
  onStep: (step: FootStep) => void;
  onNote: (note: string) => void;
  onPropose: () => void;
}) {
  const { draft } = view;
  const cancel = (
    <Button variant="ghost" onClick={() => onStep("none")}>
      Cancel
    </Button>
  );
  if (draft.state === "editing" && step === "propose") {
    return (
      <Bar
        words={
          <NoteStep
            label="For the person who approves it"
            hint="if you like: what it is for, what the back-test said"
            value={note}
            onChange={onNote}
          />
        }
      >
        {cancel}
        <Button variant="primary" keys={["⌘", "↵"]} pending={moves.isPending} onClick={onPropose}>
          Propose draft {view.version}
        </Button>
      </Bar>
    );
  }
  if (draft.state === "editing") {
    return (
      <Bar
        words={
          <>
            {draft.note ? <span className="block text-ink">Sent back: {draft.note}</span> : null}
            {changes.length === 0 ? "Nothing is changed yet" : changesText(changes)}. Going live takes a
            second person.
          </>
        }
      >
        <DiscardDraft version={view.version} moves={moves} />
        <Button
          variant="primary"
          keys={["⌘", "↵"]}
          disabledReason={blocked}
          onClick={() => onStep("propose")}
        >
          Propose
        </Button>
      </Bar>
    );
  }
  if (step === "withdraw") {
    return (
      <Bar words={<NoteStep label="Why it goes back" hint="if you like" value={note} onChange={onNote} />}>
        {cancel}
        <Button
          variant="primary"
          keys={["⌘", "↵"]}
          pending={moves.isPending}
          onClick={() => moves.withdraw(note)}
        >
          Send draft {view.version} back
        </Button>
      </Bar>
    );
  }
  return (
    <Bar
      words={
        <>
          Proposed by {draft.proposedBy ?? "somebody"}
          {draft.proposedAt ? (
            <>
              , <Instant at={draft.proposedAt} />
            </>
          ) : null}
          . {draft.note ? <span className="text-ink">“{draft.note}”</span> : null}
          {draft.approvalRefusal ? <span className="block">{draft.approvalRefusal}</span> : null}
        </>
      }
    >
      {view.mayApprove ? (
        <Button onClick={() => onStep("withdraw")}>
          {draft.approvalRefusal ? "Take" : "Send"} it back to editing
        </Button>
      ) : null}
      <SecondSignature view={view} changes={changes} moves={moves} refusal={draft.approvalRefusal} />
    </Bar>
  );
}
