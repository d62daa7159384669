"use client";

import { Search } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useKeys } from "@/components/shell/page-keys";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { PolicyChange } from "@/lib/domain/policy-diff";
import { POLICY_GROUP_LABELS, POLICY_GROUPS, type PolicyRule } from "@/lib/domain/policy-field";
import { POLICY_RULES } from "@/lib/domain/policy-fields";
import type { PolicyPen } from "./policy-pen";
import { figureOf, isMeant, troubledRules } from "./rule-figure";
import { RuleLine } from "./rule-line";

/** Every rule by group with its figure. Arrows walk through it, `/` finds; on a narrow screen it is one select. */
export function RuleList({
  pen,
  changes,
  selected,
  onSelect,
}: {
  pen: PolicyPen;
  changes: readonly PolicyChange[];
  selected: string;
  onSelect: (ruleId: string) => void;
}) {
  const [sought, setSought] = useState("");
  const search = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const shown = POLICY_RULES.filter((rule) => isMeant(rule, sought, rule.summary(pen.policy)));
  const troubled = troubledRules(shown, pen);
  const go = (by: number) => {
    const at = shown.findIndex(({ id }) => id === selected);
    const next = shown[Math.min(shown.length - 1, Math.max(0, at + by))];
    if (!next) return;
    onSelect(next.id);
    list.current?.querySelector<HTMLElement>(`[data-rule="${next.id}"]`)?.focus();
  };
  useKeys({
    "/": () => search.current?.focus(),
    j: () => go(1),
    k: () => go(-1),
  });
  const walk = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -99, End: 99 };
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    go(by);
  };
  const find = (event: KeyboardEvent) => {
    const [first] = shown;
    if (event.key === "Escape") setSought("");
    else if ((event.key === "Enter" || event.key === "ArrowDown") && first) {
      onSelect(first.id);
      list.current?.querySelector<HTMLElement>(`[data-rule="${first.id}"]`)?.focus();
    } else return;
    event.preventDefault();
  };
  const name = (rule: PolicyRule) => [rule.code, rule.name].filter(Boolean).join(" ");
  return (
    <aside
      aria-label="Rules"
      className="relative min-h-0 border-line bg-canvas max-lg:border-b lg:overflow-y-auto lg:border-r"
    >
      <div className="p-2.5 max-lg:px-6 max-md:px-4 lg:hidden">
        <Select aria-label="Rule" value={selected} onChange={(event) => onSelect(event.target.value)}>
          {POLICY_GROUPS.map((group) => (
            <optgroup key={group} label={POLICY_GROUP_LABELS[group]}>
              {POLICY_RULES.filter((rule) => rule.group === group).map((rule) => (
                <option key={rule.id} value={rule.id}>
                  {`${name(rule)}: ${figureOf(rule, pen, changes).text}`}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      </div>
      <div className="px-2.5 py-2.5 max-lg:hidden">
        <Input
          ref={search}
          type="search"
          aria-label="Find a rule or number"
          placeholder="Find a rule or number"
          leading={<Search aria-hidden="true" />}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
          onKeyDown={find}
        />
        {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move among the buttons inside */}
        <div ref={list} onKeyDown={walk}>
          {POLICY_GROUPS.map((group) => {
            const rules = shown.filter((rule) => rule.group === group);
            if (rules.length === 0) return null;
            return (
              <section key={group} aria-label={`Rules: ${POLICY_GROUP_LABELS[group]}`}>
                <h2 className="px-2 pt-2.5 pb-1 text-12 font-normal text-ink-3">
                  {POLICY_GROUP_LABELS[group]}
                </h2>
                {rules.map((rule) => (
                  <RuleLine
                    key={rule.id}
                    rule={rule}
                    figure={figureOf(rule, pen, changes)}
                    isSelected={rule.id === selected}
                    isTroubled={troubled.has(rule.id)}
                    onSelect={() => onSelect(rule.id)}
                  />
                ))}
              </section>
            );
          })}
          {shown.length === 0 ? (
            <p className="px-2 py-4 text-ink-2">No rule has that in its name, its words or its figure.</p>
          ) : null}
        </div>
      </div>
    </aside>
  );
}
