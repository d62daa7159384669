import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MemberFrame } from "@/components/notices/member-frame";
import { Receipt } from "@/components/notices/receipt";
import { publicPage } from "@/lib/auth/page";
import { env } from "@/lib/env";
import { viewReceipt } from "@/lib/services/notice";

export const metadata: Metadata = { title: "Your report" };

export default publicPage(async ({ db, params }) => {
  const view = await viewReceipt(db, params.token ?? "");
  if (!view) notFound();
  return (
    <MemberFrame platform={env().platform}>
      <Receipt view={view} />
    </MemberFrame>
  );
});
