import Link from "next/link";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { Mark } from "@/components/ui/mark";
import { ConsoleMenu } from "./console-menu";
import { ConsoleNav } from "./console-nav";
import type { NavItem } from "./nav-item";
import { ThemeToggle } from "./theme-toggle";

export type ShellStaff = { name: string; role: string };

function Self({ staff, signOut, slim }: { staff: ShellStaff; signOut: ReactNode; slim: boolean }) {
  return (
    <div
      className={cn(
        "flex items-center gap-2 border-line border-t pt-3",
        slim ? "flex-col px-0" : "px-2 pb-2",
      )}
    >
      <Avatar name={staff.name} self />
      <div className={slim ? "sr-only" : "min-w-0 flex-1 leading-4"}>
        <p className="truncate font-medium">{staff.name}</p>
        <p className="truncate text-11 text-ink-3">{staff.role}</p>
      </div>
      {slim ? null : signOut}
    </div>
  );
}

/** The console's frame: places at the left (a bar on top under 900 px), the work at the right. */
export function ConsoleShell({
  nav,
  staff,
  signOut,
  path,
  slim = false,
  home = "/queue",
  foot,
  children,
}: {
  nav: readonly (readonly NavItem[])[];
  staff: ShellStaff;
  /** The control that ends the session. */
  signOut: ReactNode;
  path?: string | undefined;
  /** 56 px of icons, where the work needs the room. */
  slim?: boolean | undefined;
  home?: string | undefined;
  /** Stands over the person in the navigation. */
  foot?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div
      className={cn(
        "min-h-dvh md:grid",
        slim ? "md:grid-cols-[56px_minmax(0,1fr)]" : "md:grid-cols-[216px_minmax(0,1fr)]",
      )}
    >
      <a
        href="#main"
        className="sr-only focus-visible:not-sr-only focus-visible:fixed focus-visible:top-2 focus-visible:left-2 focus-visible:z-palette focus-visible:rounded-md focus-visible:bg-raised focus-visible:px-3 focus-visible:py-2"
      >
        Skip to the work
      </a>
      <nav
        aria-label="Main"
        className={cn(
          "sticky top-0 flex h-dvh flex-col overflow-y-auto border-line border-r bg-canvas px-2.5 py-3 max-md:hidden",
          slim && "items-center",
        )}
      >
        <Link
          href={home}
          className={cn(
            "mb-3.5 flex h-9 shrink-0 items-center gap-2.25 rounded-md text-14 font-semibold tracking-[-0.018em]",
            slim ? "" : "px-2",
          )}
        >
          <Mark />
          <span className={slim ? "sr-only" : undefined}>Lockkeeper</span>
        </Link>
        <ConsoleNav nav={nav} path={path} slim={slim} />
        <div className="mt-auto flex flex-col gap-3 pt-4">
          {slim ? null : foot}
          {slim ? null : <ThemeToggle />}
          <Self staff={staff} signOut={signOut} slim={slim} />
        </div>
      </nav>
      <header className="sticky top-0 z-rail flex h-13 items-center gap-2 border-line border-b bg-canvas px-2 md:hidden">
        <ConsoleMenu>
          <ConsoleNav nav={nav} path={path} />
          <div className="mt-auto flex flex-col gap-3 pt-6">
            {foot}
            <ThemeToggle />
            <Self staff={staff} signOut={signOut} slim={false} />
          </div>
        </ConsoleMenu>
        <Link href={home} className="flex h-11 items-center gap-2 rounded-md pr-2 font-semibold text-14">
          <Mark />
          Lockkeeper
        </Link>
      </header>
      <main id="main" tabIndex={-1} className="flex min-w-0 flex-col bg-surface outline-none">
        {children}
      </main>
    </div>
  );
}
