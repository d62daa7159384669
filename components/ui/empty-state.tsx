import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { Key } from "./key";

export type EmptyAction = {
  label: string;
  href: string;
  detail?: string | undefined;
  icon?: ReactNode;
  key?: string | undefined;
};

/** What is so, when it changes, what to do next. */
export function EmptyState({
  title,
  children,
  actions = [],
  drawing = true,
  className,
}: {
  title: string;
  children?: ReactNode;
  actions?: readonly EmptyAction[] | undefined;
  /** The closed gate, for a whole page; off inside a panel. */
  drawing?: boolean | undefined;
  className?: string | undefined;
}) {
  return (
    <section
      className={cn("mx-auto w-full max-w-108 px-4", drawing ? "py-22 max-md:py-12" : "py-8", className)}
    >
      {drawing ? (
        <svg width="144" height="66" viewBox="0 0 144 66" fill="none" aria-hidden="true" className="mb-6">
          <path d="M0 14 72 46 144 14V66H0Z" fill="var(--accent-soft)" />
          <path d="M0 34 72 66 144 34M0 24 72 56 144 24" stroke="var(--accent-line)" />
          <path d="M0 4 71 35.6M144 4 73 35.6" stroke="var(--ink)" strokeWidth="3.5" />
        </svg>
      ) : null}
      <h2 className={drawing ? "text-20" : undefined}>{title}</h2>
      {children ? (
        <div className={cn("mt-1 text-pretty text-ink-2", drawing && "text-14")}>{children}</div>
      ) : null}
      {actions.length > 0 ? (
        <ul className="mt-5 border-line border-b">
          {actions.map((action) => (
            <li key={action.href}>
              <Link
                href={action.href}
                className="flex min-h-10.5 items-center gap-3 border-line border-t py-2 hover:bg-hover pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-3"
              >
                {action.icon}
                <span className="flex-1">
                  <span className="font-medium">{action.label}</span>
                  {action.detail ? <span className="ml-2 text-ink-2">{action.detail}</span> : null}
                </span>
                {action.key ? (
                  <span aria-hidden="true">
                    <Key>{action.key}</Key>
                  </span>
                ) : null}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
