import { ProgressLine } from "@/components/notices/progress-line";
import { MemberBlock, MemberColumns, MemberTitle } from "@/components/shell/member-shell";
import { DataList } from "@/components/ui/data-list";
import type { AppealStatusView } from "@/lib/contracts/notice";
import type { AppealOutcome } from "@/lib/domain/appeal";
import { ENGLISH } from "@/lib/domain/notice-phrases";

const DECIDED: Record<AppealOutcome, { title: string; lead: string; fact: string }> = {
  upheld: {
    title: "After your appeal, the decision stands",
    lead: "Someone who had no part in it read your appeal and everything you sent with it.",
    fact: "The decision stands",
  },
  reduced: {
    title: "Your appeal made the decision milder",
    lead: "What holds from now on is in your notice.",
    fact: "Milder",
  },
  overturned: {
    title: "The decision no longer stands",
    lead: "Everything that came with it is lifted. It does not count against you.",
    fact: "No longer stands",
  },
};

/** Where an appeal stands: received, being read, decided with reasons. */
export function AppealStatus({ view }: { view: AppealStatusView }) {
  const { decided } = view;
  const stamp = (at: string) => `${ENGLISH.day(new Date(at))}, ${ENGLISH.time(new Date(at))}`;
  const head = decided
    ? DECIDED[decided.outcome]
    : {
        title: view.isBeingRead ? "Someone is reading your appeal" : "Your appeal has arrived",
        lead: `Someone who had no part in the decision reads all of it. The answer comes with reasons, normally by ${ENGLISH.day(new Date(view.dueAt))}. Appealing can never make it worse.`,
      };
  const paragraphs = (decided?.reply ?? "").split(/\n+/).filter((line) => line.trim() !== "");
  return (
    <MemberColumns
      aside={
        <section className="num">
          <h2 className="mb-1.5 font-semibold text-17 leading-6">Your appeal</h2>
          <DataList
            size="lg"
            items={[
              { term: "Number", value: view.reference },
              { term: "Sent", value: stamp(view.filedAt) },
              decided
                ? { term: "Outcome", value: DECIDED[decided.outcome].fact }
                : { term: "Answer by", value: stamp(view.dueAt) },
              { term: "Read by", value: "A person who had no part in it" },
            ]}
          />
        </section>
      }
    >
      <MemberTitle
        eyebrow={
          <a className="link" href={view.noticePath}>
            Your messaging
          </a>
        }
        title={head.title}
        lead={head.lead}
      />
      {paragraphs.length > 0 ? (
        <MemberBlock title="The answer">
          {paragraphs.map((line) => (
            <p key={line} className="wrap-anywhere">
              {line}
            </p>
          ))}
        </MemberBlock>
      ) : null}
      <MemberBlock title="Where it stands">
        <ProgressLine
          steps={[
            { label: "Received", at: stamp(view.filedAt), state: "done" },
            {
              label: "Being read",
              at: decided ? "Done" : view.isBeingRead ? "Now" : "Next",
              state: decided ? "done" : view.isBeingRead ? "now" : "open",
            },
            {
              label: "Decided",
              at: decided ? stamp(decided.at) : `Normally by ${stamp(view.dueAt)}`,
              state: decided ? "done" : "open",
            },
          ]}
        />
      </MemberBlock>
    </MemberColumns>
  );
}
