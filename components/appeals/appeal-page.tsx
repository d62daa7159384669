import { MemberColumns, MemberTitle } from "@/components/shell/member-shell";
import { DataList } from "@/components/ui/data-list";
import type { EvidenceView } from "@/lib/contracts/evidence";
import type { NoticeView } from "@/lib/contracts/notice";
import { MEASURES } from "@/lib/domain/measure";
import { ENGLISH } from "@/lib/domain/notice-phrases";
import { noticeText } from "@/lib/domain/notice-text";
import { AppealForm } from "./appeal-form";

const HEADING = "mb-1.5 font-semibold text-17 leading-6 tracking-[-0.012em]";

/** The form of an appeal, with what is appealed beside it. */
export function AppealPage({
  view,
  drafts,
  token,
}: {
  view: NoticeView;
  drafts: EvidenceView[];
  token: string;
}) {
  const text = noticeText(view.content);
  const [heaviest] = [...view.content.measures].sort(
    (a, b) => MEASURES.indexOf(b.measure) - MEASURES.indexOf(a.measure),
  );
  const what = heaviest ? ENGLISH.measure(heaviest.measure) : "decision";
  const answerBy = new Date(new Date(view.at).getTime() + view.answerWithinHours * 3_600_000);
  const facts = text.facts.filter(({ term }) => term !== "From" && term !== "Decided by");
  return (
    <MemberColumns
      aside={
        <>
          <section className="border-line border-b pb-6 max-sm:hidden">
            <h2 className={HEADING}>What happens next</h2>
            <p className="text-ink-2">
              You get a link to follow it. The answer comes with reasons, normally by {ENGLISH.day(answerBy)}.
              Appealing can never make it worse.
            </p>
          </section>
          <section className="num pt-6 max-sm:pt-0">
            <h2 className={HEADING}>What you appeal</h2>
            <DataList size="lg" items={[{ term: "Decision", value: text.title }, ...facts]} />
          </section>
        </>
      }
    >
      <MemberTitle
        eyebrow={
          <a className="link" href={`/notice/${token}`}>
            Your messaging
          </a>
        }
        title={`Appeal the ${what}`}
        lead="Tell us what we got wrong or what has changed. Someone who had no part in the decision reads all of it."
      />
      <AppealForm token={token} draftKey={`appeal:${view.noticeId}`} drafts={drafts} what={what} />
    </MemberColumns>
  );
}
