import { v7 as uuidv7 } from "uuid";
import { INSERT_EMAIL, INSERT_NOTICE } from "@/db/queries/decision";
import type { NoticeContent } from "@/lib/domain/notice";
import { issueToken } from "./access-token";
import type { Operation } from "./run-operation";

/**
 * Tells a member of a decision, of their appeal's arrival or of its answer: the notice, its link, and the e-mail where
 * there is an address; the job sends it after the commit. The statements are on their way and have to be awaited.
 */
export function issueNotice(
  op: Operation,
  notice: {
    memberId: string;
    decisionId: string;
    email: string | null;
    locale: string;
    content: NoticeContent;
  },
): { statements: Promise<unknown>[]; noticeId: string } {
  const { memberId, decisionId, email, locale, content } = notice;
  const noticeId = uuidv7();
  // biome-ignore format: the order of INSERT_NOTICE
  const statements: Promise<unknown>[] = [
    op.query("notice_insert", INSERT_NOTICE, [
      memberId, noticeId, decisionId, content.kind, JSON.stringify(content), locale, op.at, op.operationId,
    ]),
    issueToken(op, { purpose: "notice", memberId, targetId: noticeId }),
  ];
  op.emit({ memberId, type: "notice.created", payload: { noticeId, decisionId } });
  if (email) {
    const emailId = uuidv7();
    const row = [emailId, memberId, noticeId, email, op.at, op.operationId];
    statements.push(op.query("notice_email", INSERT_EMAIL, row));
    op.enqueue({ task: "send_email", payload: { emailId }, key: `email:${emailId}` });
    op.hint({ topic: "outbox" });
  }
  return { statements, noticeId };
}
