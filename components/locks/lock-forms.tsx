import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { LOCK_NOTE_MAX, type LockPageView } from "@/lib/contracts/lock";
import type { LockResponse } from "@/lib/domain/lock";
import { CATEGORIES, CATEGORY_LABELS } from "@/lib/domain/report";

/** One answer, sent as it stands. */
export function AnswerForm({
  token,
  response,
  className,
  children,
}: {
  token: string;
  response: LockResponse;
  className?: string;
  children: ReactNode;
}) {
  return (
    <form action={`/api/member/locks/${encodeURIComponent(token)}`} method="post" className={className}>
      <input type="hidden" name="response" value={response} />
      {children}
    </form>
  );
}

/** A further answer behind its own line; a form without scripts as well. */
function More({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="group border-line border-t py-3.5 last:border-b">
      <summary className="flex min-h-11 cursor-pointer items-center justify-between gap-3 font-semibold text-accent">
        {label}
        <ChevronDown
          aria-hidden="true"
          strokeWidth={1.75}
          className="size-4 shrink-0 text-ink-3 group-open:rotate-180"
        />
      </summary>
      <div className="pt-2 pb-3">{children}</div>
    </details>
  );
}

function Note({ id, label, hint }: { id: string; label: string; hint: string }) {
  return (
    <FormField id={id} size="lg" label={label} optional="if you like" hint={hint}>
      {(binding) => <Textarea {...binding} name="note" fieldSize="lg" rows={3} maxLength={LOCK_NOTE_MAX} />}
    </FormField>
  );
}

/** A report with its category and the reporter's words. */
export function Report({ token }: { token: string }) {
  return (
    <More label="Report it">
      <p className="mb-4">A person reads the message and your report. The sender is not told who reported.</p>
      <AnswerForm token={token} response="report" className="space-y-5">
        <FormField id="lock-category" size="lg" label="What is it?">
          {(binding) => (
            <Select {...binding} name="category" fieldSize="lg" defaultValue="spam">
              {CATEGORIES.map((category) => (
                <option key={category} value={category}>
                  {CATEGORY_LABELS[category]}
                </option>
              ))}
            </Select>
          )}
        </FormField>
        <Note id="lock-report-note" label="In your words" hint="What should the person who reads it know?" />
        <Button type="submit" size="lg" className="max-sm:w-full">
          Report this message
        </Button>
      </AnswerForm>
    </More>
  );
}

/** The dispute of a lock. */
export function Mistake({ token, side }: { token: string; side: LockPageView["side"] }) {
  return (
    <More label={side === "sender" ? "Ask a person to read it" : "It was held by mistake"}>
      <p className="mb-4">
        A person reads the message and decides whether it goes on. You find the answer here.
      </p>
      <AnswerForm token={token} response="wrongly_locked" className="space-y-5">
        <Note
          id="lock-mistake-note"
          label="Why"
          hint={
            side === "sender"
              ? "How do you know each other, and what is it about?"
              : "Do you know the sender?"
          }
        />
        <Button type="submit" size="lg" className="max-sm:w-full">
          Say that it was held by mistake
        </Button>
      </AnswerForm>
    </More>
  );
}
