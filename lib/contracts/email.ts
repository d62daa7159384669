import type { EmailState } from "@/lib/domain/notice";
import type { NoticeText } from "@/lib/domain/notice-text";

/** An e-mail as a row of the outbox. Instants RFC 3339. */
export type EmailView = {
  emailId: string;
  memberId: string;
  toAddress: string;
  subject: string;
  caseReference: string;
  state: EmailState;
  attempts: number;
  lastError: string | null;
  createdAt: string;
  sentAt: string | null;
};

/** An e-mail with what it says. `memberUrl` is the member's own link, only where no mail server could carry it. */
export type EmailDetailView = EmailView & { notice: NoticeText; text: string; memberUrl: string | null };

/** A page of the outbox; `next` opens the one after it. */
export type EmailPageView = { items: EmailView[]; next: string | null };

/** Where an e-mail stands, in words. */
export const EMAIL_STATE_LABELS: Record<EmailState, string> = {
  queued: "Queued",
  sent: "Sent",
  failed: "Failed",
  no_smtp: "No mail server",
};
