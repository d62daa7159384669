import Link from "next/link";
import { cn } from "./cn";

export type LinkTab = {
  href: string;
  label: string;
  count?: number | string | undefined;
  /** How many of them are past due; said in red, and only if there are any. */
  overdue?: number | undefined;
  current: boolean;
};

/** Views of one list, each with its own address. */
export function LinkTabs({
  label,
  tabs,
  className,
}: {
  label: string;
  tabs: readonly LinkTab[];
  className?: string | undefined;
}) {
  return (
    <nav
      aria-label={label}
      className={cn("shrink-0 overflow-x-auto border-line border-b px-6 max-md:px-4", className)}
    >
      <ul className="flex gap-5">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              {...(tab.current ? { "aria-current": "page" } : {})}
              className="relative flex h-10.5 items-center gap-1.5 whitespace-nowrap font-medium text-ink-2 -outline-offset-2 hover:text-ink aria-[current]:text-ink aria-[current]:after:absolute aria-[current]:after:inset-x-0 aria-[current]:after:bottom-0 aria-[current]:after:h-0.5 aria-[current]:after:bg-ink"
            >
              {tab.label}
              {tab.count === undefined ? null : (
                <span className="num font-normal text-ink-3">{tab.count}</span>
              )}
              {tab.overdue ? <span className="num text-12 text-crit">{tab.overdue} over</span> : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
