"use client";

import { FormField } from "@/components/ui/form-field";
import { Key } from "@/components/ui/key";
import { Select } from "@/components/ui/select";
import type { CaseView } from "@/lib/contracts/case";
import { findClause } from "@/lib/domain/policy";
import { CATEGORY_LABELS } from "@/lib/domain/report";
import { EvidenceSection } from "./evidence-section";

/** Which clause it breaks. The policy proposes one for the category; a person chooses. */
export function ClausePicker({
  view,
  value,
  error,
  onChange,
}: {
  view: CaseView;
  value: string | null;
  error: string | null;
  onChange: (code: string | null) => void;
}) {
  const { policy, version } = view.policy;
  const chosen = value === null ? null : findClause(policy, value);
  const proposed = findClause(policy, policy.clauseByCategory[view.category]);
  return (
    <EvidenceSection title="Clause" action={<Key>P</Key>}>
      <FormField id="decide-clause" label="Clause it breaks" labelHidden error={error}>
        {(binding) => (
          <Select {...binding} value={value ?? ""} onChange={(event) => onChange(event.target.value || null)}>
            <option value="">Choose a clause</option>
            {policy.clauses.map((clause) => (
              <option key={clause.code} value={clause.code}>
                {clause.code} {clause.title}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      {chosen ? (
        <p className="mt-1.5 text-12 text-ink-3">
          “{chosen.text}” Version {version}.
        </p>
      ) : proposed ? (
        <p className="mt-1.5 text-12 text-ink-2">
          For {CATEGORY_LABELS[view.category].toLowerCase()} the policy names{" "}
          <button type="button" className="link" onClick={() => onChange(proposed.code)}>
            {proposed.code} {proposed.title}
          </button>
          .
        </p>
      ) : null}
    </EvidenceSection>
  );
}
