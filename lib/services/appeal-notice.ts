import { v7 as uuidv7 } from "uuid";
import { INSERT_APPEAL_NOTICE } from "@/db/queries/appeal";
import { INSERT_EMAIL } from "@/db/queries/decision";
import type { NoticeContent } from "@/lib/domain/notice";
import { issueToken } from "./access-token";
import type { Operation } from "./run-operation";

/**
 * Tells a member about their appeal: the notice, its link, and the e-mail where there is an address; the job sends it
 * after the commit.
 */
export function tellAboutAppeal(
  op: Operation,
  told: {
    memberId: string;
    decisionId: string;
    email: string | null;
    locale: string;
    content: NoticeContent;
  },
): { statements: Promise<unknown>[]; noticeId: string } {
  const { memberId, decisionId, email, locale, content } = told;
  const noticeId = uuidv7();
  // biome-ignore format: the order of INSERT_APPEAL_NOTICE
  const statements: Promise<unknown>[] = [
    op.query("appeal_notice", INSERT_APPEAL_NOTICE, [
      memberId, noticeId, decisionId, content.kind, JSON.stringify(content), locale, op.at, op.operationId,
    ]),
    issueToken(op, { purpose: "notice", memberId, targetId: noticeId }),
  ];
  op.emit({ memberId, type: "notice.created", payload: { noticeId, decisionId } });
  if (email) {
    const emailId = uuidv7();
    const row = [emailId, memberId, noticeId, email, op.at, op.operationId];
    statements.push(op.query("appeal_email", INSERT_EMAIL, row));
    op.enqueue({ task: "send_email", payload: { emailId }, key: `email:${emailId}` });
    op.hint({ topic: "outbox" });
  }
  return { statements, noticeId };
}
