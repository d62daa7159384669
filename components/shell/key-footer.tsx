import { Keys } from "@/components/ui/key";

export type KeyHint = { keys: readonly string[]; label: string };

function Hint({ hint }: { hint: KeyHint }) {
  return (
    <li className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <Keys keys={hint.keys} readable />
      {hint.label}
    </li>
  );
}

/** The keys of the page, along its foot; hidden where there is no keyboard. */
export function KeyFooter({
  left,
  right = [],
}: {
  left: readonly KeyHint[];
  right?: readonly KeyHint[] | undefined;
}) {
  return (
    <footer className="flex h-9 shrink-0 items-center gap-4.5 overflow-hidden border-line border-t bg-surface px-6 text-12 text-ink-3 max-md:hidden pointer-coarse:hidden">
      <ul aria-label="Keys" className="flex items-center gap-4.5">
        {left.map((hint) => (
          <Hint key={hint.label} hint={hint} />
        ))}
      </ul>
      <ul aria-label="Keys everywhere" className="ml-auto flex items-center gap-4.5">
        {right.map((hint) => (
          <Hint key={hint.label} hint={hint} />
        ))}
      </ul>
    </footer>
  );
}
