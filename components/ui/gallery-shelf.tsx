import type { ReactNode } from "react";

/** One row of the gallery: the name at the left, the parts at the right. */
export function Shelf({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="grid grid-cols-1 gap-x-5 border-line border-t py-4 sm:grid-cols-[104px_minmax(0,1fr)]">
      <h2 className="text-12 leading-6.5 font-normal text-ink-3">{name}</h2>
      <div className="flex min-w-0 flex-wrap items-center gap-2">{children}</div>
    </section>
  );
}
