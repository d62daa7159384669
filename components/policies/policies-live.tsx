"use client";

import { useRouter } from "next/navigation";
import { useLiveHint } from "@/components/shell/live";

/** Reads the page again when a policy or a draft changes, or may have. Back-tests tell their own views. */
export function PoliciesLive() {
  const router = useRouter();
  useLiveHint((hint) => {
    if (hint === null || (hint.topic === "policy" && hint.id !== "back-test")) router.refresh();
  });
  return null;
}
