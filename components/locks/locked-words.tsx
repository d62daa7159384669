import { Paperclip } from "lucide-react";
import { Untrusted } from "@/components/cases/untrusted";
import { MemberBlock } from "@/components/shell/member-shell";
import type { LockPageView } from "@/lib/contracts/lock";

/** The text of a delivered message, inert, and the names of its files; the files themselves stay on the platform. */
export function LockedWords({ content }: { content: NonNullable<LockPageView["content"]> }) {
  const { body, attachments } = content;
  return (
    <MemberBlock title="The message">
      {body ? (
        <p className="border-line border-l-2 pl-4">
          <Untrusted text={body} />
        </p>
      ) : null}
      {attachments.length > 0 ? (
        <ul className="mt-4 space-y-1.5 text-15 text-ink-2">
          {attachments.map((file) => (
            <li key={`${file.name}:${file.sizeBytes ?? ""}`} className="flex items-center gap-2">
              <Paperclip aria-hidden="true" strokeWidth={1.75} className="size-4 shrink-0 text-ink-3" />
              <Untrusted text={file.name} />
            </li>
          ))}
        </ul>
      ) : null}
      <p className="mt-4 text-14 text-ink-3">Links are not active here. Files open in your inbox only.</p>
    </MemberBlock>
  );
}
