import { Untrusted } from "@/components/cases/untrusted";
import type { FilterView } from "@/lib/contracts/content-filter";

type Words = NonNullable<FilterView["newest"]>["up"];

function WordList({ name, words, most }: { name: string; words: Words; most: number }) {
  return (
    <div>
      <h3 className="border-line-strong border-b pb-1.5 text-12 text-ink-2">{name}</h3>
      <ul>
        {words.slice(0, 12).map(({ word, weight, texts }) => (
          <li key={word} className="flex items-center gap-3 border-line border-b py-1">
            <span className="min-w-0 flex-1 truncate">
              <Untrusted text={word} />
            </span>
            <span className="num text-12 text-ink-3">{texts} texts</span>
            <span aria-hidden="true" className="h-1 w-14 bg-track">
              <span
                className="block h-full bg-measured"
                style={{ width: `${(Math.abs(weight) / most) * 100}%` }}
              />
            </span>
            <span className="num w-12 text-right text-12">{weight.toFixed(2)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The words that the newest version holds most for and against a breach. */
export function FilterWords({ newest }: { newest: FilterView["newest"] }) {
  if (!newest) return null;
  const most = Math.max(0.01, ...[...newest.up, ...newest.down].map(({ weight }) => Math.abs(weight)));
  return (
    <section aria-labelledby="words-name">
      <h2 id="words-name">What version {newest.version} learned</h2>
      <p className="mt-px mb-3 max-w-[74ch] text-12 text-pretty text-ink-3">
        Log-odds a word adds to the score on average, with its pairs and pieces, over the texts it was learned
        from.
      </p>
      <div className="grid gap-6 sm:grid-cols-2">
        <WordList name="Speaks for a breach" words={newest.up} most={most} />
        <WordList name="Speaks against" words={newest.down} most={most} />
      </div>
    </section>
  );
}
