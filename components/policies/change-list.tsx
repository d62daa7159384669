import { cn } from "@/components/ui/cn";
import type { ChangeDirection, PolicyChange } from "@/lib/domain/policy-diff";

const DIRECTION_WORDS: Record<ChangeDirection, string> = {
  stricter: "stricter",
  laxer: "laxer",
  neutral: "",
};

/** What differs, line by line: what was, what is, and which way it leans. */
export function ChangeList({
  changes,
  limit,
  onOpen,
}: {
  changes: readonly PolicyChange[];
  /** Lines shown at most; how many more there are is said. */
  limit?: number | undefined;
  /** Goes to the rule of a line. */
  onOpen?: ((change: PolicyChange) => void) | undefined;
}) {
  const shown = limit === undefined ? changes : changes.slice(0, limit);
  return (
    <ul>
      {shown.map((change) => {
        const name = (
          <>
            {change.code ? <span className="mono mr-2 text-ink-3">{change.code}</span> : null}
            {change.ruleName}, <span className="text-ink-2">{change.label}</span>
          </>
        );
        return (
          <li
            key={`${change.path}#${change.row}#${change.label}`}
            className="grid gap-x-5 gap-y-0.5 border-line border-b py-1.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_64px]"
          >
            <span className="min-w-0">
              {onOpen ? (
                <button type="button" className="link text-left" onClick={() => onOpen(change)}>
                  {name}
                </button>
              ) : (
                name
              )}
            </span>
            <span className="num min-w-0 wrap-anywhere">
              {change.from === null ? (
                <span className="text-ink-3">nothing</span>
              ) : (
                <s className="text-ink-3">
                  <span className="sr-only">was </span>
                  {change.from}
                </s>
              )}
              <span aria-hidden="true" className="px-1.5 text-ink-3">
                →
              </span>
              {change.to === null ? (
                <span className="text-ink-2">taken away</span>
              ) : (
                <b className="font-semibold">{change.to}</b>
              )}
            </span>
            <span
              className={cn(
                "text-12 text-ink-2 sm:text-right",
                change.direction === "neutral" && "max-sm:hidden",
              )}
            >
              {DIRECTION_WORDS[change.direction]}
            </span>
          </li>
        );
      })}
      {shown.length < changes.length ? (
        <li className="py-1.5 text-ink-3">and {changes.length - shown.length} more</li>
      ) : null}
    </ul>
  );
}

/** How many things change, and which way they lean, in a few words. */
export function changesText(changes: readonly PolicyChange[]): string {
  const [only] = changes;
  if (!only) return "no changes";
  if (changes.length === 1) return only.direction === "neutral" ? "1 change" : `1 change, ${only.direction}`;
  const count = (direction: ChangeDirection) =>
    changes.filter((change) => change.direction === direction).length;
  const leaning = [
    count("stricter") > 0 ? `${count("stricter")} stricter` : null,
    count("laxer") > 0 ? `${count("laxer")} laxer` : null,
  ].filter(Boolean);
  return [`${changes.length} changes`, leaning.join(", ")].filter(Boolean).join(": ");
}
