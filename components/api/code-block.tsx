import { CopyButton } from "@/components/ui/copy-button";

/** A command to copy; long lines scroll. */
export function CodeBlock({ label, text }: { label: string; text: string }) {
  return (
    <figure className="max-w-220 overflow-hidden rounded-md bg-sunken">
      <figcaption className="flex items-center justify-between px-4 pt-2 text-12 text-ink-3">
        {label}
        <CopyButton text={text} label={`Copy: ${label}`} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller has to be reachable by keys */}
      <pre className="mono overflow-x-auto px-4 pt-1 pb-3 text-12" tabIndex={0}>
        {text}
      </pre>
    </figure>
  );
}
