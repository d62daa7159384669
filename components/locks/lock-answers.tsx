import { MemberBlock } from "@/components/shell/member-shell";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import type { LockPageView } from "@/lib/contracts/lock";
import { type LockResponse, lockAfter, MOVES_BY_RESPONSE, mayAnswer } from "@/lib/domain/lock";
import { AnswerForm, Mistake, Report } from "./lock-forms";

/** Whether this answer is open to this side now. */
function isOpen({ side, state, said, decided }: LockPageView, response: LockResponse): boolean {
  if (!mayAnswer(side, response) || said.includes(response)) return false;
  if (response === "wrongly_locked" && (decided || state === "permitted" || state === "reported"))
    return false;
  return lockAfter(state, MOVES_BY_RESPONSE[response].move) !== null;
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
