import type { ReactNode } from "react";

/** One part of the evidence or of the rail: its name, what its figures mean, and what stands at the right. */
export function EvidenceSection({
  title,
  note,
  action,
  children,
  id,
}: {
  title: string;
  note?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
  id?: string | undefined;
}) {
  return (
    <section
      aria-label={title}
      {...(id ? { id } : {})}
      className="border-line border-b px-5 py-3.5 last:border-b-0"
    >
      <header className="mb-2.5 flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <h2 className="font-semibold">{title}</h2>
        {note ? <span className="text-12 text-ink-3">{note}</span> : null}
        {action ? <span className="ml-auto">{action}</span> : null}
      </header>
      {children}
    </section>
  );
}
