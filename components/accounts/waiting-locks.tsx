import { Lock } from "lucide-react";
import { Instant } from "@/components/ui/time-element";
import type { WaitingLocks } from "@/lib/contracts/lock";

function countText({ count, isMore }: WaitingLocks): string {
  if (isMore) return `More than ${count} messages wait`;
  return count === 1 ? "1 message waits" : `${count} messages wait`;
}

/** What the gate holds back of a member, in one line. */
export function WaitingLocksLine({ waiting }: { waiting: WaitingLocks }) {
  const { rules, disputed, oldestAt } = waiting;
  return (
    <p className="mt-3 flex items-start gap-2">
      <Lock aria-hidden="true" strokeWidth={1.75} className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <span>
        <span className="num font-medium">{countText(waiting)}</span> for their recipients, held for{" "}
        {rules.map(({ rule, count }, place) => (
          <span key={rule}>
            {place > 0 ? ", " : ""}
            <span className="mono">{rule}</span>
            {rules.length > 1 ? <span className="num text-ink-3"> ×{count}</span> : null}
          </span>
        ))}
        <span className="text-ink-3">
          ; the oldest since <Instant at={oldestAt} format="datetime" />
          {disputed > 0 ? `, ${disputed} disputed` : ""}
        </span>
      </span>
    </p>
  );
}
