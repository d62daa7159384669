import { cn } from "@/components/ui/cn";
import { DataList } from "@/components/ui/data-list";
import { LinkButton } from "@/components/ui/link-button";
import type { NoticeView } from "@/lib/contracts/notice";
import type { NoticeText } from "@/lib/domain/notice-text";

const HEADING = "mb-1.5 font-semibold text-17 leading-6 tracking-[-0.012em]";
const BOX = "border-line border-b pb-6";

function AppealBox({
  view,
  text,
  token,
  look,
}: {
  view: NoticeView;
  text: NoticeText;
  token: string;
  look: "primary" | "plain";
}) {
  if (view.appeal) {
    return (
      <section className={BOX}>
        <h2 className={HEADING}>Your appeal</h2>
        <p className="mb-4 text-ink-2">
          {view.appeal.state === "decided"
            ? "It has been decided."
            : "It has arrived. Someone who had no part in the decision reads it."}
        </p>
        <LinkButton
          href={view.appeal.statusPath}
          prefetch={false}
          variant={look}
          size="lg"
          className="w-full"
        >
          {view.appeal.state === "decided" ? "Read the answer" : "Follow your appeal"}
        </LinkButton>
      </section>
    );
  }
  if (!text.appeal) return null;
  if (!view.canAppeal) {
    return (
      <section className={BOX}>
        <h2 className={HEADING}>The time to appeal has passed</h2>
        <p className="text-ink-2">
          {text.appeal.until.replace("Open until", "It was open until").split(". ")[0]}.
        </p>
      </section>
    );
  }
  return (
    <section className={cn(BOX, "max-sm:hidden")}>
      <h2 className={HEADING}>{text.appeal.heading}</h2>
      <p className="mb-4 text-ink-2">{text.appeal.text}</p>
      <LinkButton href={`/appeal/${token}`} prefetch={false} variant={look} size="lg" className="w-full">
        Appeal this decision
      </LinkButton>
      <p className="mt-2.5 text-14 text-ink-3">{text.appeal.until}</p>
    </section>
  );
}

/** Beside the notice: how to object, and the decision in its facts. */
export function NoticeAside(props: {
  view: NoticeView;
  text: NoticeText;
  token: string;
  look: "primary" | "plain";
}) {
  const { view, text } = props;
  return (
    <>
      <AppealBox {...props} />
      <section className="num pt-6 first:pt-0">
        <h2 className={HEADING}>The decision</h2>
        <DataList items={text.facts} size="lg" />
        {text.appeal && view.canAppeal ? (
          <p className="mt-4 text-14 text-ink-3 sm:hidden">{text.appeal.until}</p>
        ) : null}
      </section>
    </>
  );
}
