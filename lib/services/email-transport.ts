import { createTransport } from "nodemailer";

export type OutgoingEmail = {
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
};

/** Takes an e-mail to a mail server. Throws what the server or the network said. */
export type EmailTransport = { send(email: OutgoingEmail): Promise<void>; close(): void };

/** Opens one pooled connection to the mail server of `SMTP_URL`. */
export function smtpTransport(url: string): EmailTransport {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ to, ...email }) => {
      // As an object the address is never parsed as a list.
      await transport.sendMail({
        ...email,
        to: { name: "", address: to },
        headers: { "Auto-Submitted": "auto-generated" },
      });
    },
    close: () => transport.close(),
  };
}

/**
 * Whether the mail server refused for good (5xx about the message or its recipient). Everything else is worth another
 * try: 4xx, no connection, and a refused sign-in, which is ours to repair.
 */
export function isRefusedForGood(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const isSignIn = "code" in thrown && thrown.code === "EAUTH";
  return (
    !isSignIn &&
    "responseCode" in thrown &&
    typeof thrown.responseCode === "number" &&
    thrown.responseCode >= 500
  );
}
