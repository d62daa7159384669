import { EvidenceSection } from "@/components/cases/evidence-section";
import { HistoryList } from "@/components/cases/history-list";
import { MemberCard } from "@/components/cases/member-card";
import { ReportsTable } from "@/components/cases/reports-table";
import { Scroller } from "@/components/cases/scroller";
import { SignalsTable } from "@/components/cases/signals-table";
import { Untrusted } from "@/components/cases/untrusted";
import { LinkButton } from "@/components/ui/link-button";
import { Instant } from "@/components/ui/time-element";
import type { AppealView } from "@/lib/contracts/appeal";
import { caseHref } from "@/lib/contracts/case-href";
import { CHANNEL_LABELS } from "@/lib/domain/channel";

/** What was known when it was decided, without the verdict: member, signals, message, reports, history. */
export function AppealRecord({ view }: { view: AppealView }) {
  const { record } = view;
  if (!record) {
    return (
      <Scroller label="Record">
        <EvidenceSection title="The record">
          <p className="text-ink-2">The case of this decision is no longer kept.</p>
        </EvidenceSection>
      </Scroller>
    );
  }
  const reported = record.messages.find((message) => message.isReported) ?? record.messages.at(-1);
  const earlier = {
    ...record,
    history: record.history.filter(({ decidedAt }) => decidedAt < view.original.decidedAt),
  };
  return (
    <Scroller label="Record">
      <EvidenceSection title="The record" note="without the verdict">
        <p className="text-12 text-ink-2">
          What was known when it was decided. Who decided, which measure and why stand folded under the
          member's words.
        </p>
      </EvidenceSection>
      <MemberCard view={earlier} hasNamesVeiled={false} />
      <SignalsTable view={record} hasNamesVeiled={false} />
      {reported ? (
        <EvidenceSection
          title={record.kind === "reported_message" ? "Message in question" : "Latest message"}
          note={
            <>
              <Instant at={reported.sentAt} /> · {CHANNEL_LABELS[reported.channel]}
            </>
          }
        >
          <blockquote className="border-line-strong border-l-2 py-0.5 pl-3 text-14">
            <Untrusted text={reported.body} />
          </blockquote>
          <LinkButton variant="ghost" size="sm" href={caseHref(record.reference)} className="mt-2 -ml-2">
            Open the conversation
          </LinkButton>
        </EvidenceSection>
      ) : null}
      <ReportsTable view={record} hasNamesVeiled={false} />
      <HistoryList view={earlier} />
    </Scroller>
  );
}
