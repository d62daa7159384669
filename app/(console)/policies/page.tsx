import type { Metadata } from "next";
import { PoliciesPage } from "@/components/policies/policies-page";
import { page } from "@/lib/auth/page";
import { viewPolicies } from "@/lib/services/policy-view";

export const metadata: Metadata = { title: "Policies" };

export default page("policy.view", async ({ actor, db, searchParams }) => {
  const { before } = searchParams;
  const from = typeof before === "string" && /^[1-9]\d{0,8}$/.test(before) ? Number(before) : null;
  const view = await viewPolicies(db, actor, from);
  return <PoliciesPage view={view} isFirstPage={from === null} />;
});
