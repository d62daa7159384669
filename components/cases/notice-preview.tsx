"use client";

import type { CaseView } from "@/lib/contracts/case";
import { appealOpenUntil } from "@/lib/domain/appeal";
import { decisionNotice } from "@/lib/domain/notice";
import { noticeText } from "@/lib/domain/notice-text";
import { findClause } from "@/lib/domain/policy";
import type { DecisionDraft } from "./draft";
import { NoticeSection } from "./notice-section";

/** What the member will get, from the same object that is sent. */
export function NoticePreview({ view, draft }: { view: CaseView; draft: DecisionDraft }) {
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
  return (
    <NoticeSection
      title="Notice"
      text={noticeText(content, { answerWithinHours: policy.appeals.dueHours })}
      hasEmail={view.member.hasEmail}
      frame={{
        memberName: view.member.displayName,
        platformName: view.platformName,
        caseReference: view.reference,
        actionLabel: "Read and appeal",
      }}
    />
  );
}
