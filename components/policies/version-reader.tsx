"use client";

import { Banner } from "@/components/ui/banner";
import type { PolicyEditorView } from "@/lib/contracts/policy-view";
import { NewDraft } from "./new-draft";
import { PolicyPage, useOpenRule } from "./policy-page";
import type { PolicyPen } from "./policy-pen";
import { liveText, readOnlyReason } from "./policy-standing";
import { RollBack } from "./roll-back";

const nothing = () => {};

/** A published version: to read, to compare, to draw a draft from, to go back to. */
export function VersionReader({ view }: { view: PolicyEditorView }) {
  const [rule, setRule] = useOpenRule();
  const readOnly = readOnlyReason(view);
  const isInForce = view.version === view.inForce.version;
  const pen: PolicyPen = {
    policy: view.policy,
    base: view.base?.policy ?? null,
    readOnly,
    typed: {},
    faults: [],
    warnings: [],
    change: nothing,
    type: nothing,
    clearTyped: nothing,
  };
  return (
    <PolicyPage
      view={view}
      state={null}
      pen={pen}
      rule={rule}
      onRule={setRule}
      onRename={null}
      live={liveText(view)}
      banners={
        <div className="border-line border-b px-7 py-3 max-md:px-4">
          <Banner
            title={readOnly ?? ""}
            action={
              view.mayEdit ? (
                <span className="flex flex-wrap gap-2">
                  <NewDraft fromVersion={view.version} label="Draw a draft from it" />
                  {isInForce ? null : <RollBack toVersion={view.version} inForce={view.inForce.version} />}
                </span>
              ) : null
            }
          >
            {view.published?.note ? `“${view.published.note}” ` : ""}
            {view.published ? `Published by ${view.published.publishedBy}.` : ""}
          </Banner>
        </div>
      }
      below={null}
      foot={null}
    />
  );
}
