"use client";

import { WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useLive } from "./live";

/** A blink of the wire is not worth a line, ms. */
const GRACE_MS = 1500;

function secondsTo(at: number): number {
  return Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

/** Says that what is seen may be old, since when, and when the next attempt comes. */
export function LiveBanner() {
  const { state, retry } = useLive();
  const [now, setNow] = useState<number | null>(null);
  const isOffline = state.kind === "offline";
  useEffect(() => {
    if (!isOffline) return setNow(null);
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isOffline]);
  const isShown = isOffline && now !== null && now - state.since >= GRACE_MS;
  useEffect(() => {
    document.documentElement.style.setProperty("--banner", isShown ? "36px" : "0px");
    return () => {
      document.documentElement.style.removeProperty("--banner");
    };
  }, [isShown]);
  if (!isShown) return null;
  const seconds = secondsTo(state.retryAt);
  return (
    <div
      role="status"
      className="sticky top-0 z-rail flex h-9 items-center gap-2.5 border-line border-b bg-warn-soft px-6 text-12 max-md:px-4"
    >
      <WifiOff aria-hidden="true" strokeWidth={1.75} className="size-4 shrink-0 text-warn" />
      <p className="min-w-0 flex-1 truncate">
        Live updates stopped at{" "}
        <span className="num">{new Date(state.since).toISOString().slice(11, 16)}</span>. What you see may be
        old. <span aria-hidden="true">{seconds > 0 ? `Trying again in ${seconds} s.` : "Trying again."}</span>
      </p>
      <button type="button" onClick={retry} className="shrink-0 underline underline-offset-3">
        Try now
      </button>
    </div>
  );
}
