"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";
import { isCurrent, type NavItem } from "./nav-item";

const ITEM =
  "flex items-center rounded-md font-medium text-ink-2 hover:bg-hover aria-[current]:bg-current-place aria-[current]:text-ink [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.75] [&_svg]:text-ink-3 aria-[current]:[&_svg]:text-ink";

function Place({ item, path, slim }: { item: NavItem; path: string; slim: boolean }) {
  const link = (
    <Link
      href={item.href}
      {...(isCurrent(item, path) ? { "aria-current": "page" } : {})}
      className={cn(ITEM, slim ? "h-8.5 w-9 justify-center" : "h-7.5 gap-2.5 px-2 pointer-coarse:h-11")}
    >
      <span aria-hidden="true">{item.icon}</span>
      <span className={slim ? "sr-only" : undefined}>{item.label}</span>
      {item.count === undefined || slim ? null : (
        <span className="num ml-auto text-12 font-normal text-ink-3 in-aria-[current]:text-ink-2">
          {item.count}
        </span>
      )}
    </Link>
  );
  return slim ? <Tooltip text={item.label}>{link}</Tooltip> : link;
}

/** The places of the console in groups divided by hairlines. */
export function ConsoleNav({
  nav,
  path,
  slim = false,
}: {
  nav: readonly (readonly NavItem[])[];
  /** Where the reader stands; taken from the address when not given. */
  path?: string | undefined;
  slim?: boolean | undefined;
}) {
  const address = usePathname();
  const here = path ?? address;
  return (
    <div className="flex flex-col">
      {nav.map((group) => (
        <ul
          key={group.map((item) => item.href).join()}
          className={cn(
            "flex flex-col gap-px not-first:mt-3.5 not-first:border-line not-first:border-t not-first:pt-3.5",
            slim && "items-center",
          )}
        >
          {group.map((item) => (
            <li key={item.href}>
              <Place item={item} path={here} slim={slim} />
            </li>
          ))}
        </ul>
      ))}
    </div>
  );
}
