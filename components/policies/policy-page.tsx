"use client";

import { useQueryState } from "nuqs";
import { type ReactNode, useState } from "react";
import { KeyFooter } from "@/components/shell/key-footer";
import type { DraftState } from "@/lib/client/policy";
import type { PolicyEditorView } from "@/lib/contracts/policy-view";
import { diffPolicies, type PolicyChange } from "@/lib/domain/policy-diff";
import { findRule, POLICY_RULES } from "@/lib/domain/policy-fields";
import { ChangeList } from "./change-list";
import { PolicyHead } from "./policy-head";
import type { PolicyPen } from "./policy-pen";
import { RuleForm } from "./rule-form";
import { RuleList } from "./rule-list";

const FIRST_RULE = "D1";

/** Which rule is open; it stands in the address. */
export function useOpenRule(): [string, (ruleId: string) => void] {
  const [asked, setAsked] = useQueryState("rule", { history: "replace" });
  const open = findRule(asked ?? FIRST_RULE) ?? findRule(FIRST_RULE) ?? POLICY_RULES[0];
  return [open?.id ?? FIRST_RULE, (ruleId) => void setAsked(ruleId)];
}

/** A policy as it is read and written: rules at the left, the open one beside it, what it would do below. */
export function PolicyPage({
  view,
  state,
  pen,
  rule,
  onRule,
  onRename,
  live,
  banners,
  below,
  foot,
}: {
  view: PolicyEditorView;
  state: DraftState | null;
  pen: PolicyPen;
  rule: string;
  onRule: (ruleId: string) => void;
  onRename: ((title: string) => void) | null;
  /** Since when what it is compared with holds, and what going live takes. */
  live: string;
  banners: ReactNode;
  below: ReactNode;
  foot: ReactNode;
}) {
  const [isComparing, setComparing] = useState(false);
  const changes: PolicyChange[] = pen.base ? diffPolicies(pen.base, pen.policy) : [];
  const open = findRule(rule);
  return (
    <div className="flex flex-1 flex-col lg:h-[calc(100dvh-var(--banner,0px))] lg:min-h-0 lg:flex-none">
      <PolicyHead
        view={view}
        state={state}
        changes={changes.length}
        isSound={changes.length > 0 && pen.faults.length === 0}
        isComparing={isComparing}
        onCompare={() => setComparing(!isComparing)}
        onRename={onRename}
      />
      <div className="flex flex-1 flex-col lg:grid lg:min-h-0 lg:grid-cols-[272px_minmax(0,1fr)]">
        <RuleList pen={pen} changes={changes} selected={rule} onSelect={onRule} />
        {/* Positioned: words for readers only would else stretch the page itself. */}
        <div className="relative flex min-w-0 flex-1 flex-col lg:min-h-0 lg:overflow-y-auto">
          {banners}
          {isComparing && view.base ? (
            <section
              id="policy-changes"
              aria-label={`Compared with version ${view.base.version}`}
              className="border-line border-b px-7 py-4 max-md:px-4"
            >
              <h2 className="mb-1">Compared with version {view.base.version}</h2>
              {changes.length === 0 ? (
                <p className="text-ink-2">Nothing differs.</p>
              ) : (
                <ChangeList changes={changes} onOpen={(change) => onRule(change.ruleId)} />
              )}
            </section>
          ) : null}
          {open ? <RuleForm key={open.id} rule={open} pen={pen} live={live} /> : null}
          {below}
          {foot}
        </div>
      </div>
      <KeyFooter
        left={[
          { keys: ["↑", "↓"], label: "through the rules" },
          { keys: ["/"], label: "find" },
          ...(pen.readOnly === null
            ? [
                { keys: ["⌘", "S"], label: "save" },
                { keys: ["⌘", "↵"], label: "propose" },
              ]
            : []),
        ]}
      />
    </div>
  );
}
