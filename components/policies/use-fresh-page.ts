"use client";

import { useRouter } from "next/navigation";
import { useLiveHint } from "@/components/shell/live";
import type { Hint } from "@/lib/services/run-operation";

/** Whether the server answers at all. A page read again in vain would be left, with what is typed on it. */
function isReachable(): Promise<boolean> {
  return fetch("/api/health/live", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Reads the page again when a policy hint concerns it, or when some may have been missed. Back-tests tell their own views. */
export function useFreshPage(concerns: (hint: Hint) => boolean): void {
  const router = useRouter();
  useLiveHint((hint) => {
    const isOurs = hint === null || (hint.topic === "policy" && hint.id !== "back-test" && concerns(hint));
    if (isOurs) void isReachable().then((isSo) => isSo && router.refresh());
  });
}
