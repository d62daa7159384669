import { z } from "zod";
import type { AppealOutcome, AppealState } from "@/lib/domain/appeal";
import type { NoticeContent, NoticeMeasure } from "@/lib/domain/notice";

/** What a link carries: its shape is checked where it is looked up, so that a wrong one and an unknown one look alike. */
export const tokenInput = z.strictObject({ token: z.string().max(200) });

/** A notice as its page shows it. Instants RFC 3339. */
export type NoticeView = {
  noticeId: string;
  content: NoticeContent;
  /** What limits the member at `at`, from every decision. */
  now: NoticeMeasure[];
  at: string;
  /** Nothing of this decision limits the member any more. */
  isOver: boolean;
  isRead: boolean;
  /** A warning that the member has not confirmed yet. */
  needsAcknowledgement: boolean;
  acknowledgedAt: string | null;
  appeal: { state: AppealState; outcome: AppealOutcome | null; statusPath: string } | null;
  /** Whether an appeal can be filed now. */
  canAppeal: boolean;
  answerWithinHours: number;
};

/** An appeal as the member follows it. Instants RFC 3339. */
export type AppealStatusView = {
  reference: string;
  caseReference: string;
  policyVersion: number;
  filedAt: string;
  dueAt: string;
  /** Somebody reads it now. */
  isBeingRead: boolean;
  decided: { at: string; outcome: AppealOutcome; reply: string } | null;
  noticePath: string;
};

/** A report as its receipt shows it. Instants RFC 3339. */
export type ReceiptView = {
  category: string;
  receivedAt: string;
  dueAt: string | null;
  isBeingRead: boolean;
  decided: { at: string; isUpheld: boolean } | null;
};
