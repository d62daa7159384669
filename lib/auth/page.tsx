import "server-only";
import { forbidden, redirect } from "next/navigation";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { getDb } from "@/db";
import type { Database } from "@/db/connect";
import type { StaffActor } from "@/lib/domain/actor";
import type { Permission } from "@/lib/domain/permission";
import type { StaffSession } from "@/lib/services/session";
import { withDoor } from "./door";
import { check } from "./session";

type PageProps = {
  params: Promise<Record<string, string>>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};
type PublicContext = {
  db: Database;
  params: Record<string, string>;
  searchParams: Record<string, string | string[] | undefined>;
};
type PageContext = PublicContext & { actor: StaffActor; session: StaffSession };

/**
 * A console page: anonymous people go to sign-in, people without the permission get 403, everybody else the page.
 * Always rendered at the request.
 */
export function page(
  permission: Permission,
  render: (context: PageContext) => Promise<ReactNode> | ReactNode,
) {
  return withDoor(
    async ({ params, searchParams }: PageProps) => {
      await connection();
      const passed = await check(permission);
      if (!passed.ok) {
        if (passed.error.code === "unauthenticated") redirect("/sign-in");
        forbidden();
      }
      return render({ ...passed.value, db: getDb(), params: await params, searchParams: await searchParams });
    },
    { kind: "page", permission },
  );
}

/** A page that needs no account: sign-in, and what a member's link opens. Always rendered at the request. */
export function publicPage(render: (context: PublicContext) => Promise<ReactNode> | ReactNode) {
  return withDoor(
    async ({ params, searchParams }: PageProps) => {
      await connection();
      return render({ db: getDb(), params: await params, searchParams: await searchParams });
    },
    { kind: "public" },
  );
}
