import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { MemberBlock } from "@/components/shell/member-shell";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { LOCK_NOTE_MAX, type LockPageView } from "@/lib/contracts/lock";
import { type LockResponse, lockAfter, MOVES_BY_RESPONSE, mayAnswer } from "@/lib/domain/lock";
import { CATEGORIES, CATEGORY_LABELS } from "@/lib/domain/report";

/** Whether this answer is open to this side now. */
function isOpen({ side, state, said, decided }: LockPageView, response: LockResponse): boolean {
  if (!mayAnswer(side, response) || said.includes(response)) return false;
  if (response === "wrongly_locked" && (decided || state === "permitted" || state === "reported"))
    return false;
  return lockAfter(state, MOVES_BY_RESPONSE[response].move) !== null;
}

function AnswerForm({
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

function Report({ token }: { token: string }) {
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

function Mistake({ token, side }: { token: string; side: LockPageView["side"] }) {
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

function titleOf({ side, receiptPath }: LockPageView, canAccept: boolean): string {
  if (side === "sender") return "If it was held by mistake";
  return canAccept || receiptPath ? "Your answer" : "If something is wrong with it";
}

/** What this side can answer now, and what follows from it. Every answer is a plain form. */
export function LockAnswers({ view, token }: { view: LockPageView; token: string }) {
  const can = (response: LockResponse) => isOpen(view, response);
  const hasReceipt = view.receiptPath !== null;
  if (!hasReceipt && !(["accept", "refuse", "report", "wrongly_locked"] as const).some(can)) return null;
  return (
    <MemberBlock title={titleOf(view, can("accept"))}>
      <div className="mt-4 flex flex-wrap gap-3 empty:hidden">
        {can("accept") ? (
          <AnswerForm token={token} response="accept" className="max-sm:w-full">
            <Button type="submit" variant="primary" size="lg" className="max-sm:w-full">
              Let it in
            </Button>
          </AnswerForm>
        ) : null}
        {can("refuse") ? (
          <AnswerForm token={token} response="refuse" className="max-sm:w-full">
            <Button type="submit" size="lg" className="max-sm:w-full">
              Refuse
            </Button>
          </AnswerForm>
        ) : null}
        {view.receiptPath ? (
          <LinkButton href={view.receiptPath} prefetch={false} size="lg" className="max-sm:w-full">
            Follow your report
          </LinkButton>
        ) : null}
      </div>
      <div className="mt-6 empty:hidden">
        {can("report") ? <Report token={token} /> : null}
        {can("wrongly_locked") ? <Mistake token={token} side={view.side} /> : null}
      </div>
    </MemberBlock>
  );
}
