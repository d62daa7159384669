"use client";

import { useRouter } from "next/navigation";
import { useLiveHint } from "@/components/shell/live";

/** Reads the page again when something happens to this account, or may have. */
export function AccountLive({ memberId }: { memberId: string }) {
  const router = useRouter();
  useLiveHint((hint) => {
    const isOurs = hint === null || (hint.topic === "account" && (!hint.id || hint.id === memberId));
    if (isOurs) router.refresh();
  });
  return null;
}
