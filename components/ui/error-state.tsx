"use client";

import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { CopyButton } from "./copy-button";
import { DataList } from "./data-list";
import { LinkButton } from "./link-button";
import { Instant } from "./time-element";

/** What failed, what is safe, a way to try again, a reference. */
export function ErrorState({
  title,
  children,
  retry,
  back,
  reference,
  at,
  className,
}: {
  title: string;
  children?: ReactNode;
  retry?: (() => void) | undefined;
  back?: { href: string; label: string } | undefined;
  reference?: string | undefined;
  at?: Date | string | undefined;
  className?: string | undefined;
}) {
  const facts = [
    ...(reference
      ? [
          {
            term: "Reference",
            value: (
              <span className="inline-flex items-center gap-2">
                <span className="mono">{reference}</span>
                <CopyButton text={reference} label="Copy the reference" />
              </span>
            ),
          },
        ]
      : []),
    ...(at ? [{ term: "When", value: <Instant at={at} format="full" /> }] : []),
  ];
  return (
    <section role="alert" className={cn("mx-auto w-full max-w-140 px-4 py-22 max-md:py-12", className)}>
      <h1>{title}</h1>
      {children ? <div className="mt-1 text-pretty text-14 text-ink-2">{children}</div> : null}
      <div className="mt-5 flex flex-wrap gap-2">
        {retry ? (
          <Button variant="primary" onClick={retry}>
            Try again
          </Button>
        ) : null}
        {back ? <LinkButton href={back.href}>{back.label}</LinkButton> : null}
      </div>
      {facts.length > 0 ? <DataList items={facts} className="mt-6 border-line border-t pt-4" /> : null}
    </section>
  );
}
