"use client";

import { NoticeSection } from "@/components/cases/notice-section";
import type { AppealView } from "@/lib/contracts/appeal";
import { appealNotice } from "@/lib/domain/notice";
import { noticeText } from "@/lib/domain/notice-text";
import { milderMeasures } from "./milder";
import type { AppealChoice } from "./use-appeal-decision";

/** What the member will be answered, from the same object that is sent. */
export function AnswerPreview({ view, choice }: { view: AppealView; choice: AppealChoice }) {
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
  return (
    <NoticeSection
      title="Answer"
      text={noticeText(content)}
      hasEmail={view.hasEmail}
      frame={{
        memberName: view.memberName,
        platformName: view.platformName,
        caseReference: original.reference,
        actionLabel: "Read the answer",
      }}
    />
  );
}
