import { cn } from "@/components/ui/cn";
import type { PolicyRule } from "@/lib/domain/policy-field";

/** One rule of the list: its row, its name, and what it stands at. */
export function RuleLine({
  rule,
  figure,
  isSelected,
  isTroubled,
  onSelect,
}: {
  rule: PolicyRule;
  figure: { text: string; isChanged: boolean };
  isSelected: boolean;
  isTroubled: boolean;
  onSelect: () => void;
}) {
  return (
    <button
      type="button"
      data-rule={rule.id}
      tabIndex={isSelected ? 0 : -1}
      onClick={onSelect}
      {...(isSelected ? { "aria-current": true } : {})}
      className="grid h-7 w-full grid-cols-[30px_minmax(0,1fr)_auto] items-center gap-1 rounded-md px-2 text-left -outline-offset-2 hover:bg-hover aria-[current]:bg-current-place aria-[current]:font-medium"
    >
      <span className={cn("mono", isSelected ? "text-ink-2" : "text-ink-3")}>{rule.code}</span>
      <span className="truncate">{rule.name}</span>
      <span
        className={cn(
          "num text-12",
          figure.isChanged ? "font-semibold text-accent" : isSelected ? "text-ink-2" : "text-ink-3",
        )}
      >
        {isTroubled ? (
          <>
            <span aria-hidden="true" className="mr-1 font-semibold text-crit">
              !
            </span>
            <span className="sr-only">cannot stand like this, </span>
          </>
        ) : null}
        {figure.text}
      </span>
    </button>
  );
}
