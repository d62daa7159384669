import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { AppealPage } from "@/components/appeals/appeal-page";
import { MemberFrame } from "@/components/notices/member-frame";
import { publicPage } from "@/lib/auth/page";
import { env } from "@/lib/env";
import { viewNoticeWithDrafts } from "@/lib/services/notice";

export const metadata: Metadata = { title: "Appeal" };

export default publicPage(async ({ db, params }) => {
  const { token = "" } = params;
  const found = await viewNoticeWithDrafts(db, token);
  if (!found) notFound();
  const { view, drafts } = found;
  if (view.appeal) redirect(view.appeal.statusPath);
  if (!view.canAppeal) redirect(`/notice/${token}`);
  const { caseReference, policyVersion } = view.content;
  return (
    <MemberFrame platform={env().platform} caseReference={caseReference} policyVersion={policyVersion}>
      <AppealPage view={view} drafts={drafts} token={token} />
    </MemberFrame>
  );
});
