"use client";

import { LogOut } from "lucide-react";
import { useTransition } from "react";
import { toast } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";
import { signOutAction } from "@/lib/actions/session";

export type SignOutDeed = { isPending: boolean; run: () => void };

/** Ends the session, then leaves with a fresh page so that nothing of it stays in memory. */
export function useSignOut(): SignOutDeed {
  const [isPending, startTransition] = useTransition();
  const run = () =>
    startTransition(async () => {
      const answer = await signOutAction(undefined).catch(() => null);
      if (answer?.ok || answer?.error.code === "unauthenticated") window.location.assign("/sign-in");
      else toast({ text: "You are still signed in: the server was not reached.", tone: "crit" });
    });
  return { isPending, run };
}

export function SignOut({ signOut }: { signOut: SignOutDeed }) {
  return (
    <Tooltip text="Sign out">
      <button
        type="button"
        aria-label="Sign out"
        aria-busy={signOut.isPending}
        onClick={signOut.run}
        className="grid size-7 shrink-0 place-items-center rounded-md text-ink-3 hover:bg-hover hover:text-ink pointer-coarse:size-11"
      >
        <LogOut aria-hidden="true" strokeWidth={1.75} className="size-4" />
      </button>
    </Tooltip>
  );
}
