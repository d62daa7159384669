import { formatCount } from "@/components/charts/unit";
import { Figure } from "@/components/ui/figure";
import type { FiguresView } from "@/lib/contracts/back-test";
import { clearedWords } from "./share-words";

function signed(value: number, digits = 0): string {
  const size = Math.abs(value).toFixed(digits);
  return `${Number(size) === 0 ? "±" : value > 0 ? "+" : "−"}${size}`;
}

/** How many, how often wrong, and what it costs, each with what it means. */
export function BackTestFigures({ view }: { view: FiguresView }) {
  const { result, run, casesPerWeek, scope } = view;
  if (!result) return null;
  const { base, draft, newly, letGo } = result;
  const what = scope === "all" ? "accounts flagged" : `accounts hit by ${scope}`;
  const difference = draft.accounts - base.accounts;
  const extra = clearedWords(newly, "extra accounts");
  const known = clearedWords(base, `accounts of version ${run.baseVersion}`);
  const figures = [
    {
      label: "Under the draft",
      value: formatCount(draft.accounts),
      unit: `\u00a0${difference === 0 ? "no change in number" : signed(difference)}`,
      definition: `${what}; ${formatCount(base.accounts)} under ${run.baseVersion}, ${formatCount(newly.accounts)} new, ${formatCount(letGo.accounts)} let go`,
    },
    { label: "Wrong among the new", ...extra },
    { label: `Wrong under version ${run.baseVersion}`, ...known },
    {
      label: "Cases of all rules",
      value: signed(casesPerWeek.draft - casesPerWeek.base, 1),
      unit: "\u00a0a week",
      definition: `${casesPerWeek.draft.toFixed(1)} instead of ${casesPerWeek.base.toFixed(1)}; one an account until its due time`,
    },
  ];
  return (
    <div className="mt-4 grid grid-cols-1 gap-y-4 sm:grid-cols-2 xl:grid-cols-4">
      {figures.map((figure) => (
        <Figure
          key={figure.label}
          {...figure}
          className="pr-4 xl:not-first:border-line xl:not-first:border-l xl:not-first:pl-6"
        />
      ))}
    </div>
  );
}
