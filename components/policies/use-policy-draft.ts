"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { editDraftAction } from "@/lib/actions/policy";
import { type DraftState, keepOnDevice, PolicyDraft, type StoredDraft } from "@/lib/client/policy";
import type { PolicyEditorView } from "@/lib/contracts/policy-view";

type DraftView = PolicyEditorView & { draft: NonNullable<PolicyEditorView["draft"]> };

function storedOf({ title, policy, draft }: DraftView): StoredDraft {
  return { title, policy, revision: draft.revision, savedAt: draft.editedAt };
}

/** A draft as it is written on this page, with what the server says since. */
export function usePolicyDraft(view: DraftView): { draft: PolicyDraft; state: DraftState } {
  const [draft] = useState(
    () =>
      new PolicyDraft(view.draft.draftId, storedOf(view), editDraftAction, keepOnDevice(view.draft.draftId)),
  );
  const state = useSyncExternalStore(
    draft.watch,
    () => draft.state,
    () => draft.state,
  );
  useEffect(() => {
    draft.restore();
    const again = () => draft.retry();
    window.addEventListener("online", again);
    return () => {
      window.removeEventListener("online", again);
      if (draft.state.phase === "waiting") void draft.save();
      draft.close();
    };
  }, [draft]);
  useEffect(() => {
    draft.adopt(storedOf(view), view.draft.editors.at(-1) ?? "Somebody else");
  }, [draft, view]);
  return { draft, state };
}
