"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { clauseCode, wordsSchema } from "@/lib/contracts/policy";
import { byCode } from "@/lib/domain/policy-diff";
import type { PolicyField } from "@/lib/domain/policy-field";
import { fieldId, type PolicyPen } from "./policy-pen";

const EMPTY = { code: "", title: "", text: "" };
type Written = typeof EMPTY;

/** A further clause. It joins the others once its code is free and its words can be read. */
export function ClauseForm({
  field,
  pen,
}: {
  field: Extract<PolicyField, { kind: "clauses" }>;
  pen: PolicyPen;
}) {
  const [written, setWritten] = useState<Written | null>(null);
  const [faults, setFaults] = useState<Partial<Written>>({});
  const id = `${fieldId(field.path)}-new`;
  if (!written) {
    const isFull = pen.policy.clauses.length >= field.maxRows;
    return (
      <Button
        size="sm"
        className="mt-3"
        icon={<Plus aria-hidden="true" className="size-3.5" />}
        disabledReason={isFull ? `At most ${field.maxRows} clauses.` : null}
        onClick={() => setWritten(EMPTY)}
      >
        Add a clause
      </Button>
    );
  }
  const schemas = {
    code: clauseCode.refine((code) => !pen.policy.clauses.some((one) => one.code === code), {
      error: `There is a clause ${written.code} already.`,
    }),
    title: wordsSchema({ max: field.maxTitle, isLine: true }),
    text: wordsSchema({ max: field.maxText, isLine: false }),
  };
  const add = () => {
    const found = (["code", "title", "text"] as const).flatMap((part) => {
      const parsed = schemas[part].safeParse(written[part]);
      return parsed.success ? [] : [[part, parsed.error.issues[0]?.message ?? "Write something."] as const];
    });
    setFaults(Object.fromEntries(found));
    const first = found[0]?.[0];
    if (first) {
      document.getElementById(`${id}-${first}`)?.focus();
      return;
    }
    pen.change(
      field.path,
      [...pen.policy.clauses, written].sort((a, b) => byCode(a.code, b.code)),
    );
    setWritten(null);
  };
  const bind = (part: keyof Written) => ({
    value: written[part],
    onChange: (event: { target: { value: string } }) =>
      setWritten({ ...written, [part]: event.target.value }),
  });
  return (
    <section aria-label="A further clause" className="mt-4 grid max-w-[62ch] gap-3">
      <FormField
        id={`${id}-code`}
        label="Code"
        hint="Such as 4.3. It stays as it is: decisions name it."
        error={faults.code}
      >
        {(binding) => <Input {...binding} {...bind("code")} className="w-24" />}
      </FormField>
      <FormField id={`${id}-title`} label="Title" error={faults.title}>
        {(binding) => <Input {...binding} {...bind("title")} />}
      </FormField>
      <FormField id={`${id}-text`} label="Text" hint="Members read it in their notice." error={faults.text}>
        {(binding) => <Textarea {...binding} {...bind("text")} rows={2} />}
      </FormField>
      <div className="flex gap-2">
        <Button size="sm" onClick={add}>
          Add the clause
        </Button>
        <Button size="sm" variant="ghost" onClick={() => setWritten(null)}>
          Cancel
        </Button>
      </div>
    </section>
  );
}
