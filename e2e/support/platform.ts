import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { type appealStatusView, ENDPOINTS } from "@/lib/contracts/endpoints";
import type { SignalItem } from "@/lib/contracts/feed";
import type { LockResponseInput, LockView } from "@/lib/contracts/lock";
import type { IdentifiedMemberInput } from "@/lib/contracts/member";
import type { MessageInput } from "@/lib/contracts/message";
import type { ReportInput, reportAnswer } from "@/lib/contracts/report";
import type { MessageVerdict, SendVerdict } from "@/lib/contracts/send-check";
import type { StandingView } from "@/lib/contracts/standing";
import { apiKey, consoleUrl } from "./console";

/** A short part that no other row of any run has. */
export function unique(): string {
  return randomUUID().replaceAll("-", "").slice(0, 12);
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** Calls the console's API as the platform does: over HTTP, with its key. */
export class Platform {
  /** Sends a request and returns its answer as it is. */
  async send(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
    const response = await fetch(`${consoleUrl()}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${apiKey()}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(method === "POST" ? { "idempotency-key": randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: await response.json() };
  }

  async #expect(method: string, path: string, body?: unknown): Promise<unknown> {
    const { status, json } = await this.send(method, path, body);
    if (status < 300) return json;
    throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(json)}`);
  }

  /** Puts a member and returns it. */
  async member(values: Partial<IdentifiedMemberInput> = {}): Promise<IdentifiedMemberInput> {
    const id = values.id ?? `e2e-${unique()}`;
    const member: IdentifiedMemberInput = {
      accountType: "basic",
      displayName: `Member ${id}`,
      joinedAt: "2024-03-01T09:00:00.000Z",
      connectionCount: 120,
      profile: { photo: true, currentPosition: true, skills: 5, schools: 1, completenessPercent: 80 },
      email: `${id}@quayside.example`,
      locale: "en",
      country: "IE",
      acceptsMessagesFrom: "anyone",
      ...values,
      id,
    };
    const { id: _, ...body } = member;
    await this.#expect("PUT", `/members/${id}`, body);
    return member;
  }

  /** A message that is not sent yet. */
  draft(values: Pick<MessageInput, "senderId" | "recipientId"> & Partial<MessageInput>): MessageInput {
    return {
      id: `msg-${unique()}`,
      conversationId: `c-${values.senderId}-${values.recipientId}`,
      channel: "chat",
      degree: 3,
      sharedConnections: 0,
      isReply: false,
      automated: false,
      body: "Good morning, are you free for a short call about our offer this week?",
      ...values,
    };
  }

  /** Records messages of the past: they count nothing today. */
  async history(messages: readonly MessageInput[]): Promise<void> {
    const dated = messages.map((message, index) => ({
      sentAt: minutesAgo(2 * 24 * 60 + messages.length - index),
      ...message,
    }));
    const answer = await this.#expect("POST", "/messages/batch", { mode: "observe", messages: dated });
    const { rejected } = answer as { rejected: unknown[] };
    if (rejected.length > 0) throw new Error(`messages were refused: ${JSON.stringify(rejected)}`);
  }

  /** Sends a message: judged, and on record when it may be delivered. */
  async message(message: MessageInput): Promise<MessageVerdict> {
    return (await this.#expect("POST", "/messages", message)) as MessageVerdict;
  }

  async report(
    values: Pick<ReportInput, "reporterId" | "subject"> & Partial<ReportInput>,
  ): Promise<z.output<typeof reportAnswer>> {
    const report = { id: `r-${unique()}`, category: "spam", ...values };
    return ENDPOINTS["POST /reports"].answer.parse(await this.#expect("POST", "/reports", report));
  }

  async sendCheck(message: MessageInput): Promise<SendVerdict> {
    return (await this.#expect("POST", "/send-checks", message)) as SendVerdict;
  }

  /** A held message, with the link of each side. */
  async lock(lockId: string): Promise<LockView> {
    return (await this.#expect("GET", `/locks/${lockId}`)) as LockView;
  }

  /** What one side says about a held message, as their platform passes it on. */
  async answerLock(lockId: string, response: LockResponseInput): Promise<void> {
    await this.#expect("POST", `/locks/${lockId}/responses`, response);
  }

  /** What the detectors measured about a member. */
  async signals(memberId: string): Promise<SignalItem[]> {
    const list = await this.#expect("GET", `/members/${memberId}/signals`);
    return ENDPOINTS["GET /members/{id}/signals"].answer.parse(list).items;
  }

  async standing(memberId: string): Promise<StandingView> {
    return (await this.#expect("GET", `/members/${memberId}/standing`)) as StandingView;
  }

  async appeal(id: string): Promise<z.output<typeof appealStatusView>> {
    return ENDPOINTS["GET /appeals/{id}"].answer.parse(await this.#expect("GET", `/appeals/${id}`));
  }

  /** Two members, a conversation of the past between them, and its last message reported: a case of its own. */
  async reportedMessage(
    values: { body?: string; category?: ReportInput["category"]; senderName?: string } = {},
  ): Promise<ReportedMessage> {
    const sender = await this.member(values.senderName ? { displayName: values.senderName } : {});
    const reporter = await this.member();
    const toReporter = { senderId: sender.id, recipientId: reporter.id };
    const message = this.draft({
      ...toReporter,
      ...(values.body === undefined ? {} : { body: values.body }),
    });
    await this.history([
      this.draft({ ...toReporter, body: "Hello, we have not met. May I tell you about our tools?" }),
      this.draft({
        ...toReporter,
        senderId: reporter.id,
        recipientId: sender.id,
        conversationId: `c-${sender.id}-${reporter.id}`,
        isReply: true,
        body: "No, thank you.",
      }),
      message,
    ]);
    const report = await this.report({
      reporterId: reporter.id,
      subject: { type: "message", id: message.id },
      note: "I asked them to stop.",
      ...(values.category ? { category: values.category } : {}),
    });
    return { sender, reporter, message, ...report };
  }

  /** A message that the content filter holds back from somebody its sender is connected to. */
  async heldMessage(): Promise<HeldMessage> {
    const sender = await this.member({ displayName: `Sten Marker ${unique()}` });
    const recipient = await this.member({ displayName: `Runa Dike ${unique()}` });
    const secret = `canary-${unique()}`;
    const message = this.draft({
      senderId: sender.id,
      recipientId: recipient.id,
      degree: 1,
      body: `Congratulations!!! You have WON a free voucher, ${secret}. Send your card number and password to http://192.0.2.4/claim today!!!`,
      attachments: [{ name: `${secret}.pdf`, contentType: "application/pdf", sizeBytes: 20_000 }],
    });
    const verdict = await this.message(message);
    if (!verdict.lockId) throw new Error(`the message was not held: ${JSON.stringify(verdict)}`);
    return { sender, recipient, secret, verdict, lock: await this.lock(verdict.lockId) };
  }
}

export type HeldMessage = {
  sender: IdentifiedMemberInput;
  recipient: IdentifiedMemberInput;
  /** Stands in the text and in the name of the attachment, and nowhere else. */
  secret: string;
  verdict: MessageVerdict;
  lock: LockView;
};

export type ReportedMessage = {
  sender: IdentifiedMemberInput;
  reporter: IdentifiedMemberInput;
  message: MessageInput;
  /** The report's id. */
  id: string;
  caseId: string;
  receiptUrl: string;
};
