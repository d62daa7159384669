import { ChartLine, Inbox, Mail, Scale, ScrollText, Users } from "lucide-react";
import type { QueueCounts } from "@/lib/contracts/queue";
import { countText } from "@/lib/contracts/queue";
import { can, type Permission, type Role } from "@/lib/domain/permission";
import type { NavItem } from "./nav-item";

type Place = NavItem & { permission: Permission; keys?: readonly string[]; tab?: "all" | "appeals" };

/** Every place of the console in its groups, and who may go there. */
const PLACES: readonly (readonly Place[])[] = [
  [
    {
      href: "/queue",
      label: "Queue",
      icon: <Inbox />,
      permission: "queue.view",
      keys: ["G", "Q"],
      tab: "all",
    },
    { href: "/accounts", label: "Accounts", icon: <Users />, permission: "account.view" },
    {
      href: "/appeals",
      label: "Appeals",
      icon: <Scale />,
      permission: "appeal.view",
      keys: ["G", "A"],
      tab: "appeals",
    },
  ],
  [
    {
      href: "/analytics",
      label: "Analytics",
      icon: <ChartLine />,
      permission: "analytics.view",
      keys: ["G", "F"],
    },
    {
      href: "/policies",
      label: "Policies",
      icon: <ScrollText />,
      permission: "policy.view",
      keys: ["G", "P"],
    },
  ],
  [
    {
      href: "/settings/outbox",
      label: "Outbox",
      icon: <Mail />,
      permission: "outbox.view",
      keys: ["G", "O"],
    },
  ],
];

/** The places a role may go to, with the counts that stand beside them; groups without any are left out. */
export function placesFor(role: Role, counts: QueueCounts | undefined): Place[][] {
  return PLACES.map((group) =>
    group
      .filter((place) => can(role, place.permission))
      .map((place) => {
        const open = place.tab ? counts?.tabs[place.tab].open : undefined;
        return open === undefined ? place : { ...place, count: countText(open) };
      }),
  ).filter((group) => group.length > 0);
}
