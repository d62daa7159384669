import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Steps } from "@/components/ui/steps";
import type { NoticeText } from "@/lib/domain/notice-text";
import { NoticeChannels } from "./notice-channels";

function Section({ title, compact, children }: { title: string; compact: boolean; children: ReactNode }) {
  return (
    <section className={compact ? "mt-5" : "mt-10 sm:mt-12"}>
      <h2
        className={compact ? "mb-1.5 font-semibold text-13" : "mb-2.5 font-semibold text-20 tracking-tight"}
      >
        {title}
      </h2>
      {children}
    </section>
  );
}

/**
 * What the member reads: title, lead, what can be done, why, how it ends. The member's page shows it full size, the
 * console's preview `compact`. The headings are h1 and h2 on the page, so a preview names itself with `titleAs="h3"`.
 */
export function NoticeBody({
  text,
  eyebrow,
  compact = false,
  titleAs: Title = "h1",
  afterLead,
}: {
  text: NoticeText;
  eyebrow?: ReactNode;
  compact?: boolean;
  titleAs?: "h1" | "h3";
  /** Stands right after the lead, such as the appeal button on a phone. */
  afterLead?: ReactNode;
}) {
  const more = compact ? "text-12 text-ink-2" : "text-15 text-ink-2";
  return (
    <div
      className={cn("text-pretty", compact ? "text-13" : "text-17 max-sm:text-[16px] max-sm:leading-[25px]")}
    >
      {eyebrow ? (
        <p className={cn("text-ink-2", compact ? "mb-1 text-12" : "mb-2.5 text-15")}>{eyebrow}</p>
      ) : null}
      <Title
        className={cn(
          "text-balance font-semibold",
          compact
            ? "mb-1.5 text-15"
            : "mb-4 text-34 max-sm:text-[28px] max-sm:leading-[34px] max-sm:tracking-[-0.022em]",
        )}
      >
        {text.title}
      </Title>
      <p
        className={cn(
          "text-ink-2",
          compact
            ? "text-13"
            : "text-[19px] leading-[29px] tracking-[-0.011em] max-sm:text-[18px] max-sm:leading-[27px]",
        )}
      >
        <b className="font-semibold text-ink">{text.strong}</b> {text.rest}
      </p>
      {afterLead}
      <Section title="What you can do now" compact={compact}>
        <NoticeChannels rows={text.rows} compact={compact} />
        {text.rowsNote ? <p className={cn("mt-2.5", more)}>{text.rowsNote}</p> : null}
      </Section>
      {text.why.length > 0 || text.origin ? (
        <Section title="Why" compact={compact}>
          {[...text.why, ...(text.origin ? [text.origin] : [])].map((paragraph) => (
            <p key={paragraph} className="mt-3 wrap-anywhere first-of-type:mt-0">
              {paragraph}
            </p>
          ))}
        </Section>
      ) : null}
      {text.ends.length > 0 ? (
        <Section title="How it opens again" compact={compact}>
          {text.steps.length > 0 && !compact ? (
            <Steps steps={text.steps} label={text.ends.join(" ")} />
          ) : null}
          {text.ends.map((sentence) => (
            <p key={sentence} className={cn("mt-2.5", more)}>
              {sentence}
            </p>
          ))}
        </Section>
      ) : null}
    </div>
  );
}
