import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AppealStatus } from "@/components/appeals/appeal-status";
import { MemberFrame } from "@/components/notices/member-frame";
import { publicPage } from "@/lib/auth/page";
import { env } from "@/lib/env";
import { viewAppealStatus } from "@/lib/services/notice";

export const metadata: Metadata = { title: "Your appeal" };

export default publicPage(async ({ db, params }) => {
  const view = await viewAppealStatus(db, params.token ?? "");
  if (!view) notFound();
  const { caseReference, policyVersion } = view;
  return (
    <MemberFrame platform={env().platform} caseReference={caseReference} policyVersion={policyVersion}>
      <AppealStatus view={view} />
    </MemberFrame>
  );
});
