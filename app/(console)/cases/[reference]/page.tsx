import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { CaseWorkspace } from "@/components/cases/case-workspace";
import { LockWorkspace } from "@/components/locks/lock-workspace";
import { page } from "@/lib/auth/page";
import { viewCase } from "@/lib/services/case";

export async function generateMetadata({
  params,
}: {
  params: Promise<{ reference: string }>;
}): Promise<Metadata> {
  return { title: (await params).reference };
}

export default page("case.view", async ({ actor, db, params }) => {
  const { reference = "" } = params;
  if (reference.startsWith("AP-")) redirect(`/appeals/${encodeURIComponent(reference)}`);
  const view = await viewCase(db, actor, reference);
  if (!view) notFound();
  const Workspace = view.lock ? LockWorkspace : CaseWorkspace;
  return <Workspace key={view.caseId} initial={view} />;
});
