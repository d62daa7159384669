import type { Metadata } from "next";
import { PlaygroundView } from "@/components/playground/playground-view";
import { PoliciesTabs } from "@/components/policies/policies-tabs";
import { PageBar } from "@/components/shell/page-bar";
import { page } from "@/lib/auth/page";
import { can } from "@/lib/domain/permission";
import { startPlayground } from "@/lib/services/playground";

export const metadata: Metadata = { title: "Playground" };

const one = (value: string | string[] | undefined): string | null =>
  (Array.isArray(value) ? value[0] : value) ?? null;

export default page("policy.view", async ({ actor, db, searchParams }) => {
  const start = await startPlayground(db, {
    memberId: one(searchParams.member),
    draftId: one(searchParams.draft),
  });
  const canName = can(actor.role, "account.view");
  return (
    <div className="flex flex-col lg:h-[calc(100dvh-var(--banner,0px))]">
      <PageBar
        title="Policies"
        lead="A message is composed and judged; nothing is sent, counted or stored."
      />
      <PoliciesTabs current="playground" />
      <PlaygroundView start={canName ? start : { ...start, sender: null }} canName={canName} />
    </div>
  );
});
