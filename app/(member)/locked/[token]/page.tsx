import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LockPage } from "@/components/locks/lock-page";
import { MemberFrame } from "@/components/notices/member-frame";
import { publicPage } from "@/lib/auth/page";
import { env } from "@/lib/env";
import { viewLockPage } from "@/lib/services/lock-view";

export const metadata: Metadata = { title: "A held message" };

export default publicPage(async ({ db, params, searchParams }) => {
  const { token = "" } = params;
  const view = await viewLockPage(db, token);
  if (!view) notFound();
  const { failed } = searchParams;
  return (
    <MemberFrame platform={env().platform}>
      <LockPage view={view} token={token} failure={typeof failed === "string" ? failed : null} />
    </MemberFrame>
  );
});
