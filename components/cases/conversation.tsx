"use client";

import { EyeOff } from "lucide-react";
import { Fragment, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import type { CaseMessage, CaseView } from "@/lib/contracts/case";
import { CHANNEL_LABELS } from "@/lib/domain/channel";
import { CaseMessageItem } from "./case-message";
import { Scroller } from "./scroller";

const DEGREES: Record<number, string> = { 1: "1st degree", 2: "2nd degree", 3: "3rd degree" };
const DAY = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "short",
  day: "numeric",
  month: "short",
});

function byDay(messages: readonly CaseMessage[]): { day: string; messages: CaseMessage[] }[] {
  const days: { day: string; messages: CaseMessage[] }[] = [];
  for (const message of messages) {
    const day = message.sentAt.slice(0, 10);
    const last = days.at(-1);
    if (last?.day === day) last.messages.push(message);
    else days.push({ day, messages: [message] });
  }
  return days;
}

/** What people are called while names are veiled. */
function veiledName(message: CaseMessage): string {
  return message.isMember ? "Member under review" : "Other side";
}

/** The conversation as it was kept, and what came after it. Opens at the reported message. */
export function Conversation({
  view,
  hasNamesVeiled,
  onVeilNames,
  isUnveiled,
  children,
}: {
  view: CaseView;
  hasNamesVeiled: boolean;
  onVeilNames: () => void;
  isUnveiled: boolean;
  /** Stands at the head's right end, such as the way to the evidence on narrow screens. */
  children?: React.ReactNode;
}) {
  const scroller = useRef<HTMLElement>(null);
  useEffect(() => {
    const reported = scroller.current?.querySelector("#reported");
    // An account's latest messages: the newest stands last.
    if (!reported) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
    const isTall = (reported?.clientHeight ?? 0) > (scroller.current?.clientHeight ?? 0) - 60;
    reported?.scrollIntoView({ block: isTall ? "start" : "end" });
  }, []);
  const where = [
    view.channel ? CHANNEL_LABELS[view.channel] : null,
    view.degree ? DEGREES[view.degree] : null,
  ].filter(Boolean);
  const last = view.messages.at(-1);
  return (
    <Scroller ref={scroller} label="Conversation">
      <div className="px-7 pb-24 max-md:px-4">
        <header className="sticky top-0 z-sticky -mx-7 flex min-h-13 items-center gap-3 border-line border-b bg-surface px-7 py-2 max-md:-mx-4 max-md:px-4">
          <h2 className="font-semibold">
            {view.kind === "reported_message" || view.kind === "locked_message"
              ? "Conversation"
              : "Latest messages"}
          </h2>
          <span className="text-12 text-ink-3">{where.join(" · ")}</span>
          <span className="flex-1" />
          <Button
            variant="ghost"
            size="sm"
            keys={["I"]}
            aria-pressed={hasNamesVeiled}
            icon={<EyeOff aria-hidden="true" strokeWidth={1.75} className="size-4" />}
            onClick={onVeilNames}
          >
            Veil names
          </Button>
          {children}
        </header>
        {byDay(view.messages).map(({ day, messages }) => (
          <Fragment key={day}>
            <h3 className="mt-5 mb-2 flex items-center gap-3 text-12 font-normal text-ink-3 after:h-px after:flex-1 after:bg-line">
              {DAY.format(new Date(day))}
            </h3>
            {messages.map((message, index) => {
              const isSame = messages[index - 1]?.senderId === message.senderId;
              const name = hasNamesVeiled ? veiledName(message) : message.senderName;
              return (
                <CaseMessageItem
                  key={message.messageId}
                  message={hasNamesVeiled ? { ...message, senderName: name } : message}
                  name={isSame ? null : name}
                  reportCount={view.reportCount}
                  isLocked={view.lock !== null}
                  isUnveiled={isUnveiled}
                />
              );
            })}
          </Fragment>
        ))}
        <p className="mt-3.5 ml-13 text-12 text-ink-3">
          {last ? "Nothing after this." : "No message was kept with this case."}
        </p>
      </div>
    </Scroller>
  );
}
