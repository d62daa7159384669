"use client";

import { useState } from "react";
import { NoticeBody } from "@/components/notices/notice-body";
import { Segmented } from "@/components/ui/segmented";
import { noticePlainText } from "@/lib/domain/notice-plain-text";
import type { NoticeText } from "@/lib/domain/notice-text";
import { EvidenceSection } from "./evidence-section";

/** What the member will read, on the screen and by e-mail. */
export function NoticeSection({
  title,
  text,
  hasEmail,
  frame,
}: {
  title: string;
  text: NoticeText;
  hasEmail: boolean;
  /** What surrounds it in the e-mail; the link is made when it is sent. */
  frame: { memberName: string; platformName: string; caseReference: string; actionLabel: string };
}) {
  const [face, setFace] = useState("screen");
  const { actionLabel, ...around } = frame;
  return (
    <EvidenceSection
      title={title}
      note={hasEmail ? "sent as shown" : "on the screen only: no e-mail address"}
      action={
        <Segmented
          label={`Which ${title.toLowerCase()}`}
          options={[
            { value: "screen", label: "Screen" },
            { value: "email", label: "E-mail" },
          ]}
          value={face}
          onChange={setFace}
        />
      }
    >
      <div className="rounded-md border border-line-strong bg-raised px-3.5 py-3">
        {face === "screen" ? (
          <>
            <NoticeBody text={text} compact titleAs="h3" />
            {text.appeal ? <p className="mt-3 text-12 text-ink-2">{text.appeal.until}</p> : null}
          </>
        ) : (
          <pre className="overflow-x-auto font-mono text-[11px] leading-4 whitespace-pre-wrap">
            {noticePlainText(text, {
              ...around,
              action: { label: actionLabel, href: "(the member's own link, made when it is sent)" },
            })}
          </pre>
        )}
      </div>
    </EvidenceSection>
  );
}
