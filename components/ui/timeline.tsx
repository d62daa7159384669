import type { ReactNode } from "react";
import { cn } from "./cn";
import { Instant } from "./time-element";

/** event: something happened (ring) · closed: something ended (dot) · decision: the mitre. */
export type TimelineKind = "event" | "closed" | "decision";

const SAID: Record<TimelineKind, string> = { event: "", closed: "Closed: ", decision: "Decision: " };

function Mark({ kind }: { kind: TimelineKind }) {
  if (kind === "decision") {
    return <span aria-hidden="true" className="mitre absolute top-2 -left-5 h-1.5 w-2.5 text-accent" />;
  }
  return (
    <span
      aria-hidden="true"
      className={cn(
        "absolute top-1.5 -left-5 size-2.25 rounded-full border-[1.5px]",
        kind === "closed" ? "border-ink bg-ink" : "border-ink-3 bg-surface",
      )}
    />
  );
}

export function Timeline({
  label,
  children,
  className,
}: {
  label: string;
  children: ReactNode;
  className?: string | undefined;
}) {
  return (
    <ol
      aria-label={label}
      className={cn(
        "relative pl-5 before:absolute before:top-2 before:bottom-2.5 before:left-1 before:w-px before:bg-line-strong",
        className,
      )}
    >
      {children}
    </ol>
  );
}

export function TimelineItem({
  kind,
  title,
  at,
  children,
}: {
  kind: TimelineKind;
  title: ReactNode;
  at?: Date | string | undefined;
  children?: ReactNode;
}) {
  return (
    <li className="relative pb-3 last:pb-0">
      <Mark kind={kind} />
      {at ? <Instant at={at} className="block text-12 text-ink-3" /> : null}
      <p className="font-medium">
        <span className="sr-only">{SAID[kind]}</span>
        {title}
      </p>
      {children ? <div className="text-12 text-ink-2">{children}</div> : null}
    </li>
  );
}
