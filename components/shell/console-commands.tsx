"use client";

import { ArrowRight, FolderOpen, LogOut, Search } from "lucide-react";
import { can, type Role } from "@/lib/domain/permission";
import { CommandPalette, type PaletteGroup, type PaletteItem } from "./command-palette";
import { CASE_KEYS, POLICY_KEYS } from "./console-keys";
import { type KeyGroup, KeysDialog } from "./keys-dialog";
import type { NavItem } from "./nav-item";
import type { SignOutDeed } from "./sign-out";

const REFERENCE = /^(CS|AP)-?([0-9A-Z]{3,})$/i;

/** What typed words lead to: a case by its reference, a search among pending cases or accounts. */
function found(typed: string, role: Role): PaletteGroup[] {
  const reference = REFERENCE.exec(typed);
  const also = [typed];
  // The palette reads an item's words once per id.
  const items: PaletteItem[] = [];
  if (reference?.[1] && reference[2]) {
    const name = `${reference[1]}-${reference[2]}`.toUpperCase();
    const href = `${name.startsWith("AP") ? "/appeals" : "/cases"}/${name}`;
    items.push({ id: `open-case ${typed}`, label: `Open ${name}`, icon: <FolderOpen />, href, also });
  }
  const q = encodeURIComponent(typed);
  items.push({
    id: `find-case ${typed}`,
    label: "Pending cases",
    detail: typed,
    icon: <Search />,
    href: `/queue?q=${q}`,
    also,
  });
  if (can(role, "account.view")) {
    items.push({
      id: `find-account ${typed}`,
      label: "Accounts",
      detail: typed,
      icon: <Search />,
      href: `/accounts?q=${q}`,
      also,
    });
  }
  return [{ title: "Find", items }];
}

type Place = NavItem & { keys?: readonly string[] };

/** Commands by name (⌘K) and all keys on one sheet (?). */
export function ConsoleCommands({
  nav,
  role,
  reviewNext,
  signOut,
}: {
  nav: readonly (readonly Place[])[];
  role: Role;
  reviewNext: () => void;
  signOut: SignOutDeed;
}) {
  const places = nav.flat();
  const go = places.map((place) => ({
    id: place.href,
    label: place.label,
    icon: place.icon,
    href: place.href,
    ...(place.keys ? { keys: place.keys } : {}),
  }));
  const next: PaletteItem = {
    id: "next",
    label: "Review next",
    detail: "claims the case due first",
    icon: <ArrowRight />,
    keys: ["N"],
    run: reviewNext,
  };
  const groups: PaletteGroup[] = [
    ...(can(role, "case.claim") ? [{ title: "Do", items: [next] }] : []),
    { title: "Go", items: go },
    { title: "You", items: [{ id: "sign-out", label: "Sign out", icon: <LogOut />, run: signOut.run }] },
  ];
  const everywhere: KeyGroup = {
    title: "Everywhere",
    keys: [
      { keys: ["⌘", "K"], label: "Commands" },
      { keys: ["/"], label: "Search" },
      ...(can(role, "case.claim") ? [{ keys: ["N"], label: "Review next" }] : []),
      ...places.flatMap((place) =>
        place.keys ? [{ keys: place.keys, label: `Go to ${place.label.toLowerCase()}` }] : [],
      ),
      { keys: ["?"], label: "This sheet" },
      { keys: ["Esc"], label: "Close, or step back" },
    ],
  };
  const keys = [
    everywhere,
    ...(can(role, "case.claim") ? CASE_KEYS : CASE_KEYS.slice(0, 1)),
    ...(can(role, "policy.edit") ? [POLICY_KEYS] : []),
  ];
  return (
    <>
      <CommandPalette groups={groups} groupsFor={(typed) => found(typed, role)} />
      <KeysDialog groups={keys} />
    </>
  );
}
