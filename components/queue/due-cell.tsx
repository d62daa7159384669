"use client";

import { cn } from "@/components/ui/cn";
import { duration } from "@/components/ui/relative-time";
import { Severity } from "@/components/ui/severity";
import type { QueueRow } from "@/lib/contracts/queue";
import { type DueState, dueState, SEVERITIES } from "@/lib/domain/case";
import { briefInstant } from "@/lib/domain/case-why";
import { useClock } from "./clock";
import { GridCell } from "./grid-parts";

/** Farther off than this, a weekday and a clock say more than hours. */
const FAR_MS = 12 * 3_600_000;

const weekday = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "short" });
const day = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" });

function dueText(dueAt: Date, now: Date): [first: string, second: string] {
  const leftMs = dueAt.getTime() - now.getTime();
  if (leftMs <= 0) return [`${duration(leftMs)} over`, briefInstant(dueAt, now)];
  if (leftMs <= FAR_MS) return [duration(leftMs), briefInstant(dueAt, now)];
  return [`${weekday.format(dueAt)} ${dueAt.toISOString().slice(11, 16)}`, day.format(dueAt)];
}

const TEXT: Record<DueState, string> = { overdue: "text-crit", soon: "text-warn", ahead: "" };
const EDGE: Record<DueState, string> = {
  overdue: "before:bg-crit-solid",
  soon: "before:bg-warn-solid",
  ahead: "before:hidden",
};
const SAID: Record<DueState, string> = { overdue: "Overdue: ", soon: "Due soon: ", ahead: "Due: " };

/** Severity, time left and due time; ticks by itself. Carries the row's edge. */
export function DueCell({ row, at }: { row: QueueRow; at: string }) {
  const dueAt = new Date(row.dueAt);
  const state = useClock((now) => dueState({ openedAt: new Date(row.openedAt), dueAt }, now), at) as DueState;
  const first = useClock((now) => dueText(dueAt, now)[0], at);
  const second = useClock((now) => dueText(dueAt, now)[1], at);
  const level = Math.max(0, SEVERITIES.indexOf(row.severity)) as 0 | 1 | 2;
  return (
    <GridCell
      className={cn(
        "flex items-start gap-2.5 before:absolute before:inset-y-0 before:left-0 before:w-[3px]",
        EDGE[state],
      )}
    >
      <Severity level={level} />
      <time
        dateTime={row.dueAt}
        title={`${dueAt.toUTCString()}`}
        className="block leading-4.5 max-sm:flex max-sm:gap-2"
      >
        <span className="sr-only">{SAID[state]}</span>
        <span className={cn("num block whitespace-nowrap font-medium", TEXT[state])}>{first}</span>
        <span className="num block whitespace-nowrap text-12 leading-4.5 text-ink-3">{second}</span>
      </time>
    </GridCell>
  );
}
