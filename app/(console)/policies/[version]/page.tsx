import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { DraftEditor } from "@/components/policies/draft-editor";
import { VersionReader } from "@/components/policies/version-reader";
import { page } from "@/lib/auth/page";
import { draftHref } from "@/lib/contracts/policy-view";
import { numberOfDraft, viewPolicy } from "@/lib/services/policy-view";

export async function generateMetadata({
  params,
}: {
  params: Promise<{ version: string }>;
}): Promise<Metadata> {
  return { title: `Policy ${(await params).version}` };
}

export default page("policy.view", async ({ actor, db, params, searchParams }) => {
  const { version = "" } = params;
  const view = /^[1-9]\d{0,8}$/.test(version) ? await viewPolicy(db, actor, Number(version)) : null;
  if (!view) {
    const asked = z.uuid().safeParse(searchParams.draft);
    const now = asked.success ? await numberOfDraft(db, asked.data) : null;
    if (!asked.success || now === null) notFound();
    redirect(draftHref({ version: now, draftId: asked.data }));
  }
  const { draft } = view;
  if (!draft) return <VersionReader key={view.version} view={view} />;
  return <DraftEditor key={draft.draftId} view={{ ...view, draft }} />;
});
