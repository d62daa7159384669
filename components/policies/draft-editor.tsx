"use client";

import { useState } from "react";
import { useSaveKey, useSubmitKey } from "@/components/shell/page-keys";
import { Banner } from "@/components/ui/banner";
import { wordsSchema } from "@/lib/contracts/policy";
import type { PolicyEditorView } from "@/lib/contracts/policy-view";
import { checkPolicy, policyWarnings } from "@/lib/domain/policy-check";
import { diffPolicies } from "@/lib/domain/policy-diff";
import { ruleOf } from "@/lib/domain/policy-fields";
import { BackTestSection } from "./back-test-section";
import { DraftBanners } from "./draft-banners";
import { type FootStep, PolicyFoot } from "./policy-foot";
import { PolicyPage, useOpenRule } from "./policy-page";
import { goToField, type PolicyPen } from "./policy-pen";
import { liveText, readOnlyReason } from "./policy-standing";
import { useDraftMoves } from "./use-draft-moves";
import { useFreshPage } from "./use-fresh-page";
import { usePolicyDraft } from "./use-policy-draft";

const TITLE = wordsSchema({ max: 80, isLine: true });

/** A draft: written by policy managers, read by everybody, approved by a second person. */
export function DraftEditor({
  view,
}: {
  view: PolicyEditorView & { draft: NonNullable<PolicyEditorView["draft"]> };
}) {
  const [rule, setRule] = useOpenRule();
  const { draft, state } = usePolicyDraft(view);
  const [step, setStep] = useState<FootStep>("none");
  const [note, setNote] = useState("");
  const readOnly = readOnlyReason(view);
  const moves = useDraftMoves(view.draft.draftId, async () =>
    readOnly === null && !(await draft.save()) ? null : draft.state.stored.revision,
  );
  useFreshPage(({ id }) => !id || id === view.draft.draftId);

  const { policy, typed } = state;
  const pen: PolicyPen = {
    policy,
    base: view.base?.policy ?? null,
    readOnly,
    typed,
    faults: checkPolicy(policy),
    warnings: policyWarnings(policy),
    change: (path, value, typedKey) => draft.change(path, value, typedKey),
    type: (key, one) => draft.type(key, one),
    clearTyped: (path) => draft.clearTyped(path),
  };
  const changes = pen.base ? diffPolicies(pen.base, policy) : [];

  /** Goes to the first thing that keeps the draft from being proposed. False when there is none. */
  const goToFault = (): boolean => {
    const [key] = Object.keys(typed);
    const [path = "", row = ""] = key?.split("#") ?? [];
    const first = key === undefined ? pen.faults[0] : { path, row };
    if (!first || first.path === "title") return first !== undefined;
    setRule(ruleOf(first.path).id);
    requestAnimationFrame(() => requestAnimationFrame(() => goToField(first.path, first.row)));
    return true;
  };
  const propose = () => {
    if (goToFault()) return;
    moves.propose(note);
    setStep("none");
    setNote("");
  };
  const blocked = changes.length === 0 ? `Nothing differs from version ${view.base?.version ?? ""}.` : null;
  useSaveKey(() => {
    if (readOnly === null) void draft.save();
  });
  useSubmitKey(() => {
    if (step === "withdraw") moves.withdraw(note);
    else if (readOnly !== null || blocked !== null) return;
    else if (step === "propose") propose();
    else if (!goToFault()) setStep("propose");
  });

  return (
    <PolicyPage
      view={view}
      state={state}
      pen={pen}
      rule={rule}
      onRule={setRule}
      onRename={
        readOnly === null
          ? (title) => {
              const parsed = TITLE.safeParse(title);
              if (parsed.success) draft.changeTitle(title);
              else
                draft.type("title", {
                  text: title,
                  message: parsed.error.issues[0]?.message ?? "Write a name.",
                });
            }
          : null
      }
      live={liveText(view)}
      banners={
        <>
          <DraftBanners view={view} state={state} draft={draft} moves={moves} />
          {readOnly ? (
            <div className="border-line border-b px-7 py-3 max-md:px-4">
              <Banner title={readOnly} />
            </div>
          ) : null}
        </>
      }
      below={
        <BackTestSection
          draftId={view.draft.draftId}
          version={view.version}
          rule={rule}
          onTry={(path, value) => {
            draft.change(path, value);
            setRule(ruleOf(path).id);
          }}
        />
      }
      foot={
        (view.draft.state === "editing" && view.mayEdit) || view.draft.state === "proposed" ? (
          <PolicyFoot
            view={view}
            changes={changes}
            moves={moves}
            step={step}
            note={note}
            blocked={blocked}
            onStep={(next) => {
              moves.forget();
              if (next === "propose" && goToFault()) return;
              setStep(next);
            }}
            onNote={setNote}
            onPropose={propose}
          />
        ) : null
      }
    />
  );
}
