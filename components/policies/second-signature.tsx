"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { PolicyEditorView } from "@/lib/contracts/policy-view";
import type { PolicyChange } from "@/lib/domain/policy-diff";
import { ChangeList, changesText } from "./change-list";
import type { DraftMoves } from "./use-draft-moves";

/** The second signature: everything that changes is in front of whoever gives it. */
export function SecondSignature({
  view,
  changes,
  moves,
  refusal,
}: {
  view: PolicyEditorView;
  changes: readonly PolicyChange[];
  moves: DraftMoves;
  /** Why this person may not give it; null when they may. */
  refusal: string | null;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" disabledReason={refusal} onClick={() => setOpen(true)}>
        Approve and publish
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={`Publish version ${view.version}`}
        className="w-170"
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Not yet</Button>
            <Button
              variant="primary"
              pending={moves.isPending}
              onClick={() => {
                setOpen(false);
                moves.approve();
              }}
            >
              Publish version {view.version}
            </Button>
          </>
        }
      >
        <p className="mb-3 max-w-[62ch] text-ink-2">
          Proposed by {view.draft?.proposedBy ?? "somebody"}; you are the second person. It holds from the
          next message on, and an earlier version can be brought back at any time. {changesText(changes)}:
        </p>
        <ChangeList changes={changes} />
      </Dialog>
    </>
  );
}
