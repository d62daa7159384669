"use client";

import { useEffect, useRef, useState } from "react";
import { cn } from "./cn";

const ROUND = 2 * Math.PI * 6;

function clock(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** How long something stays yours: a ring that empties and the minutes left. */
export function LeaseRing({
  until,
  totalMs,
  label = "Yours for",
  onLapse,
  className,
}: {
  until: Date | string;
  /** Length of a full lease, ms. */
  totalMs: number;
  label?: string | undefined;
  /** Called once when nothing is left. */
  onLapse?: (() => void) | undefined;
  className?: string | undefined;
}) {
  const end = new Date(until).getTime();
  const [leftMs, setLeftMs] = useState<number | null>(null);
  const lapse = useRef(onLapse);
  lapse.current = onLapse;

  useEffect(() => {
    let told = false;
    const tick = () => {
      const left = Math.max(0, end - Date.now());
      setLeftMs(left);
      if (left > 0 || told) return;
      told = true;
      lapse.current?.();
    };
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [end]);

  const share = leftMs === null ? 1 : Math.min(1, leftMs / totalMs);
  return (
    <span className={cn("inline-flex items-center gap-2 text-12 text-ink-2", className)}>
      <svg viewBox="0 0 16 16" fill="none" strokeWidth="2" aria-hidden="true" className="size-4 -rotate-90">
        <circle cx="8" cy="8" r="6" stroke="var(--line-strong)" />
        <circle
          cx="8"
          cy="8"
          r="6"
          stroke={share < 0.15 ? "var(--warn-solid)" : "var(--accent)"}
          strokeDasharray={`${ROUND * share} ${ROUND}`}
        />
      </svg>
      <span role="timer" aria-live="off">
        {leftMs === 0 ? "Lapsed" : label}{" "}
        <span className="num font-medium text-ink">
          {leftMs === null || leftMs === 0 ? "" : clock(leftMs)}
        </span>
      </span>
    </span>
  );
}
