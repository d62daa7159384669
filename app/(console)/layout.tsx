import { HydrationBoundary } from "@tanstack/react-query";
import { redirect } from "next/navigation";
import { connection } from "next/server";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { ConsoleFrame } from "@/components/shell/console-frame";
import { LiveProvider } from "@/components/shell/live";
import { QueryProvider } from "@/components/shell/query-provider";
import { getDb } from "@/db";
import { actorOf, currentSession } from "@/lib/auth/session";
import { dehydratedCounts } from "@/lib/client/queue";
import { countQueue } from "@/lib/services/queue";

/** The frame of the console. What a person may see is decided by each page's own door, not here. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  await connection();
  const session = await currentSession();
  if (!session) redirect("/sign-in");
  const counts = await countQueue(getDb(), actorOf(session));
  const { displayName: name, role, languages } = session;
  return (
    <QueryProvider>
      <HydrationBoundary state={dehydratedCounts(counts)}>
        <NuqsAdapter>
          <LiveProvider>
            <ConsoleFrame staff={{ name, role, languages }}>{children}</ConsoleFrame>
          </LiveProvider>
        </NuqsAdapter>
      </HydrationBoundary>
    </QueryProvider>
  );
}
