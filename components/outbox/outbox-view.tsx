import Link from "next/link";
import { PageBar } from "@/components/shell/page-bar";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Table, TableCell, TableHeader, TableRow } from "@/components/ui/table";
import { Instant } from "@/components/ui/time-element";
import { EMAIL_STATE_LABELS, type EmailDetailView, type EmailPageView } from "@/lib/contracts/email";
import type { EmailState } from "@/lib/domain/notice";
import { EmailDetail } from "./email-detail";

export const EMAIL_TONES: Record<EmailState, BadgeTone> = {
  queued: "neutral",
  sent: "ok",
  failed: "crit",
  no_smtp: "warn",
};

function addressOf(emailId: string, cursor: string | null): string {
  const query = new URLSearchParams({ ...(cursor ? { after: cursor } : {}), email: emailId });
  return `/settings/outbox?${query}`;
}

/** E-mails to members: what was sent, what waits, what failed, and each as it reads. */
export function OutboxView({
  list,
  chosen,
  cursor,
  hasMailServer,
}: {
  list: EmailPageView;
  chosen: EmailDetailView | null;
  cursor: string | null;
  hasMailServer: boolean;
}) {
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageBar title="Outbox" lead="E-mails to members, newest first. Times are UTC." />
      {hasMailServer ? null : (
        <Banner
          tone="warn"
          title="No mail server is set, so nothing leaves this house."
          className="mx-6 mb-3 max-md:mx-4"
        >
          Set SMTP_URL to send. Members still find every notice by its link and on the platform.
        </Banner>
      )}
      {list.items.length === 0 ? (
        <EmptyState title={cursor ? "Nothing older" : "No e-mail yet"}>
          A decision with a measure, and every step of an appeal, leaves one here.
        </EmptyState>
      ) : (
        <div
          className={cn("grid min-h-0 border-line border-t", chosen && "xl:grid-cols-[minmax(0,1fr)_480px]")}
        >
          {chosen ? <EmailDetail email={chosen} tone={EMAIL_TONES[chosen.state]} /> : null}
          <div className={cn("min-w-0 px-6 pb-10 max-md:px-4", chosen && "xl:order-first")}>
            <Table caption="E-mails to members" captionHidden>
              <thead>
                <tr>
                  <TableHeader>Subject</TableHeader>
                  <TableHeader>State</TableHeader>
                  <TableHeader numeric className="max-sm:hidden">
                    Attempts
                  </TableHeader>
                  <TableHeader numeric>Made</TableHeader>
                </tr>
              </thead>
              <tbody>
                {list.items.map((email) => (
                  <TableRow
                    key={email.emailId}
                    className={email.emailId === chosen?.emailId ? "bg-selected" : undefined}
                  >
                    <TableCell className="min-w-40">
                      <Link
                        href={addressOf(email.emailId, cursor)}
                        className="link font-medium"
                        {...(email.emailId === chosen?.emailId ? { "aria-current": "true" as const } : {})}
                      >
                        {email.subject}
                      </Link>
                      <span className="wrap-anywhere block text-12 text-ink-2">
                        to {email.toAddress} ·{" "}
                        <span className="font-mono text-ink-3">{email.caseReference}</span>
                      </span>
                    </TableCell>
                    <TableCell>
                      <Badge tone={EMAIL_TONES[email.state]}>{EMAIL_STATE_LABELS[email.state]}</Badge>
                      {email.lastError && email.state !== "sent" ? (
                        <span className="mt-0.5 block text-12 text-ink-2">{email.lastError}</span>
                      ) : null}
                    </TableCell>
                    <TableCell numeric className="max-sm:hidden">
                      {email.attempts}
                    </TableCell>
                    <TableCell numeric>
                      <Instant at={email.createdAt} />
                    </TableCell>
                  </TableRow>
                ))}
              </tbody>
            </Table>
            <nav aria-label="More e-mails" className="mt-4 flex gap-2">
              {cursor ? (
                <LinkButton size="sm" href="/settings/outbox">
                  Newest
                </LinkButton>
              ) : null}
              {list.next ? (
                <LinkButton size="sm" href={`/settings/outbox?after=${encodeURIComponent(list.next)}`}>
                  Older
                </LinkButton>
              ) : null}
            </nav>
          </div>
        </div>
      )}
    </div>
  );
}
