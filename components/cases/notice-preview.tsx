"use client";

import { useState } from "react";
import { NoticeBody } from "@/components/notices/notice-body";
import { Segmented } from "@/components/ui/segmented";
import type { CaseView } from "@/lib/contracts/case";
import { appealOpenUntil } from "@/lib/domain/appeal";
import { decisionNotice } from "@/lib/domain/notice";
import { noticePlainText } from "@/lib/domain/notice-plain-text";
import { noticeText } from "@/lib/domain/notice-text";
import { findClause } from "@/lib/domain/policy";
import type { DecisionDraft } from "./draft";
import { EvidenceSection } from "./evidence-section";

/** What the member will get, from the same object that is sent. */
export function NoticePreview({ view, draft }: { view: CaseView; draft: DecisionDraft }) {
  const [face, setFace] = useState("screen");
  const { policy, version } = view.policy;
  if (draft.measures.length === 0) return null;
  const clause = draft.policyClause === null ? null : findClause(policy, draft.policyClause);
  const decidedAt = new Date(view.at);
  const content = decisionNotice({
    memberName: view.member.displayName,
    platformName: view.platformName,
    caseReference: view.reference,
    measures: draft.measures,
    clause: clause ?? { code: "…", title: "the clause you choose", text: "" },
    policyVersion: version,
    memberReason: draft.memberReason,
    origin: view.kind === "flagged_account" ? "detector" : "report",
    decidedAt,
    appealUntil: appealOpenUntil(decidedAt, policy),
  });
  const text = noticeText(content, { answerWithinHours: policy.appeals.dueHours });
  return (
    <EvidenceSection
      title="Notice"
      note={view.member.hasEmail ? "sent as shown" : "on the screen only: no e-mail address"}
      action={
        <Segmented
          label="Which notice"
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
              memberName: view.member.displayName,
              platformName: view.platformName,
              caseReference: view.reference,
              action: { label: "Read and appeal", href: "(the member's own link, made when it is sent)" },
            })}
          </pre>
        )}
      </div>
    </EvidenceSection>
  );
}
