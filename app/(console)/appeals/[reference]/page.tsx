import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AppealWorkspace } from "@/components/appeals/appeal-workspace";
import { page } from "@/lib/auth/page";
import { viewAppeal } from "@/lib/services/appeal-view";

export async function generateMetadata({
  params,
}: {
  params: Promise<{ reference: string }>;
}): Promise<Metadata> {
  return { title: (await params).reference };
}

export default page("appeal.view", async ({ actor, db, params }) => {
  const view = await viewAppeal(db, actor, params.reference ?? "");
  if (!view) notFound();
  return <AppealWorkspace key={view.caseId} initial={view} />;
});
