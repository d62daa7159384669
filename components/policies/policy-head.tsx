"use client";

import Link from "next/link";
import { PageBar } from "@/components/shell/page-bar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/time-element";
import type { DraftState } from "@/lib/client/policy";
import type { PolicyEditorView } from "@/lib/contracts/policy-view";
import { DraftProgress } from "./draft-progress";

function Saved({ state }: { state: DraftState }) {
  if (state.contest || state.phase === "failed") return <span className="text-crit">not saved</span>;
  if (state.phase === "saving") return <>saving</>;
  if (state.phase === "waiting") return <>not saved yet</>;
  const wait = Object.keys(state.typed).length;
  return (
    <>
      saved <Instant at={state.stored.savedAt} format="time" />
      {wait > 0 ? `, but ${wait === 1 ? "1 field" : `${wait} fields`}` : ""}
    </>
  );
}

const STATE_BADGES = {
  editing: "draft",
  proposed: "proposed",
  published: "published",
  discarded: "discarded",
};

/** What this is, where it comes from, how far it is, and what it is compared with. */
export function PolicyHead({
  view,
  state,
  changes,
  isSound,
  isComparing,
  onCompare,
  onRename,
}: {
  view: PolicyEditorView;
  /** Null for a published version. */
  state: DraftState | null;
  changes: number;
  isSound: boolean;
  isComparing: boolean;
  onCompare: () => void;
  /** Null when it cannot be renamed. */
  onRename: ((title: string) => void) | null;
}) {
  const { draft, base, version } = view;
  const title = state?.typed.title?.text ?? state?.title ?? view.title;
  const isFaulty = state !== null && "title" in state.typed;
  return (
    <PageBar
      size="record"
      before={
        <Link href="/policies" className="text-ink-2 hover:text-ink">
          Policies /
        </Link>
      }
      title={
        onRename ? (
          <input
            aria-label="Name of the draft"
            value={title}
            maxLength={120}
            onChange={(event) => onRename(event.target.value)}
            size={12}
            className="field-sizing-content min-w-24 max-w-[60vw] truncate rounded-sm bg-transparent px-1 -mx-1 hover:bg-hover aria-invalid:bg-crit-soft"
            {...(isFaulty ? { "aria-invalid": true } : {})}
          />
        ) : (
          title
        )
      }
      lead={
        <>
          <Badge tone={draft?.state === "proposed" ? "accent" : "line"}>
            {draft ? `${STATE_BADGES[draft.state]} ${version}` : `version ${version}`}
          </Badge>
          <span role="status">
            {base ? `${draft ? "from" : "after"} version ${base.version}, ` : ""}
            {changes === 1 ? "1 change" : `${changes} changes`}
            {state && draft?.state === "editing" ? (
              <>
                , <Saved state={state} />
              </>
            ) : null}
          </span>
          {isFaulty ? <span className="text-crit">{state.typed.title?.message}</span> : null}
        </>
      }
      actions={
        <>
          {draft && draft.state !== "discarded" ? (
            <span className="mr-2 max-xl:hidden">
              <DraftProgress draft={draft} isSound={isSound} />
            </span>
          ) : null}
          {base ? (
            <Button aria-expanded={isComparing} aria-controls="policy-changes" onClick={onCompare}>
              Compare with {base.version}
            </Button>
          ) : null}
        </>
      }
    />
  );
}
