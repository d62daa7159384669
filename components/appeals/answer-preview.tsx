"use client";

import { useState } from "react";
import { EvidenceSection } from "@/components/cases/evidence-section";
import { NoticeBody } from "@/components/notices/notice-body";
import { Segmented } from "@/components/ui/segmented";
import type { AppealView } from "@/lib/contracts/appeal";
import { appealNotice } from "@/lib/domain/notice";
import { noticePlainText } from "@/lib/domain/notice-plain-text";
import { noticeText } from "@/lib/domain/notice-text";
import { milderMeasures } from "./milder";
import type { AppealChoice } from "./use-appeal-decision";

/** What the member will be answered, from the same object that is sent. */
export function AnswerPreview({ view, choice }: { view: AppealView; choice: AppealChoice }) {
  const [face, setFace] = useState("screen");
  const { outcome } = choice;
  if (outcome === null) return null;
  const { original } = view;
  const measures = {
    upheld: original.measures,
    reduced: milderMeasures(original.measures, choice.rows),
    overturned: [],
  }[outcome];
  const content = appealNotice({
    memberName: view.memberName,
    platformName: view.platformName,
    caseReference: original.reference,
    policyVersion: original.policyVersion,
    outcome,
    reply: choice.reply,
    measures,
    firstDecidedAt: new Date(original.decidedAt),
    reinstated:
      outcome === "overturned"
        ? view.ifOverturned.map((one) => ({ ...one, endsAt: one.endsAt ? new Date(one.endsAt) : null }))
        : [],
    decidedAt: new Date(view.at),
  });
  const text = noticeText(content);
  const { memberName, platformName } = view;
  return (
    <EvidenceSection
      title="Answer"
      note={view.hasEmail ? "sent as shown" : "on the screen only: no e-mail address"}
      action={
        <Segmented
          label="Which answer"
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
          <NoticeBody text={text} compact titleAs="h3" />
        ) : (
          <pre className="overflow-x-auto whitespace-pre-wrap font-mono text-[11px] leading-4">
            {noticePlainText(text, {
              memberName,
              platformName,
              caseReference: original.reference,
              action: { label: "Read the answer", href: "(the member's own link, made when it is sent)" },
            })}
          </pre>
        )}
      </div>
    </EvidenceSection>
  );
}
