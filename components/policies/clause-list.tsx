"use client";

import { Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { wordsSchema } from "@/lib/contracts/policy";
import type { PolicyClause } from "@/lib/domain/policy";
import { byCode } from "@/lib/domain/policy-diff";
import type { PolicyField } from "@/lib/domain/policy-field";
import { ClauseForm } from "./clause-form";
import { FieldNotes } from "./field-row";
import { fieldId, goToField, type PolicyPen } from "./policy-pen";

type Clauses = Extract<PolicyField, { kind: "clauses" }>;

/** One clause: its code stays, because decisions name it; title and text are what members read. */
function ClauseRow({ clause, field, pen }: { clause: PolicyClause; field: Clauses; pen: PolicyPen }) {
  const { code } = clause;
  const was = pen.base?.clauses.find((one) => one.code === code);
  const keyOf = (part: "title" | "text") => `${field.path}#${code}#${part}`;
  const notes = ["title", "text"] as const;
  const faults = notes.flatMap((part) => pen.typed[keyOf(part)]?.message ?? []);
  const write = (part: "title" | "text", words: string) => {
    const schema = wordsSchema({
      max: part === "title" ? field.maxTitle : field.maxText,
      isLine: part === "title",
    });
    const parsed = schema.safeParse(words);
    if (!parsed.success) {
      pen.type(keyOf(part), { text: words, message: parsed.error.issues[0]?.message ?? "Write a sentence." });
      return;
    }
    const clauses = pen.policy.clauses.map((one) => (one.code === code ? { ...one, [part]: words } : one));
    pen.change(field.path, clauses, keyOf(part));
  };
  const bind = (part: "title" | "text") => ({
    value: pen.typed[keyOf(part)]?.text ?? clause[part],
    readOnly: pen.readOnly !== null,
    "aria-label": `Clause ${code}, ${part}`,
    ...(keyOf(part) in pen.typed
      ? { "aria-invalid": true, "aria-describedby": `${fieldId(field.path, code)}-notes` }
      : {}),
  });
  const isChanged = !was || was.title !== clause.title || was.text !== clause.text;
  return (
    <li className="grid gap-x-4 gap-y-2 border-line border-b py-3 sm:grid-cols-[64px_minmax(0,1fr)_auto]">
      <span className="mono pt-1.5 text-ink-2">
        {code}
        {pen.base && isChanged ? (
          <span className="block font-sans text-12 text-accent">{was ? "changed" : "new"}</span>
        ) : null}
      </span>
      <div className="grid gap-2">
        <Input
          {...bind("title")}
          id={fieldId(field.path, code)}
          className="max-w-100"
          onChange={(event) => write("title", event.target.value)}
        />
        <Textarea
          {...bind("text")}
          rows={2}
          className="min-h-14 max-w-[62ch]"
          onChange={(event) => write("text", event.target.value)}
        />
        <FieldNotes id={`${fieldId(field.path, code)}-notes`} faults={faults} warnings={[]} />
      </div>
      {pen.readOnly === null ? (
        <Button
          size="sm"
          variant="ghost"
          icon={<Trash2 aria-hidden="true" className="size-3.5" />}
          className="self-start max-sm:justify-self-start"
          disabledReason={pen.policy.clauses.length === 1 ? "Decisions have to name a clause." : null}
          onClick={() => {
            pen.clearTyped(`${field.path}#${code}`);
            pen.change(
              field.path,
              pen.policy.clauses.filter((one) => one !== clause),
            );
            goToField(field.path);
          }}
        >
          Remove<span className="sr-only"> clause {code}</span>
        </Button>
      ) : null}
    </li>
  );
}

/** What members can be held to, clause by clause. */
export function ClauseList({ field, pen }: { field: Clauses; pen: PolicyPen }) {
  const clauses = [...pen.policy.clauses].sort((a, b) => byCode(a.code, b.code));
  return (
    <fieldset id={fieldId(field.path)} tabIndex={-1} aria-label={field.label} className="outline-none">
      <ul className="border-line border-t">
        {clauses.map((clause) => (
          <ClauseRow key={clause.code} clause={clause} field={field} pen={pen} />
        ))}
      </ul>
      {pen.readOnly === null ? <ClauseForm field={field} pen={pen} /> : null}
    </fieldset>
  );
}
