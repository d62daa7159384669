import type { ReactNode } from "react";

export type Platform = { name: string; mark?: ReactNode };

/** The ring a platform has until it brings its own mark. */
function PlainMark() {
  return <span aria-hidden="true" className="size-5 rounded-full border-[5px] border-ink" />;
}

/** The frame of pages a member reads: the platform's own mark, wide set and short. Lockkeeper signs in the foot only. */
export function MemberShell({
  platform,
  language,
  foot = [],
  children,
}: {
  platform: Platform;
  /** The control that changes the language. */
  language?: ReactNode;
  /** Facts of the matter, such as its number. */
  foot?: readonly ReactNode[] | undefined;
  children: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col bg-surface text-17 max-sm:text-[16px] max-sm:leading-[25px]">
      <header className="border-line border-b">
        <div className="mx-auto flex h-15 max-w-260 items-center gap-3 px-6 text-15 max-sm:h-13.5 max-sm:px-5">
          <span className="flex items-center gap-2.25 text-17 font-semibold tracking-[-0.02em]">
            {platform.mark ?? <PlainMark />}
            {platform.name}
          </span>
          <span className="ml-auto">{language}</span>
        </div>
      </header>
      <main className="mx-auto w-full max-w-260 flex-1 px-6 pt-14 pb-18 max-sm:px-5 max-sm:pt-7 max-sm:pb-10">
        {children}
      </main>
      <footer className="border-line border-t">
        <ul className="mx-auto flex max-w-260 flex-wrap gap-x-6 gap-y-2 px-6 pt-5.5 pb-10 text-14 text-ink-3 max-sm:px-5">
          {foot.map((fact, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: facts have no identity but their place
            <li key={place}>{fact}</li>
          ))}
          <li className="ml-auto max-sm:ml-0">Kept with Lockkeeper</li>
        </ul>
      </footer>
    </div>
  );
}

/** The words at the left, what stands beside them at the right; one column on a phone. */
export function MemberColumns({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <div className="grid grid-cols-1 justify-between gap-x-18 sm:grid-cols-[minmax(0,620px)_300px]">
      <div className="min-w-0">{children}</div>
      {aside ? (
        <aside className="text-15 max-sm:mt-10 max-sm:text-[16px] max-sm:leading-[25px]">{aside}</aside>
      ) : null}
    </div>
  );
}

/** A title and lead of a member page. */
export function MemberTitle({
  eyebrow,
  title,
  lead,
}: {
  eyebrow?: ReactNode;
  title: string;
  lead?: ReactNode;
}) {
  return (
    <>
      {eyebrow ? <p className="mb-2.5 text-15 text-ink-2">{eyebrow}</p> : null}
      <h1 className="mb-4 text-34 text-balance max-sm:text-[28px] max-sm:leading-[34px]">{title}</h1>
      {lead ? (
        <div className="text-[19px] leading-[29px] tracking-[-0.011em] text-pretty text-ink-2 max-sm:text-[18px] max-sm:leading-[27px]">
          {lead}
        </div>
      ) : null}
    </>
  );
}

/** A part of a member page under its own heading. */
export function MemberBlock({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-12 text-pretty max-sm:mt-10 [&_p+p]:mt-3">
      <h2 className="mb-2.5 text-20">{title}</h2>
      {children}
    </section>
  );
}
