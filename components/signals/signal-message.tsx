import { Bot, Trash2 } from "lucide-react";
import { AttachmentVeil } from "@/components/cases/attachment-veil";
import { FindingLines, MessageNote } from "@/components/cases/finding-lines";
import { Untrusted } from "@/components/cases/untrusted";
import { Instant } from "@/components/ui/time-element";
import type { SignalMessage } from "@/lib/contracts/signal";
import { CHANNEL_LABELS } from "@/lib/domain/channel";

/** One message behind a signal, as stored; its attachments stay veiled. */
export function SignalMessageItem({
  message,
  hasNamesVeiled,
}: {
  message: SignalMessage;
  hasNamesVeiled: boolean;
}) {
  return (
    <article className="border-line border-b px-5 py-3 last:border-b-0">
      <p className="flex flex-wrap gap-x-2 text-12 text-ink-3">
        <Instant at={message.sentAt} />
        <span>
          to{" "}
          {hasNamesVeiled ? (
            "the other side"
          ) : (
            <span className="mono">
              <Untrusted text={message.recipientId} />
            </span>
          )}
        </span>
        <span>
          {CHANNEL_LABELS[message.channel]}
          {message.isReply ? ", a reply" : ""}
        </span>
      </p>
      <p className="mt-1 max-w-[60ch] text-14 leading-[21px]">
        <Untrusted text={message.body} />
      </p>
      {message.attachments.map((file) => (
        <AttachmentVeil key={`${file.name}:${file.sizeBytes ?? ""}`} file={file} isUnveiled={false} />
      ))}
      <FindingLines text={message.body} />
      {message.isAutomated ? (
        <MessageNote icon={<Bot strokeWidth={1.75} />}>Sent by a program</MessageNote>
      ) : null}
      {message.isGone ? (
        <MessageNote icon={<Trash2 strokeWidth={1.75} />}>Deleted since; kept here as evidence</MessageNote>
      ) : null}
    </article>
  );
}
