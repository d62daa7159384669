"use client";

import { useEffect, useState } from "react";
import { cn } from "./cn";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in at most two units: "41 min", "5 h 22 min", "2 d 19 h". */
export function duration(ms: number): string {
  const length = Math.abs(ms);
  if (length < MINUTE) return `${Math.floor(length / 1000)} s`;
  if (length < HOUR) return `${Math.floor(length / MINUTE)} min`;
  if (length < DAY) {
    const minutes = Math.floor((length % HOUR) / MINUTE);
    const hours = `${Math.floor(length / HOUR)} h`;
    return minutes === 0 ? hours : `${hours} ${String(minutes).padStart(2, "0")} min`;
  }
  const hours = Math.floor((length % DAY) / HOUR);
  return `${Math.floor(length / DAY)} d${hours === 0 ? "" : ` ${hours} h`}`;
}

/** How far a moment is from now, ticking: "41 min left" and "4 min over", or "4 min ago". */
export function RelativeTime({
  at,
  now,
  words = "ago",
  className,
}: {
  at: Date | string;
  /** The server's clock at rendering, so that the first paint agrees with it. */
  now: Date | string;
  /** due: left and over · ago: ago and in · bare: the length alone. */
  words?: "due" | "ago" | "bare" | undefined;
  className?: string | undefined;
}) {
  const instant = new Date(at);
  const start = new Date(now).getTime();
  const [current, setCurrent] = useState(start);
  useEffect(() => {
    const began = performance.now();
    setCurrent(start);
    const timer = setInterval(() => setCurrent(start + performance.now() - began), 10_000);
    return () => clearInterval(timer);
  }, [start]);
  const left = instant.getTime() - current;
  const length = duration(left);
  const text = {
    bare: length,
    due: left < 0 ? `${length} over` : `${length} left`,
    ago: left < 0 ? `${length} ago` : `in ${length}`,
  }[words];
  return (
    <time
      dateTime={instant.toISOString()}
      title={instant.toISOString()}
      className={cn("num whitespace-nowrap", className)}
    >
      {text}
    </time>
  );
}
