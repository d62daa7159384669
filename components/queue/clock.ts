import { useSyncExternalStore } from "react";

const TICK_MS = 1000;

const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
/** Server's clock less the browser's, ms. */
let offsetMs = 0;

/** Sets the clock by an answer of the server (RFC 3339), so that a wrong clock of the desk shows no wrong deadline. */
export function setServerClock(at: string): void {
  offsetMs = Date.parse(at) - Date.now();
}

function watch(tick: () => void): () => void {
  watchers.add(tick);
  timer ??= setInterval(() => {
    for (const one of watchers) one();
  }, TICK_MS);
  return () => {
    watchers.delete(tick);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/**
 * Something that follows from the time, read every second by one timer for all: only the part whose answer changed
 * renders again. `at` is the server's clock of the first paint.
 */
export function useClock<T extends string | number | boolean>(read: (now: Date) => T, at: string): T {
  return useSyncExternalStore(
    watch,
    () => read(new Date(Date.now() + offsetMs)),
    () => read(new Date(at)),
  );
}
