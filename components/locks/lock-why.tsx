import { MemberBlock } from "@/components/shell/member-shell";
import type { LockPageView } from "@/lib/contracts/lock";
import { recipientReason, senderAdvice } from "@/lib/domain/lock-words";

function unique<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

/** Why the message was held: for its sender with what they can do, for its recipient without a word about the sender's figures. */
export function LockWhy({ view }: { view: LockPageView }) {
  if (view.side === "recipient") {
    const reasons = [...new Set(view.reasons.map(recipientReason))];
    return (
      <MemberBlock title={view.state === "waiting" ? "Why we hold it" : "Why we held it"}>
        <ul className="list-disc space-y-1.5 pl-5 marker:text-ink-3">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </MemberBlock>
    );
  }
  const isOpen = view.state === "waiting";
  const advice = unique(view.reasons.map(senderAdvice), ({ why }) => why);
  return (
    <MemberBlock title={isOpen ? "Why, and what you can do" : "Why we held it"}>
      <ul className="space-y-4">
        {advice.map(({ why, todo }) => (
          <li key={why} className="border-line border-l-2 pl-4">
            {why}
            {isOpen ? <span className="mt-1 block text-ink-2">{todo}</span> : null}
          </li>
        ))}
      </ul>
    </MemberBlock>
  );
}
