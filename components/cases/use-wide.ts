"use client";

import { useSyncExternalStore } from "react";

/** From here on the rail is a column; below it is a sheet (the `md` breakpoint). */
const WIDE = "(min-width: 900px)";

function watch(changed: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** Whether there is room for the rail beside the words; the server assumes there is. */
export function useWide(): boolean {
  return useSyncExternalStore(
    watch,
    () => window.matchMedia(WIDE).matches,
    () => true,
  );
}
