import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthShell } from "@/components/shell/auth-shell";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { publicPage } from "@/lib/auth/page";
import { currentSession } from "@/lib/auth/session";
import { safeReturnTo } from "@/lib/contracts/session";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Sign in" };

export default publicPage(async ({ searchParams }) => {
  const returnTo = typeof searchParams.returnTo === "string" ? searchParams.returnTo : undefined;
  if (await currentSession()) redirect(safeReturnTo(returnTo));
  return (
    <AuthShell
      title={`Sign in to ${env().platform.name}`}
      foot="Every sign-in is written to the audit log. Sessions end after 12 hours, or 30 minutes without a request."
    >
      <SignInForm returnTo={returnTo} />
    </AuthShell>
  );
});
