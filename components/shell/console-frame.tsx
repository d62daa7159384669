"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, useRef } from "react";
import { useKeys } from "@/components/queue/queue-keys";
import { useReviewNext } from "@/components/queue/review-next";
import { countsQuery } from "@/lib/client/queue";
import { can, ROLE_LABELS, type Role } from "@/lib/domain/permission";
import { ConsoleCommands } from "./console-commands";
import { placesFor } from "./console-places";
import { ConsoleShell } from "./console-shell";
import { LiveBanner } from "./live-banner";
import { SignOut, useSignOut } from "./sign-out";

/** How long G waits for the second key, ms. */
const CHORD_MS = 1500;
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
  const router = useRouter();
  const { data: counts } = useQuery(countsQuery);
  const { reviewNext } = useReviewNext();
  const signOut = useSignOut();
  const chordAt = useRef(0);
  const nav = placesFor(staff.role, counts);
  const canClaim = can(staff.role, "case.claim");

  const go = (letter: string) => {
    if (Date.now() - chordAt.current > CHORD_MS) return false;
    chordAt.current = 0;
    const place = nav.flat().find((one) => one.keys?.[1]?.toLowerCase() === letter);
    if (place) router.push(place.href);
    return place !== undefined;
  };
  useKeys({
    g: () => {
      chordAt.current = Date.now();
    },
    ...Object.fromEntries([..."qafo"].map((letter) => [letter, () => go(letter)])),
    n: () => (canClaim ? reviewNext() : false),
  });

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
