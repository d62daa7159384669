"use client";

import { useState } from "react";
import { NoticeBody } from "@/components/notices/notice-body";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { DataList } from "@/components/ui/data-list";
import { Segmented } from "@/components/ui/segmented";
import { Instant } from "@/components/ui/time-element";
import { EMAIL_STATE_LABELS, type EmailDetailView } from "@/lib/contracts/email";

/**
 * One e-mail as it was or would be sent: drawn, and as plain text. Its link is the member's key: shown only where no mail
 * server carries it, so that somebody can hand it over.
 */
export function EmailDetail({ email, tone }: { email: EmailDetailView; tone: BadgeTone }) {
  const [face, setFace] = useState("drawn");
  return (
    <section
      aria-label="E-mail"
      className="min-w-0 border-line border-b bg-canvas px-5 py-4 xl:border-b-0 xl:border-l"
    >
      <header className="mb-3 flex flex-wrap items-start gap-3">
        <h2 className="min-w-0 flex-1 font-semibold">{email.subject}</h2>
        <Segmented
          label="Which part"
          options={[
            { value: "drawn", label: "Drawn" },
            { value: "text", label: "Text" },
          ]}
          value={face}
          onChange={setFace}
        />
      </header>
      <DataList
        className="mb-4"
        items={[
          { term: "State", value: <Badge tone={tone}>{EMAIL_STATE_LABELS[email.state]}</Badge> },
          { term: "To", value: email.toAddress },
          { term: "Made", value: <Instant at={email.createdAt} format="full" /> },
          ...(email.sentAt ? [{ term: "Sent", value: <Instant at={email.sentAt} format="full" /> }] : []),
          { term: "Attempts", value: email.attempts },
          ...(email.lastError ? [{ term: "Last answer", value: email.lastError }] : []),
          {
            term: "Link",
            value: email.memberUrl ? (
              <span className="flex flex-wrap items-center gap-2">
                <a href={email.memberUrl} target="_blank" rel="noreferrer" className="link">
                  Open what the member sees
                </a>
                <CopyButton text={email.memberUrl} label="Copy the link" />
              </span>
            ) : (
              "The member's own key: it went out with the e-mail and is not shown here."
            ),
          },
        ]}
      />
      <div className="rounded-md border border-line-strong bg-raised px-4 py-3.5">
        {face === "drawn" ? (
          <NoticeBody text={email.notice} compact titleAs="h3" />
        ) : (
          <pre className="overflow-x-auto whitespace-pre-wrap font-mono text-[11px] leading-4">
            {email.text}
          </pre>
        )}
      </div>
    </section>
  );
}
