import { Bot, Flag, History, Lock, Pencil, Trash2 } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { HostileText } from "@/components/ui/hostile-text";
import { Instant } from "@/components/ui/time-element";
import type { CaseMessage } from "@/lib/contracts/case";
import { inspectText } from "@/lib/domain/hostile-text";
import { AttachmentVeil } from "./attachment-veil";
import { FindingLines, MessageNote } from "./finding-lines";
import { Untrusted } from "./untrusted";

function Notes({ message }: { message: CaseMessage }) {
  return (
    <>
      {message.isAutomated ? (
        <MessageNote icon={<Bot strokeWidth={1.75} />}>Sent by a program</MessageNote>
      ) : null}
      {message.state === "edited" ? (
        <MessageNote icon={<Pencil strokeWidth={1.75} />}>
          Edited since; this is the text that was reported
        </MessageNote>
      ) : null}
      {message.state === "gone" ? (
        <MessageNote icon={<Trash2 strokeWidth={1.75} />}>Deleted since; kept here as evidence</MessageNote>
      ) : null}
      {message.state === "later" ? (
        <MessageNote icon={<History strokeWidth={1.75} />}>Sent after the case opened</MessageNote>
      ) : null}
    </>
  );
}

/** One message in stored order, with what was found in it. `name` is null where it stands one line above already. */
export function CaseMessageItem({
  message,
  name,
  reportCount,
  isLocked = false,
  isUnveiled,
}: {
  message: CaseMessage;
  name: string | null;
  reportCount: number;
  /** What the case is about was held back by the gate. */
  isLocked?: boolean;
  isUnveiled: boolean;
}) {
  const { isReported } = message;
  return (
    <article
      tabIndex={-1}
      data-message=""
      {...(isReported ? { id: "reported" } : {})}
      className={cn(
        "grid scroll-mt-44 grid-cols-[40px_minmax(0,1fr)] gap-x-3 py-1.5 outline-none focus-visible:inset-ring-2 focus-visible:inset-ring-accent",
        isReported && "relative -mx-7 my-2.5 bg-reported px-7 pt-3 pb-3.5 max-md:-mx-4 max-md:px-4",
        isReported && "before:absolute before:inset-y-0 before:left-0 before:w-0.75 before:bg-crit-solid",
      )}
    >
      <Instant at={message.sentAt} format="time" className="text-12 leading-[23px] text-ink-3" />
      <div className="min-w-0">
        {name || isReported ? (
          <p className="flex flex-wrap items-center gap-2 leading-[23px]">
            <span className={cn("font-semibold", message.isMember ? "text-ink" : "text-ink-2")}>
              <Untrusted text={name ?? message.senderName} />
            </span>
            {isReported ? (
              <>
                {isLocked ? (
                  <Badge tone="warn" icon={<Lock strokeWidth={1.75} aria-hidden="true" />}>
                    Held back
                  </Badge>
                ) : (
                  <Badge tone="crit" icon={<Flag strokeWidth={1.75} aria-hidden="true" />}>
                    {reportCount > 0 ? `Reported by ${reportCount}` : "Reported"}
                  </Badge>
                )}
                <span className="ml-auto text-12 text-ink-3">stored order, links inert</span>
              </>
            ) : null}
          </p>
        ) : null}
        <div data-untrusted="" className="max-w-[60ch] text-15 leading-[23px] tracking-normal wrap-anywhere">
          <HostileText segments={inspectText(message.body).segments} />
        </div>
        {message.attachments.map((file) => (
          <AttachmentVeil key={`${file.name}:${file.sizeBytes ?? ""}`} file={file} isUnveiled={isUnveiled} />
        ))}
        <FindingLines text={message.body} />
        <Notes message={message} />
      </div>
    </article>
  );
}
