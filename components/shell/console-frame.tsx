"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useReviewNext } from "@/components/queue/review-next";
import { useKeys } from "@/components/shell/page-keys";
import { countsQuery } from "@/lib/client/queue";
import { can, ROLE_LABELS, type Role } from "@/lib/domain/permission";
import { ConsoleCommands } from "./console-commands";
import { placesFor } from "./console-places";
import { ConsoleShell } from "./console-shell";
import { useGoChord } from "./go-chord";
import { LiveBanner } from "./live-banner";
import { SignOut, useSignOut } from "./sign-out";

/** Pages whose work needs the room: the navigation shrinks to icons. */
const SLIM = /^\/(cases|appeals)\/./;

/** The console around every page: places by permission, commands, keys, and how live it is. */
export function ConsoleFrame({
  staff,
  children,
}: {
  staff: { name: string; role: Role; languages: readonly string[] };
  children: ReactNode;
}) {
  const path = usePathname();
  const { data: counts } = useQuery(countsQuery);
  const { reviewNext } = useReviewNext();
  const signOut = useSignOut();
  const nav = placesFor(staff.role, counts);
  const canClaim = can(staff.role, "case.claim");

  useGoChord(nav.flat());
  useKeys({ n: () => (canClaim ? reviewNext() : false) });

  return (
    <ConsoleShell
      nav={nav}
      staff={{ name: staff.name, role: `${ROLE_LABELS[staff.role]} · ${staff.languages.join(", ")}` }}
      signOut={<SignOut signOut={signOut} />}
      slim={SLIM.test(path)}
    >
      <LiveBanner />
      {children}
      <ConsoleCommands nav={nav} role={staff.role} reviewNext={reviewNext} signOut={signOut} />
    </ConsoleShell>
  );
}
