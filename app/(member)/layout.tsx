import type { Metadata } from "next";
import type { ReactNode } from "react";
import { env } from "@/lib/env";

/** Pages that a member's link opens: never indexed, never cached, never sent on as a referrer. */
export async function generateMetadata(): Promise<Metadata> {
  const { name } = env().platform;
  return {
    title: { default: `Your messaging · ${name}`, template: `%s · ${name}` },
    robots: { index: false, follow: false, nocache: true },
    referrer: "no-referrer",
  };
}

export default function MemberLayout({ children }: { children: ReactNode }) {
  return children;
}
