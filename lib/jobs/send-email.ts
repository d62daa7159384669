import { render } from "@react-email/render";
import type { Task } from "graphile-worker";
import { createElement } from "react";
import { NoticeEmail } from "@/components/notices/notice-email";
import type { Database } from "@/db/connect";
import { env } from "@/lib/env";
import { deliverEmail, type EmailDrawing } from "@/lib/services/email";
import { type EmailTransport, smtpTransport } from "@/lib/services/email-transport";

/** Draws the HTML part of a notice's e-mail. */
export const drawNoticeEmail: EmailDrawing = ({ notice, frame }) =>
  render(createElement(NoticeEmail, { text: notice, ...frame }));

/** Sends one e-mail of the outbox; the mail server's connection is opened at the first and kept. */
export function sendEmail(database: Database): Task {
  let open: { url: string; transport: EmailTransport } | null = null;
  return async (payload, { job }) => {
    const { emailId } = payload as { emailId: string };
    const { smtp } = env();
    if (smtp && open?.url !== smtp.url) {
      open?.transport.close();
      open = { url: smtp.url, transport: smtpTransport(smtp.url) };
    }
    const means = {
      transport: smtp && open ? open.transport : null,
      from: smtp?.from ?? "",
      draw: drawNoticeEmail,
    };
    await deliverEmail(database, emailId, means, {
      attempt: job.attempts,
      isLast: job.attempts >= job.max_attempts,
    });
  };
}
