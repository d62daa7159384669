"use client";

import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import type { DraftState, PolicyDraft } from "@/lib/client/policy";
import { type PolicyEditorView, policyRefusalText } from "@/lib/contracts/policy-view";
import { changeLine } from "@/lib/domain/policy-diff";
import { conflictKey, type Resolutions } from "@/lib/domain/policy-merge";
import { ConflictChoices } from "./conflict-choices";
import type { DraftMoves } from "./use-draft-moves";

/** What both people changed while both were here. */
function ContestBanner({ state, draft }: { state: DraftState; draft: PolicyDraft }) {
  const { contest } = state;
  if (!contest) return null;
  const { by, base, theirs, conflicts, resolutions } = contest;
  return (
    <Banner
      tone="warn"
      live
      title={`${by} changed the same as you meanwhile. Nothing of yours is lost; choose which to keep.`}
    >
      <ConflictChoices
        conflicts={conflicts}
        policies={{ base: base.policy, mine: state.policy, theirs: theirs.policy }}
        mineLabel="Yours"
        theirsLabel={by}
        resolutions={resolutions}
        onChoose={(conflict, side) => draft.resolve(conflict, side)}
      />
    </Banner>
  );
}

/** Another version came into force: what both changed is chosen here, the rest comes together by itself. */
function BehindBanner({ view, moves }: { view: PolicyEditorView; moves: DraftMoves }) {
  const [resolutions, setResolutions] = useState<Resolutions>({});
  const { failure } = moves;
  const refused = failure && "conflicts" in failure && failure.code === "conflicts" ? failure : null;
  const isDecided = refused?.conflicts.every((conflict) => Object.hasOwn(resolutions, conflictKey(conflict)));
  return (
    <Banner
      tone="warn"
      title={`Version ${view.inForce.version} came into force since this was drawn from version ${view.base?.version ?? ""}.`}
      action={
        view.mayEdit && view.draft?.state === "editing" ? (
          <Button
            size="sm"
            pending={moves.isPending}
            disabledReason={refused && !isDecided ? "Choose which to keep first." : null}
            onClick={() => moves.rebase(resolutions)}
          >
            Bring it up to {view.inForce.version}
          </Button>
        ) : null
      }
    >
      It gets a new number, keeps what it changes, and takes over the rest.
      {refused ? (
        <ConflictChoices
          conflicts={refused.conflicts}
          policies={{ base: refused.base, mine: view.policy, theirs: refused.current }}
          mineLabel="Draft"
          theirsLabel={`Version ${refused.inForce}`}
          resolutions={resolutions}
          onChoose={(conflict, side) => setResolutions({ ...resolutions, [conflictKey(conflict)]: side })}
        />
      ) : null}
    </Banner>
  );
}

/** What happened to a draft that the person writing it has to know, most pressing first. */
export function DraftBanners({
  view,
  state,
  draft,
  moves,
}: {
  view: PolicyEditorView;
  state: DraftState;
  draft: PolicyDraft;
  moves: DraftMoves;
}) {
  const { failure, news, contest } = state;
  const moveFailure = moves.failure && moves.failure.code !== "conflicts" ? moves.failure : null;
  const isOpen = view.draft?.state === "editing" || view.draft?.state === "proposed";
  const isBehind = isOpen && view.draft?.isBehind === true;
  if (!failure && !news && !contest && !moveFailure && !isBehind) return null;
  return (
    <div className="grid gap-2 border-line border-b px-7 py-3 max-md:px-4">
      <ContestBanner state={state} draft={draft} />
      {failure ? (
        <Banner
          tone="crit"
          live
          title={policyRefusalText(failure)}
          action={
            <Button size="sm" onClick={() => draft.retry()}>
              Try again
            </Button>
          }
        >
          What you changed is kept on this device.
        </Banner>
      ) : null}
      {moveFailure ? <Banner tone="crit" live title={policyRefusalText(moveFailure)} /> : null}
      {news ? (
        <Banner tone="warn" live title={`${news.by} changed this draft. Yours is kept beside it.`}>
          {news.changes.slice(0, 4).map(changeLine).join("; ") || "Only the name is another."}
          {news.changes.length > 4 ? ` and ${news.changes.length - 4} more` : ""}
        </Banner>
      ) : null}
      {isBehind ? <BehindBanner view={view} moves={moves} /> : null}
    </div>
  );
}
