import type { Database } from "@/db/connect";
import { findAppealIdOf, findEmail, listEmails } from "@/db/queries/notice";
import type { EmailDetailView, EmailPageView, EmailView } from "@/lib/contracts/email";
import type { EmailState, NoticeContent } from "@/lib/domain/notice";
import { nameInLetter, noticePlainText } from "@/lib/domain/notice-plain-text";
import { type NoticeText, noticeText } from "@/lib/domain/notice-text";
import { ok, refuse } from "@/lib/domain/result";
import { env } from "@/lib/env";
import { tokenFor } from "./access-token";
import { appealStatusUrl } from "./appeal";
import { openCursor, sealCursor } from "./cursor";
import { type EmailTransport, isRefusedForGood } from "./email-transport";
import { runOperation } from "./run-operation";

/** What surrounds the notice in its e-mail. */
export type EmailFrame = {
  memberName: string;
  platformName: string;
  caseReference: string;
  action: { label: string; href: string };
};

/** An e-mail before it is drawn as HTML. */
export type ComposedEmail = { subject: string; notice: NoticeText; frame: EmailFrame; text: string };

/** Draws the HTML part; given by the caller, since services know no React. */
export type EmailDrawing = (email: Pick<ComposedEmail, "notice" | "frame">) => Promise<string>;

/** Puts an e-mail together from its notice. Nothing a member wrote stands in a header. */
export function composeEmail(content: NoticeContent, action: EmailFrame["action"]): ComposedEmail {
  const notice = noticeText(content);
  const frame: EmailFrame = {
    memberName: nameInLetter(content.memberName),
    platformName: content.platformName,
    caseReference: content.caseReference,
    action,
  };
  const subject = `${env().platform.name}: ${notice.title}`;
  return { subject, notice, frame, text: noticePlainText(notice, frame) };
}

async function actionOf(
  database: Pick<Database, "db">,
  email: { kind: NoticeContent["kind"]; noticeId: string; decisionId: string },
): Promise<EmailFrame["action"]> {
  if (email.kind === "appeal_received") {
    const appealId = await findAppealIdOf(database, email.decisionId);
    if (appealId) return { label: "Follow your appeal", href: appealStatusUrl(appealId) };
  }
  const href = `${env().url}/notice/${tokenFor("notice", email.noticeId)}`;
  return { label: email.kind === "decision" ? "Read the notice, or appeal" : "Read the answer", href };
}

function viewOf(found: Awaited<ReturnType<typeof listEmails>>[number]): EmailView {
  return {
    emailId: found.emailId,
    memberId: found.memberId,
    toAddress: found.toAddress,
    subject: composeEmail(found.content, { label: "", href: "" }).subject,
    caseReference: found.content.caseReference,
    state: found.state,
    attempts: found.attempts,
    lastError: found.lastError,
    createdAt: found.createdAt.toISOString(),
    sentAt: found.sentAt?.toISOString() ?? null,
  };
}

/**
 * An e-mail as it was or would be sent, with where it stands; null when there is none. The link in it is the member's
 * key: once an e-mail was sent, the console shows that there is one, not which. Where no mail server is set nobody else
 * can hand it over, so the link stands in full.
 */
export async function viewEmail(
  database: Pick<Database, "db">,
  emailId: string,
): Promise<EmailDetailView | null> {
  const found = await findEmail(database, emailId);
  if (!found) return null;
  const { label, href } = await actionOf(database, found);
  const memberUrl = found.state === "no_smtp" ? href : null;
  const { notice, text } = composeEmail(found.content, { label, href: memberUrl ?? `${env().url}/…` });
  return { ...viewOf(found), notice, text, memberUrl };
}

const FEED = "emails";

/** E-mails, newest first, and where the list goes on. A cursor that was not made here starts at the beginning. */
export async function pageEmails(
  database: Pick<Database, "db">,
  cursor: string | null,
  limit = 50,
): Promise<EmailPageView> {
  const opened = cursor ? openCursor(FEED, cursor) : null;
  const after = opened ? { createdAt: opened.at, emailId: opened.place } : null;
  const found = await listEmails(database, after, limit + 1);
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    items: found.slice(0, limit).map(viewOf),
    next: last ? sealCursor(FEED, { at: last.createdAt, place: last.emailId }) : null,
  };
}

const ADDRESS = /^[^\s@<>(),;:\\"[\]\p{Cc}]+@[^\s@<>(),;:\\"[\]\p{Cc}]+$/u;

async function record(
  database: Database,
  email: { emailId: string; memberId: string },
  state: EmailState,
  attempt: number,
  error: string | null,
): Promise<void> {
  const { emailId, memberId } = email;
  const stored = await runOperation<null, { code: "settled" }>(
    database,
    {
      actor: { kind: "system", id: "send_email" },
      command: "email.delivery",
      payload: { emailId, state, attempt },
    },
    async (op) => {
      const rows = await op.query(
        "email_delivery",
        `update emails set state = $2, attempts = attempts + $3, last_error = $4, op_id = $6,
           sent_at = case when $2 = 'sent' then $5::timestamptz else sent_at end
         where email_id = $1 and state = 'queued' returning 1`,
        [emailId, state, state === "no_smtp" ? 0 : 1, error, op.at, op.operationId],
      );
      if (rows.length === 0) return refuse({ code: "settled" });
      op.audit({ subjectType: "email", subjectId: emailId, data: { memberId, state, attempt } });
      op.hint({ topic: "outbox" });
      return ok(null);
    },
  );
  if (!stored.ok && stored.error.code !== "settled")
    throw new Error(`email.delivery refused: ${stored.error.code}`);
}

/**
 * Sends one queued e-mail and notes what became of it. At least once: a process that dies between sending and noting
 * sends again, under the same Message-ID.
 *
 * @param job `attempt` counts from 1; with the last one a failure is final.
 * @throws what the network or a 4xx said, so that the job comes again.
 */
export async function deliverEmail(
  database: Database,
  emailId: string,
  means: { transport: EmailTransport | null; from: string; draw: EmailDrawing },
  job: { attempt: number; isLast: boolean },
): Promise<void> {
  const found = await findEmail(database, emailId);
  if (found?.state !== "queued") return;
  if (!means.transport) return record(database, found, "no_smtp", job.attempt, null);
  if (!ADDRESS.test(found.toAddress)) {
    return record(database, found, "failed", job.attempt, "The address is not one e-mail address.");
  }
  const { subject, notice, frame, text } = composeEmail(found.content, await actionOf(database, found));
  const domain = /@([^\s>]+)/.exec(means.from)?.[1] ?? "localhost";
  try {
    await means.transport.send({
      from: means.from,
      to: found.toAddress,
      subject,
      text,
      html: await means.draw({ notice, frame }),
      messageId: `<${emailId}@${domain}>`,
    });
  } catch (error) {
    const said = error instanceof Error ? error.message.replace(/\p{Cc}+/gu, " ").slice(0, 300) : "unknown";
    const isFinal = isRefusedForGood(error) || job.isLast;
    await record(database, found, isFinal ? "failed" : "queued", job.attempt, said);
    if (isFinal) return;
    throw error;
  }
  await record(database, found, "sent", job.attempt, null);
}
