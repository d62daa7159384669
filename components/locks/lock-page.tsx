import { Untrusted } from "@/components/cases/untrusted";
import { MemberBlock, MemberColumns, MemberTitle } from "@/components/shell/member-shell";
import { Banner } from "@/components/ui/banner";
import { DataList } from "@/components/ui/data-list";
import type { LockPageView } from "@/lib/contracts/lock";
import { CHANNEL_LABELS } from "@/lib/domain/channel";
import { lockFailure, lockHeadline } from "@/lib/domain/lock-page-words";
import { ENGLISH } from "@/lib/domain/notice-phrases";
import { LockAnswers } from "./lock-answers";
import { LockWhy } from "./lock-why";
import { LockedWords } from "./locked-words";

const when = (at: string) => `${ENGLISH.day(new Date(at))}, ${ENGLISH.time(new Date(at))}`;

function Facts({ view }: { view: LockPageView }) {
  return (
    <DataList
      size="lg"
      items={[
        { term: view.side === "recipient" ? "From" : "To", value: <Untrusted text={view.otherName} /> },
        { term: "Channel", value: CHANNEL_LABELS[view.channel] },
        { term: "Sent", value: when(view.sentAt) },
        ...(view.resolvedAt ? [{ term: "Answered", value: when(view.resolvedAt) }] : []),
      ]}
    />
  );
}

/** What a moderator said, or that one will read it. */
function Dispute({ view }: { view: LockPageView }) {
  const { decided, said, state } = view;
  if (decided?.outcome === "removed" && decided.memberReason) {
    return (
      <MemberBlock title="Why it was removed">
        <p>
          <Untrusted text={decided.memberReason} />
        </p>
        <p className="text-15 text-ink-2">Decided by a person on {when(decided.at)}.</p>
      </MemberBlock>
    );
  }
  const isWaiting =
    !decided && said.includes("wrongly_locked") && (state === "waiting" || state === "refused");
  if (!isWaiting) return null;
  return (
    <Banner title="You said that it was held by mistake" className="mt-8 text-15">
      {state === "waiting"
        ? "A person reads the message and decides."
        : "A person reads the message and says whether it was held wrongly; the recipient's answer stands."}{" "}
      You find the answer on this page.
    </Banner>
  );
}

/** A held message as one of its two sides sees it. The text is part of the page only once it was delivered. */
export function LockPage({
  view,
  token,
  failure,
}: {
  view: LockPageView;
  token: string;
  /** The code of an answer that was just refused. */
  failure: string | null;
}) {
  const { title, lead } = lockHeadline(view);
  return (
    <MemberColumns aside={<Facts view={view} />}>
      {failure ? (
        <Banner live tone="warn" title="Your answer was not taken" className="mb-8 text-15">
          {lockFailure(failure)}
        </Banner>
      ) : null}
      <MemberTitle
        eyebrow={
          view.side === "recipient" ? (
            <>
              From <Untrusted text={view.otherName} />
            </>
          ) : (
            <>
              To <Untrusted text={view.otherName} />
            </>
          )
        }
        title={title}
        lead={lead}
      />
      {view.content ? <LockedWords content={view.content} /> : null}
      <Dispute view={view} />
      <LockWhy view={view} />
      <LockAnswers view={view} token={token} />
    </MemberColumns>
  );
}
