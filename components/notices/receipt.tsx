import { MemberBlock, MemberColumns, MemberTitle } from "@/components/shell/member-shell";
import { DataList } from "@/components/ui/data-list";
import type { ReceiptView } from "@/lib/contracts/notice";
import { ENGLISH } from "@/lib/domain/notice-phrases";
import { ProgressLine } from "./progress-line";

function words(view: ReceiptView): { title: string; lead: string } {
  if (view.decided?.isUpheld) {
    return {
      title: "We acted on your report",
      lead: "A moderator read what you reported, and a measure was taken. We do not say which: that is between us and the other person.",
    };
  }
  if (view.decided) {
    return {
      title: "We read your report and left it there",
      lead: "A moderator read what you reported and found no breach of the messaging policy. Your report was not held against you.",
    };
  }
  return {
    title: view.isBeingRead ? "Somebody is reading your report" : "Your report has arrived",
    lead: "A person reads it; nothing is decided by a machine. The other person is not told who reported.",
  };
}

/** What a reporter's link opens: was it looked at, by whom, with what outcome. */
export function Receipt({ view }: { view: ReceiptView }) {
  const { title, lead } = words(view);
  const date = (at: string) => `${ENGLISH.day(new Date(at))}, ${ENGLISH.time(new Date(at))}`;
  const steps = [
    { label: "Received", at: date(view.receivedAt), state: "done" as const },
    {
      label: "Read by a person",
      at: view.decided ? "Done" : view.isBeingRead ? "Now" : "Next",
      state: view.decided ? ("done" as const) : view.isBeingRead ? ("now" as const) : ("open" as const),
    },
    {
      label: "Decided",
      at: view.decided ? date(view.decided.at) : view.dueAt ? `Normally by ${date(view.dueAt)}` : "",
      state: view.decided ? ("done" as const) : ("open" as const),
    },
  ];
  return (
    <MemberColumns
      aside={
        <DataList
          size="lg"
          items={[
            { term: "About", value: view.category },
            { term: "Received", value: date(view.receivedAt) },
            { term: "Decided by", value: "A person" },
          ]}
        />
      }
    >
      <MemberTitle eyebrow="Your report" title={title} lead={lead} />
      <MemberBlock title="Where it stands">
        <ProgressLine steps={steps} />
      </MemberBlock>
    </MemberColumns>
  );
}
