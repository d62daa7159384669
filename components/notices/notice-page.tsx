import { MemberColumns } from "@/components/shell/member-shell";
import { Banner } from "@/components/ui/banner";
import { LinkButton } from "@/components/ui/link-button";
import type { NoticeView } from "@/lib/contracts/notice";
import { ENGLISH } from "@/lib/domain/notice-phrases";
import { type NoticeText, noticeText } from "@/lib/domain/notice-text";
import { AcknowledgeNotice } from "./acknowledge-notice";
import { MarkRead } from "./mark-read";
import { NoticeAside } from "./notice-aside";
import { NoticeBody } from "./notice-body";

function Changed({ view }: { view: NoticeView }) {
  const { appeal } = view;
  if (appeal?.state === "decided" && appeal.outcome !== "upheld") {
    return (
      <Banner
        tone="ok"
        title={
          appeal.outcome === "overturned"
            ? "Your appeal was heard: this decision no longer stands"
            : "Your appeal was heard: this decision is milder now"
        }
        className="mb-8 text-15"
      >
        <a className="link" href={appeal.statusPath}>
          Read the answer
        </a>
      </Banner>
    );
  }
  return null;
}

const ENDED = {
  overturned: { title: "This decision no longer limits you", strong: "Nothing of it holds any more." },
  reduced: { title: "This decision was made milder", strong: "What you can do now stands below." },
  ended: { title: "This limit has ended", strong: "Nothing of it holds any more." },
} as const;

/** A decision that holds no more says so first, and has no way back to draw. What limits the member now may be another. */
function ended(told: NoticeText, { appeal, now }: NoticeView): NoticeText {
  const outcome = appeal?.outcome;
  const words = outcome === "overturned" || outcome === "reduced" ? ENDED[outcome] : ENDED.ended;
  const isLimitedByAnother = outcome !== "reduced" && now.some(({ measure }) => measure !== "warning");
  const another = isLimitedByAnother ? " Another decision limits you now; it has a notice of its own." : "";
  return { ...told, ...words, rest: `It said: “${told.title}.”${another}`, ends: [], steps: [] };
}

/** The notice as its link opens it. */
export function NoticePage({ view, token }: { view: NoticeView; token: string }) {
  const told = noticeText(view.content, {
    now: view.now,
    at: new Date(view.at),
    answerWithinHours: view.answerWithinHours,
  });
  const text = view.isOver ? ended(told, view) : told;
  const appealLook = view.needsAcknowledgement ? "plain" : "primary";
  return (
    <MemberColumns aside={<NoticeAside view={view} text={text} token={token} look={appealLook} />}>
      <Changed view={view} />
      <NoticeBody
        text={text}
        eyebrow={`Your messaging, ${ENGLISH.dayInFull(new Date(view.at))}`}
        afterLead={
          <>
            {view.needsAcknowledgement || view.acknowledgedAt ? (
              <AcknowledgeNotice token={token} acknowledgedAt={view.acknowledgedAt} />
            ) : null}
            {view.canAppeal ? (
              <LinkButton
                href={`/appeal/${token}`}
                prefetch={false}
                variant={appealLook}
                size="lg"
                className="mt-5.5 w-full sm:hidden"
              >
                Appeal this decision
              </LinkButton>
            ) : null}
          </>
        }
      />
      {view.isRead ? null : <MarkRead token={token} />}
    </MemberColumns>
  );
}
