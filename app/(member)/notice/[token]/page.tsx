import { notFound } from "next/navigation";
import { MemberFrame } from "@/components/notices/member-frame";
import { NoticePage } from "@/components/notices/notice-page";
import { publicPage } from "@/lib/auth/page";
import { env } from "@/lib/env";
import { viewNotice } from "@/lib/services/notice";

export default publicPage(async ({ db, params }) => {
  const { token = "" } = params;
  const view = await viewNotice(db, token);
  if (!view) notFound();
  const { caseReference, policyVersion } = view.content;
  return (
    <MemberFrame platform={env().platform} caseReference={caseReference} policyVersion={policyVersion}>
      <NoticePage view={view} token={token} />
    </MemberFrame>
  );
});
