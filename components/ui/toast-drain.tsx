"use client";

import { useEffect, useRef, useState } from "react";
import { Key } from "./key";

const TICK_MS = 250;

/** The undo of a toast: its button, the seconds left and the line that drains. Stands still under pointer or focus. */
export function ToastDrain({
  ms,
  label,
  undoKey,
  onUndo,
  onDrained,
}: {
  ms: number;
  label: string;
  undoKey?: string | undefined;
  onUndo: () => void;
  onDrained: () => void;
}) {
  const [leftMs, setLeftMs] = useState(ms);
  const box = useRef<HTMLSpanElement>(null);
  const drained = useRef(onDrained);
  drained.current = onDrained;

  useEffect(() => {
    let left = ms;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const holder = box.current?.closest("[data-sonner-toast]");
      const held = holder?.matches(":hover, :focus-within") ?? false;
      if (!held && !document.hidden) left -= now - last;
      last = now;
      setLeftMs(Math.max(0, left));
      if (left > 0) return;
      clearInterval(timer);
      drained.current();
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [ms]);

  return (
    <span ref={box} className="contents">
      <button
        type="button"
        onClick={onUndo}
        className="flex h-7.5 items-center gap-2 rounded-md bg-inverse-fill px-2 font-medium outline-offset-0 focus-visible:outline-on-inverse pointer-coarse:h-10"
      >
        {label}
        {undoKey ? <Key className="border-inverse-line bg-transparent text-inherit">{undoKey}</Key> : null}
        <span aria-hidden="true" className="num">
          {Math.ceil(leftMs / 1000)} s
        </span>
      </button>
      <span
        aria-hidden="true"
        className="absolute bottom-0 left-0 h-0.5 bg-inverse-water transition-[width] duration-base ease-linear"
        style={{ width: `${(leftMs / ms) * 100}%` }}
      />
    </span>
  );
}
